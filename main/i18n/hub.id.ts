/** Jawaban program hub sendiri, untuk perintah di folder hub. */
export const hubId = {
  'error.no_postgres_for_this_machine':
    'Basis data hub tidak tersedia untuk jenis komputer ini ({package}). Jalankan hub di komputer lain, atau isi DATABASE_URL dengan server PostgreSQL.',
  'error.no_postgres_user':
    'Sebagai root, basis data hub berjalan sebagai pengguna “postgres”, yang belum ada dan tidak bisa dibuat. Buat pengguna itu, atau jalankan sebagai pengguna biasa.',
  'error.folder_bars':
    'Basis data hub tidak boleh masuk ke {folder}. Pilih folder lain untuk hub, atau izinkan dengan: chmod o+x {folder}',
  'error.folder_not_writable': 'Folder hub tidak bisa dibuat atau ditulisi: {folder}',
  'error.hub_running': 'Hub lain sudah berjalan di folder ini.',
  'error.hub_not_running': 'Tidak ada hub yang berjalan di {folder}. Jalankan dulu (npm run hub), lalu ulangi.',
  'error.not_a_hub_folder': '{folder} bukan folder hub: hub belum pernah dijalankan di sana.',
  'error.postgres_failed': 'Basis data hub tidak mau berjalan: {reason}',
  'error.database_unreachable':
    'Basis data tidak terjangkau atau tidak bisa dipakai ({cause}). Periksa DATABASE_URL dan apakah servernya berjalan.',
  'error.database_too_new': 'Basis data itu ditulis hub yang lebih baru. Perbarui hub ini.',
  'error.has_fair':
    'Hub ini sudah punya acara. Kode berikutnya dibuat di meja panitia: di halaman Stasiun, atau dengan folder meja sebagai --data.',
  'error.unknown_station':
    'Tidak ada stasiun bernama “{station}” di sini, atau ada lebih dari satu. Sebutkan id-nya, seperti tertulis di “pendopo hub stations” dengan folder meja.',
  'error.bad_role': 'Kode pertama hub adalah untuk meja: --role desk. Kode lain dibuat di meja.',
  'error.bad_backup': '{file} bukan cadangan hub yang utuh. Tidak ada yang diubah; pakai berkas lain.',
  'error.file_exists': '{file} sudah ada. Pilih nama lain.',
  'error.bad_file':
    '{file}: {cause, select, ENOENT {berkas atau foldernya tidak ada.} ENOTDIR {foldernya adalah berkas.} EISDIR {itu folder; sebutkan berkas di dalamnya.} ENOSPC {disknya penuh.} EDQUOT {disknya penuh.} EROFS {disknya tidak bisa ditulisi.} other {tidak boleh dibuka. Periksa izinnya.}}',
} as const
