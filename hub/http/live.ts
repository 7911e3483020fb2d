import { Client } from 'pg'
import { BEAT_MS, type LiveMessage } from '../../core/hub/wire'
import { HEAD_CHANNEL, PRESENCE_CHANNEL } from '../log/fair'
import type { HubPorts } from '../ports'
import { causeOf, type Say } from '../say'
import type { Database } from '../sql/database'
import { endSession, endSessions, keepPresence, whoMustGo, type Member, type Seen } from '../sql/stations'

/** One open connection of a station. */
interface Connection {
  readonly member: Member
  readonly session: string
  readonly send: (message: LiveMessage) => void
  readonly end: () => void
  /** Without a good-bye: nobody is there to hear it. */
  readonly cut: () => void
}

/**
 * Open connections of this process. Word of new heads comes from PostgreSQL, whichever process appended; every beat looks
 * once more, so that a word that was lost costs five seconds.
 */
export class Live {
  private readonly open = new Set<Connection>()
  /** Contacts since the last beat, by station, and those of them that named their session, by that. */
  private readonly seen = {
    stations: new Map<string, Seen['stations'][number]>(),
    sessions: new Map<string, Seen['sessions'][number]>(),
  }
  private listener: Client | null = null
  private beats: NodeJS.Timeout | null = null
  private isStopping = false
  private readonly asked = new Map<string, Promise<void>>()

  constructor(
    private readonly db: Database,
    private readonly ports: HubPorts,
    private readonly say: Say,
  ) {}

  get size(): number {
    return this.open.size
  }

  async start(): Promise<void> {
    await this.listen()
    this.beats = setInterval(() => void this.beat(), BEAT_MS)
  }

  /** A request of this station was answered; `session`: of the app that asked, null: it named none. */
  saw({ fair, station }: Member, session: string | null): void {
    const at = this.ports.now()
    this.seen.stations.set(station, { fair, station, at })
    if (session !== null) this.seen.sessions.set(`${station} ${session}`, { fair, station, session, at })
  }

  /** Adds a connection; the answer takes it away again. */
  add(connection: Connection): () => void {
    // The same session again: its old connection is half dead.
    for (const other of this.open)
      if (other.member.station === connection.member.station && other.session === connection.session) this.drop(other)
    this.open.add(connection)
    void this.tellHead(connection.member.fair, [connection])
    if (connection.member.roles.includes('desk')) connection.send({ what: 'presence' })
    return () => {
      if (!this.open.delete(connection) || this.isStopping) return
      const isBack = [...this.open].some((other) => other.session === connection.session)
      if (!isBack) endSession(this.db, connection.member, connection.session).catch(this.complain)
    }
  }

  /** Says good-bye to all and ends their connections; none is awaited any more where it comes back to. */
  async stop(): Promise<void> {
    this.isStopping = true
    if (this.beats !== null) clearInterval(this.beats)
    const ended = [...this.open].map(({ member, session }) => ({ station: member.station, session }))
    for (const connection of this.open) {
      connection.send({ what: 'bye' })
      connection.end()
    }
    this.open.clear()
    await endSessions(this.db, ended).catch(this.complain)
    await this.listener?.end().catch(() => undefined) // the database may be gone already
  }

  private drop(connection: Connection): void {
    this.open.delete(connection)
    connection.end()
  }

  private async beat(): Promise<void> {
    const now = this.ports.now()
    for (const { send } of this.open) send({ what: 'beat', now })
    const seen: Seen = { stations: [...this.seen.stations.values()], sessions: [...this.seen.sessions.values()] }
    for (const map of Object.values(this.seen)) map.clear()
    try {
      await keepPresence(this.db, this.sessions(), seen, now)
      await Promise.all(this.fairs().map((fair) => this.tellHead(fair)))
      await this.endLost()
    } catch (thrown) {
      this.complain(thrown)
    }
    if (this.listener === null) await this.listen().catch(this.complain)
  }

  private fairs(): string[] {
    return [...new Set([...this.open].map(({ member }) => member.fair))]
  }

  /** Tells a fair's connections its heads. Many words within one query are one answer after it. */
  private tellHead(fair: string, to?: readonly Connection[]): Promise<void> {
    const waiting = this.asked.get(fair)
    if (waiting !== undefined && to === undefined) return waiting
    const asked = Promise.resolve()
      .then(() => {
        this.asked.delete(fair)
        return this.db.query<{ log: string; head: number; people_head: number }>(
          'SELECT log, head, people_head FROM fair WHERE fair = $1',
          [fair],
        )
      })
      .then(({ rows: [row] }) => {
        if (row === undefined) return
        const message: LiveMessage = { what: 'head', log: row.log, head: row.head, peopleHead: row.people_head }
        for (const connection of to ?? this.open) if (connection.member.fair === fair) connection.send(message)
      })
      .catch(this.complain)
    if (to === undefined) this.asked.set(fair, asked)
    return asked
  }

  private tellPresence(fair: string): void {
    for (const { member, send } of this.open)
      if (member.fair === fair && member.roles.includes('desk')) send({ what: 'presence' })
    this.endLost().catch(this.complain)
  }

  private sessions() {
    return [...this.open].map((connection) => ({
      fair: connection.member.fair,
      station: connection.member.station,
      session: connection.session,
      connection,
    }))
  }

  /**
   * A revoked station is put out at once; it hears why when it asks again. One that is silent is let go of: if it is back
   * with another session, its old connection must not stand for it.
   */
  private async endLost(): Promise<void> {
    if (this.open.size === 0) return
    const { revoked, silent } = await whoMustGo(this.db, this.sessions())
    for (const { connection } of revoked) this.drop(connection)
    for (const { connection } of silent) {
      if (!this.open.delete(connection)) continue
      connection.cut()
      await endSession(this.db, connection.member, connection.session)
    }
  }

  private async listen(): Promise<void> {
    const client = new Client({ connectionString: this.db.url, application_name: 'pendopo hub listener' })
    client.on('error', () => undefined) // 'end' follows
    client.on('end', () => {
      if (this.listener === client) this.listener = null
    })
    client.on('notification', ({ channel, payload = '' }) => {
      if (channel === HEAD_CHANNEL) void this.tellHead(payload)
      else if (channel === PRESENCE_CHANNEL) this.tellPresence(payload)
    })
    await client.connect()
    await client.query(`LISTEN ${HEAD_CHANNEL}`)
    await client.query(`LISTEN ${PRESENCE_CHANNEL}`)
    this.listener = client
  }

  private readonly complain = (thrown: unknown): void => {
    if (!this.isStopping) this.say('warn', 'live', causeOf(thrown))
  }
}
