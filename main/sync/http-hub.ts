import { createHash, verify, X509Certificate } from 'node:crypto'
import { Agent, request as httpsRequest } from 'node:https'
import { connect } from 'node:tls'
import type { z } from 'zod'
import { CallAnswer, NumberAnswer, PlaceAnswer } from '../../core/hub/claims'
import { revocationText } from '../../core/hub/enrolment'
import { ErrorBody, HUB_ERRORS, isHubError, type HubResult } from '../../core/hub/errors'
import type { AbortSignalLike, Hub } from '../../core/hub/port'
import { CodeMade, EnrolAnswer, Revocation, Stations, WipedHeard, type EnrolRequest } from '../../core/hub/stations'
import {
  Acks,
  BEAT_MS,
  Hello,
  LiveMessage,
  Page,
  PeopleAcks,
  PeoplePage,
  Probed,
  SESSION_HEADER,
} from '../../core/hub/wire'
import { err, ok } from '../../core/result/result'

/** How a station reaches its hub. */
export interface HubAddress {
  /** `https://host:port` */
  readonly url: string
  /** PEM of the hub's CA, pinned at the enrolment. */
  readonly ca: string
  readonly fair: string
  readonly station: string
  readonly token: string
  /** Of the app that runs here; left out: a command, which is nowhere. */
  readonly session?: string
}

/** No byte for so long, and the request counts as lost, ms. */
const SILENCE_MS = 15_000

/** What TLS says when the other side is somebody else. */
const NOT_OURS =
  /^(UNABLE_TO|SELF_SIGNED|DEPTH_ZERO|CERT_|ERR_TLS_CERT|ERR_SSL_TLSV1_ALERT|HOSTNAME_MISMATCH|INVALID_CA|PATH_LENGTH)/

/** The hub over HTTPS (docs/protocol.md, "The hub"). Expected failures are results; nothing here rejects. */
export function httpHub(address: HubAddress): Hub & { close(): void } {
  const agent = new Agent({
    keepAlive: true,
    maxSockets: 4,
    ca: address.ca,
    // The CA signs for this hub alone: who holds such a certificate is the hub, under whatever address it is reached.
    checkServerIdentity: () => undefined,
  })
  const base = `/v1/fairs/${address.fair}`
  const ask = async <S extends z.ZodType>(
    method: 'GET' | 'POST',
    path: string,
    schema: S,
    body?: unknown,
  ): Promise<HubResult<z.output<S>>> => {
    const answer = await exchange({
      url: address.url,
      path: `${base}${path}`,
      method,
      body,
      agent,
      token: address.token,
      session: address.session ?? null,
    })
    return answer.ok ? read(answer.value, schema, address) : answer
  }
  const query = (values: Readonly<Record<string, string | number>>) =>
    Object.entries(values)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join('&')
  const code = encodeURIComponent
  return {
    hello: () => ask('GET', '', Hello),
    publish: (batch) => ask('POST', '/log', Acks, batch),
    page: ({ newest, ...asked }) => {
      const told = newest === null ? {} : { newest: `${newest.seq}:${newest.id}` }
      return ask('GET', `/log?${query({ ...asked, ...told })}`, Page)
    },
    probe: (probe) => ask('POST', '/log/probe', Probed, probe),
    postPeople: (batch) => ask('POST', '/people', PeopleAcks, batch),
    peoplePage: (asked) => ask('GET', `/people?${query(asked)}`, PeoplePage),
    live: (session, hear, signal) => listen(address, `${base}/live?session=${session}`, agent, hear, signal),
    call: (counter, command) => ask('POST', `/counters/${code(counter)}/call`, CallAnswer, command),
    number: (service, command) => ask('POST', `/services/${code(service)}/numbers`, NumberAnswer, command),
    places: (list, command) => ask('POST', `/lists/${code(list)}/places`, PlaceAnswer, command),
    report: (presence) => ask('POST', '/stations', Hello, { action: 'presence', presence }),
    stations: () => ask('GET', '/stations', Stations),
    makeCode: (order) => ask('POST', '/stations', CodeMade, { action: 'code', ...order }),
    revoke: (station) => ask('POST', '/stations', Stations, { action: 'revoke', station }),
    sayWiped: (notice) => ask('POST', '/wiped', WipedHeard, notice),
    close: () => agent.destroy(),
  }
}

