const MINUTE = 60_000
const DAY_MINUTES = 24 * 60

/**
 * The next moment at which the fair's clocks show what was typed (`13.00`, `13:00`, `1300`, `13`); null when it is no
 * time of day. Counted on from now, so that no machine's own zone matters.
 */
export function nextTimeOfDay(typed: string, now: number, timeZone: string): number | null {
  const [, hours, minutes = '0'] = /^(\d{1,2})(?:[.:]?(\d{2}))?$/.exec(typed.trim()) ?? []
  if (hours === undefined) return null
  const wanted = Number(hours) * 60 + Number(minutes)
  if (Number(minutes) > 59 || wanted >= DAY_MINUTES) return null
  const ahead = (wanted - minuteOfDay(now, timeZone) + DAY_MINUTES) % DAY_MINUTES
  return Math.floor(now / MINUTE) * MINUTE + (ahead === 0 ? DAY_MINUTES : ahead) * MINUTE
}

function minuteOfDay(at: number, timeZone: string): number {
  const parts = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', timeZone })
    .formatToParts(at)
    .filter((part) => part.type === 'hour' || part.type === 'minute')
    .map((part) => Number(part.value))
  return (parts[0] ?? 0) * 60 + (parts[1] ?? 0)
}
