/** Words of presence online, Indonesian. `online.en.ts` has the same keys. */
export const onlineId = {
  'online.review.reason': 'Daftar peserta daring untuk diperiksa',
  'online.column.code': 'Kode',
  'online.column.name': 'Nama',
  'online.column.email': 'Email',
  'online.column.join': 'Masuk',
  'online.column.leave': 'Keluar',
  'online.column.why': 'Keraguan',
  'online.column.maybe': 'Mungkin',
  'online.why.unknown': 'tidak ada yang bernama begitu',
  'online.why.several': 'lebih dari satu orang',
  'online.why.short_name': 'hanya satu kata',
  'online.why.near': 'namanya mirip',
  'error.no_participants':
    '{file} bukan daftar peserta: tidak ada judul kolom untuk nama (atau email, kode) dan waktu bergabung.',
  'error.unknown_session': 'Tidak ada sesi “{session}”. Yang ada: {known}',
  'error.bad_minimum': '“{minimum}” bukan jumlah menit: tulis --minimum 30.',
  'error.bad_zone': '“{zone}” bukan zona waktu. Tulis seperti --zone Asia/Makassar.',
  'error.unknown_visitor': 'Tidak ada pengunjung “{visitor}”. Sebut kodenya.',
  'error.not_erased': 'Belum ada yang meminta “{visitor}” dihapus, sejauh yang diketahui stasiun ini.',
  'error.same_visitor': 'Keduanya sudah satu orang.',
  'error.not_merged': '“{visitor}” tidak sedang digabung dengan siapa pun.',
}
