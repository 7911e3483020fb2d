/** What can be exported. */
export const EXPORT_NAMES = ['attendance', 'scans', 'visitors', 'tickets', 'log'] as const
export type ExportName = (typeof EXPORT_NAMES)[number]

export const EXPORT_FORMATS = ['xlsx', 'csv', 'json'] as const
export type ExportFormat = (typeof EXPORT_FORMATS)[number]

/** Personal columns, in the order in which they stand behind the others. */
export const PERSONAL_COLUMNS = ['name', 'phone', 'email', 'code', 'nik'] as const
export type PersonalColumn = (typeof PERSONAL_COLUMNS)[number]
