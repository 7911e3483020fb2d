import type { LogEvent, NewEvent } from '../events/envelope'
import { counterOpened, counterStream, ticketFinished, ticketStarted, ticketStream } from '../events/queue'
import { SETUP_STREAM, setupImported } from '../events/setup'
import type { CallCommand, NumberCommand } from '../hub/claims'
import type { HubResult } from '../hub/errors'
import type { Presence } from '../hub/stations'
import type { HubEvent } from '../hub/wire'
import { FairFile, withoutNames } from '../setup/schema'
import { localDate } from '../time/zone'
import { SMALL_FAIR } from './builders'
import { batchOf, hallScan, logOf, numberCommand, type HubUnderTest, type Member, type Rule } from './hub-under-test'

const text = (id: string) => ({ id, en: id })
const service = (code: string, prefix: string, more = {}) => ({
  code,
  prefix,
  agency: 'office',
  name: text(code),
  hours: [{ from: '00:00', to: '24:00' }],
  ...more,
})

/** A fair whose day is today: two services without an end and one with 25 numbers, a hall of seven places, a door. */
function setupOn(now: number) {
  const today = localDate(now, SMALL_FAIR.timeZone)
  const [list] = SMALL_FAIR.lists
  const windows = [{ from: `${today}T00:00`, to: `${today}T23:59` }]
  return withoutNames(
    FairFile.parse({
      ...SMALL_FAIR,
      days: [today],
      lists: [
        { ...list, code: 'hall', capacity: 7, windows },
        { ...list, code: 'door', name: text('Pintu'), capacity: null, windows },
      ],
      agencies: [{ code: 'office', name: text('Kantor'), shortName: 'Kantor', subtitle: text('Kantor') }],
      services: [service('tax', 'A'), service('card', 'B'), service('few', 'C', { quota: 25 })],
      counters: ['1', '2'].map((code) => ({ code, name: text(code), services: ['tax', 'card'], zone: 'hall' })),
    }),
  ).setup
}

/** Stations of one hub at work, and what they ask of it. Each answer is its event's body, or the code and rule of a refusal. */
class Claims {
  constructor(readonly hub: HubUnderTest) {}

  get ctx() {
    return { now: this.hub.now(), newId: () => this.hub.newId() }
  }

  async publish(member: Member, ...events: readonly NewEvent[]): Promise<void> {
    const texts = events.map((event) => member.text(event))
    const answer = await member.hub.publish(await batchOf(member, texts, this.hub.now()))
    if (!answer.ok || answer.value.acks.some(({ status }) => status !== 'stored')) throw new Error('not published')
  }

  async bringFair(): Promise<void> {
    const { desk } = this.hub
    const hello = await desk.hub.hello()
    if (!hello.ok) throw new Error(hello.code)
    const body = { fair: hello.value.fair, setup: setupOn(this.hub.now()) }
    await this.publish(desk, setupImported.make(SETUP_STREAM, body, this.ctx))
  }

  open(member: Member, counter: string): Promise<void> {
    return this.publish(member, counterOpened.make(counterStream(counter), { counter, operator: 'sari' }, this.ctx))
  }

  serve(member: Member, ticket: string): Promise<void> {
    const act = { counter: '1', operator: 'sari' }
    const started = { ...act, direct: false, outOfOrder: false, slip: null }
    return this.publish(
      member,
      ticketStarted.make(ticketStream(ticket), started, this.ctx),
      ticketFinished.make(ticketStream(ticket), { ...act, outcome: 'solved' }, this.ctx),
    )
  }

  async number(
    member: Member,
    service: string,
    more: Partial<Extract<NumberCommand, { want: 'number' }>> = {},
  ): Promise<Said> {
    const asker = { log: await logOf(member), after: member.after() }
    const asked = { ...numberCommand(() => this.hub.newId(), asker), ...more }
    return said(await member.hub.number(service, asked))
  }

  async lease(member: Member, service: string, command = this.hub.newId()): Promise<Said> {
    const [log, after] = [await logOf(member), member.after()]
    return said(await member.hub.number(service, { want: 'lease', command, log, after }))
  }

  async call(member: Member, counter: string, more: Partial<CallCommand> = {}): Promise<Said> {
    const [command, log, after] = [this.hub.newId(), await logOf(member), member.after()]
    return said(await member.hub.call(counter, { command, operator: 'sari', log, after, ...more }))
  }

  async places(
    member: Member,
    list: string,
    want: 'lease' | 'return' = 'lease',
    command = this.hub.newId(),
  ): Promise<Said> {
    const [log, after] = [await logOf(member), member.after()]
    return said(await member.hub.places(list, { want, command, log, after }))
  }

  /** A visitor goes into the hall or out of it. */
  scan(visitor: string, direction: 'entry' | 'exit'): NewEvent {
    return hallScan(visitor, direction, this.ctx)
  }
}

