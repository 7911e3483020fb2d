import Fastify, { type FastifyInstance, type FastifyReply, type FastifyRequest } from 'fastify'
import { z } from 'zod'
import { HUB_ERRORS, isHubError, type HubError, type HubResult } from '../../core/hub/errors'
import { MAX_BODY_BYTES, SESSION_HEADER } from '../../core/hub/wire'
import type { Detail } from '../../core/result/result'
import type { HubPorts } from '../ports'
import { causeOf, type Say } from '../say'
import { isAway, type Database } from '../sql/database'
import { findMember, type Member } from '../sql/stations'
import type { Authority } from '../tls/authority'
import { Limits, STATION, STRANGER } from './limits'
import type { Live } from './live'
import type { Metrics } from './metrics'

/** What the routes work with. */
export interface HubWorld {
  readonly db: Database
  readonly authority: Authority
  readonly ports: HubPorts
  readonly say: Say
  readonly live: Live
  readonly metrics: Metrics
  /** Bearer token for the figures when asked from another machine; null: loopback only. */
  readonly metricsToken: string | null
}

declare module 'fastify' {
  interface FastifyRequest {
    /** UTC ms when its first bytes were here. */
    receivedAt: number
    member: Member | null
  }
}

/** A long body over a slow link still passes; who only holds a line does not. */
const REQUEST_MS = 120_000

/** The HTTPS server without its routes: limits, who asks, and one form for everything that goes wrong. */
export function makeServer(
  world: HubWorld,
  tls: { readonly certificate: string; readonly key: string },
): FastifyInstance {
  const app = Fastify({
    https: { cert: tls.certificate, key: tls.key, minVersion: 'TLSv1.2' },
    bodyLimit: MAX_BODY_BYTES,
    requestTimeout: REQUEST_MS,
    keepAliveTimeout: 70_000,
    forceCloseConnections: 'idle',
    return503OnClosing: true,
    routerOptions: { maxParamLength: 100 },
    // Our own lines tell what happened; a framework's would tell addresses and paths.
    logger: false,
  }) as unknown as FastifyInstance
  const strangers = new Limits(STRANGER, world.ports.now)
  const stations = new Limits(STATION, world.ports.now)

  // Plain HTTP, an old TLS, a scanner: the connection is dropped, and we say that somebody knocked.
  app.server.on('tlsClientError', (error: NodeJS.ErrnoException) => {
    world.metrics.count('refused', { code: 'not_tls' })
    world.say('warn', 'refused', { code: 'not_tls', cause: error.code ?? error.name })
  })

  app.decorateRequest('receivedAt', 0)
  app.decorateRequest('member', null)
  app.addHook('onRequest', async (request, reply) => {
    request.receivedAt = world.ports.now()
    const { url } = request.routeOptions
    if (url === undefined || OPEN.has(url)) {
      const seconds = url === ENROL ? strangers.waitFor(request.ip) : 0
      return seconds > 0 ? refuse(world, request, reply, 'too_many', { seconds }) : undefined
    }
    const refusal = await admit(world, request, strangers, stations)
    if (refusal === null) return undefined
    if (refusal.code === 'revoked') return reply.code(410).send(refusal.body)
    return refuse(world, request, reply, refusal.code, refusal.detail)
  })
  app.addHook('onResponse', async (request, reply) => {
    const route = request.routeOptions.url ?? 'none'
    world.metrics.count('requests', { route, status: reply.statusCode })
    world.metrics.took('request', world.ports.now() - request.receivedAt)
    if (request.member !== null && reply.statusCode < 400) world.live.saw(request.member, sessionOf(request))
    // Whoever knocks without a token or with a wrong code uses up what its address may try. A station that the hub does not
    // know any more does not: it asks for ever, and what mends it is an enrolment from that very address. To guess a token
    // is hopeless at any pace.
    const isForgotten = reply.statusCode === 401 && tokenOf(request) !== undefined
    if (request.member === null && !isForgotten && [400, 401, 403, 404, 413].includes(reply.statusCode))
      strangers.take(request.ip)
  })
  app.setNotFoundHandler((request, reply) => refuse(world, request, reply, 'not_found'))
  app.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') return refuse(world, request, reply, 'too_large')
    if (error.statusCode !== undefined && error.statusCode >= 400 && error.statusCode < 500)
      return refuse(world, request, reply, 'bad_request')
    if (isAway(error)) {
      // For whoever runs the hub: the same answer for all stations, but not the same thing to do.
      world.say('error', error.code === DISK_FULL ? 'disk_full' : 'database_away', causeOf(error))
      return refuse(world, request, reply, 'unavailable')
    }
    world.say('error', 'bug', { route: request.routeOptions.url, ...causeOf(error) })
    return refuse(world, request, reply, 'internal')
  })
  return app
}

