import type { Page, PeopleRow } from '../../core/hub/wire'
import type { RemoteEvent, RemoteStub } from '../../db/log/sync-log'
import type { UnsentRow } from '../../db/people/outbox'
import type { SealedRow } from '../../db/people/store'

/** An entry of a page, as the log takes it in. */
export function toEntry(entry: Page['events'][number]): RemoteEvent | RemoteStub {
  if ('stub' in entry) {
    const { seq, stub } = entry as { seq: number; stub: Omit<RemoteStub, 'hubSeq'> }
    const { id, chain, stationSeq, hash, reason } = stub
    return { hubSeq: seq, id, chain, stationSeq, hash, reason }
  }
  const { seq, hubOffset, hash, text } = entry
  return { text, hubSeq: seq, hubOffset, hash }
}

const base64 = (bytes: Buffer | null): string | null => bytes?.toString('base64') ?? null
const bytes = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text, 'base64'))

/** A row of the people store, as the hub gets it. */
export function toWire({ visitor, group, version, sealed, phone, email, keep }: UnsentRow): PeopleRow {
  return {
    visitor,
    group,
    version,
    sealed: base64(sealed),
    phone: base64(phone),
    email: base64(email),
    keep: base64(keep),
  }
}

/** A row of the hub's, as the people store keeps it. */
export function fromWire(row: PeopleRow): SealedRow {
  const { visitor, group, version } = row
  return {
    visitor,
    group,
    version,
    sealed: bytes(row.sealed),
    phone: bytes(row.phone),
    email: bytes(row.email),
    keep: bytes(row.keep),
  }
}
