import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { visitorChanged, visitorStream } from '../../core/events/visitor'
import { GateFolder } from '../commands/a-gate-folder'
import { clearApart, keepApart } from '../commands/keep-apart'
import { mergeVisitors, unmergeVisitor } from '../commands/merge-visitors'
import type { SearchReply } from './messages'
import { startPeopleSearch, type PeopleSearch, type SearchProcess } from './people-search'
import { searchServer } from './search-server'

let gate: GateFolder
let search: PeopleSearch | null = null
let server: ReturnType<typeof searchServer> | null = null
let end: (() => void) | null = null
const changed = vi.fn<() => void>()
const report = vi.fn<() => void>()

beforeEach(async () => {
  gate = await GateFolder.make()
})
afterEach(() => {
  search?.stop()
  gate.remove()
  vi.clearAllMocks()
})

/** The real server, in this process: messages take their turn as between two. */
function aProcess(): SearchProcess {
  let listener: (reply: SearchReply) => void = () => undefined
  const own = searchServer((reply) => setImmediate(() => listener(structuredClone(reply))))
  let isOver = false
  server = {
    ...own,
    stop: () => {
      isOver = true
      own.stop()
    },
  }
  return {
    send: (request) =>
      setImmediate(() => {
        if (!isOver) own.take(structuredClone(request))
      }),
    onReply: (given) => (listener = given),
    onEnd: (given) => (end = given),
    stop: () => server?.stop(),
  }
}

async function started(): Promise<PeopleSearch> {
  const { dir, keys } = gate.folder
  search = startPeopleSearch({ dir, keys, start: aProcess, changed, report })
  const mine = search
  await vi.waitFor(() => expect(mine.state().ready).toBe(true))
  return mine
}
const names = async (from: PeopleSearch, query: string) => (await from.find(query, 10)).people.map(({ name }) => name)

describe('search by name', () => {
  it('says that it is not ready, then finds who was there before', async () => {
    gate.visitor('Kusuma Wardhani')
    const { dir, keys } = gate.folder
    search = startPeopleSearch({ dir, keys, start: aProcess, changed, report })
    expect(await search.find('kusuma', 10)).toEqual({ ready: false, total: 0, people: [] })
    const mine = search
    await vi.waitFor(() => expect(mine.state()).toEqual({ ready: true, total: 1 }))
    expect(await mine.find('kusuma', 10)).toMatchObject({
      ready: true,
      total: 1,
      people: [{ name: 'Kusuma Wardhani', institution: null, category: 'umum' }],
    })
    expect(changed).toHaveBeenCalled()
  })

  it('follows who comes, who changes and who is erased', async () => {
    const mine = await started()
    const visitor = gate.visitor('Radite Kusumo')
    await vi.waitFor(async () => expect(await names(mine, 'radite')).toEqual(['Radite Kusumo']))
    gate.folder.people.put([{ visitor, group: 'greet', fields: { name: 'Mahesa Kusumo' } }])
    await vi.waitFor(async () => expect(await names(mine, 'kusumo')).toEqual(['Mahesa Kusumo']))
    expect(await names(mine, 'radite')).toEqual([])
    const facts = {
      visitor,
      category: 'vip',
      institution: 'Keripik Sanjai',
      status: 'active',
      codeHmac: null,
      rowHmac: null,
      source: 'roster',
    } as const
    const ctx = { now: gate.folder.ports.wall(), newId: gate.id }
    gate.folder.log.transact((append) => append(visitorChanged.make(visitorStream(visitor), facts, ctx)))
    await vi.waitFor(async () => {
      const { people } = await mine.find('kusumo', 10)
      expect(people).toMatchObject([{ category: 'vip', institution: 'Keripik Sanjai' }])
    })
    gate.folder.people.tombstone(visitor)
    await vi.waitFor(async () => expect(await names(mine, 'mahesa kusumo')).toEqual([]))
    expect(mine.state().total).toBe(0)
  })

  it('knows no name whose registration is not in the log', async () => {
    const visitor = gate.id()
    gate.folder.people.put([{ visitor, group: 'greet', fields: { name: 'Setengah Jadi' } }])
    const mine = await started()
    expect(await names(mine, 'setengah')).toEqual([])
  })

  it('is started again when its process ends, and who asked meanwhile is told', async () => {
    gate.visitor('Kusuma Wardhani')
    const mine = await started()
    const asked = mine.find('kusuma', 10)
    server?.stop()
    end?.()
    expect(await asked).toMatchObject({ ready: false })
    expect(report).toHaveBeenCalledOnce()
    await vi.waitFor(() => expect(mine.state().ready).toBe(true), { timeout: 20_000 })
    expect(await names(mine, 'kusuma')).toEqual(['Kusuma Wardhani'])
  })
})

describe('visitors who may be one person', () => {
  const everything = { why: null, from: 0, limit: 10 } as const
  const groups = async (from: PeopleSearch) => (await from.duplicates(everything))?.groups ?? []

  it('are found by phone and by name, appear as they register, and go when they are merged', async () => {
    const one = gate.visitor('Wulan Kusumastuti')
    const search = await started()
    expect(await groups(search)).toEqual([])
    const other = gate.visitor('Wulan Kusumastuti')
    expect(await groups(search)).toEqual([{ why: ['name'], visitors: [one, other] }])
    const phone = { phone: '0812 3450 0011', email: null }
    for (const visitor of [one, other])
      gate.folder.people.put([{ visitor, group: 'greet', fields: { name: 'Wulan Kusumastuti' }, lookup: phone }])
    await vi.waitFor(async () =>
      expect(await groups(search)).toEqual([{ why: ['phone', 'name'], visitors: [one, other] }]),
    )
    expect(gate.folder.people.sharesContact(one)).toEqual([other])
    expect(await search.duplicates({ why: 'email', from: 0, limit: 10 })).toMatchObject({
      total: 0,
      counts: { all: 1, phone: 1, email: 0, name: 1 },
    })
    mergeVisitors(gate.folder, other, one, 'sari')
    expect(await groups(search)).toEqual([])
    unmergeVisitor(gate.folder, other, 'sari')
    expect(await groups(search)).toHaveLength(1)
    keepApart(gate.folder, other, [one], 'sari')
    expect(await groups(search)).toEqual([])
    clearApart(gate.folder, one, [other], 'sari')
    expect(await groups(search)).toHaveLength(1)
  })
})