/** PostgreSQL's word for it. */
const DISK_FULL = '53100'

/** Routes that may be asked without a station's token. */
const ENROL = '/v1/enrol'
const OPEN: ReadonlySet<string> = new Set([ENROL, '/healthz', '/readyz', '/metrics'])
/** The only route that a revoked station is let through to. */
export const WIPED = '/wiped'
const isWiped = (request: FastifyRequest): boolean => request.routeOptions.url === `/v1/fairs/:fair${WIPED}`

/** What has the form of a station's token; undefined: nothing has. */
const tokenOf = (request: FastifyRequest): string | undefined =>
  /^Bearer ([\w-]{20,200})$/.exec(request.headers.authorization ?? '')?.[1]

/** The running app that asks; null: it names none. */
const sessionOf = (request: FastifyRequest): string | null => Session.parse(request.headers[SESSION_HEADER])
const Session = z.uuid().nullable().catch(null)

type Refused =
  | { readonly code: 'revoked'; readonly body: object }
  | { readonly code: Exclude<HubError, 'revoked'>; readonly detail?: Detail }

/** Whose token is it, and may it ask of this fair? */
async function admit(
  world: HubWorld,
  request: FastifyRequest,
  strangers: Limits,
  stations: Limits,
): Promise<Refused | null> {
  const token = tokenOf(request)
  const member = token === undefined ? null : await findMember(world.db, token)
  if (member === null) {
    const seconds = token === undefined ? strangers.waitFor(request.ip) : 0
    return seconds > 0 ? { code: 'too_many', detail: { seconds } } : { code: 'unknown_station' }
  }
  const { fair = '' } = request.params as { fair?: string }
  if (fair.toLowerCase() !== member.fair) return { code: 'other_fair' }
  request.member = member
  if (member.revokedAt !== null && !isWiped(request)) {
    world.live.saw(member, null)
    const { rows } = await world.db.query<{ log: string }>('SELECT log FROM fair WHERE fair = $1', [member.fair])
    world.metrics.count('refused', { code: 'revoked' })
    world.say('warn', 'refused', { code: 'revoked', station: member.station })
    // Another hub process may have revoked it by a clock that is a little ahead: the order lies after it all the same.
    const at = Math.max(world.ports.now(), member.revokedAt)
    return { code: 'revoked', body: world.authority.revocation(member.station, rows[0]?.log ?? '', at) }
  }
  const seconds = stations.take(member.station)
  return seconds > 0 ? { code: 'too_many', detail: { seconds } } : null
}

/** Answers with an error's status and code; says so in the log and the figures. */
export function refuse(
  world: HubWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  code: HubError,
  detail?: Detail,
): FastifyReply {
  world.metrics.count('refused', { code })
  // What a rule of the fair refuses is daily business; the rest is worth a line.
  if (code !== 'refused')
    world.say(code === 'internal' ? 'error' : 'warn', 'refused', {
      code,
      route: request.routeOptions.url,
      station: request.member?.station,
    })
  if (code === 'too_many') void reply.header('retry-after', String(detail?.['seconds'] ?? 1))
  return reply.code(HUB_ERRORS[code]).send(detail === undefined ? { code } : { code, detail })
}

/** Sends what a piece of work answered. */
export function answer<T>(
  world: HubWorld,
  request: FastifyRequest,
  reply: FastifyReply,
  result: HubResult<T>,
): FastifyReply {
  if (result.ok) return reply.send(result.value)
  return refuse(world, request, reply, isHubError(result.code) ? result.code : 'internal', result.detail)
}