/** Asks to be let in, of exactly the CA that `fetchAuthority` saw. */
export async function enrolAt(url: string, ca: string, request: EnrolRequest): Promise<HubResult<EnrolAnswer>> {
  const agent = new Agent({ ca, checkServerIdentity: () => undefined })
  try {
    const answer = await exchange({
      url,
      path: '/v1/enrol',
      method: 'POST',
      body: request,
      agent,
      token: null,
      session: null,
    })
    return answer.ok ? read(answer.value, EnrolAnswer, null) : answer
  } finally {
    agent.destroy()
  }
}

/** The CA that a hub's chain ends in, before anything is said to it: PEM and SHA-256 (hex) of its DER. */
export function fetchAuthority(url: string): Promise<HubResult<{ readonly ca: string; readonly fingerprint: string }>> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url)
    const socket = connect({
      host: hostname.replace(/^\[|\]$/g, ''),
      port: Number(port === '' ? 443 : port),
      // Only looked at: whoever this is gets nothing. The enrolment asks again with this CA pinned, and proves it.
      rejectUnauthorized: false,
      timeout: SILENCE_MS,
    })
    const end = (result: HubResult<{ ca: string; fingerprint: string }>) => {
      socket.destroy()
      resolve(result)
    }
    socket.once('secureConnect', () => {
      let last = socket.getPeerCertificate(true)
      for (let depth = 0; depth < 5 && last.issuerCertificate !== undefined; depth += 1) {
        if (last.issuerCertificate.fingerprint256 === last.fingerprint256) break
        last = last.issuerCertificate
      }
      if (last.raw === undefined) return end(err('strange_answer'))
      const ca = new X509Certificate(last.raw)
      return end(ok({ ca: ca.toString(), fingerprint: createHash('sha256').update(last.raw).digest('hex') }))
    })
    socket.once('timeout', () => end(err('offline', { cause: 'timeout' })))
    socket.once('error', (cause) => end(err('offline', { cause: codeOf(cause) })))
  })
}

/** SHA-256 (hex) of a CA's DER: what people compare. */
export const fingerprintOf = (ca: string): string =>
  createHash('sha256').update(new X509Certificate(ca).raw).digest('hex')

interface Exchange {
  readonly url: string
  readonly path: string
  readonly method: 'GET' | 'POST'
  readonly body: unknown
  readonly agent: Agent
  readonly token: string | null
  readonly session: string | null
}

interface Answered {
  readonly status: number
  readonly text: string
}

/** One request and its whole answer, whatever it is. */
function exchange({ url, path, method, body, agent, token, session }: Exchange): Promise<HubResult<Answered>> {
  const text = body === undefined ? null : Buffer.from(JSON.stringify(body), 'utf8')
  return new Promise((resolve) => {
    const request = httpsRequest(new URL(path, url), {
      method,
      agent,
      timeout: SILENCE_MS,
      headers: {
        ...(token === null ? {} : { authorization: `Bearer ${token}` }),
        ...(session === null ? {} : { [SESSION_HEADER]: session }),
        ...(text === null ? {} : { 'content-type': 'application/json', 'content-length': text.length }),
      },
    })
    request.once('timeout', () => request.destroy(Object.assign(new Error('no answer'), { code: 'timeout' })))
    request.once('error', (cause) => resolve(troubleOf(cause)))
    request.once('response', (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.once('error', (cause) => resolve(troubleOf(cause)))
      // Cut off in the middle: what came is no answer.
      response.once('close', () =>
        resolve(
          response.complete
            ? ok({ status: response.statusCode ?? 0, text: Buffer.concat(parts).toString('utf8') })
            : err('offline', { cause: 'cut' }),
        ),
      )
    })
    request.end(text ?? undefined)
  })
}

