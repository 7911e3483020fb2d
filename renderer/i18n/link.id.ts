/** How a station stands to the others, in Indonesian; within a line. */
export const linkId = {
  'link.alone': 'berdiri sendiri',
  'link.connected': 'tersambung',
  'link.catchUp': 'memuat {done, number} dari {total, number}',
  'link.pending': '{n} belum terkirim',
  'link.cutOff': 'terputus sejak {time}',
  'link.cutOff.now': 'terputus',
  'link.hub_old': 'hub perlu diperbarui',
  'link.revoked': 'dicabut dari hub',
  'link.not_enrolled': 'hub minta didaftarkan lagi',
  'link.other_hub': 'bukan hub acara ini',
  'link.in_use': 'data ini dipakai di komputer lain: tutup salah satu',
  'link.hub_busy': 'hub belum menerima data: tunggu, atau periksa hub',
  'link.refused': 'hub dan komputer ini tidak cocok: hubungi tim IT',
  'link.failed': 'sinkronisasi gagal: hubungi tim IT',
} as const
