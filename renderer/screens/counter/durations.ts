const SECOND = 1_000
const MINUTE = 60 * SECOND

/** `8:47`, `1:02:05`: how long something has taken, to the second; never below zero. */
export function stopwatch(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / SECOND))
  const two = (value: number) => String(value).padStart(2, '0')
  const [hours, minutes, rest] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, two(seconds % 60)]
  return hours === 0 ? `${minutes}:${rest}` : `${hours}:${two(minutes)}:${rest}`
}

/** Full minutes gone since a moment; a clock that was set back counts as none. */
export function minutesSince(from: number, now: number): number {
  return Math.max(0, Math.floor((now - from) / MINUTE))
}

/** Full minutes of a span. */
export const minutesOf = (ms: number): number => Math.max(0, Math.floor(ms / MINUTE))

/** Seconds until a moment, rounded up; zero once it has passed. */
export function secondsUntil(until: number, now: number): number {
  return Math.max(0, Math.ceil((until - now) / SECOND))
}

/** Seconds gone since a moment. */
export function secondsSince(from: number, now: number): number {
  return Math.max(0, Math.floor((now - from) / SECOND))
}
