/** Words of a fair's beginning and of its recovery sheet, Indonesian. `begin.en.ts` has the same keys. */
export const beginId = {
  'dialog.fairFile': 'Berkas acara',
  'dialog.fairFile.save': 'Simpan berkas acara',
  'dialog.fairFiles': 'Berkas acara Pendopo',
  'dialog.recovery': 'Simpan lembar pemulihan',
  'recovery.file': 'lembar pemulihan {fair}',
  'recovery.foot': '{fair}, lembar pemulihan. Rahasia.',
  'error.wrong_number_of_words':
    'Lembar ini harus berisi {wanted} kata, tetapi ada {found}. Ketik keenam baris seluruhnya.',
  'error.unknown_word': 'Baris {line}: “{word}” bukan kata dari lembar pemulihan.',
  'error.wrong_line': 'Baris {line} ada yang keliru, atau barisnya tertukar.',
  'error.other_fair_keys': 'Lembar ini milik acara lain: kuncinya tidak cocok dengan folder ini.',
  'error.not_all_keys': 'Komputer ini tidak memegang semua kunci acaranya. Cetak lembar pemulihan di meja panitia.',
} as const
