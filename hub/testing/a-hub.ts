import { createHash, generateKeyPairSync, sign, type KeyObject } from 'node:crypto'
import { mkdtempSync, rmSync } from 'node:fs'
import { request as httpsRequest } from 'node:https'
import { createHmac, randomUUID } from 'node:crypto'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import canonicalize from 'canonicalize'
import { Client } from 'pg'
import { uuidv7 } from 'uuidv7'
import { GENESIS_HASH, type LogEvent, type NewEvent } from '../../core/events/envelope'
import { codeKeys, enrolmentCode, proofText, vouchText } from '../../core/hub/enrolment'
import type { EnrolAnswer, EnrolRequest } from '../../core/hub/stations'
import { SESSION_HEADER, type Acks, type Batch, type Page } from '../../core/hub/wire'
import type { StationRole } from '../../core/people/groups'
import { numberCommand } from '../../core/testing/hub-under-test'
import { enrolCrypto, makeFirstCode } from '../commands/code'
import { systemPorts, type HubPorts } from '../ports'
import type { Facts } from '../say'
import { startHub, type RunningHub } from '../start'
import { openDatabase } from '../sql/database'

/** A real hub before a real PostgreSQL, for tests: in a folder of its own, with what it said. */
export interface TestHub {
  readonly data: string
  /** As it runs now. */
  hub: RunningHub
  readonly said: { level: string; what: string; facts: Facts }[]
  /** Moves the hub's clock. */
  readonly clock: { ahead: number }
  sql<T = Record<string, unknown>>(text: string, values?: unknown[]): Promise<T[]>
  /** A further hub process's worth of hub on the same database. */
  another(): Promise<RunningHub>
  /** Stops it and starts it again in its folder; its address is another one. */
  restart(): Promise<void>
  stop(): Promise<void>
}

export async function aHub(): Promise<TestHub> {
  const data = mkdtempSync(join(tmpdir(), 'hub-'))
  const said: TestHub['said'] = []
  const clock = { ahead: 0 }
  const ports: HubPorts = { ...systemPorts, now: () => Date.now() + clock.ahead }
  const say = (level: string, what: string, facts: Facts = {}) => void said.push({ level, what, facts })
  const start = () => startHub({ data, host: '127.0.0.1', port: 0, databaseUrl: null }, ports, say)
  const more: { hub: RunningHub; data: string }[] = []
  const own: TestHub = {
    data,
    hub: await start(),
    said,
    clock,
    async sql<T>(text: string, values: unknown[] = []) {
      const client = new Client({ connectionString: own.hub.databaseUrl })
      await client.connect()
      try {
        return (await client.query(text, values)).rows as T[]
      } finally {
        await client.end()
      }
    },
    async another() {
      const folder = mkdtempSync(join(tmpdir(), 'hub-'))
      const other = await startHub(
        { data: folder, host: '127.0.0.1', port: 0, databaseUrl: own.hub.databaseUrl },
        ports,
        say,
      )
      more.push({ hub: other, data: folder })
      return other
    },
    async restart() {
      await own.hub.stop()
      own.hub = await start()
    },
    async stop() {
      for (const other of more) {
        await other.hub.stop()
        rmSync(other.data, { recursive: true, force: true })
      }
      await own.hub.stop()
      rmSync(data, { recursive: true, force: true })
    },
  }
  return own
}

export interface Answer<T = unknown> {
  readonly status: number
  readonly body: T
}

/** One request to a hub, pinned to its CA as a station is. `text` is sent as it is. */
export function ask<T = Record<string, unknown>>(
  url: string,
  method: string,
  path: string,
  more: { token?: string; session?: string; body?: unknown; text?: string; ca?: string } = {},
): Promise<Answer<T>> {
  const body = more.text ?? (more.body === undefined ? undefined : JSON.stringify(more.body))
  return new Promise((resolve, reject) => {
    const request = httpsRequest(
      new URL(path, url),
      {
        method,
        ...(more.ca === undefined ? { rejectUnauthorized: false } : { ca: more.ca }),
        headers: {
          ...(more.token === undefined ? {} : { authorization: `Bearer ${more.token}` }),
          ...(more.session === undefined ? {} : { [SESSION_HEADER]: more.session }),
          ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        },
      },
      (response) => {
        let text = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => (text += chunk))
        response.on('end', () => resolve({ status: response.statusCode ?? 0, body: parsed(text) as T }))
        response.on('error', reject)
      },
    )
    request.on('error', reject)
    request.end(body)
  })
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return text
  }
}

/** A station as far as a hub can tell: an id, a key, a chain of events, a token. */
export class TestStation {
  readonly station = randomUUID()
  chain = randomUUID()
  seq = 0
  last = GENESIS_HASH
  token = ''
  log = ''
  acked = 0
  /** Of the app that runs there; null: a command without one. */
  session: string | null = null
  url: string
  readonly key: KeyObject
  readonly publicKey: string
  ca: string | undefined

  constructor(
    hub: RunningHub,
    readonly fair: string,
  ) {
    this.url = hub.url
    const pair = generateKeyPairSync('ed25519')
    this.key = pair.privateKey
    this.publicKey = Buffer.from(pair.publicKey.export({ format: 'jwk' }).x ?? '', 'base64url').toString('hex')
  }

