import { beginId } from './begin.id'
import { codesId } from './codes.id'
import { exportsId } from './exports.id'
import { hubId } from './hub.id'
import { onlineId } from './online.id'
import { queueId } from './queue.id'
import { syncId } from './sync.id'
import { reportId } from './report.id'
import { rosterId } from './roster.id'

/** Words outside the windows (command line, system dialogs), Indonesian. `en.ts` has the same keys. */
export const id = {
  ...queueId,
  ...onlineId,
  ...beginId,
  ...syncId,
  ...hubId,
  ...rosterId,
  ...reportId,
  ...codesId,
  ...exportsId,
  'cli.usage': 'Administrasi acara tanpa jendela. Opsi boleh di mana saja; setelah -- semuanya dibaca apa adanya.',
  'progress.verify': '{done, number} dari {total, number} peristiwa diperiksa …',
  'progress.rebuild': '{done, number} dari {total, number} peristiwa disusun ulang …',
  'progress.simulate': '{done, number} dari {total, number} hari disimulasikan …',

  'error.usage': 'Perintahnya tidak seperti itu: {problem}',
  'error.command_missing': 'Perintahnya belum disebut.',
  'error.unknown_command': 'Tidak ada perintah “{command}”. Daftarnya: --help.',
  'error.unknown_option': 'Perintah “{command}” tidak mengenal opsi {option}.',
  'error.option_missing': 'Opsi {option} belum ada.',
  'error.not_yet': '“{command}” belum tersedia.',

  'error.no_fair': "Belum ada acara di {folder}. Impor dulu: pendopo fair import '<berkas.json>' --data '<folder>'",
  'error.not_json': '{file} bukan berkas JSON: {first}',
  'error.bad_fair_file': '{file} bukan berkas acara yang benar; {count, plural, other {# masalah}}:\n  {first}',
  'error.bad_start': '“{start}” bukan hari. Tulis --start today, atau tanggal seperti --start 2026-10-13.',
  'error.other_fair':
    'Folder ini milik acara “{here}”, sedangkan berkasnya “{file}”. Satu folder untuk satu acara: pakai folder lain.',
  'error.demo_is_for_ever':
    'Apakah “{fair}” acara contoh sudah ditetapkan saat foldernya dibuat dan tidak bisa diubah. Pakai folder lain.',
  'error.number_is_for_ever':
    'Kategori “{category}” tidak bisa memakai nomor {number}: kode bertanda tangan menyebut kategori dengan nomornya, jadi setiap kategori tetap memakai nomor pertamanya, juga yang sudah dihapus.',

  'error.bad_occasion': '“{when}” bukan saat mencetak; yang ada: {known}.',
  'error.bad_printer':
    "“--to {to}” tidak dikenal; yang ada: none. Selain itu --printer '<nama>' atau --out '<folder>'.",
  'error.no_folder': 'Folder {folder} tidak ada.',
  'error.unknown_list': 'Tidak ada daftar “{list}”. Yang ada: {known}',
  'error.unknown_gate': 'Tidak ada pintu “{gate}”.',
  'error.bad_direction': '“{direction}” bukan arah: entry atau exit.',
  'error.bad_time': '“{at}” bukan waktu. Tulis seperti 2026-10-13T09:05 (waktu acara) atau dengan selisih zona.',
  'error.no_list': 'Sekarang tidak ada daftar acara ini yang bisa dilayani.',
  'error.unknown_format': 'Format “{format}” tidak ada; yang ada csv, xlsx, dan json.',
  'error.unknown_load': 'Beban “{load}” tidak ada; yang ada: {known}.',
  'error.bad_days': '“{days}” bukan jumlah hari dari 1 sampai 30.',
  'error.bad_separator': '“{separator}” tidak bisa memisahkan kolom: pakai , atau ; atau tab.',
  'error.reason_missing': 'Kolom data pribadi perlu alasan: --personal "alasan".',
  'error.log_damaged':
    'Log rusak: {count, plural, other {# masalah}}. Yang pertama: {first}. Jangan ubah apa pun di folder ini dan simpan salinannya.',

  'error.scan.invalid': 'Ditolak: kode ini tidak dikenal.',
  'error.scan.already_admitted': 'Ditolak: sudah masuk.',
  'error.scan.revoked': 'Ditolak: kodenya sudah dicabut.',
  'error.scan.blocked': 'Ditolak: pendaftarannya diblokir.',
  'error.scan.canceled': 'Ditolak: pendaftarannya dibatalkan.',
  'error.scan.unpaid': 'Ditolak: belum dibayar.',
  'error.scan.unapproved': 'Ditolak: belum disetujui.',
  'error.scan.too_early': 'Ditolak: belum waktunya.',
  'error.scan.too_late': 'Ditolak: sudah berakhir.',
  'error.scan.category': 'Ditolak: daftar ini bukan untuk kategori itu.',
  'error.scan.full': 'Ditolak: penuh.',
  'error.scan.wrong_fair': 'Ditolak: kode acara lain.',
  'error.scan.consent': 'Belum lengkap: persetujuan belum ada.',
  'error.scan.questions': 'Belum lengkap: masih ada pertanyaan.',

  'error.keychain_unavailable':
    'Komputer ini tidak punya penyimpan kunci (keychain). Buka atau pasang satu (GNOME Keyring, KWallet), atau pakai frasa sandi: --passphrase-stdin.',
  'error.keychain_refused':
    'Penyimpan kunci tidak membuka kunci {folder}: masih terkunci, atau milik pengguna atau komputer lain.',
  'error.passphrase_needed': 'Kunci {folder} perlu frasa sandinya: --passphrase-stdin.',
  'error.wrong_passphrase': 'Frasa sandi untuk {folder} salah. Tidak ada yang berubah.',
  'error.key_file_needs_demo': 'Kunci dalam berkas biasa hanya untuk acara contoh.',
  'error.key_file_missing': 'Berkas kunci tidak ada: {path}. Tanpa itu nama-nama acara ini tidak terbaca.',
  'error.key_file_open_to_others': 'Berkas kunci {path} bisa dibaca orang lain. Tutup dulu: chmod 600.',
  'error.key_file_damaged': 'Berkas kunci {path} rusak.',
  'error.no_keys': 'Folder {folder} belum selesai disiapkan. Impor acaranya sekali lagi.',
  'error.keys_exist': 'Proses lain menyiapkan {folder} pada saat yang sama. Coba lagi.',
  'error.other_adapter': 'Kunci {folder} disimpan dengan cara lain dari yang diminta.',
  'error.keys_damaged': 'Kunci {folder} rusak dan tidak bisa dibuka.',

  'error.disk_full': 'Disk penuh ({folder}). Tidak ada yang berubah. Kosongkan sebagian, lalu coba lagi.',
  'error.folder_read_only':
    'Tidak bisa ditulis: {path}. Periksa hak akses foldernya, atau apakah disk dipasang hanya-baca.',
  'error.database_busy': 'Program lain terlalu lama menulis di {folder}. Coba lagi.',
  'error.database_damaged':
    'Basis data di {folder} rusak ({reason}). Dibiarkan apa adanya: simpan salinan foldernya sebelum melakukan apa pun.',
  'error.database_newer':
    '{file} ditulis oleh Pendopo yang lebih baru (skema {found}, yang ini mengenal sampai {known}). Perbarui Pendopo; berkasnya dibiarkan apa adanya.',
  'error.file_missing': 'Berkasnya tidak ada: {path}',
  'error.internal': 'Ada yang salah dan seharusnya tidak terjadi: {reason}',
  'error.already_open': 'Pendopo sudah terbuka dengan folder ini; jendelanya dibawa ke depan.',

  'dialog.title': 'Pendopo tidak bisa dibuka',
  'column.list': 'Daftar',
  'column.firstEntry': 'Masuk pertama',
  'column.lastEntry': 'Masuk terakhir',
  'column.lastExit': 'Keluar terakhir',
  'column.entries': 'Jumlah masuk',
  'column.exits': 'Jumlah keluar',
  'column.duplicates': 'Ganda',
  'column.gate': 'Pintu',
  'column.category': 'Kategori',
  'column.institution': 'Instansi',
  'column.visitor': 'Pengunjung',
  'column.time': 'Waktu',
  'column.direction': 'Arah',
  'column.outcome': 'Hasil',
  'column.reason': 'Alasan',
  'column.mark': 'Tanda',
  'column.via': 'Lewat',
  'column.scan': 'Pindaian',
  'column.name': 'Nama',
  'column.phone': 'No. HP',
  'column.email': 'Email',
  'column.code': 'Kode',
}
