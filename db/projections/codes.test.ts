import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { attendanceStream, scanRecorded } from '../../core/events/checkin'
import type { NewEvent } from '../../core/events/envelope'
import { codeKeyAdded, codeKeyRetired, codeKeyStream } from '../../core/events/setup'
import { credentialIssued, credentialRevoked, credentialStream } from '../../core/events/visitor'
import { NINE } from '../../core/testing/builders'
import { rebuild } from '../log/rebuild'
import { codeQueries } from '../queries/codes'
import { aFair } from '../../core/testing/builders'
import { exportQueries } from '../queries/exports'
import { aLog, readModels } from '../testing/a-log'

const FAIR = '00000000-0000-7000-8000-00000000fa14'
const VISITOR = '00000000-0000-7000-8000-0000000000aa'
const [ONE, TWO] = ['11'.repeat(32), '22'.repeat(32)]
const { ports } = aLog()
const ctx = { now: NINE, newId: ports.newId }

const added = (key: string, number: number) =>
  codeKeyAdded.make(codeKeyStream(key), { kind: 'pendopo', key, fair: FAIR, number }, ctx)
const retired = (key: string) => codeKeyRetired.make(codeKeyStream(key), { kind: 'pendopo', key }, ctx)
const revoked = (credential: string) =>
  credentialRevoked.make(credentialStream(credential), { credential, visitor: null, reason: null }, ctx)
const issued = (credential: string) => {
  const facts = { visitor: VISITOR, kind: 'pdp1' as const, category: 'umum', validFrom: 0, validUntil: 0 }
  return credentialIssued.make(credentialStream(credential), { credential, ...facts }, ctx)
}
const scanned = (category: string, at: number) =>
  scanRecorded.make(
    attendanceStream('day-1', VISITOR, ''),
    {
      list: 'day-1',
      visitor: VISITOR,
      gate: null,
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
      via: 'command',
      credential: { kind: 'pdp1', hmac: ONE, category, length: 143, looks: 'signed' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: at,
    },
    ctx,
  )

const EVENTS: readonly NewEvent[] = [
  added(ONE, 0),
  added(ONE, 7),
  added(TWO, 7),
  added(TWO, 7),
  retired(TWO),
  issued(ONE),
  issued(ONE),
  revoked(ONE),
  revoked(TWO),
  scanned('umum', NINE),
  scanned('vip', NINE + 1),
]

function after(events: readonly NewEvent[]) {
  const made = aLog()
  made.log.transact((append) => events.forEach((event) => append(event)))
  return made
}

describe('keys, codes and their revocations', () => {
  it('are the same rows whatever the order of arrival, and after a rebuild', () => {
    const first = after(EVENTS)
    const rows = readModels(first.db)
    expect(rows['codeKeys']).toHaveLength(3)
    expect(rows['issued']).toHaveLength(1)
    fc.assert(
      fc.property(fc.shuffledSubarray([...EVENTS], { minLength: EVENTS.length }), (order) => {
        const other = after(order)
        expect(readModels(other.db)).toEqual(rows)
        rebuild(other.db, other.projectors)
        expect(readModels(other.db)).toEqual(rows)
        other.db.close()
      }),
      { numRuns: 30 },
    )
    first.db.close()
  })

  it('answer what a scan asks', () => {
    const { db } = after(EVENTS)
    const codes = codeQueries(db)
    expect(codes.signers(7)).toEqual([{ key: ONE, fair: FAIR, ours: false }])
    expect(codes.signers(8)).toEqual([])
    expect([codes.isRetired('pendopo', TWO), codes.isRetired('pretix_sig1', TWO)]).toEqual([true, false])
    expect(codes.isRevoked(Buffer.from(ONE, 'hex'))).toBe(true)
    expect(codes.isIssued(Buffer.from(ONE, 'hex'), VISITOR)).toBe(true)
    expect(codes.isIssued(Buffer.from(TWO, 'hex'), VISITOR)).toBe(false)
    db.close()
  })

  it('leave exports with the category that the code named last, where no roster knows the visitor', () => {
    const { db } = after(EVENTS)
    const queries = exportQueries(db)
    const [fair, list] = [aFair(), aFair().list('day-1')]
    const days = list === null ? [] : queries.daysOf(fair, list)
    expect(list === null ? [] : days.flatMap((day) => [...queries.attendance(fair, list, day)])).toMatchObject([
      { visitor: VISITOR, category: 'vip' },
    ])
    const scans = [...queries.scans({ lists: null, spans: null })]
    expect(scans.map(([, , , , , , , , category]) => category)).toEqual(['umum', 'vip'])
    db.close()
  })

  it('are found by an index', () => {
    const { db } = after(EVENTS)
    const plan = (sql: string) =>
      db
        .prepare<[], { detail: string }>(`EXPLAIN QUERY PLAN ${sql}`)
        .all()
        .map(({ detail }) => detail)
        .join('\n')
    expect(
      plan(`SELECT category FROM scan WHERE visitor = 'x' AND list = 'y' AND category IS NOT NULL
            ORDER BY effective_at DESC, category LIMIT 1`),
    ).toContain('USING COVERING INDEX scan_category')
    db.close()
  })
})