/** An answer by its schema, or the hub's refusal by its code. */
function read<S extends z.ZodType>(
  { status, text }: Answered,
  schema: S,
  address: HubAddress | null,
): HubResult<z.output<S>> {
  const json = parsed(text)
  if (status >= 200 && status < 300) {
    const answer = schema.safeParse(json)
    return answer.success
      ? ok(answer.data)
      : err('strange_answer', { at: answer.error.issues[0]?.path.join('.') ?? '' })
  }
  const refusal = ErrorBody.safeParse(json)
  if (!refusal.success || !isHubError(refusal.data.code) || HUB_ERRORS[refusal.data.code] !== status)
    return err('strange_answer', { status })
  const { code, detail } = refusal.data
  // Only what the pinned CA signed for this very station wipes anything.
  if (code === 'revoked') {
    const at = address === null ? null : orderedAt(json, address)
    return at === null ? err('strange_answer', { status }) : err('revoked', { at })
  }
  return detail === undefined ? err(code) : err(code, detail)
}

/** When the hub's CA ordered this station to be wiped, UTC ms; null: it did not. */
function orderedAt(json: unknown, { ca, station }: HubAddress): number | null {
  const order = Revocation.safeParse(json)
  if (!order.success || order.data.revocation.station !== station) return null
  const { log, at, signature } = order.data.revocation
  const isSigned = verify(
    'sha256',
    Buffer.from(revocationText(station, log, at), 'utf8'),
    { key: new X509Certificate(ca).publicKey, dsaEncoding: 'ieee-p1363' },
    Buffer.from(signature, 'base64'),
  )
  return isSigned ? at : null
}

/** Hears server-sent events until the signal, the hub or a silence of three beats ends it. */
function listen(
  address: HubAddress,
  path: string,
  agent: Agent,
  hear: (message: LiveMessage) => void,
  signal: AbortSignalLike,
): Promise<HubResult<'ended'>> {
  return new Promise((resolve) => {
    if (signal.aborted) return resolve(err('aborted'))
    const request = httpsRequest(new URL(path, address.url), {
      agent,
      headers: { authorization: `Bearer ${address.token}`, accept: 'text/event-stream' },
      timeout: BEAT_MS * 3,
    })
    const abort = () => request.destroy(Object.assign(new Error('aborted'), { code: 'aborted' }))
    signal.addEventListener('abort', abort, { once: true })
    const end = (result: HubResult<'ended'>) => {
      signal.removeEventListener('abort', abort)
      request.destroy()
      resolve(signal.aborted ? err('aborted') : result)
    }
    request.once('timeout', () => end(err('offline', { cause: 'timeout' })))
    request.on('error', (cause) => end(troubleOf(cause)))
    request.once('response', (response) => {
      response.setEncoding('utf8')
      let text = ''
      response.on('data', (part: string) => {
        text += part
        if (response.statusCode !== 200) return
        const messages = text.split('\n\n')
        text = messages.pop() ?? ''
        for (const message of messages) {
          const read = LiveMessage.safeParse(parsed(message.replace(/^data: ?/, '')))
          // What a newer hub says and we do not know changes nothing here.
          if (read.success) hear(read.data)
        }
      })
      response.once('close', () => {
        if (response.statusCode === 200) return end(ok('ended'))
        const refused = read({ status: response.statusCode ?? 0, text }, LiveMessage, address)
        return end(refused.ok ? err('strange_answer') : refused)
      })
    })
    request.end()
  })
}

function troubleOf(cause: Error): HubResult<never> {
  const code = codeOf(cause)
  if (code === 'aborted') return err('aborted')
  return NOT_OURS.test(code) || code === 'EPROTO'
    ? err('not_our_hub', { cause: code })
    : err('offline', { cause: code })
}

const codeOf = (cause: Error): string => ('code' in cause ? String(cause.code) : cause.name)

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null // no JSON: the schema refuses it
  }
}
