/** Why a PIN is not taken. */
export type PinProblem = 'pin_length' | 'pin_not_digits' | 'pin_too_simple'

/** The wrong tries since the last right one. `lockedUntil` is null before the first lock-out. */
export interface PinTries {
  readonly count: number
  readonly lockedUntil: number | null
}

export const NO_TRIES: PinTries = { count: 0, lockedUntil: null }

const FREE_TRIES = 3
const FIRST_LOCK_MS = 30_000
const LONGEST_LOCK_MS = 15 * 60_000

/** What is wrong with a new PIN; null when it may be used. */
export function pinProblem(pin: string): PinProblem | null {
  if (!/^[0-9]*$/.test(pin)) return 'pin_not_digits'
  if (pin.length < 4 || pin.length > 8) return 'pin_length'
  return isSimple(pin) ? 'pin_too_simple' : null
}

/** The state after one more wrong try: from the third on each locks, twice as long as the one before. */
export function afterWrongPin(tries: PinTries, now: number): PinTries {
  const count = tries.count + 1
  return { count, lockedUntil: count < FREE_TRIES ? null : now + lockMs(count) }
}

/** How long this person must still wait, in milliseconds; 0 when a try is allowed. */
export function pinWaitMs(tries: PinTries, now: number): number {
  if (tries.lockedUntil === null) return 0
  // A clock that was set back must not lock a person out for as long as it went back.
  const lockedAt = tries.lockedUntil - lockMs(tries.count)
  return now < lockedAt ? 0 : Math.max(0, tries.lockedUntil - now)
}

function lockMs(count: number): number {
  return Math.min(LONGEST_LOCK_MS, FIRST_LOCK_MS * 2 ** Math.max(0, count - FREE_TRIES))
}

/** The PINs that a bystander tries first: one digit, a run up or down, one half twice. */
function isSimple(pin: string): boolean {
  const digits = Array.from(pin, Number)
  const steps = new Set(digits.slice(1).map((digit, i) => (digit - (digits[i] ?? 0) + 10) % 10))
  const isRun = steps.size === 1 && (steps.has(0) || steps.has(1) || steps.has(9))
  const half = pin.slice(0, pin.length / 2)
  return isRun || (pin.length % 2 === 0 && half + half === pin)
}
