import { GENESIS_HASH, type LogEvent, type NewEvent } from '../events/envelope'
import { attendanceStream, scanRecorded } from '../events/checkin'
import { counterOpened, counterStream, leaseStream, numbersLeased } from '../events/queue'
import { SETUP_STREAM, setupImported } from '../events/setup'
import type { Presence } from '../hub/stations'
import type { PeopleRow } from '../hub/wire'
import { FairFile, withoutNames } from '../setup/schema'
import { localDate } from '../time/zone'
import { SMALL_FAIR } from './builders'
import { CLAIM_RULES } from './hub-claims-conformance'
import { batchOf, logOf, numberCommand, statuses, type HubUnderTest, type Member, type Rule } from './hub-under-test'

async function pageOf(
  member: Member,
  after = 0,
): Promise<{ texts: string[]; stubs: string[]; next: number; head: number }> {
  const page = await member.hub.page({ log: await logOf(member), after, limit: 1_000, acked: 0, newest: null })
  if (!page.ok) throw new Error(page.code)
  return {
    texts: page.value.events.flatMap((entry) => ('text' in entry ? [String(entry.text)] : [])),
    stubs: page.value.events.flatMap((entry) => ('stub' in entry ? [(entry.stub as { reason: string }).reason] : [])),
    next: page.value.next,
    head: page.value.head,
  }
}

function scan(hub: HubUnderTest): NewEvent {
  const id = hub.newId()
  const visitor = hub.newId()
  return scanRecorded.make(
    attendanceStream('day-1', visitor, id),
    {
      list: 'day-1',
      visitor,
      gate: 'north',
      direction: 'entry',
      outcome: 'admitted',
      reason: null,
      via: 'camera',
      credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 9, looks: 'short_code' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    },
    { now: hub.now(), newId: () => hub.newId() },
    { id },
  )
}

const opened = (hub: HubUnderTest): NewEvent =>
  counterOpened.make(
    counterStream('1'),
    { counter: '1', operator: 'sari' },
    { now: hub.now(), newId: () => hub.newId() },
  )