/** What a hub said to a claim. */
interface Said {
  /** `granted`, the code of a refusal, or behind `refused` its rule. */
  readonly is: string
  readonly event: HubEvent | null
  /** Of the event. */
  readonly id: string | null
  readonly body: Readonly<Record<string, unknown>>
  readonly ticket: string
  readonly passedOver: string | null
  readonly places: number | null
  readonly detail: Readonly<Record<string, unknown>>
}

type Answered = { readonly event: HubEvent } & Readonly<Record<string, unknown>>

function said(answer: HubResult<Answered>): Said {
  if (!answer.ok) {
    const { code, detail = {} } = answer
    const is = code === 'refused' ? `refused: ${String(detail['rule'])}` : code
    return { is, event: null, id: null, body: {}, ticket: '', passedOver: null, places: null, detail }
  }
  const { event, ticket, passedOver, places } = answer.value
  const logged = JSON.parse(event.text) as LogEvent<Record<string, unknown>>
  return {
    is: 'granted',
    event,
    id: logged.id,
    body: logged.body,
    ticket: typeof ticket === 'string' ? ticket : '',
    passedOver: typeof passedOver === 'string' ? passedOver : null,
    places: typeof places === 'number' ? places : null,
    detail: {},
  }
}

/** A fair with its set-up at the hub; counter 1 is open, by a station of its own. */
async function atWork(hub: HubUnderTest) {
  const claims = new Claims(hub)
  const [counter, dispenser] = [await hub.enrol(['counter']), await hub.enrol(['dispenser'])]
  await claims.bringFair()
  await claims.open(counter, '1')
  return { claims, counter, dispenser }
}

/** The log gets a new identity: somebody was told of more than the hub holds. */
async function renew(member: Member): Promise<void> {
  const log = await logOf(member)
  const asked = await member.hub.page({ log, after: 0, limit: 1, acked: 9_999, newest: null })
  if (asked.ok || (await logOf(member)) === log) throw new Error('the log has its old identity')
}

const aPresence = (session: string): Presence => ({
  session,
  version: '1.2.3',
  places: [],
  pending: 0,
  readUpTo: 0,
  offset: null,
  printer: 'none',
  camera: 'none',
})

