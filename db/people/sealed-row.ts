import type { PeopleGroup } from '../../core/people/groups'

/** A row as it travels between stations; `sealed: null` is a tombstone. */
export interface SealedRow {
  readonly visitor: string
  readonly group: PeopleGroup
  readonly version: number
  readonly sealed: Buffer | null
  readonly phone: Buffer | null
  readonly email: Buffer | null
  /** With a tombstone: what the person's roster row is known again by. */
  readonly keep?: Buffer | null
}