/** A set-up whose day is that of `now`, with a service that is open all day. */
function aQueue(now: number) {
  const text = (name: string) => ({ id: name, en: name })
  const hours = [{ from: '00:00', to: '24:00' }]
  const day = localDate(now, SMALL_FAIR.timeZone)
  return withoutNames(
    FairFile.parse({
      ...SMALL_FAIR,
      days: [day],
      lists: [{ ...SMALL_FAIR.lists[0], windows: [{ from: `${day}T00:00`, to: `${day}T23:59` }] }],
      agencies: [{ code: 'office', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Kantor') }],
      services: [{ code: 'tax', prefix: 'A', agency: 'office', name: text('Pajak'), hours }],
    }),
  ).setup
}

/** The hub decides a number at a queue machine that published nothing. */
const numberOf = async (machine: Member, hub: HubUnderTest) =>
  machine.hub.number(
    'tax',
    numberCommand(() => hub.newId(), { log: await logOf(machine), after: null }),
  )

const row = (visitor: string, version: number, sealed: string | null): PeopleRow => ({
  visitor,
  group: 'greet',
  version,
  sealed: sealed === null ? null : btoa64(sealed),
  phone: null,
  email: null,
  keep: null,
})

/** Base64 of four plain letters or a multiple of three; all that these tests seal. */
function btoa64(text: string): string {
  const letters = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'
  let out = ''
  for (let at = 0; at + 2 < text.length; at += 3) {
    const bits = (text.charCodeAt(at) << 16) | (text.charCodeAt(at + 1) << 8) | text.charCodeAt(at + 2)
    for (const shift of [18, 12, 6, 0]) out += letters[(bits >> shift) & 63] ?? ''
  }
  return out
}

/** What every hub must do, the one of tests and the real one. */
export const HUB_RULES: readonly Rule[] = [
  {
    name: 'stores an event once, however often it is offered, and hands its very text out',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const text = gate.text(scan(hub))
      check(await statuses(gate, [text], hub.now()), ['stored'])
      check(await statuses(gate, [text, text], hub.now()), ['known', 'known'])
      check((await pageOf(hub.desk)).texts.filter((held) => held === text).length, 1)
    },
  },
  {
    name: 'refuses by name what it cannot keep, a NUL or a number beyond its columns, and takes what comes beside it',
    holds: async (hub, check) => {
      const desk = await hub.enrol(['desk'])
      const event = (what: string): NewEvent => ({ ...opened(hub), stream: `counter:${what}` })
      const lease = (to: number): NewEvent => {
        const body = { service: 'tax', day: '2026-10-13', station: desk.station, from: 1, to: 20 }
        const ctx = { now: hub.now(), newId: () => hub.newId() }
        return { ...numbersLeased.make(leaseStream(hub.newId()), body, ctx), body: { ...body, to } }
      }
      check(await statuses(desk, [desk.text(event('1'))], hub.now()), ['stored'])
      check(await statuses(desk, [desk.text(event('a stroke \\u0000 and no NUL'))], hub.now()), ['stored'])
      check(await statuses(desk, [desk.text(lease(2 ** 31))], hub.now()), ['bad_body'])
      check(await statuses(desk, [desk.text(lease(20))], hub.now()), ['stored'])
      check(await statuses(desk, [desk.text(event('\0'))], hub.now()), ['not_an_event'])
    },
  },
  {
    name: 'refuses another text under a held id, and another event at a taken place',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const event = scan(hub)
      const text = gate.text(event)
      await statuses(gate, [text], hub.now())
      check(await statuses(gate, [text.replace('"north"', '"south"')], hub.now()), ['hash_differs'])
      check(await statuses(gate, [text.replace(event.id, hub.newId())], hub.now()), ['forked'])
      check(await statuses(gate, ['nonsense'], hub.now()), ['not_an_event'])
    },
  },
  {
    name: 'keeps the place of what a role may not write with a stub, and takes the next',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const [wrong, right] = [gate.text(opened(hub)), gate.text(scan(hub))]
      check(await statuses(gate, [wrong, right], hub.now()), ['not_allowed', 'stored'])
      check(await statuses(gate, [wrong], hub.now()), ['not_allowed'])
      const { texts, stubs } = await pageOf(hub.desk)
      check(stubs, ['not_allowed'])
      check(texts.includes(right), true)
    },
  },
  {
    name: 'takes events from their author alone, and gives a display neither scans nor visitors',
    holds: async (hub, check) => {
      const [gate, other, display] = [
        await hub.enrol(['gate']),
        await hub.enrol(['gate']),
        await hub.enrol(['display']),
      ]
      const text = gate.text(scan(hub))
      check(await statuses(other, [text], hub.now()), ['not_author'])
      check(await statuses(gate, [text], hub.now()), ['stored'])
      const page = await pageOf(display)
      check(page.texts.includes(text), false)
      check(page.next, page.head)
    },
  },
  {
    name: 'answers nothing for another log identity, and takes a new one when a station was told of more',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const strange = await gate.hub.page({ log: hub.newId(), after: 0, limit: 10, acked: 0, newest: null })
      check(strange.ok ? 'ok' : strange.code, 'log_changed')
      const before = await logOf(gate)
      const { head } = await pageOf(gate)
      const more = await gate.hub.page({ log: before, after: 0, limit: 10, acked: head + 5, newest: null })
      check(more.ok ? 'ok' : more.code, 'log_changed')
      check((await logOf(gate)) === before, false)
    },
  },
  {
    name: 'takes a new identity when others filled the place of what a station was told of',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const event = scan(hub)
      await statuses(gate, [gate.text(event)], hub.now())
      const { head } = await pageOf(gate)
      const log = await logOf(gate)
      const asked = { log, after: 0, limit: 10, acked: head }
      const same = await gate.hub.page({ ...asked, newest: { seq: head, id: event.id } })
      check(same.ok, true)
      const other = await gate.hub.page({ ...asked, newest: { seq: head, id: hub.newId() } })
      check(other.ok ? 'ok' : other.code, 'log_changed')
      const after = await logOf(gate)
      check(after === log, false)
      const sent = await gate.hub.publish(
        await batchOf(gate, [gate.text(scan(hub))], hub.now(), { newest: { seq: head, id: hub.newId() } }),
      )
      check(sent.ok ? 'ok' : sent.code, 'log_changed')
    },
  },
  {
    name: 'goes on with its own chain alone, and from a display takes others’ events of set-up and queue only',
    holds: async (hub, check) => {
      const [gate, dead] = [await hub.enrol(['gate']), await hub.enrol(['gate', 'counter'])]
      const [display, machine] = [await hub.enrol(['display']), await hub.enrol(['dispenser'])]
      const hello = await hub.desk.hub.hello()
      if (!hello.ok) throw new Error(hello.code)
      const body = { fair: hello.value.fair, setup: aQueue(hub.now()) }
      const setup = setupImported.make(SETUP_STREAM, body, { now: hub.now(), newId: () => hub.newId() })
      check(await statuses(hub.desk, [hub.desk.text(setup)], hub.now()), ['stored'])
      const more = { log: hello.value.log, after: 0, limit: 10, acked: 1_000, newest: null }
      check((await gate.hub.page(more)).ok, false)

      const first = await numberOf(machine, hub)
      if (!first.ok) throw new Error(first.code)
      const { text, hash } = first.value.event
      const given = JSON.parse(text) as LogEvent
      const next = (station = given.station): string =>
        JSON.stringify({ ...given, id: hub.newId(), station, stationSeq: given.stationSeq + 1, prevHash: hash })
      for (const member of [display, gate, hub.desk]) {
        check(await statuses(member, [next(), next(member.station)], hub.now()), ['not_author', 'not_author'])
        check(await statuses(member, [text], hub.now()), ['known'])
      }
      check((await numberOf(machine, hub)).ok, true)
      // What it lost of its own earlier chain comes back all the same.
      const old = { ...given, id: hub.newId(), chain: hub.newId(), stationSeq: 1, prevHash: GENESIS_HASH }
      check(await statuses(display, [JSON.stringify(old)], hub.now()), ['stored'])

      const [scanned, called] = [dead.text(scan(hub)), dead.text(opened(hub))]
      check(await statuses(display, [scanned, called], hub.now()), ['not_author', 'stored'])
      check(await statuses(gate, [scanned], hub.now()), ['stored'])
    },
  },
  {
    name: 'says which places it holds',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const event = scan(hub)
      await statuses(gate, [gate.text(event)], hub.now())
      const { head } = await pageOf(gate)
      const places = [
        { seq: head, id: event.id },
        { seq: head, id: hub.newId() },
        { seq: head + 1, id: event.id },
      ]
      const probed = await gate.hub.probe({ places })
      check(probed.ok ? probed.value.held : probed.code, [true, false, false])
    },
  },
  {
    name: 'keeps the highest version of a row, and a tombstone before all of them',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const visitor = hub.newId()
      const post = async (rows: PeopleRow[]) => {
        const answer = await gate.hub.postPeople({ rows })
        return answer.ok ? answer.value.acks : [answer.code]
      }
      check(await post([row(visitor, 2, 'bbb')]), ['stored'])
      check(await post([row(visitor, 2, 'bbb'), row(visitor, 1, 'aaa')]), ['known', 'older'])
      check(await post([row(visitor, 0, null)]), ['stored'])
      check(await post([row(visitor, 9, 'ccc')]), ['older'])
      const page = await gate.hub.peoplePage({ log: await logOf(gate), after: 0, limit: 1_000 })
      const held = page.ok ? page.value.rows.filter((other) => other.visitor === visitor) : []
      check(
        held.map(({ sealed }) => sealed),
        [null],
      )
    },
  },
  {
    name: 'lets a desk alone bury the rows of staff, and a display nobody; what gates and counters heard of is buried by them',
    holds: async (hub, check) => {
      const post = async (member: Member, rows: PeopleRow[]) => {
        const answer = await member.hub.postPeople({ rows })
        return answer.ok ? answer.value.acks : [answer.code]
      }
      const staff = (sealed: string | null): PeopleRow => ({ ...row('staff:sari', 1, sealed), group: 'staff' })
      const [visitor, note] = [hub.newId(), hub.newId()]
      const of = (group: PeopleRow['group'], name = visitor): PeopleRow => ({ ...row(name, 0, null), group })
      const all = [of('greet'), of('contact'), of('identity'), of('note', note), staff(null)]
      const display = await hub.enrol(['display'])
      check(await post(display, [staff('aaa')]), ['stored'])
      const none = ['wrong_role', 'wrong_role', 'wrong_role', 'wrong_role', 'wrong_role']
      check(await post(display, all), none)
      // After a hub was lost the only one that still knows of an erasure may be any of these.
      const machine = await hub.enrol(['dispenser', 'display'])
      check(await post(machine, all), ['wrong_role', 'stored', 'stored', 'wrong_role', 'wrong_role'])
      check(await post(await hub.enrol(['gate']), all), ['stored', 'known', 'known', 'stored', 'wrong_role'])
      check(await post(await hub.enrol(['counter']), all), ['known', 'known', 'known', 'known', 'wrong_role'])
      check(await post(display, [staff('aaa')]), ['known'])
      check(await post(hub.desk, [staff(null)]), ['stored'])
    },
  },
  {
    name: 'shows desks what a station told of itself, and leaves out what it does not know',
    holds: async (hub, check) => {
      const gate = await hub.enrol(['gate'])
      const presence: Presence = {
        session: hub.newId(),
        version: '1.2.3',
        places: ['gate:north'],
        pending: 4,
        readUpTo: 9,
        offset: -3,
        printer: 'trouble',
        camera: 'ready',
        printerTrouble: { what: 'paper_out', since: 1 },
        heldBack: 1,
        keptAside: 2,
        forkedAt: 5,
      }
      const said = await gate.hub.report({ ...presence, ofLater: true } as typeof presence)
      check(said.ok ? said.value.you.station : said.code, gate.station)
      const shown = await hub.desk.hub.stations()
      const info = shown.ok ? shown.value.stations.find(({ station }) => station === gate.station) : undefined
      check(info?.presence, presence)
      check(info?.revokedAt, null)
    },
  },
  {
    name: 'puts a revoked station out, and only a desk may revoke',
    holds: async (hub, check) => {
      const [gate, other] = [await hub.enrol(['gate']), await hub.enrol(['gate'])]
      const refused = await other.hub.revoke(gate.station)
      check(refused.ok ? 'ok' : refused.code, 'wrong_role')
      const done = await hub.desk.hub.revoke(gate.station)
      const info = done.ok ? done.value.stations.find(({ station }) => station === gate.station) : undefined
      check(typeof info?.revokedAt, 'number')
      const after = await gate.hub.hello()
      check(after.ok ? 'ok' : after.code, 'revoked')
      check((await other.hub.hello()).ok, true)
    },
  },
  {
    name: 'keeps the word of a revoked station that it wiped, the first one, and hears nothing else of it',
    holds: async (hub, check) => {
      const [gate, other] = [await hub.enrol(['gate']), await hub.enrol(['gate'])]
      const say = async (member: Member, order: number, digit = 'a') => {
        const answer = await member.hub.sayWiped({ order, signature: digit.repeat(128) })
        return answer.ok ? 'heard' : answer.code
      }
      const infoOf = async ({ station }: Member) => {
        const all = await hub.desk.hub.stations()
        return all.ok ? all.value.stations.find((info) => info.station === station) : undefined
      }
      check(await say(gate, hub.now()), 'not_found')
      await hub.desk.hub.revoke(gate.station)
      const revokedAt = (await infoOf(gate))?.revokedAt ?? 0
      const told = await gate.hub.hello()
      const order = Number(told.ok ? 0 : told.detail?.['at'])
      check(order >= revokedAt, true)
      check((await infoOf(gate))?.wiped, null)
      // Another station speaks for itself alone, and a word about an earlier revocation is none about this one.
      check(await say(other, order), 'not_found')
      check(await say(gate, revokedAt - 1), 'not_found')
      check((await infoOf(gate))?.wiped, null)
      check(await say(gate, order), 'heard')
      const first = (await infoOf(gate))?.wiped
      check([first?.order, first?.signature], [order, 'a'.repeat(128)])
      check(await say(gate, order + 1, 'b'), 'heard')
      check((await infoOf(gate))?.wiped, first)
      check((await infoOf(other))?.wiped, null)
      const after = await gate.hub.hello()
      check(after.ok ? 'ok' : after.code, 'revoked')
    },
  },
  {
    name: 'takes the rows of staff, who are named by their code',
    holds: async (hub, check) => {
      const visitor = `staff:${hub.newId().slice(0, 8)}`
      const answer = await hub.desk.hub.postPeople({ rows: [{ ...row(visitor, 1, 'aaa'), group: 'staff' }] })
      check(answer.ok ? answer.value.acks : answer.code, ['stored'])
    },
  },
  ...CLAIM_RULES,
]
