import type { rosterId } from './roster.id'

/** Words of roster imports, English. */
export const rosterEn: Record<keyof typeof rosterId, string> = {
  'progress.roster': '{rows, number} rows read …',
  'progress.rosterWriting': '{done, number} of {total, number} saved …',

  'dialog.roster': 'The list to import',
  'dialog.tables': 'Tables',
  'dialog.allFiles': 'All files',
  'dialog.rejected': 'Save the rejected rows',
  'dialog.rejectedName': 'rejected',

  'error.empty_file': '{file} is empty.',
  'error.no_rows': '{file} holds column titles only, no rows.',
  'error.wrong_encoding':
    '{file} is no text that can be read (line {line}). Save it again as “CSV UTF-8” or XLSX, then import it again.',
  'error.missing_column':
    '{file} has no column “{columns}”. Name and category must be there; another column can be named with --map "Column title=name".',
  'error.duplicate_column':
    '{isSame, select, true {{file} has the title “{second}” twice. Name one of the two columns otherwise in the file, or delete it, then import it again.} other {{file} has two columns “{column}”: “{first}” and “{second}”. Leave one out with --map "{second}=ignore".}}',
  'error.unknown_sheet': '{file} has no sheet “{sheet}”. It has: {known}',
  'error.which_sheet': '{file} has several sheets of people: {sheets}. Choose one with --sheet.',
  'error.file_too_large':
    '{file} is too large{megabytes, select, other { ({megabytes} MB, at most {limit} MB)} null {}}. Split it into several files.',
  'error.file_encrypted': '{file} is locked with a password. Save it without one, then import it again.',
  'error.old_workbook': '{file} has the old Excel format (.xls). Save it again as .xlsx, then import it again.',
  'error.not_a_table': '{file} is no table. What can be imported: .xlsx and .csv.',
  'error.workbook_damaged':
    '{file} is damaged or no proper Excel workbook ({reason}). Save it again, then import it again.',
  'error.bad_map': '“{map}” cannot be read. Write --map "Column title=column"; columns: {known}, or ignore.',
  'error.unknown_header': '{file} has no column “{header}”. It has: {known}',
  'error.canceled': 'The import was canceled. Nothing was saved.',
  'error.file_changed': '{file} changed since it was checked. Check it again.',

  'reject.unclosed_quote': 'A quotation mark opens and does not close.',
  'reject.text_after_quote': 'There is text behind a closing quotation mark.',
  'reject.row_too_long': 'This row is too long.',
  'reject.formula_without_value':
    'A formula without result in column {column}. Open and save it in Excel, or write its content.',
  'reject.cell_error': 'A cell in column {column} holds a formula error.',
  'reject.wrong_field_count': 'It has another number of columns than the titles.',
  'reject.control_character': 'Column {column} holds a character that does not print.',
  'reject.name_missing': 'The name is empty.',
  'reject.name_too_long': 'The name has more than 200 letters.',
  'reject.greeting_too_long': 'The greeting has more than 200 letters.',
  'reject.institution_too_long': 'The institution has more than 200 letters.',
  'reject.unknown_category': 'This event has no such category.',
  'reject.code_too_long': 'The code has more than 200 letters.',
  'reject.duplicate_code': 'This code stands in row {firstLine} already.',
  'reject.duplicate_person': 'This person stands in row {firstLine} already.',
  'reject.erased': 'This person’s data was erased on request.',
}
