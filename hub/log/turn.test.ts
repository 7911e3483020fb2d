import { randomUUID } from 'node:crypto'
import { uuidv7 } from 'uuidv7'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { gateSwitched, stationStream } from '../../core/events/system'
import { SETUP_STREAM, setupImported } from '../../core/events/setup'
import { FairFile, withoutNames } from '../../core/setup/schema'
import { SMALL_FAIR } from '../../core/testing/builders'
import { numbers } from '../claims/numbers'
import { systemPorts } from '../ports'
import { isAway, openDatabase, type Database } from '../sql/database'
import { findMember, type Member } from '../sql/stations'
import { aContext, aDesk, aHub, type TestHub, type TestStation } from '../testing/a-hub'
import { publish } from './publish'
import { atHead, type Turn } from './turn'

let hub: TestHub
let db: Database
let desk: TestStation
let member: Member
beforeAll(async () => {
  hub = await aHub()
  db = await openDatabase(hub.hub.databaseUrl, () => undefined)
}, 120_000)
afterAll(async () => {
  await db.close()
  await hub.stop()
})
beforeEach(async () => {
  desk = await aDesk(hub, randomUUID())
  const found = await findMember(db, desk.token)
  if (found === null) throw new Error('enrolled')
  member = found
})

const batch = (count = 1) =>
  desk.batch(
    Array.from({ length: count }, () =>
      desk.text(gateSwitched.make(stationStream('x'), { gate: 'north', list: null, direction: 'entry' }, aContext())),
    ),
  )
const send = (what = batch()) => publish(db, member, what, Date.now(), systemPorts)
const head = async () => (await desk.page()).body.head
const transaction = async ({ tx }: Turn): Promise<string> =>
  (await tx.query<{ id: string }>('SELECT pg_current_xact_id()::text AS id')).rows[0]?.id ?? ''

/** Holds the head until it is let go, so that whoever comes meanwhile waits. */
function holdTheHead(): () => Promise<string> {
  let letGo = (): void => undefined
  const gate = new Promise<void>((resolve) => {
    letGo = resolve
  })
  const held = atHead(db, member.fair, async (turn) => {
    await gate
    return transaction(turn)
  })
  return () => {
    letGo()
    return held
  }
}

