import type { KnownVisitor, ScanCommand, ScanState } from '../commands/scan'
import type { CommandContext } from '../events/envelope'
import { openFair, type Fair } from '../setup/fair'
import { FairFile, withoutNames } from '../setup/schema'

/** A small fair of two days in Surabaya; `lists` of the file are overridden by what is given. */
export function aFair(more: Partial<typeof SMALL_FAIR> = {}): Fair {
  const file = FairFile.parse({ ...SMALL_FAIR, ...more })
  return openFair('00000000-0000-7000-8000-00000000fa14', withoutNames(file).setup)
}

const text = (id: string, en = id) => ({ id, en })
const sign = (place: string) => ({ place: text(place), direction: 'left' as const, text: null })

export const SMALL_FAIR = {
  schema: 1,
  demo: true,
  code: 'small',
  name: text('Pekan kecil', 'Small fair'),
  venue: text('Balai kota'),
  city: 'Surabaya',
  timeZone: 'Asia/Jakarta',
  days: ['2026-10-13', '2026-10-14'],
  categories: [
    { code: 'umum', number: 1, name: text('Umum', 'Public') },
    { code: 'vip', number: 2, name: text('VIP') },
  ],
  gates: [
    {
      code: 'north',
      name: text('Pintu Utara', 'North gate'),
      help: sign('Meja bantuan'),
      welcome: sign('Masuk'),
      handScanner: null,
    },
  ],
  lists: [1, 2].map((day) => ({
    code: `day-${day}`,
    name: text(`Hari ${day}`, `Day ${day}`),
    kind: 'door',
    windows: [{ from: `2026-10-1${day + 2}T08:00`, to: `2026-10-1${day + 2}T16:00` }],
  })) as object[],
  staff: [{ code: 'sari', name: 'Sari', role: 'supervisor' }] as object[],
}

/** 13 October 2026, 09:00 in Surabaya. */
export const NINE = Date.UTC(2026, 9, 13, 2)

export const aContext = (now = NINE): CommandContext => {
  let n = 0
  return { now, newId: () => `00000000-0000-7000-8000-${(n += 1).toString().padStart(12, '0')}` }
}

export const aVisitor = (more: Partial<KnownVisitor> = {}): KnownVisitor => ({
  id: '00000000-0000-7000-8000-0000000000aa',
  category: 'umum',
  status: 'active',
  validFrom: null,
  validUntil: null,
  unanswered: { consent: 0, questions: 0 },
  ...more,
})

/** So many inside, and nobody leases places. */
export const aRoom = (inside: number): ScanState['room'] => ({ inside: () => inside, leased: () => null })

/** Day 1 of the small fair, a known visitor who never came. */
export function aScanState(
  more: Partial<ScanState> & { visitor?: KnownVisitor; listMore?: Partial<ScanState['list']> } = {},
): ScanState {
  const { visitor, listMore, ...rest } = more
  const list = aFair().list('day-1')
  if (list === null) throw new Error('the small fair has a day-1')
  return {
    list: { ...list, ...listMore },
    timeZone: 'Asia/Jakarta',
    recognised: { as: 'visitor', visitor: visitor ?? aVisitor() },
    attendance: null,
    room: aRoom(0),
    ...rest,
  }
}

export const aScanCommand = (more: Partial<ScanCommand> = {}): ScanCommand => ({
  scanId: '00000000-0000-7000-8000-0000000000cc',
  direction: 'entry',
  gate: 'north',
  via: 'camera',
  credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 9, looks: 'short_code' },
  typedAt: null,
  ...more,
})