/** What every hub must decide alike: calls, numbers, blocks of them, places, and which of two machines is heard. */
export const CLAIM_RULES: readonly Rule[] = [
  {
    name: 'decides nothing before the set-up is there, and nothing for a role that has no business with it',
    holds: async (hub, check) => {
      const claims = new Claims(hub)
      const [counter, gate] = [await hub.enrol(['counter']), await hub.enrol(['gate'])]
      check((await claims.call(counter, '1')).is, 'no_setup')
      check((await claims.number(counter, 'tax')).is, 'no_setup')
      check((await claims.places(gate, 'hall')).is, 'no_setup')
      await claims.bringFair()
      check((await claims.number(gate, 'tax')).is, 'wrong_role')
      check((await claims.lease(gate, 'tax')).is, 'wrong_role')
      check((await claims.call(gate, '1')).is, 'wrong_role')
      check((await claims.places(counter, 'hall')).is, 'wrong_role')
    },
  },
  {
    name: 'gives numbers that follow each other, whoever asks, and its event stands in the log',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      const given = await Promise.all([dispenser, counter, dispenser].map((member) => claims.number(member, 'tax')))
      check(
        given.map(({ body }) => Number(body['number'])).sort((a, b) => a - b),
        [1, 2, 3],
      )
      check((await claims.number(counter, 'card')).body['number'], 1)
      const page = await hub.desk.hub.page({
        log: await logOf(hub.desk),
        after: 0,
        limit: 1_000,
        acked: 0,
        newest: null,
      })
      const texts = page.ok ? page.value.events.map((entry) => ('text' in entry ? entry.text : null)) : []
      for (const { event } of given) check(texts.includes(event?.text ?? ''), true)
      check((await claims.number(dispenser, 'none')).is, 'refused: unknown_service')
      const visitor = hub.newId()
      check((await claims.number(dispenser, 'tax', { visitor })).is, 'granted')
      check((await claims.number(dispenser, 'tax', { visitor })).is, 'refused: already_waiting')
    },
  },
  {
    name: 'answers a command that comes again with the same event, and never as another act',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      const gate = await hub.enrol(['gate'])
      const command = hub.newId()
      const number = await claims.number(dispenser, 'tax', { command })
      check(number.id, command)
      const again = await claims.number(dispenser, 'tax', { command, ticket: hub.newId() })
      check([again.event, again.ticket], [number.event, number.ticket])
      check((await claims.number(dispenser, 'card', { command })).is, 'command_id_taken')
      check((await claims.lease(dispenser, 'tax', command)).is, 'command_id_taken')
      check((await claims.call(counter, '1', { command })).is, 'command_id_taken')
      const call = { command: hub.newId() }
      const called = await claims.call(counter, '1', call)
      check(called.ticket, number.ticket)
      check((await claims.call(counter, '1', call)).event, called.event)
      check((await claims.call(counter, '2', call)).is, 'command_id_taken')
      const block = hub.newId()
      check((await claims.lease(dispenser, 'tax', block)).event, (await claims.lease(dispenser, 'tax', block)).event)
      const lease = hub.newId()
      const places = await claims.places(gate, 'hall', 'lease', lease)
      const same = await claims.places(gate, 'hall', 'lease', lease)
      check([same.event, same.places], [places.event, places.places])
      // What a station wrote itself is no decision of the hub's, whatever its id.
      const own = counterOpened.make(counterStream('2'), { counter: '2', operator: 'sari' }, claims.ctx)
      await claims.publish(counter, own)
      check((await claims.call(counter, '2', { command: own.id })).is, 'command_id_taken')
    },
  },
  {
    name: 'wants the asker’s outbox first, and the log identity that it follows',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      const after = { chain: counter.chain(), stationSeq: (counter.after()?.stationSeq ?? 0) + 1 }
      check((await claims.call(counter, '1', { after })).is, 'outbox_first')
      check((await claims.number(dispenser, 'tax', { after })).is, 'outbox_first')
      const log = hub.newId()
      const [other, call] = [await claims.number(dispenser, 'tax', { log }), await claims.call(counter, '1', { log })]
      check([other.is, call.is], ['log_changed', 'log_changed'])
      check(other.detail['log'], await logOf(counter))
      // What was refused so was never decided.
      check((await claims.number(dispenser, 'tax')).body['number'], 1)
    },
  },
  {
    name: 'calls who is next, then the next, and two counters at once never the same',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      check((await claims.call(counter, '1')).is, 'refused: nobody_waiting')
      const waiting = []
      for (const name of ['tax', 'card', 'tax']) waiting.push((await claims.number(dispenser, name)).ticket)
      const first = await claims.call(counter, '1')
      check([first.ticket, first.passedOver], [waiting[0], null])
      check(first.body, { counter: '1', operator: 'sari', outOfOrder: false })
      check((await claims.call(counter, '1')).is, 'refused: ticket_in_hand')
      await claims.serve(counter, first.ticket)
      const other = await hub.enrol(['counter'])
      check((await claims.call(other, '2')).is, 'refused: counter_closed')
      check((await claims.call(other, '9')).is, 'refused: unknown_counter')
      await claims.open(other, '2')
      const both = await Promise.all([claims.call(counter, '1'), claims.call(other, '2')])
      check(both.map(({ ticket }) => ticket).sort(), waiting.slice(1).sort())
    },
  },
  {
    name: 'calls the one that was chosen, as it was seen, and says who was faster',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      await claims.number(dispenser, 'tax')
      const second = await claims.number(dispenser, 'tax')
      const chosen = { ticket: second.ticket, seen: 1 }
      const called = await claims.call(counter, '1', { chosen })
      check([called.ticket, called.body['outOfOrder']], [second.ticket, true])
      const other = await hub.enrol(['counter'])
      await claims.open(other, '2')
      const late = await claims.call(other, '2', { chosen })
      check([late.is, late.detail['by'], late.detail['state']], ['refused: changed', '1', 'CALLED'])
      const nobody = { ticket: hub.newId(), seen: 1 }
      check((await claims.call(other, '2', { chosen: nobody })).is, 'refused: unknown_ticket')
    },
  },
  {
    name: 'passes over a visitor who stands elsewhere, and tells of it',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      await claims.open(counter, '2')
      const visitor = hub.newId()
      await claims.number(dispenser, 'tax', { visitor })
      const second = await claims.number(dispenser, 'card', { visitor })
      const third = await claims.number(dispenser, 'card')
      await claims.call(counter, '1')
      const called = await claims.call(counter, '2')
      check([called.ticket, called.passedOver], [third.ticket, second.ticket])
    },
  },
  {
    name: 'sets blocks aside that the numbers of everybody stay clear of',
    holds: async (hub, check) => {
      const { claims, dispenser } = await atWork(hub)
      const blocks = [await claims.lease(dispenser, 'tax'), await claims.lease(dispenser, 'tax')]
      check(
        blocks.map(({ body }) => [body['from'], body['to'], body['station']]),
        [
          [701, 720, dispenser.station],
          [721, 740, dispenser.station],
        ],
      )
      check((await claims.number(dispenser, 'tax')).body['number'], 1)
      check((await claims.lease(dispenser, 'none')).is, 'refused: unknown_service')
    },
  },
  {
    name: 'never passes a quota, blocks counted, and gives the last of it from the asker’s own block',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      // Half of the 25, since there is one machine.
      const { body } = await claims.lease(dispenser, 'few')
      check([body['from'], body['to']], [701, 712])
      for (let number = 1; number <= 13; number += 1)
        check((await claims.number(counter, 'few')).body['number'], number)
      check((await claims.number(counter, 'few')).is, 'refused: quota_used')
      check((await claims.lease(counter, 'few')).is, 'refused: quota_used')
      check((await claims.number(dispenser, 'few')).body['number'], 701)
      check((await claims.number(dispenser, 'few')).body['number'], 702)
    },
  },
  {
    name: 'shares a quota among the machines that are not revoked',
    holds: async (hub, check) => {
      const { claims, dispenser } = await atWork(hub)
      const lost = await hub.enrol(['dispenser'])
      await hub.desk.hub.revoke(lost.station)
      const { body } = await claims.lease(dispenser, 'few')
      check([body['from'], body['to']], [701, 712])
    },
  },
  {
    name: 'goes on a hundred above what was known under a new log identity, once, and with blocks too',
    holds: async (hub, check) => {
      const { claims, counter, dispenser } = await atWork(hub)
      await claims.number(dispenser, 'tax')
      await claims.lease(dispenser, 'tax')
      await renew(counter)
      check((await claims.number(dispenser, 'tax')).body['number'], 102)
      check((await claims.number(dispenser, 'tax')).body['number'], 103)
      check((await claims.number(dispenser, 'card')).body['number'], 101)
      check((await claims.lease(dispenser, 'tax')).body['from'], 821)
      await renew(counter)
      check((await claims.number(dispenser, 'tax')).body['number'], 204)
    },
  },
  {
    name: 'shares the places of a room among its gates, never more than fit, and takes them back',
    holds: async (hub, check) => {
      const { claims } = await atWork(hub)
      const [north, south] = [await hub.enrol(['gate']), await hub.enrol(['gate'])]
      check((await claims.places(north, 'hall')).places, 3)
      check((await claims.places(south, 'hall')).places, 2)
      // Three go in at the north gate: its share is used, two stay promised to the south, two are left.
      const visitors = [hub.newId(), hub.newId(), hub.newId()]
      await claims.publish(north, ...visitors.map((visitor) => claims.scan(visitor, 'entry')))
      check((await claims.places(north, 'hall')).places, 1)
      check((await claims.places(south, 'hall', 'return')).places, 0)
      check((await claims.places(north, 'hall')).places, 2)
      await claims.publish(north, ...visitors.map((visitor) => claims.scan(visitor, 'exit')))
      check((await claims.places(north, 'hall')).places, 3)
    },
  },
  {
    name: 'gives none when the room is full, and says which lists have none to give',
    holds: async (hub, check) => {
      const { claims } = await atWork(hub)
      const gate = await hub.enrol(['gate'])
      for (let n = 0; n < 7; n += 1) await claims.publish(gate, claims.scan(hub.newId(), 'entry'))
      check((await claims.places(gate, 'hall')).places, 0)
      check((await claims.places(gate, 'door')).is, 'refused: no_capacity')
      check((await claims.places(gate, 'attic')).is, 'refused: unknown_list')
    },
  },
  {
    name: 'has the places of a revoked gate again, and shares without it',
    holds: async (hub, check) => {
      const { claims } = await atWork(hub)
      const [north, south] = [await hub.enrol(['gate']), await hub.enrol(['gate'])]
      check((await claims.places(north, 'hall')).places, 3)
      await hub.desk.hub.revoke(north.station)
      check((await claims.places(south, 'hall')).places, 7)
    },
  },
  {
    name: 'hears the first of two machines that are one station, and lets the desk see it',
    holds: async (hub, check) => {
      const [gate, other] = [await hub.enrol(['gate']), await hub.enrol(['gate'])]
      const [here, there] = [aPresence(hub.newId()), { ...aPresence(hub.newId()), pending: 5 }]
      const report = async (presence: Presence, member = gate) => {
        const answer = await member.hub.report(presence)
        return answer.ok ? answer.value.you.doubled : answer.code
      }
      check(await report(here), false)
      check(await report(here), false)
      check(await report(there), 'already_live')
      check(await report(here), true)
      check(await report(aPresence(hub.newId()), other), false)
      const seen = await hub.desk.hub.stations()
      const infoOf = ({ station }: Member) =>
        seen.ok ? seen.value.stations.find((info) => info.station === station) : undefined
      check(typeof infoOf(gate)?.doubledAt, 'number')
      check(infoOf(gate)?.presence, here)
      check(infoOf(other)?.doubledAt, null)
    },
  },
]
