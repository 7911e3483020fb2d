/** Words of enrolment and sync, outside the windows. */
export const syncId = {
  'error.hub.bad_request': 'Hub tidak memahami permintaan ini. Perbarui yang lebih lama di antara keduanya.',
  'error.hub.unknown_station':
    'Hub tidak mengenal stasiun ini. Semua data di sini tetap tersimpan; daftarkan lagi dengan kode baru dari meja panitia.',
  'error.hub.wrong_role': 'Peran stasiun ini tidak boleh melakukannya. Tanyakan ke meja panitia.',
  'error.hub.other_fair': 'Hub ini melayani acara lain.',
  'error.hub.not_found': 'Hub tidak mengenal yang diminta.',
  'error.hub.log_changed': 'Hub baru saja dipulihkan dari cadangan. Coba lagi: semuanya akan dikirim ulang.',
  'error.hub.already_live':
    'Komputer lain terhubung sebagai stasiun yang sama: foldernya disalin. Daftarkan salah satunya lagi di folder kosong.',
  'error.hub.outbox_first': 'Hub belum menerima semua catatan stasiun ini. Coba lagi.',
  'error.hub.command_id_taken': 'Hub mengenal perintah ini sebagai perintah lain.',
  'error.hub.no_setup': 'Hub belum memiliki pengaturan acara. Sinkronkan meja panitia terlebih dahulu.',
  'error.hub.revoked': 'Hub mencabut stasiun ini. Data pribadi di sini dihapus; catatannya disimpan.',
  'error.hub.too_large': 'Terlalu banyak sekaligus untuk hub.',
  'error.hub.refused': 'Hub menolaknya karena sebuah aturan.',
  'error.hub.too_many': 'Terlalu banyak permintaan dalam waktu singkat. Tunggu satu menit.',
  'error.hub.internal': 'Terjadi kegagalan saat sinkronisasi. Catatan hub memuat keterangannya.',
  'error.hub.unavailable':
    'Hub ada, tetapi basis datanya tidak menerima apa-apa: sedang dimulai, atau disk hub penuh (lihat catatan hub). Semuanya tersimpan di sini; coba lagi.',
  'error.hub.bad_code':
    'Kode pendaftaran ini tidak berlaku: sudah dipakai, kedaluwarsa, atau tidak pernah dibuat. Buat kode baru di meja panitia.',
  'error.hub.folder_not_empty':
    'Folder ini sudah berisi acara lain, atau ini meja panitia dan kodenya untuk peran yang lebih kecil. Gunakan folder kosong.',
  'error.hub.no_fair': 'Kode ini untuk meja panitia pertama yang membawa acaranya: impor acara ke folder ini dahulu.',
  'error.hub.no_number_left': 'Semua 255 nomor stasiun sudah terpakai.',
  'error.hub.offline': 'Hub di {url} tidak menjawab. Periksa jaringan dan alamatnya.',
  'error.hub.not_our_hub': 'Yang menjawab di {url} bukan hub acara ini. Tidak ada data yang dikirim.',
  'error.hub.strange_answer': 'Yang menjawab di {url} bukan hub versi ini.',
  'error.hub.aborted': 'Dihentikan di tengah jalan.',
  'error.hub.bad_enrolment_code': 'Ini bukan kode pendaftaran: dua belas huruf dan angka, misalnya 7K3M-PQ4T-9X2B.',
  'error.hub.bad_hub_url': '“{url}” bukan alamat hub. Alamat dimulai dengan https:// dan memuat port.',
  'error.hub.other_hub':
    'Yang menjawab di {url} tidak mengenal kode ini: bukan hub yang dimaksud meja panitia. Tidak ada yang dibocorkan.',
  'error.hub.no_set_up_yet':
    'Stasiun ini terdaftar, tetapi hub belum memiliki pengaturan acara. Sinkronkan meja panitia, lalu jalankan sync --once.',
  'error.not_enrolled': "Folder ini belum terdaftar di hub. Jalankan: pendopo enrol '<kode>' --hub '<alamat>'",
  'error.unknown_role': 'Tidak ada peran “{role}”. Yang ada: {known}',
}
