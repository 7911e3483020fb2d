import type { RosterReject } from '../../../../core/contract/roster'
import type { RosterColumn } from '../../../../core/roster/columns'
import type { MessageId, Say } from '../../../i18n/words'

/** What a column may become. */
export const AS: Readonly<Record<RosterColumn | 'ignore', MessageId>> = {
  ignore: 'roster.as.ignore',
  code: 'roster.as.code',
  name: 'roster.as.name',
  greeting: 'roster.as.greeting',
  institution: 'roster.as.institution',
  category: 'roster.as.category',
  phone: 'roster.as.phone',
  email: 'roster.as.email',
}

const REJECTS: Readonly<Record<string, MessageId>> = {
  unclosed_quote: 'roster.reject.unclosed_quote',
  text_after_quote: 'roster.reject.text_after_quote',
  row_too_long: 'roster.reject.row_too_long',
  formula_without_value: 'roster.reject.formula_without_value',
  cell_error: 'roster.reject.cell_error',
  wrong_field_count: 'roster.reject.wrong_field_count',
  control_character: 'roster.reject.control_character',
  name_missing: 'roster.reject.name_missing',
  name_too_long: 'roster.reject.name_too_long',
  greeting_too_long: 'roster.reject.greeting_too_long',
  institution_too_long: 'roster.reject.institution_too_long',
  unknown_category: 'roster.reject.unknown_category',
  code_too_long: 'roster.reject.code_too_long',
  duplicate_code: 'roster.reject.duplicate_code',
  duplicate_person: 'roster.reject.duplicate_person',
  erased: 'roster.reject.erased',
}

const REFUSALS: Readonly<Record<string, MessageId>> = {
  empty_file: 'roster.refused.empty_file',
  no_rows: 'roster.refused.no_rows',
  wrong_encoding: 'roster.refused.wrong_encoding',
  file_too_large: 'roster.refused.file_too_large',
  file_encrypted: 'roster.refused.file_encrypted',
  old_workbook: 'roster.refused.old_workbook',
  not_a_table: 'roster.refused.not_a_table',
  workbook_damaged: 'roster.refused.workbook_damaged',
  unknown_sheet: 'roster.refused.unknown_sheet',
  file_changed: 'roster.refused.file_changed',
  file_missing: 'roster.refused.file_missing',
  folder_read_only: 'roster.refused.folder_read_only',
  disk_full: 'roster.refused.disk_full',
  database_busy: 'roster.refused.database_busy',
}

/** Why a row was rejected, in words. */
export function rejectText(t: Say, { reason, firstLine }: RosterReject): string {
  const message = REJECTS[reason]
  return message === undefined ? reason : t(message, { firstLine: firstLine ?? 0 })
}

/** Why a whole file was refused, in words. */
export function refusedText(t: Say, code: string, detail: Readonly<Record<string, unknown>>): string {
  return t(REFUSALS[code] ?? 'roster.refused.other', { line: Number(detail['line'] ?? 0) })
}
