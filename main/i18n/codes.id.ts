/** Kata-kata kode bertanda tangan dan kuncinya. */
export const codesId = {
  'progress.codes': '{codes, number} kode dibuat …',
  'error.bad_keys_file':
    '{file} bukan berkas kunci publik; {count, plural, other {# masalah}}. Tidak ada yang diambil:\n  {first}',
  'error.key_unknown': 'Folder ini tidak memegang kunci itu. Daftarnya: pendopo keys export.',
  'error.own_key': 'Stasiun ini sedang memakai kunci itu. Beri kunci baru dahulu: pendopo keys rotate.',
  'error.code_unknown': 'Kode ini tidak dikenal di sini, jadi tidak ada yang dicabut. Periksa penulisannya.',
  'error.code_of_other_fair': 'Ini kode acara lain; di sini memang tidak berlaku.',
  'error.unknown_output':
    'Kode tidak dapat ditulis ke “{out}”. Sebutkan berkas berakhiran .csv, .pdf, atau .png (satu kode), atau folder dengan / di akhirnya.',
  'error.unknown_category': 'Tidak ada kategori “{category}” dalam pengaturan. Yang ada: {known}',
  'error.bad_count': '“{count}” bukan jumlah kode dari 1 sampai {most, number}.',
  'error.bad_validity': 'Kode akan berakhir ({until}) sebelum mulai ({from}).',
  'error.personal_needs_csv': 'Nama hanya dapat ditulis ke .csv.',
  'error.nobody': 'Tidak ada yang perlu dibuatkan kode: tidak ada peserta aktif dengan kategori ini.',
  'error.one_code_needed': 'Satu .png memuat satu kode, padahal ada lebih. Sebutkan folder, dengan / di akhirnya.',
  'error.out_exists': '{path} sudah ada. Sebutkan folder yang belum ada.',
  'key_problem.not_a_list': 'harus berupa daftar',
  'key_problem.not_an_entry': 'tidak berbentuk berkas kunci',
  'key_problem.unknown_field': 'memiliki isian yang tidak dikenal',
  'key_problem.bad_pretix_key': 'bukan base64 dari kunci publik PEM (Ed25519) seperti yang diberikan pretix',
  'key_problem.bad_public_key': 'bukan kunci publik: 64 angka heksadesimal',
  'key_problem.key_missing': 'memerlukan publicKey (atau key), satu kali',
  'key_problem.bad_fair': 'bukan id sebuah acara',
  'key_problem.bad_number': 'bukan nomor stasiun dari 0 sampai 255',
  'column.shortCode': 'Kode singkat',
} as const
