/** Texts of the organizer's desk in Indonesian. */
export const deskId = {
  'desk.name': 'Meja panitia',
  'desk.brand': 'Pendopo',
  'desk.loading': 'Sebentar, meja sedang dibuka',
  'desk.nav': 'Bagian meja panitia',
  'desk.where': '{city}, {dates}',
  'desk.lock': 'Kunci layar ini',
  'desk.lock.say': 'PIN diminta lagi. Setelah 15 menit tanpa sentuhan, layar terkunci sendiri.',
  'desk.lock.title': 'Kunci layar: Ctrl L',
  'desk.lock.key': 'Ctrl L',
  'desk.signIn.say': 'Pilih nama Anda. Meja ini untuk penyelia dan panitia.',
  'desk.signIn.pin': '{name}, ketik PIN Anda untuk bekerja di meja ini.',
  'desk.signIn.saved': 'Masuk ke meja ini sekarang.',
  'desk.signIn.go': 'Masuk',
  'desk.visitors': 'Pengunjung',
} as const