  /** The next event of this station's chain, as the text that it keeps and sends. */
  text(event: NewEvent, more: Partial<LogEvent> = {}): string {
    const whole: LogEvent = {
      ...event,
      offset: 0,
      station: this.station,
      chain: this.chain,
      stationSeq: this.seq + 1,
      prevHash: this.last,
      ...more,
    }
    const text = canonicalize(whole) ?? ''
    this.seq += 1
    this.last = createHash('sha256').update(text).digest('hex')
    return text
  }

  batch(texts: readonly string[], more: Partial<Batch> = {}): Batch {
    return {
      log: this.log,
      acked: this.acked,
      newest: null,
      clock: { sentAt: Date.now(), offset: null, since: { chain: this.chain, stationSeq: 1 } },
      events: texts.map((text) => ({ text, hubOffset: null })),
      ...more,
    }
  }

  async publish(texts: readonly string[], more: Partial<Batch> = {}): Promise<Answer<Acks>> {
    return this.ask<Acks>('POST', '/log', this.batch(texts, more))
  }

  page(after = 0, limit = 1_000): Promise<Answer<Page>> {
    return this.ask<Page>('GET', `/log?log=${this.log}&after=${after}&limit=${limit}&acked=${this.acked}`)
  }

  /** The highest event held of this chain, as claims want it. */
  get after(): { chain: string; stationSeq: number } | null {
    return this.seq === 0 ? null : { chain: this.chain, stationSeq: this.seq }
  }

  /** A number of a service for somebody at a queue machine, as it asks for one. */
  numberCommand(): ReturnType<typeof numberCommand> {
    return numberCommand(uuidv7, { log: this.log, after: this.after })
  }

  ask<T = Record<string, unknown>>(method: string, path: string, body?: unknown): Promise<Answer<T>> {
    return ask<T>(this.url, method, `/v1/fairs/${this.fair}${path}`, {
      token: this.token,
      ...(this.session === null ? {} : { session: this.session }),
      body,
      ...(this.ca === undefined ? {} : { ca: this.ca }),
    })
  }

  /** What it would send to enrol with a code. */
  async enrolRequest(code: string, fingerprint: string, more: Partial<EnrolRequest> = {}): Promise<EnrolRequest> {
    const { name, auth } = await codeKeys(code, enrolCrypto)
    const seen = { fingerprint, station: this.station, publicKey: this.publicKey }
    return {
      ...seen,
      code: Buffer.from(name).toString('hex'),
      proof: createHmac('sha256', auth).update(proofText('station', seen)).digest('hex'),
      holds: null,
      brings: null,
      ...more,
    }
  }

  /** Takes what the hub gave. */
  accept(answer: EnrolAnswer): void {
    this.token = answer.token
    this.log = answer.log
    this.ca = answer.ca
  }
}

/** Enrols the first desk of a fair with a code of the hub's own folder. */
export async function aDesk({ hub, clock }: Pick<TestHub, 'hub' | 'clock'>, fair: string): Promise<TestStation> {
  const desk = new TestStation(hub, fair)
  const quiet = () => undefined
  const db = await openDatabase(hub.databaseUrl, quiet)
  const { code } = await makeFirstCode(db, { roles: ['desk'], anotherFair: true }, hub, {
    ...systemPorts,
    now: () => Date.now() + clock.ahead,
  })
  await db.close()
  const vouch = sign(null, Buffer.from(vouchText(fair, hub.fingerprint)), desk.key).toString('hex')
  const request = await desk.enrolRequest(code, hub.fingerprint, { holds: fair, brings: { fair, demo: true, vouch } })
  const answer = await ask<EnrolAnswer>(hub.url, 'POST', '/v1/enrol', { body: request })
  if (answer.status !== 200) throw new Error(`the desk was refused: ${JSON.stringify(answer.body)}`)
  desk.accept(answer.body)
  return desk
}

/** A code that a desk made, known to the hub. */
export async function aCode(desk: TestStation, roles: readonly StationRole[], n = 1): Promise<string> {
  const code = enrolmentCode(Array.from({ length: 12 }, (_, i) => (n >> (5 * i)) & 31))
  const { name, auth } = await codeKeys(code, enrolCrypto)
  const answer = await desk.ask('POST', '/stations', {
    action: 'code',
    code: Buffer.from(name).toString('hex'),
    auth: Buffer.from(auth).toString('hex'),
    roles,
    sealedKeys: Buffer.from('sealed').toString('base64'),
  })
  if (answer.status !== 200) throw new Error(`no code: ${JSON.stringify(answer.body)}`)
  return code
}

let codes = 1
/** Enrols a further station. */
export async function aStation(
  { hub }: Pick<TestHub, 'hub'>,
  desk: TestStation,
  roles: readonly StationRole[],
): Promise<TestStation> {
  const station = new TestStation(hub, desk.fair)
  const code = await aCode(desk, roles, (codes += 1))
  const answer = await ask<EnrolAnswer>(hub.url, 'POST', '/v1/enrol', {
    body: await station.enrolRequest(code, hub.fingerprint),
  })
  if (answer.status !== 200) throw new Error(`the station was refused: ${JSON.stringify(answer.body)}`)
  station.accept(answer.body)
  return station
}

export const aContext = () => ({ now: Date.now(), newId: uuidv7 })
