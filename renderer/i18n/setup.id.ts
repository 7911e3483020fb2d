/** Texts of the desk's set-up, Indonesian. `setup.en.ts` has the same keys. */
export const setupId = {
  'failure.unknown_version': 'Susunan itu tidak bisa dibuka lagi. Pilih yang lain.',
  'failure.setup_moved': 'Susunan acara baru saja diubah di meja lain. Lihat riwayat terbaru, lalu coba lagi.',
  'failure.own_pin': 'PIN sendiri tidak bisa dihapus. Minta penyelenggara lain melakukannya.',
}
