import fc from 'fast-check'
import { attendanceStream, scanRecorded, scanUndone, type ScanBody } from '../../core/events/checkin'
import { mergeStream, visitorMerged, visitorUnmerged } from '../../core/events/person'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import type { Fair } from '../../core/setup/fair'
import { aFair, NINE, SMALL_FAIR } from '../../core/testing/builders'
import type { TestLog } from './a-log'
import { canonicalIds } from './ids'

/** Two days, and a door list of every kind there is: of one day, of both with a daily reset, for VIP only; and a session. */
export const aFairOfManyLists = (): Fair => aFair(MANY_LISTS)

const text = (name: string) => ({ id: name, en: name })
const window = (day: number) => ({ from: `2026-10-${day}T08:00`, to: `2026-10-${day}T16:00` })

/** What that fair has other than the small one. */
export const MANY_LISTS = {
  lists: [
    { code: 'day-1', name: text('Hari 1'), kind: 'door', windows: [window(13)], capacity: 100 },
    { code: 'day-2', name: text('Hari 2'), kind: 'door', windows: [window(14)] },
    { code: 'both', name: text('Semua hari'), kind: 'door', windows: [window(13), window(14)], resetAt: '04:00' },
    { code: 'vip', name: text('Pintu VIP'), kind: 'door', windows: [window(13)], categories: ['vip'] },
    { code: 'talk', name: text('Ruang A'), kind: 'session', windows: [window(13)], capacity: 10 },
  ],
  sessions: [
    {
      code: 'opening',
      list: 'talk',
      title: text('Pembukaan'),
      room: text('Ruang A'),
      from: '2026-10-13T09:00',
      to: '2026-10-13T10:00',
    },
  ],
} as Partial<typeof SMALL_FAIR>

const visitorId = canonicalIds(0xb22)
const VISITORS = Array.from({ length: 5 }, () => visitorId())

/** One thing that happens at a door; most are plain admissions, as at a real one. */
export interface DoorMove {
  readonly visitor: number
  readonly list: string
  readonly gate: string | null
  readonly what: 'entry' | 'exit' | 'refused' | 'unknown' | 'incomplete' | 'undo' | 'merge' | 'unmerge'
  /** Minutes after 13 October, 09:00; up to the evening of the next day. */
  readonly minutes: number
  readonly pick: number
}

/** `lists`: which of the lists are scanned at. With one list of one day the sums alone must do. */
export const aDoorMove = (lists: readonly string[], lastMinute = 36 * 60): fc.Arbitrary<DoorMove> =>
  fc.record({
    visitor: fc.nat(VISITORS.length - 1),
    list: fc.constantFrom(...lists),
    gate: fc.constantFrom('north', 'south', null),
    what: fc.constantFrom<DoorMove['what'][]>(
      'entry',
      'entry',
      'entry',
      'entry',
      'exit',
      'exit',
      'refused',
      'unknown',
      'incomplete',
      'undo',
      'merge',
      'merge',
      'unmerge',
    ),
    minutes: fc.nat(lastMinute),
    pick: fc.nat(1_000),
  })

/** A log in memory, or that of a folder. */
interface DoorWorld {
  readonly log: TestLog['log']
  readonly ports: Pick<TestLog['ports'], 'wall' | 'newId'> & { readonly pass?: (ms: number) => void }
}

const RULES = { multipleEntries: false, entryAfterExit: true, resetAt: null }

/** Some visitors are registered, some are known by their codes alone; then everything in the order given, whatever its times. */
export function playDoors({ log, ports }: DoorWorld, moves: readonly DoorMove[]): void {
  const ctx = () => ({ now: ports.wall(), newId: ports.newId })
  const scans: { id: string; list: string; visitor: string }[] = []
  VISITORS.slice(0, 3).forEach((visitor, n) => {
    const facts = {
      visitor,
      category: n === 0 ? 'vip' : 'umum',
      institution: n === 1 ? 'Dinas Sosial' : null,
      status: 'active',
      codeHmac: null,
      rowHmac: null,
      source: 'roster',
    } as const
    log.transact((append) => append(visitorRegistered.make(visitorStream(visitor), facts, ctx())))
  })
  for (const move of moves) {
    ports.pass?.(1_000)
    if (move.what === 'merge' || move.what === 'unmerge') {
      const [visitor, into] = [VISITORS[move.visitor] ?? '', VISITORS[move.pick % VISITORS.length] ?? '']
      if (visitor === into) continue
      const event =
        move.what === 'merge'
          ? visitorMerged.make(mergeStream(visitor), { visitor, into }, ctx())
          : visitorUnmerged.make(mergeStream(visitor), { visitor }, ctx())
      log.transact((append) => append(event))
      continue
    }
    if (move.what === 'undo') {
      const scan = scans[move.pick % Math.max(1, scans.length)]
      if (scan === undefined) continue
      const { id, list, visitor } = scan
      const body = { scan: id, list, visitor, gate: move.gate, reason: 'mistake' }
      log.transact((append) => append(scanUndone.make(attendanceStream(list, visitor, id), body, ctx())))
      continue
    }
    const id = ports.newId()
    const visitor = move.what === 'unknown' ? null : (VISITORS[move.visitor] ?? null)
    const category = move.visitor >= 3 ? { category: move.visitor === 3 ? 'umum' : 'vip' } : {}
    const body: ScanBody = {
      list: move.list,
      visitor,
      gate: move.gate,
      via: 'command',
      credential: { kind: 'pdp1', hmac: 'a'.repeat(64), length: 9, looks: 'signed', ...category },
      // The daily reset that held at the scan: four in the morning of the second day.
      rules: move.list === 'both' && move.minutes >= 19 * 60 ? { ...RULES, resetAt: NINE + 19 * 3_600_000 } : RULES,
      typedAt: NINE + move.minutes * 60_000,
      ...ANSWERS[move.what],
    }
    log.transact((append) => append(scanRecorded.make(attendanceStream(move.list, visitor, id), body, ctx(), { id })))
    if (visitor !== null) scans.push({ id, list: move.list, visitor })
  }
}

const ANSWERS: Readonly<
  Record<Exclude<DoorMove['what'], 'undo' | 'merge' | 'unmerge'>, Pick<ScanBody, 'direction' | 'outcome' | 'reason'>>
> = {
  entry: { direction: 'entry', outcome: 'admitted', reason: null },
  exit: { direction: 'exit', outcome: 'admitted', reason: 'exit' },
  refused: { direction: 'entry', outcome: 'refused', reason: 'too_early' },
  unknown: { direction: 'entry', outcome: 'refused', reason: 'invalid' },
  incomplete: { direction: 'entry', outcome: 'incomplete', reason: 'consent' },
}
