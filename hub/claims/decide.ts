import type { CommandContext, LogEvent } from '../../core/events/envelope'
import { setupImported } from '../../core/events/setup'
import type { Granted, ReadAnswer } from '../../core/hub/decisions'
import type { HubResult } from '../../core/hub/errors'
import type { HubEvent } from '../../core/hub/wire'
import { err } from '../../core/result/result'
import { openFair, type Fair } from '../../core/setup/fair'
import { appendEntries, ownEntries, toHubEvent, type FairRow } from '../log/fair'
import { foldEntries } from '../log/fold'
import { atHead, type Turn } from '../log/turn'
import type { HubPorts } from '../ports'
import type { Database, Tx } from '../sql/database'
import type { Member } from '../sql/stations'

export interface Decision<T> {
  /** The event's stream prefix and what the answer needs of an event that stands already (the command was repeated). */
  readonly command: string
  /** The log identity that the asker follows. */
  readonly log: string
  readonly after: { readonly chain: string; readonly stationSeq: number } | null
  readonly read: ReadAnswer<T>
  /** Decides under the head lock: the event, whose id is the command's, or a refusal. */
  readonly decide: (tx: Tx, row: FairRow, fair: Fair, ctx: CommandContext) => Promise<HubResult<Granted>>
  /** What the answer says the first time beside what stands in the event. */
  readonly tell?: (granted: Granted) => Partial<T>
}

/**
 * One decision of the hub: under the head lock it is decided on what the log says, appended to the hub's own chain and
 * folded, all in one transaction. A command that was decided before gets the same answer.
 */
export async function decide<T>(
  db: Database,
  member: Member,
  decision: Decision<T>,
  ports: HubPorts,
): Promise<HubResult<T>> {
  return atHead(db, member.fair, async (turn) => {
    const { tx, fair: row } = turn
    if (decision.log !== row.log) return err('log_changed', { log: row.log, head: row.head })
    const { before, isHeld } = await knownOf(tx, row.fair, decision)
    if (before !== null) {
      const answer = before.logged.station === row.hub_station ? decision.read(before.event, before.logged) : null
      return answer === null ? err('command_id_taken') : { ok: true, value: answer }
    }
    if (!isHeld) return err('outbox_first')
    const fair = await setupOf(turn)
    if (fair === null) return err('no_setup')
    const decided = await decision.decide(tx, row, fair, { now: ports.now(), newId: ports.newId })
    if (!decided.ok) return decided
    const own = ownEntries(row, [decided.value.event])
    const [entry] = own.entries
    if (entry === undefined) throw new Error('a decision without its event')
    turn.fair = appendEntries(tx, own.fair, own.entries)
    await foldEntries(tx, row.fair, own.entries)
    const answer = decision.read(toHubEvent(entry), entry.event)
    if (answer === null) throw new Error('a decision cannot read its own event')
    return { ok: true, value: { ...answer, ...decision.tell?.(decided.value) } }
  })
}

/** What the log knows of a command: the event in which it was decided before, and whether it holds what the asker did. */
async function knownOf(
  tx: Tx,
  fair: string,
  { command, after }: Pick<Decision<unknown>, 'command' | 'after'>,
): Promise<{ readonly before: { event: HubEvent; logged: LogEvent } | null; readonly isHeld: boolean }> {
  const { rows } = await tx.query<{
    seq: number | null
    hub_offset: number | null
    hash: string
    text: string | null
    held: boolean
  }>(
    `SELECT e.seq, e.hub_offset, encode(e.hash, 'hex') AS hash, e.text, $3::uuid IS NULL OR EXISTS (
       SELECT 1 FROM event a WHERE a.fair = $1 AND a.chain = $3 AND a.station_seq = $4) AS held
     FROM (SELECT 1) AS one LEFT JOIN event e ON e.fair = $1 AND e.event_id = $2`,
    [fair, command, after?.chain ?? null, after?.stationSeq ?? null],
  )
  const [row] = rows
  if (row === undefined) throw new Error('a look without an answer')
  const { seq, hub_offset: hubOffset, hash, text, held: isHeld } = row
  const before =
    seq === null || text === null
      ? null
      : { event: { seq, hubOffset, hash, text }, logged: JSON.parse(text) as LogEvent }
  return { before, isHeld }
}

/** The newest set-up of each fair, made ready once. */
const setups = new Map<string, { readonly seq: number; readonly log: string; readonly fair: Fair }>()

/** The fair as its newest set-up says; null: the desk has not sent one yet. */
async function setupOf({ tx, began, fair: row }: Turn): Promise<Fair | null> {
  const known = setups.get(row.fair)
  if (known?.seq === row.setup_seq && known.log === row.log) return known.fair
  const { rows } = await tx.query<{ text: string }>(
    'SELECT text FROM event WHERE fair = $1 AND seq = $2 AND text IS NOT NULL',
    [row.fair, row.setup_seq],
  )
  const [found] = rows
  if (found === undefined) return null
  const event = JSON.parse(found.text) as LogEvent
  if (!setupImported.is(event)) return null
  const fair = openFair(row.fair, setupImported.schema.parse(event.body).setup)
  // One that came in this very turn may yet be undone.
  if (row.setup_seq === began.setup_seq) setups.set(row.fair, { seq: row.setup_seq, log: row.log, fair })
  return fair
}
