import type { LogEvent } from '../../core/events/envelope'
import { judge, readOffered, type Delivery, type Held, type Offered, type Verdict } from '../../core/hub/judge'
import { REFUSALS, hasLost, type Ack, type Acks, type Batch, type Refusal, type Told } from '../../core/hub/wire'
import { assertNever, err, ok } from '../../core/result/result'
import type { HubResult } from '../../core/hub/errors'
import type { StationRole } from '../../core/people/groups'
import type { HubPorts } from '../ports'
import type { Database, Queries, Tx } from '../sql/database'
import type { Member } from '../sql/stations'
import { appendEntries, renewed, sha256, type Entry, type FairRow } from './fair'
import { foldEntries } from './fold'
import { atHead, type Turn } from './turn'

/**
 * Takes a batch into the log: one transaction under the head lock, so the answer is durable and sequences have no holes.
 * Texts are read and hashed before the lock is taken.
 */
export async function publish(
  db: Database,
  member: Member,
  batch: Batch,
  receivedAt: number,
  ports: HubPorts,
): Promise<HubResult<Acks>> {
  const offered = batch.events.map(({ text, hubOffset }): Prepared => {
    const hash = sha256(text)
    return { text, hash: hash.toString('hex'), bytes: hash, event: readOffered(text), hubOffset }
  })
  return atHead(db, member.fair, async (turn) => {
    const { tx, fair } = turn
    const [changed, delivery, held] = await Promise.all([
      checkLog(turn, batch, ports),
      deliveryOf(tx, fair, member, batch, receivedAt, offered),
      heldFor(tx, fair.fair, offered),
    ])
    if (changed !== null) return changed
    const { acks, entries } = judgeAll(offered, held, delivery, fair.head)
    turn.fair = appendEntries(tx, fair, entries)
    await foldEntries(tx, fair.fair, entries)
    return ok({ log: fair.log, acks, head: turn.fair.head, now: ports.now() })
  })
}

/**
 * Is this the log that the station means? A station that was told of what is not there shows that this database is an
 * older copy put back without the restore command: it takes a new identity then and there.
 */
export async function checkLog(
  turn: Turn,
  asked: Told & { readonly log: string },
  ports: HubPorts,
): Promise<HubResult<never> | null> {
  const { tx, fair } = turn
  if (asked.log !== fair.log) return err('log_changed', { log: fair.log, head: fair.head })
  if (!(await tellsOfLoss(tx, fair, asked))) return null
  turn.fair = renewed(fair, { log: ports.newUuid(), chain: ports.newUuid() }, ports.now())
  return err('log_changed', { log: turn.fair.log, head: turn.fair.head })
}

/** Was this station told of what this database does not hold? Under the same identity only. */
export async function tellsOfLoss(tx: Queries, fair: Pick<FairRow, 'fair' | 'head'>, told: Told): Promise<boolean> {
  const { rows } = await tx.query<{ event_id: string }>('SELECT event_id FROM event WHERE fair = $1 AND seq = $2', [
    fair.fair,
    told.newest?.seq ?? 0,
  ])
  return hasLost(told, fair.head, rows[0]?.event_id ?? null)
}

interface Prepared extends Offered {
  readonly bytes: Buffer
}

async function deliveryOf(
  tx: Tx,
  fair: FairRow,
  member: Member,
  batch: Batch,
  receivedAt: number,
  offered: readonly Prepared[],
): Promise<Delivery> {
  const hasOthers = offered.some(({ event }) => event !== null && event.station !== member.station)
  const { rows } = hasOthers
    ? await tx.query<{ station: string; roles: StationRole[] }>('SELECT station, roles FROM station WHERE fair = $1', [
        fair.fair,
      ])
    : { rows: [] }
  const roles = new Map(rows.map((row) => [row.station, row.roles]))
  return {
    station: member.station,
    roles: member.roles,
    clock: batch.clock,
    receivedAt,
    hub: fair.hub_station,
    hubChain: fair.hub_chain,
    isRenewed: fair.generation > 1,
    rolesOf: (station) => roles.get(station) ?? null,
  }
}

interface HeldRow {
  readonly hash: string
  readonly seq: number
  readonly hubOffset: number | null
  readonly reason: Refusal | null
}

/** What the hub holds of these ids, these places and the places before them; grows with the batch. */
class HeldRows implements Held {
  constructor(
    private readonly ids: Map<string, HeldRow>,
    private readonly places: Map<string, string>,
    private readonly owners: Map<string, string>,
  ) {}

