import type { Purpose, Text, WalkInField } from '../setup/schema'

/** What somebody without registration is asked at this gate, one thing after the other. */
export interface WalkInForm {
  /** To choose from; one alone is not asked for. */
  readonly categories: readonly { readonly code: string; readonly name: Text; readonly color: string | null }[]
  readonly fields: readonly WalkInField[]
  readonly purposes: readonly Purpose[]
  /** Does a label come out here? */
  readonly hasBadge: boolean
}