describe('turns at the head of a fair', () => {
  it('who waits meanwhile goes together in the next, in the order of coming', async () => {
    const letGo = holdTheHead()
    const order: number[] = []
    const waiting = [1, 2, 3].map((n) =>
      atHead(db, member.fair, async (turn) => {
        order.push(n)
        return transaction(turn)
      }),
    )
    const first = await letGo()
    const [second, ...others] = await Promise.all(waiting)
    expect(second).not.toBe(first)
    expect(others).toEqual([second, second])
    expect(order).toEqual([1, 2, 3])
  })

  it('each sees what those before it in the turn have done: one sequence, no hole', async () => {
    const before = await head()
    const letGo = holdTheHead()
    const waiting = [send(batch(2)), send(batch(3)), send()]
    await letGo()
    const acks = (await Promise.all(waiting)).flatMap((answer) => (answer.ok ? answer.value.acks : []))
    expect(acks.map(({ seq }) => seq)).toEqual([1, 2, 3, 4, 5, 6].map((n) => before + n))
    expect(await head()).toBe(before + 6)
  })

  it('one that throws hits nobody else, and nothing of it stays', async () => {
    const before = await head()
    const letGo = holdTheHead()
    const good = send()
    const bad = atHead(db, member.fair, async (turn) => {
      turn.tx.send('UPDATE fair SET head = head + 100 WHERE fair = $1', [member.fair])
      turn.fair = { ...turn.fair, head: turn.fair.head + 100 }
      throw new Error('a bug')
    })
    const better = send()
    const outcome = Promise.allSettled([good, bad, better])
    await letGo()
    expect(await outcome).toMatchObject([
      { value: { value: { acks: [{ status: 'stored', seq: before + 1 }] } } },
      { reason: { message: 'a bug' } },
      { value: { value: { acks: [{ status: 'stored', seq: before + 2 }] } } },
    ])
    expect(await head()).toBe(before + 2)
  })

  it('a write that nobody waited for and that fails: its own work hears why, the others go through', async () => {
    const letGo = holdTheHead()
    const bad = atHead(db, member.fair, async ({ tx }) => {
      tx.send('INSERT INTO event (fair) VALUES ($1)', [member.fair])
      await tx.query('SELECT $1::int', [1])
    })
    const outcome = Promise.allSettled([send(), bad])
    await letGo()
    // Not "current transaction is aborted", which only follows from it.
    expect(await outcome).toMatchObject([{ status: 'fulfilled' }, { reason: { code: '23502', column: 'seq' } }])
    const alone = atHead(db, member.fair, async ({ tx }) => tx.send('SELECT $1::uuid', ['none']))
    await expect(alone).rejects.toMatchObject({ code: '22P02' })
  })

  it('one that is refused changes nothing for the others', async () => {
    const before = await head()
    const letGo = holdTheHead()
    const other = { ...batch(), log: randomUUID() }
    desk.seq -= 1
    const waiting = [send(other), send({ ...batch(), acked: 0 })]
    await letGo()
    const [refused] = await Promise.all(waiting)
    expect(refused).toMatchObject({ ok: false, code: 'log_changed' })
    expect(await head()).toBe(before + 1)
  })

  it('a new identity in the turn holds for those after it', async () => {
    const letGo = holdTheHead()
    const waiting = [send({ ...batch(), acked: 9_999 }), send()]
    await letGo()
    const [lost, after] = await Promise.all(waiting)
    if (lost?.ok !== false) throw new Error('refused')
    expect(lost.detail?.['log']).not.toBe(desk.log)
    expect(after).toMatchObject({ ok: false, code: 'log_changed', detail: lost.detail })
  })

  it('a command repeated in the same turn, and a batch too, are answered as they were the first time', async () => {
    const today = new Intl.DateTimeFormat('sv', { timeZone: 'Asia/Jakarta' }).format(Date.now())
    const named = (id: string) => ({ id, en: id })
    const { setup } = withoutNames(
      FairFile.parse({
        ...SMALL_FAIR,
        days: [today],
        agencies: [{ code: 'office', name: named('o'), shortName: 'o', subtitle: named('o') }],
        services: [
          { code: 'tax', prefix: 'A', agency: 'office', name: named('t'), hours: [{ from: '00:00', to: '24:00' }] },
        ],
        counters: [{ code: '1', name: named('1'), services: ['tax'], zone: 'hall' }],
      }),
    )
    const letGo = holdTheHead()
    const imported = desk.batch([desk.text(setupImported.make(SETUP_STREAM, { fair: member.fair, setup }, aContext()))])
    const number = (command: string) => numbers(db, member, 'tax', { ...desk.numberCommand(), command }, systemPorts)
    const command = uuidv7()
    // The set-up comes in the very turn that first needs it.
    const waiting = [send(imported), send(imported), number(command), number(command), number(uuidv7())] as const
    await letGo()
    const [first, again, one, same, next] = await Promise.all(waiting)
    expect(first).toMatchObject({ value: { acks: [{ status: 'stored' }] } })
    expect(again).toMatchObject({ value: { acks: [{ status: 'known' }] } })
    expect(same).toEqual(one)
    if (!one.ok || !next.ok) throw new Error('given')
    expect(next.value.event.seq).toBe(one.value.event.seq + 1)
  })

  it('nobody is answered before the commit: a database killed in mid-turn takes all of it along', async () => {
    const before = await head()
    const letGo = holdTheHead()
    const waiting = send()
    const killed = atHead(db, member.fair, async ({ tx }) => {
      const { rows } = await tx.query<{ pid: number }>('SELECT pg_backend_pid() AS pid')
      // The batch before it was judged and written; only the commit is missing.
      process.kill(rows[0]?.pid ?? 0, 'SIGKILL')
      await tx.query('SELECT 1')
    })
    const outcome = Promise.allSettled([waiting, killed])
    await letGo()
    for (const one of await outcome) {
      if (one.status !== 'rejected') throw new Error('answered')
      expect(isAway(one.reason)).toBe(true)
    }
    // The database comes back by itself; until then it is away.
    await expect.poll(() => head().catch(() => null), { timeout: 20_000 }).toBe(before)
    desk.seq -= 1
    desk.last = '0'.repeat(64)
    expect(await send()).toMatchObject({ value: { acks: [{ status: 'stored', seq: before + 1 }] } })
  })
})
