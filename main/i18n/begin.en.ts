import type { beginId } from './begin.id'

/** Words of a fair's beginning and of its recovery sheet, English. */
export const beginEn: Record<keyof typeof beginId, string> = {
  'dialog.fairFile': 'Event file',
  'dialog.fairFile.save': 'Save the event file',
  'dialog.fairFiles': 'Pendopo event files',
  'dialog.recovery': 'Save the recovery sheet',
  'recovery.file': 'recovery sheet {fair}',
  'recovery.foot': '{fair}, recovery sheet. Secret.',
  'error.wrong_number_of_words': 'This sheet has {wanted} words, but there are {found}. Type all six lines.',
  'error.unknown_word': 'Line {line}: “{word}” is no word of a recovery sheet.',
  'error.wrong_line': 'Something in line {line} is wrong, or lines stand in each other’s place.',
  'error.other_fair_keys': 'This sheet is another event’s: its keys do not fit this folder.',
  'error.not_all_keys': 'This computer does not hold all keys of its event. Print the recovery sheet at the desk.',
}
