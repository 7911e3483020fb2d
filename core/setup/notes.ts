import { windowDays } from './windows'
import type { Block, RowPart } from './part-names'
import type { FairFile } from './schema'

/** What is worth a look though no rule forbids it, in a word of ours: the desk has a sentence for each. */
export const NOTES = [
  'days_no_door',
  'lists_off_days',
  'rooms_no_gate',
  'gates_no_list',
  'sessions_outside',
  'agencies_no_service',
  'services_no_counter',
  'categories_no_badge',
  'reasons_missing',
  'staff_no_pin',
  'walk_in_off',
] as const
export type NoteWord = (typeof NOTES)[number]

export interface Note {
  readonly at: RowPart | Block
  readonly is: NoteWord
  readonly n: number
}

/** Uses that staff cannot do without a reason: somebody must be able to choose one. */
const NEED_REASONS = ['pause', 'park', 'cancel', 'no_show'] as const

/** What a fresh pair of eyes would ask about a set-up. `withPin`: staff who have a PIN. */
export function notesOf(file: FairFile, withPin: readonly string[]): Note[] {
  const doors = file.lists.filter(({ kind }) => kind === 'door')
  const rooms = file.lists.filter(({ kind }) => kind === 'session')
  const days = new Set(file.days)
  const hasDoor = (day: string) => doors.some((list) => list.windows.some((window) => windowDays(window).includes(day)))
  const isServedBy = (gate: string) =>
    file.lists.some(({ gates, kind }) => gates.includes(gate) || (gates.length === 0 && kind === 'door'))
  const isServed = (service: string) => file.counters.some(({ services }) => services.includes(service))
  const hasBadge = (category: string) =>
    file.badges.some(({ categories }) => categories.length === 0 || categories.includes(category))
  const isOutside = ({ list, from, to }: FairFile['sessions'][number]) =>
    !file.lists.some(
      ({ code, windows }) => code === list && windows.some((window) => window.from <= to && from <= window.to),
    ) || !days.has(from.slice(0, 10))
  const all: Note[] = [
    { at: 'days', is: 'days_no_door', n: file.days.filter((day) => !hasDoor(day)).length },
    {
      at: 'lists',
      is: 'lists_off_days',
      n: file.lists.filter(({ windows }) => windows.some((window) => !windowDays(window).some((day) => days.has(day))))
        .length,
    },
    { at: 'lists', is: 'rooms_no_gate', n: rooms.filter(({ gates }) => gates.length === 0).length },
    { at: 'gates', is: 'gates_no_list', n: file.gates.filter(({ code }) => !isServedBy(code)).length },
    { at: 'sessions', is: 'sessions_outside', n: file.sessions.filter(isOutside).length },
    {
      at: 'agencies',
      is: 'agencies_no_service',
      n: file.agencies.filter(({ code }) => !file.services.some(({ agency }) => agency === code)).length,
    },
    { at: 'services', is: 'services_no_counter', n: file.services.filter(({ code }) => !isServed(code)).length },
    {
      at: 'badges',
      is: 'categories_no_badge',
      n: file.badges.length === 0 ? 0 : file.categories.filter(({ code }) => !hasBadge(code)).length,
    },
    {
      at: 'reasons',
      is: 'reasons_missing',
      n: NEED_REASONS.filter((use) => !file.reasons.some(({ uses }) => uses.includes(use))).length,
    },
    { at: 'staff', is: 'staff_no_pin', n: file.staff.filter(({ code }) => !withPin.includes(code)).length },
    { at: 'walkIn', is: 'walk_in_off', n: file.walkIn === null ? 1 : 0 },
  ]
  return all.filter(({ n }) => n > 0)
}