  byId(id: string): HeldRow | null {
    return this.ids.get(id) ?? null
  }
  hashAt(chain: string, stationSeq: number): string | null {
    return this.places.get(`${chain} ${stationSeq}`) ?? null
  }
  ownerOf(chain: string): string | null {
    return this.owners.get(chain) ?? null
  }
  add(event: LogEvent, row: HeldRow): void {
    this.ids.set(event.id, row)
    this.places.set(`${event.chain} ${event.stationSeq}`, row.hash)
    if (!this.owners.has(event.chain)) this.owners.set(event.chain, event.station)
  }
}

async function heldFor(tx: Tx, fair: string, offered: readonly Prepared[]): Promise<HeldRows> {
  const events = offered.flatMap(({ event }) => event ?? [])
  const spans = new Map<string, { from: number; to: number }>()
  for (const { chain, stationSeq } of events) {
    const span = spans.get(chain)
    spans.set(chain, {
      from: Math.min(span?.from ?? stationSeq, stationSeq),
      to: Math.max(span?.to ?? stationSeq, stationSeq),
    })
  }
  const [{ rows: known }, { rows: places }, { rows: owners }] = await Promise.all([
    tx.query<{
      event_id: string
      hash: string
      seq: number
      hub_offset: number | null
      reason: Refusal | null
    }>(
      `SELECT event_id, encode(hash, 'hex') AS hash, seq, hub_offset, reason FROM event
       WHERE fair = $1 AND event_id = ANY($2::uuid[])`,
      [fair, events.map(({ id }) => id)],
    ),
    tx.query<{ chain: string; station_seq: number; hash: string }>(
      `SELECT e.chain, e.station_seq, encode(e.hash, 'hex') AS hash
       FROM unnest($2::uuid[], $3::int[], $4::int[]) AS span (chain, lo, hi)
       JOIN event e ON e.fair = $1 AND e.chain = span.chain AND e.station_seq BETWEEN span.lo - 1 AND span.hi`,
      [fair, [...spans.keys()], [...spans.values()].map(({ from }) => from), [...spans.values()].map(({ to }) => to)],
    ),
    tx.query<{ chain: string; station: string | null }>(
      `SELECT c.chain, (SELECT e.station FROM event e WHERE e.fair = $1 AND e.chain = c.chain ORDER BY e.station_seq LIMIT 1)
       FROM unnest($2::uuid[]) AS c (chain)`,
      [fair, [...spans.keys()]],
    ),
  ])
  return new HeldRows(
    new Map(
      known.map(({ event_id, hash, seq, hub_offset, reason }) => [
        event_id,
        { hash, seq, hubOffset: hub_offset, reason },
      ]),
    ),
    new Map(places.map(({ chain, station_seq, hash }) => [`${chain} ${station_seq}`, hash])),
    new Map(owners.flatMap(({ chain, station }) => (station === null ? [] : [[chain, station] as const]))),
  )
}

function judgeAll(
  offered: readonly Prepared[],
  held: HeldRows,
  delivery: Delivery,
  head: number,
): { acks: Ack[]; entries: Entry[] } {
  const entries: Entry[] = []
  const keep = (one: Prepared, event: LogEvent, hubOffset: number | null, reason: Refusal | null): number => {
    const seq = head + entries.length + 1
    entries.push({ seq, event, hash: one.bytes, hubOffset, text: reason === null ? one.text : null, reason })
    held.add(event, { hash: one.hash, seq, hubOffset, reason })
    return seq
  }
  const acks = offered.map((one): Ack => {
    const verdict: Verdict = judge(one, held, delivery)
    switch (verdict.is) {
      case 'known':
        return { status: 'known', id: verdict.id, seq: verdict.seq, hubOffset: verdict.hubOffset }
      case 'refused_before':
        return { status: 'refused', id: verdict.id, reason: verdict.reason, seq: verdict.seq }
      case 'refused': {
        const { event, reason } = verdict
        const seq = event !== null && REFUSALS[reason].stub ? keep(one, event, null, reason) : null
        return { status: 'refused', id: event?.id ?? null, reason, seq }
      }
      case 'good': {
        const { event, hubOffset } = verdict
        return { status: 'stored', id: event.id, seq: keep(one, event, hubOffset, null), hubOffset }
      }
      default:
        return assertNever(verdict)
    }
  })
  return { acks, entries }
}
