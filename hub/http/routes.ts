import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { timingSafeEqual } from 'node:crypto'
import { z } from 'zod'
import { CallCommand, NumberCommand, PlaceCommand } from '../../core/hub/claims'
import type { HubResult } from '../../core/hub/errors'
import { MAY_ASK } from '../../core/hub/permissions'
import { DOUBLED_MS, EnrolRequest, StationAction, WipedNotice } from '../../core/hub/stations'
import {
  Batch,
  HUB_SCHEMA,
  PageQuery,
  PeopleBatch,
  PeopleQuery,
  Probe,
  type Hello,
  type LiveMessage,
} from '../../core/hub/wire'
import { err, ok } from '../../core/result/result'
import { call } from '../claims/call'
import { numbers } from '../claims/numbers'
import { places } from '../claims/places'
import { readFair } from '../log/fair'
import { probe, readPage } from '../log/page'
import { publish } from '../log/publish'
import { peoplePage, postPeople } from '../sql/people'
import { hearSession, keepCode, keepWiped, listStations, revokeStation, type Member } from '../sql/stations'
import { enrol, knownTypes } from '../tls/enrol'
import { answer, refuse, WIPED, type HubWorld } from './server'

/** Every route of docs/protocol.md, "The hub". */
export function addRoutes(app: FastifyInstance, world: HubWorld): void {
  const { db, ports, metrics } = world

  /** A route of a fair: reads its input by a schema, asks for a role, answers what the work answers. */
  const route = <In, Out>(
    method: 'GET' | 'POST',
    path: string,
    schema: z.ZodType<In>,
    work: (member: Member, input: In, names: Names, request: FastifyRequest) => Promise<HubResult<Out>>,
    may?: keyof typeof MAY_ASK,
  ) =>
    app.route({
      method,
      url: `/v1/fairs/:fair${path}`,
      handler: async (request, reply) => {
        const { member } = request
        if (member === null) return refuse(world, request, reply, 'unknown_station')
        if (may !== undefined && !mayAsk(member, may))
          return refuse(world, request, reply, 'wrong_role', { needs: MAY_ASK[may].roles.join(' ') })
        const read = schema.safeParse(method === 'GET' ? request.query : request.body)
        // Where it is wrong, never what was there.
        if (!read.success)
          return refuse(world, request, reply, 'bad_request', { at: read.error.issues[0]?.path.join('.') ?? '' })
        return answer(world, request, reply, await work(member, read.data, request.params as Names, request))
      },
    })

  route('GET', '', Nothing, (member) => hello(world, member))
  route('POST', '/log', Batch, async (member, batch, _names, request) => {
    const began = ports.now()
    const result = await publish(db, member, batch, request.receivedAt, ports)
    metrics.took('batch', ports.now() - began)
    if (result.ok)
      for (const status of ['stored', 'known', 'refused'] as const) {
        const by = result.value.acks.filter((ack) => ack.status === status).length
        if (by > 0) metrics.count('events', { status }, by)
      }
    return result
  })
  route('GET', '/log', PageQuery, (member, query) => readPage(db, member, query, ports))
  route('POST', '/log/probe', Probe, (member, asked) => probe(db, member, asked))
  route('POST', '/people', PeopleBatch, (member, batch) => postPeople(db, member, batch))
  route('GET', '/people', PeopleQuery, (member, query) => peoplePage(db, member, query))
  route(
    'POST',
    '/counters/:name/call',
    CallCommand,
    (member, command, { name }) => timed(metrics, 'call', () => call(db, member, name, command, ports)),
    'call',
  )
  route(
    'POST',
    '/services/:name/numbers',
    NumberCommand,
    (member, command, { name }) => timed(metrics, 'number', () => numbers(db, member, name, command, ports)),
    'numbers',
  )
  route(
    'POST',
    '/lists/:name/places',
    PlaceCommand,
    (member, command, { name }) => timed(metrics, 'places', () => places(db, member, name, command, ports)),
    'places',
  )
  route('GET', '/stations', Nothing, async (member) => ok(await listStations(db, member.fair, ports.now())), 'stations')
  route('POST', '/stations', StationAction, (member, action): Promise<HubResult<object>> => act(world, member, action))
  route('POST', WIPED, WipedNotice, async (member, notice) => {
    const heard = await keepWiped(db, member, notice, ports.now())
    if (heard.ok) world.say('info', 'wiped', { station: member.station })
    return heard
  })

  app.get('/v1/fairs/:fair/live', (request, reply) => openLive(world, request, reply))

  app.post('/v1/enrol', async (request, reply) => {
    const read = EnrolRequest.safeParse(request.body)
    if (!read.success)
      return refuse(world, request, reply, 'bad_request', { at: read.error.issues[0]?.path.join('.') ?? '' })
    const result = await enrol(db, world.authority, read.data, ports)
    if (result.ok) world.say('info', 'enrolled', { station: read.data.station, number: result.value.number })
    return answer(world, request, reply, result)
  })

  // Alive: the process answers. Ready: the database does too.
  app.get('/healthz', (_request, reply) => reply.type('text/plain').send('ok\n'))
  app.get('/readyz', async (request, reply) => {
    if (!maySeeFigures(world, request)) return refuse(world, request, reply, 'wrong_role')
    await db.query('SELECT 1')
    return reply.type('text/plain').send('ready\n')
  })
  app.get('/metrics', (request, reply) =>
    maySeeFigures(world, request)
      ? reply.type('text/plain; version=0.0.4').send(metrics.text())
      : refuse(world, request, reply, 'wrong_role'),
  )
}

