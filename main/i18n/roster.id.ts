/** Words of roster imports, Indonesian. `roster.en.ts` has the same keys. */
export const rosterId = {
  'progress.roster': '{rows, number} baris terbaca …',
  'progress.rosterWriting': '{done, number} dari {total, number} disimpan …',

  'dialog.roster': 'Daftar yang akan diimpor',
  'dialog.tables': 'Tabel',
  'dialog.allFiles': 'Semua berkas',
  'dialog.rejected': 'Simpan baris yang ditolak',
  'dialog.rejectedName': 'ditolak',

  'error.empty_file': '{file} kosong.',
  'error.no_rows': '{file} hanya berisi judul kolom, tanpa baris.',
  'error.wrong_encoding':
    '{file} bukan teks yang bisa dibaca (baris {line}). Simpan ulang sebagai “CSV UTF-8” atau XLSX, lalu impor lagi.',
  'error.missing_column':
    '{file} tidak punya kolom “{columns}”. Kolom nama dan kategori harus ada; kolom lain bisa ditunjuk dengan --map "Judul kolom=nama".',
  'error.duplicate_column':
    '{isSame, select, true {{file} punya judul “{second}” dua kali. Ganti judul salah satu kolomnya di berkas, atau hapus kolom itu, lalu impor lagi.} other {{file} punya dua kolom “{column}”: “{first}” dan “{second}”. Abaikan salah satunya dengan --map "{second}=ignore".}}',
  'error.unknown_sheet': '{file} tidak punya lembar “{sheet}”. Yang ada: {known}',
  'error.which_sheet': '{file} punya beberapa lembar peserta: {sheets}. Pilih satu dengan --sheet.',
  'error.file_too_large':
    '{file} terlalu besar{megabytes, select, other { ({megabytes} MB, paling besar {limit} MB)} null {}}. Bagi menjadi beberapa berkas.',
  'error.file_encrypted': '{file} dikunci dengan kata sandi. Simpan tanpa kata sandi, lalu impor lagi.',
  'error.old_workbook': '{file} berformat Excel lama (.xls). Simpan ulang sebagai .xlsx, lalu impor lagi.',
  'error.not_a_table': '{file} bukan tabel. Yang bisa diimpor: .xlsx dan .csv.',
  'error.workbook_damaged':
    '{file} rusak atau bukan buku kerja Excel yang benar ({reason}). Simpan ulang, lalu impor lagi.',
  'error.bad_map': '“{map}” tidak terbaca. Tulis --map "Judul kolom=kolom"; kolom: {known}, atau ignore.',
  'error.unknown_header': '{file} tidak punya kolom “{header}”. Yang ada: {known}',
  'error.canceled': 'Impor dibatalkan. Tidak ada yang tersimpan.',
  'error.file_changed': '{file} berubah sejak diperiksa. Periksa lagi.',

  'reject.unclosed_quote': 'Tanda kutip dibuka tetapi tidak ditutup.',
  'reject.text_after_quote': 'Ada teks di belakang tanda kutip penutup.',
  'reject.row_too_long': 'Baris ini terlalu panjang.',
  'reject.formula_without_value':
    'Rumus tanpa hasil di kolom {column}. Buka dan simpan di Excel, atau ganti dengan isinya.',
  'reject.cell_error': 'Sel berisi kesalahan rumus di kolom {column}.',
  'reject.wrong_field_count': 'Jumlah kolomnya tidak sama dengan judul.',
  'reject.control_character': 'Ada karakter yang tidak tercetak di kolom {column}.',
  'reject.name_missing': 'Nama kosong.',
  'reject.name_too_long': 'Nama lebih dari 200 huruf.',
  'reject.greeting_too_long': 'Sapaan lebih dari 200 huruf.',
  'reject.institution_too_long': 'Instansi lebih dari 200 huruf.',
  'reject.unknown_category': 'Kategori tidak ada di acara ini.',
  'reject.code_too_long': 'Kode lebih dari 200 huruf.',
  'reject.duplicate_code': 'Kode ini sudah ada di baris {firstLine}.',
  'reject.duplicate_person': 'Orang ini sudah ada di baris {firstLine}.',
  'reject.erased': 'Data orang ini sudah dihapus atas permintaan.',
}
