import { createHash } from 'node:crypto'
import type { HubResult } from '../../core/hub/errors'
import { groupsFor, mayPostPeople, tombstonesFor } from '../../core/hub/permissions'
import type { PeopleAck, PeopleAcks, PeopleBatch, PeoplePage, PeopleQuery, PeopleRow } from '../../core/hub/wire'
import type { PeopleGroup } from '../../core/people/groups'
import { err, ok } from '../../core/result/result'
import { readFair } from '../log/fair'
import { atHead } from '../log/turn'
import type { Database } from './database'
import type { Member } from './stations'

interface Row {
  readonly visitor: string
  readonly grp: PeopleGroup
  readonly version: number
  readonly sealed: Buffer | null
  readonly phone: Buffer | null
  readonly email: Buffer | null
  readonly keep: Buffer | null
  readonly seq: number
}

/**
 * Merges sealed rows and tombstones: the highest version wins, of equal ones the greater SHA-256 of the sealed bytes, and
 * a tombstone beats all of them for ever. What changed gets a new place at the end of the people's sequence.
 */
export async function postPeople(db: Database, member: Member, batch: PeopleBatch): Promise<HubResult<PeopleAcks>> {
  return atHead(db, member.fair, async (turn) => {
    const { tx, fair } = turn
    const { rows } = await tx.query<Row>(
      `SELECT p.* FROM unnest($2::text[], $3::text[]) AS asked (visitor, grp)
       JOIN people p ON p.fair = $1 AND p.visitor = asked.visitor AND p.grp = asked.grp`,
      [fair.fair, batch.rows.map(({ visitor }) => visitor), batch.rows.map(({ group }) => group)],
    )
    const held = new Map(rows.map((row) => [`${row.visitor} ${row.grp}`, row]))
    const changed = new Map<string, Row>()
    let seq = fair.people_head
    const acks = batch.rows.map((row): PeopleAck => {
      if (!mayPostPeople(member.roles, row)) return 'wrong_role'
      const key = `${row.visitor} ${row.group}`
      const next = fromWire(row)
      const outcome = merge(held.get(key), next)
      if (outcome === 'stored') {
        seq += 1
        held.set(key, { ...next, seq })
        // Once more in one batch: only the newest place is written.
        changed.set(key, { ...next, seq })
      }
      return outcome
    })
    const news = [...changed.values()]
    if (news.length > 0) {
      const column = <T>(of: (row: Row) => T): T[] => news.map(of)
      tx.send(
        `INSERT INTO people (fair, visitor, grp, version, sealed, phone, email, keep, seq)
         SELECT $1, * FROM unnest($2::text[], $3::text[], $4::bigint[], $5::bytea[], $6::bytea[], $7::bytea[], $8::bytea[], $9::bigint[])
         ON CONFLICT (fair, visitor, grp) DO UPDATE SET version = excluded.version, sealed = excluded.sealed,
           phone = excluded.phone, email = excluded.email, keep = coalesce(excluded.keep, people.keep), seq = excluded.seq`,
        [
          fair.fair,
          column(({ visitor }) => visitor),
          column(({ grp }) => grp),
          column(({ version }) => version),
          column(({ sealed }) => sealed),
          column(({ phone }) => phone),
          column(({ email }) => email),
          column(({ keep }) => keep),
          column((row) => row.seq),
        ],
      )
      turn.fair = { ...fair, people_head: seq }
    }
    return ok({ acks, head: seq })
  })
}

/** How many times its limit a page looks at: rows of other groups, and places that a newer version left. */
const LOOKS = 5

/**
 * A page of people for a station: rows of the groups its roles open, tombstones of those they may have written too. As
 * with the log, its cost does not grow with what lies after it.
 */
export async function peoplePage(db: Database, member: Member, query: PeopleQuery): Promise<HubResult<PeoplePage>> {
  const fair = await readFair(db, member.fair)
  if (query.log !== fair.log) return err('log_changed', { log: fair.log, head: fair.head })
  const upTo = Math.min(fair.people_head, query.after + query.limit * LOOKS)
  const { rows } = await db.query<Row>(
    `SELECT visitor, grp, version, sealed, phone, email, keep, seq FROM people
     WHERE fair = $1 AND seq > $2 AND seq <= $3 AND (grp = ANY($4) OR (sealed IS NULL AND grp = ANY($5)))
     ORDER BY seq LIMIT $6`,
    [member.fair, query.after, upTo, groupsFor(member.roles), tombstonesFor(member.roles), query.limit],
  )
  return ok({
    log: fair.log,
    rows: rows.map((row) => ({ ...toWire(row), seq: row.seq })),
    next: rows.length < query.limit ? Math.max(upTo, query.after) : (rows.at(-1)?.seq ?? query.after),
    head: fair.people_head,
  })
}

function merge(old: Row | undefined, next: Row): PeopleAck {
  if (old === undefined) return 'stored'
  if (old.sealed === null) return next.sealed === null ? 'known' : 'older'
  if (next.sealed === null) return 'stored'
  if (next.version !== old.version) return next.version > old.version ? 'stored' : 'older'
  const order = Buffer.compare(sha256(next.sealed), sha256(old.sealed))
  return order > 0 ? 'stored' : order === 0 ? 'known' : 'older'
}

const sha256 = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest()
const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'))
const base64 = (buffer: Buffer | null): string | null => buffer?.toString('base64') ?? null

function fromWire(row: PeopleRow): Row {
  const { visitor, group, version, sealed, phone, email, keep } = row
  // All tombstones of a row are equal, whatever they buried.
  if (sealed === null)
    return { visitor, grp: group, version: 0, sealed: null, phone: null, email: null, keep: bytes(keep), seq: 0 }
  return {
    visitor,
    grp: group,
    version,
    sealed: bytes(sealed),
    phone: bytes(phone),
    email: bytes(email),
    keep: null,
    seq: 0,
  }
}

function toWire({ visitor, grp, version, sealed, phone, email, keep }: Row): PeopleRow {
  return {
    visitor,
    group: grp,
    version,
    sealed: base64(sealed),
    phone: base64(phone),
    email: base64(email),
    keep: base64(keep),
  }
}
