import { describe, expect, it } from 'vitest'
import { aQueueFair } from '../testing/queue-builders'
import { notesOf } from './notes'
import { FairFile } from './schema'

const file = FairFile.parse({
  ...aQueueFair().setup,
  staff: [{ code: 'dyah', name: 'Dyah', role: 'organizer' }],
  walkIn: { categories: ['umum'], fields: [] },
})
const notes = (more: Partial<FairFile> = {}, withPin: readonly string[] = ['dyah']) =>
  notesOf({ ...file, ...more }, withPin).map(({ at, is, n }) => [at, is, n])
const [day1, day2] = file.lists as [FairFile['lists'][number], FairFile['lists'][number]]

describe('what is worth a look', () => {
  it('is nothing in a fair that hangs together', () => {
    expect(notes()).toEqual([])
  })

  it('is a day nobody can enter on, and a list that opens on none', () => {
    const off = { ...day2, windows: [{ from: '2026-10-20T08:00', to: '2026-10-20T16:00' }] }
    expect(notes({ lists: [day1, off] })).toEqual([
      ['days', 'days_no_door', 1],
      ['lists', 'lists_off_days', 1],
    ])
    const night = { ...day1, windows: [{ from: '2026-10-13T08:00', to: '2026-10-14T02:00' }] }
    expect(notes({ lists: [night] })).toEqual([])
    const day = { ...day1, windows: [{ from: '2026-10-13T00:00', to: '2026-10-14T00:00' }] }
    expect(notes({ lists: [day] })).toEqual([['days', 'days_no_door', 1]])
  })

  it('is a room no gate serves, a gate no list needs, a session outside its list', () => {
    const room = { ...day1, code: 'room', kind: 'session' as const, gates: [] }
    const session = {
      code: 's',
      list: 'room',
      title: { id: 's', en: 's' },
      speakers: [],
      room: { id: 'r', en: 'r' },
      from: '2026-10-13T17:00',
      to: '2026-10-13T18:00',
    }
    expect(notes({ lists: [day1, day2, room], sessions: [session] })).toEqual([
      ['lists', 'rooms_no_gate', 1],
      ['sessions', 'sessions_outside', 1],
    ])
    const south = { ...file.gates[0], code: 'south' } as FairFile['gates'][number]
    const north = (list: typeof day1) => ({ ...list, gates: ['north'] })
    expect(notes({ gates: [...file.gates, south], lists: [north(day1), north(day2)] })).toEqual([
      ['gates', 'gates_no_list', 1],
    ])
  })

  it('is an agency without services, a service without counters, staff without a PIN, no registration', () => {
    expect(notes({ services: file.services.slice(0, 1), counters: [], walkIn: null }, [])).toEqual([
      ['services', 'services_no_counter', 1],
      ['staff', 'staff_no_pin', 1],
      ['walkIn', 'walk_in_off', 1],
    ])
    expect(notes({ services: [], counters: [] })).toEqual([['agencies', 'agencies_no_service', 1]])
  })
})
