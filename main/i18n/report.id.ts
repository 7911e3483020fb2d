/** Words of the reports outside the windows: the foot of their pages, the names of their files. */
export const reportId = {
  'report.foot.attendance': '{fair}, laporan kehadiran',
  'report.foot.services': '{fair}, laporan layanan',
  'report.page': 'Halaman {n} dari {of}',
  'report.file.attendance': 'kehadiran-{fair}',
  'report.file.services': 'layanan-{fair}',
  'dialog.report': 'Simpan laporan',
}
