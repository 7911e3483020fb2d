import { localToEpoch, readTime } from '../time/zone'

/** What is known before a list is read: the zone its times are in, and when the session was. */
export interface ReadingDay {
  readonly timeZone: string
  /** `2026-10-13`: for times without a date, and to tell 10/11 from 11/10. */
  readonly date: string
}

const MONTHS = [
  ['jan'],
  ['feb'],
  ['mar'],
  ['apr'],
  ['may', 'mei'],
  ['jun'],
  ['jul'],
  ['aug', 'agu'],
  ['sep'],
  ['oct', 'okt'],
  ['nov'],
  ['dec', 'des'],
]

/**
 * A time as the tools write it, UTC ms: ISO with or without offset, `10/13/2026 09:01:12 AM`, `13/10/2026 09.01`,
 * `Oct 13, 2026 09:01:12`, `13 Okt 2026 09:01`, `9:01 AM`. Of two readings of a date in numbers the one nearer to the session is
 * meant. Null: no time.
 */
export function parseOnlineTime(text: string, day: ReadingDay): number | null {
  const plain = text.trim().replaceAll(/[\u00a0\u202f]/g, ' ')
  if (/^\d{4}-\d{2}-\d{2}/.test(plain))
    return readTime(plain.replace(/^(\S+) /, '$1T').replace(/ (?=[+-]\d)/, ''), day.timeZone)
  const time = /(\d{1,2})[:.](\d{2})(?:[:.](\d{2}))?\s*([ap])?\.?m?\.?\s*$/i.exec(plain)
  if (time === null) return null
  const clock = clockOf(time)
  if (clock === null) return null
  const before = plain.slice(0, time.index).replace(/[,\s]+$/, '')
  const at = (date: string) => localToEpoch(`${date}T${clock}`, day.timeZone)
  if (before === '') return at(day.date)
  const dates = datesIn(before)
  const target = at(day.date)
  return dates.map(at).sort((a, b) => Math.abs(a - target) - Math.abs(b - target))[0] ?? null
}

function clockOf([, hours = '', minutes = '', seconds = '00', half = '']: RegExpExecArray): string | null {
  const spoken = Number(hours)
  const isAfternoon = half.toLowerCase() === 'p'
  const hour = half === '' ? spoken : (spoken % 12) + (isAfternoon ? 12 : 0)
  if (hour > 23 || Number(minutes) > 59 || Number(seconds) > 59) return null
  return `${String(hour).padStart(2, '0')}:${minutes}:${seconds}`
}

/** Every date that a text may mean. */
function datesIn(text: string): string[] {
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{2}|\d{4})$/.exec(text)
  if (numbers !== null) {
    const [, a = '', b = '', year = ''] = numbers
    return [dateOf(year, a, b), dateOf(year, b, a)].flatMap((date) => date ?? [])
  }
  const named =
    /^(?:[a-z]+,?\s+)?(?:([a-z]{3})[a-z]*\.?\s+(\d{1,2})|(\d{1,2})\s+([a-z]{3})[a-z]*\.?),?\s+(\d{4})$/i.exec(text)
  if (named === null) return []
  const word = (named[1] ?? named[4] ?? '').toLowerCase()
  const month = MONTHS.findIndex((names) => names.includes(word)) + 1
  const date = month === 0 ? null : dateOf(named[5] ?? '', String(month), named[2] ?? named[3] ?? '')
  return date === null ? [] : [date]
}

function dateOf(year: string, month: string, day: string): string | null {
  if (Number(month) < 1 || Number(month) > 12 || Number(day) < 1 || Number(day) > 31) return null
  const full = year.length === 2 ? `20${year}` : year
  const date = `${full}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return new Date(`${date}T00:00:00Z`).toISOString().startsWith(date) ? date : null
}
