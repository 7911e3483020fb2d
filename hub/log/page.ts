import { FAMILIES } from '../../core/events/envelope'
import type { HubResult } from '../../core/hub/errors'
import { familiesOf } from '../../core/hub/permissions'
import {
  HubEvent,
  type Page,
  type PageQuery,
  type Probe,
  type Probed,
  type Refusal,
  type StubEntry,
} from '../../core/hub/wire'
import { ok } from '../../core/result/result'
import type { HubPorts } from '../ports'
import type { Database } from '../sql/database'
import type { Member } from '../sql/stations'
import { readFair } from './fair'
import { checkLog, tellsOfLoss } from './publish'
import { atHead } from './turn'

interface Row {
  readonly seq: number
  readonly event_id: string
  readonly station: string
  readonly chain: string
  readonly station_seq: number
  readonly hash: string
  readonly hub_offset: number | null
  readonly text: string | null
  readonly reason: Refusal | null
}

/** Characters of one page; a set-up of a megabyte still fits, a thousand of them do not. */
const MAX_PAGE_LENGTH = 4_000_000

/** How many times its limit a page looks at, for a role that gets few of the families: most of the log is not for it. */
const LOOKS = 20

/**
 * A page of the log for a station, by its roles' families; stubs for all. It looks at a bounded part of the sequence, so
 * that its cost does not grow with what lies after it, whatever plan the database chooses.
 */
export async function readPage(
  db: Database,
  member: Member,
  query: PageQuery,
  ports: HubPorts,
): Promise<HubResult<Page>> {
  const fair = await readFair(db, member.fair)
  if (query.log !== fair.log || (await tellsOfLoss(db, fair, query))) {
    // Under the lock, since it may take a new identity.
    const changed = await atHead(db, member.fair, (turn) => checkLog(turn, query, ports))
    if (changed !== null) return changed
  }
  const families = familiesOf(member.roles)
  const looks = families.length === FAMILIES.length ? query.limit : query.limit * LOOKS
  const upTo = Math.min(fair.head, query.after + looks)
  // The head was read first: whatever has a sequence up to it is committed and seen by this later query.
  const { rows } = await db.query<Row>(
    `SELECT seq, event_id, station, chain, station_seq, encode(hash, 'hex') AS hash, hub_offset, text, reason
     FROM event WHERE fair = $1 AND seq > $2 AND seq <= $3 AND (family IS NULL OR family = ANY($4))
     ORDER BY seq LIMIT $5`,
    [member.fair, query.after, upTo, families, query.limit],
  )
  let length = 0
  const cut = rows.findIndex((row, i) => (length += row.text?.length ?? 200) > MAX_PAGE_LENGTH && i > 0)
  const shown = cut < 0 ? rows : rows.slice(0, cut)
  const isWhole = cut < 0 && rows.length < query.limit
  return ok({
    log: fair.log,
    events: shown.map(toEntry),
    next: isWhole ? Math.max(upTo, query.after) : (shown.at(-1)?.seq ?? query.after),
    head: fair.head,
    now: ports.now(),
  })
}

function toEntry(row: Row): HubEvent | StubEntry {
  const { seq, hash, hub_offset: hubOffset, text, reason } = row
  if (text !== null || reason === null) return { seq, hubOffset, hash, text: text ?? '' }
  const { event_id: id, station, chain, station_seq: stationSeq } = row
  return { seq, stub: { id, station, chain, stationSeq, hash, reason } }
}

/** Which of these places hold exactly these events (or their stubs). */
export async function probe(db: Database, member: Member, asked: Probe): Promise<HubResult<Probed>> {
  const fair = await readFair(db, member.fair)
  const { rows } = await db.query<{ held: boolean }>(
    `SELECT (e.seq IS NOT NULL) AS held
     FROM unnest($2::bigint[], $3::uuid[]) WITH ORDINALITY AS place (seq, id, n)
     LEFT JOIN event e ON e.fair = $1 AND e.seq = place.seq AND e.event_id = place.id AND e.seq <= $4
     ORDER BY place.n`,
    [member.fair, asked.places.map(({ seq }) => seq), asked.places.map(({ id }) => id), fair.head],
  )
  return ok({ log: fair.log, head: fair.head, held: rows.map(({ held }) => held) })
}
