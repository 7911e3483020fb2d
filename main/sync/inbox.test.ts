import { afterEach, describe, expect, it } from 'vitest'
import { gateSwitched, stationStream } from '../../core/events/system'
import type { Hub } from '../../core/hub/port'
import { MAX_BATCH, MAX_PAGE } from '../../core/hub/wire'
import { NINE } from '../../core/testing/builders'
import { Inbox } from './inbox'
import { RigStation, sure } from './testing/rig'

const stations: RigStation[] = []
afterEach(() => stations.splice(0).forEach((station) => station.remove()))

/** A hub with a page and a half of events, and which pages were asked of it so far. */
async function aHub() {
  const { hub, desk } = await RigStation.desk({ now: NINE })
  stations.push(desk)
  desk.batch = MAX_BATCH
  await desk.restart()
  const { log, ports } = desk.folder
  log.transact((append) => {
    const body = { gate: 'north', list: null, direction: 'entry' } as const
    const ctx = { now: ports.wall(), newId: ports.newId }
    for (let i = 0; i < MAX_PAGE * 1.5; i += 1) append(gateSwitched.make(stationStream(log.station), body, ctx))
  })
  expect(await desk.once()).toBeNull()
  const real = hub.as(log.station)
  const asked: number[] = []
  const counted: Hub = {
    ...real,
    page: (query) => {
      asked.push(query.after)
      return real.page(query)
    },
  }
  return { hub, counted, asked, identity: log.sync.state()?.logIdentity ?? '', told: () => log.sync.told() }
}

describe('the inbox', () => {
  it('hands out all there is by parts, each once, and has the next page on its way meanwhile', async () => {
    const { hub, counted, asked, identity, told } = await aHub()
    const inbox = new Inbox(counted, told)
    const seqs: number[] = []
    let after = 0
    for (let isMore = true; isMore;) {
      const slice = sure(await inbox.next({ log: identity, after }, 150))
      if (slice.cursor < slice.head) expect(asked.at(-1)).toBeGreaterThanOrEqual(slice.cursor)
      expect(slice.events.length).toBeLessThanOrEqual(150)
      seqs.push(...slice.events.map(({ seq }) => seq))
      after = slice.cursor
      isMore = slice.cursor < slice.head
    }
    expect(seqs).toEqual(hub.entries.map(({ seq }) => seq))
    // Small pages first: nobody knows the line yet.
    expect(asked.slice(0, 4)).toEqual([0, 100, 300, 700])
    expect(new Set(asked).size).toBe(asked.length)
  })

  it('has sent the question for the next page before it hands out what is to be taken in', async () => {
    const { counted, asked, identity, told } = await aHub()
    const sent: number[] = []
    const overHttp: Hub = {
      ...counted,
      page: async (query) => {
        // A socket writes in the next turn.
        process.nextTick(() => sent.push(query.after))
        return counted.page(query)
      },
    }
    const inbox = new Inbox(overHttp, told)
    const { cursor } = sure(await inbox.next({ log: identity, after: 0 }, MAX_PAGE))
    expect(asked).toEqual([0, cursor])
    expect(sent).toEqual([0, cursor])
  })

  it('uses nothing that was fetched for another place, another log, or before a greeting', async () => {
    const { counted, asked, identity, told } = await aHub()
    const inbox = new Inbox(counted, told)
    sure(await inbox.next({ log: identity, after: 0 }, 50))
    const elsewhere = sure(await inbox.next({ log: identity, after: 20 }, 50))
    expect(elsewhere.events[0]?.seq).toBe(21)
    inbox.forget()
    expect(sure(await inbox.next({ log: identity, after: 70 }, 50)).events[0]?.seq).toBe(71)
    const other = '0199a6f0-1111-4000-8000-0123456789ab'
    expect(await inbox.next({ log: other, after: 120 }, 50)).toMatchObject({ code: 'log_changed' })
    // Each was asked for anew, though a page of the same lay there.
    for (const after of [0, 20, 70, 120]) expect(asked).toContain(after)
  })
})
