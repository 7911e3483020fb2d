import { EXPORT_ASKS, type ExportFormat, type ExportName, type PersonalColumn } from '../../../../core/contract/exports'
import type { Input } from '../../../../core/contract/channels'
import type { MessageId } from '../../../i18n/words'

/** What somebody is putting together. `lists`: those that are left out, so that a new list is in. */
export interface Draft {
  readonly what: ExportName
  /** Null: all days. */
  readonly day: string | null
  readonly without: readonly string[]
  readonly personal: readonly PersonalColumn[]
  readonly reason: string
  readonly format: ExportFormat
}

export const NEW_DRAFT: Draft = {
  what: 'attendance',
  day: null,
  without: [],
  personal: [],
  reason: '',
  format: 'xlsx',
}

const SHORTEST_REASON = 3

/** Adds what is not there, takes away what is. */
export const toggled = <T>(all: readonly T[], one: T): readonly T[] =>
  all.includes(one) ? all.filter((other) => other !== one) : [...all, one]

/** What main is asked to count and show; `known`: the codes of all lists. */
export function askedOf(draft: Draft, known: readonly string[]): Input<'exports.preview'> {
  const asks = EXPORT_ASKS[draft.what]
  return {
    what: draft.what,
    days: asks.days && draft.day !== null ? [draft.day] : null,
    lists: asks.lists && draft.without.length > 0 ? known.filter((code) => !draft.without.includes(code)) : null,
  }
}

/** What main is asked to write. */
export function orderOf(draft: Draft, known: readonly string[]): Input<'exports.start'> {
  const columns = personalOf(draft)
  return {
    ...askedOf(draft, known),
    format: draft.format,
    personal: columns.length === 0 ? null : { columns: [...columns], reason: draft.reason.trim() },
  }
}

/** The log names nobody: what was chosen for another kind of data waits. */
export const personalOf = ({ what, personal }: Draft): readonly PersonalColumn[] => (what === 'log' ? [] : personal)

/** Why it cannot be exported as it stands; null: it can. `rows`: null: not counted yet. */
export function whyNot(draft: Draft, known: readonly string[], rows: number | null): MessageId | null {
  if (askedOf(draft, known).lists?.length === 0) return 'exports.why.lists'
  if (rows === 0) return 'exports.why.rows'
  const isReasonMissing = personalOf(draft).length > 0 && draft.reason.trim().length < SHORTEST_REASON
  return isReasonMissing ? 'exports.why.reason' : null
}
