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
} as const