interface Names {
  readonly name: string
}

const Nothing = z.unknown()

const mayAsk = (member: Member, what: keyof typeof MAY_ASK): boolean =>
  MAY_ASK[what].roles.some((role) => member.roles.includes(role))

async function hello(world: HubWorld, member: Member): Promise<HubResult<Hello>> {
  const fair = await readFair(world.db, member.fair)
  const now = world.ports.now()
  return ok({
    fair: fair.fair,
    log: fair.log,
    schema: HUB_SCHEMA,
    generation: fair.generation,
    types: knownTypes(),
    station: fair.hub_station,
    head: fair.head,
    peopleHead: fair.people_head,
    now,
    you: {
      station: member.station,
      number: member.number,
      roles: [...member.roles],
      doubled: member.doubledAt !== null && member.doubledAt > now - DOUBLED_MS,
    },
  })
}

async function act(world: HubWorld, member: Member, action: StationAction): Promise<HubResult<object>> {
  const { db, ports } = world
  if (action.action === 'presence') {
    const { presence } = action
    const isHeard = await hearSession(db, member, presence.session, ports.now(), presence)
    return isHeard ? hello(world, member) : err('already_live')
  }
  if (!mayAsk(member, action.action)) return err('wrong_role', { needs: MAY_ASK[action.action].roles.join(' ') })
  if (action.action === 'code') return keepCode(db, member, action, ports.now())
  const revoked = await revokeStation(db, member.fair, action.station, ports.now())
  if (!revoked.ok) return revoked
  world.say('warn', 'revoked', { station: action.station, by: member.station })
  return ok(await listStations(db, member.fair, ports.now()))
}

async function openLive(world: HubWorld, request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
  const { member } = request
  if (member === null) return refuse(world, request, reply, 'unknown_station')
  const { session } = z.object({ session: z.uuid().optional() }).catch({}).parse(request.query)
  if (session === undefined) return refuse(world, request, reply, 'bad_request', { at: 'session' })
  if (!(await hearSession(world.db, member, session, world.ports.now(), null)))
    return refuse(world, request, reply, 'already_live')
  void reply.hijack()
  const { raw } = reply
  // Its answer never ends by itself, so no timeout of a request may end it.
  request.raw.socket.setTimeout(0)
  raw.writeHead(200, {
    'content-type': 'text/event-stream',
    'cache-control': 'no-store',
    'x-accel-buffering': 'no',
  })
  const remove = world.live.add({
    member,
    session,
    send: (message: LiveMessage) => void raw.write(`data: ${JSON.stringify(message)}\n\n`),
    end: () => raw.end(),
    cut: () => raw.destroy(),
  })
  raw.on('close', remove)
  raw.on('error', remove)
  return reply
}

async function timed<T>(metrics: HubWorld['metrics'], name: string, work: () => Promise<T>): Promise<T> {
  const began = performance.now()
  const result = await work()
  metrics.took(name, performance.now() - began)
  return result
}

/** Figures are for this machine, or for who holds the token that its owner wrote down. */
function maySeeFigures(world: HubWorld, request: FastifyRequest): boolean {
  if (['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.ip)) return true
  const { metricsToken } = world
  const given = Buffer.from(/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '')
  const good = Buffer.from(metricsToken ?? '')
  return metricsToken !== null && given.length === good.length && timingSafeEqual(given, good)
}
