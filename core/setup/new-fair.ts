import { z } from 'zod'
import { shiftDays } from '../time/zone'
import { plainLetters } from './plain-letters'
import { FairFile, type Text } from './schema'

/** More days than any fair has, so that a slip of the year does not make three hundred lists. */
export const MOST_DAYS = 31

const { name, venue, city, timeZone } = FairFile.shape
const Day = z.iso.date()
const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'a time of day is 08:00')

/** What is asked of who begins a fair from nothing; everything else has a value that can be changed at the desk. */
export const NewFair = z.strictObject({
  name,
  venue,
  city,
  timeZone,
  firstDay: Day,
  lastDay: Day,
  /** When the doors open and close, the same every day. */
  opens: TimeOfDay,
  closes: TimeOfDay,
  /** Name of who makes it: the first organizer. */
  organizer: z.string().trim().min(1).max(120),
})
export type NewFair = z.output<typeof NewFair>

/** Code of the person who makes a fair. */
export const FIRST_ORGANIZER = 'panitia-1'

/** What does not fit together though each field does; null: nothing. */
export function newFairProblem(asked: NewFair): 'days_backwards' | 'too_many_days' | 'hours_backwards' | null {
  if (asked.lastDay < asked.firstDay) return 'days_backwards'
  if (shiftDays(asked.firstDay, MOST_DAYS - 1) < asked.lastDay) return 'too_many_days'
  return asked.closes <= asked.opens ? 'hours_backwards' : null
}

/**
 * The smallest set-up with which a fair can begin: one kind of visitor, one gate, a door for each day, no services, and
 * who makes it as its organizer. Never a demo. Call it only where `newFairProblem` has none.
 */
export function newFairFile(asked: NewFair): FairFile {
  const days = daysFrom(asked.firstDay, asked.lastDay)
  return FairFile.parse({
    schema: 1,
    demo: false,
    code: codeFrom(asked.name.id, asked.firstDay),
    name: asked.name,
    venue: asked.venue,
    city: asked.city,
    timeZone: asked.timeZone,
    days,
    categories: [{ code: 'umum', number: 1, name: { id: 'Umum', en: 'General' } }],
    gates: [
      {
        code: 'pintu-utama',
        name: { id: 'Pintu utama', en: 'Main entrance' },
        help: { place: { id: 'Meja bantuan', en: 'Help desk' }, direction: 'left' },
        welcome: { place: { id: 'Silakan masuk', en: 'Please come in' }, direction: 'ahead' },
      },
    ],
    lists: days.map((day, index) => ({
      code: `pintu-hari-${index + 1}`,
      name: doorName(index + 1, days.length),
      kind: 'door',
      windows: [{ from: `${day}T${asked.opens}`, to: `${day}T${asked.closes}` }],
    })),
    staff: [{ code: FIRST_ORGANIZER, name: asked.organizer, role: 'organizer' }],
  })
}

const doorName = (day: number, of: number): Text =>
  of === 1 ? { id: 'Pintu masuk', en: 'Entrance' } : { id: `Pintu, hari ke-${day}`, en: `Entrance, day ${day}` }

function daysFrom(first: string, last: string): string[] {
  const days: string[] = []
  for (let day = first; day <= last; day = shiftDays(day, 1)) days.push(day)
  return days
}

/** A code of the name in letters that every system knows, with the year: the same name next year is another fair. */
function codeFrom(called: string, firstDay: string): string {
  const year = firstDay.slice(0, 4)
  const plain = plainLetters(called)
  const words = plain === '' ? 'acara' : plain
  if (words.split('-').includes(year) && words.length <= 40) return words
  return `${words.slice(0, 35).replace(/-+$/, '')}-${year}`
}
