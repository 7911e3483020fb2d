import { findNamed, type Fair } from '../../core/setup/fair'
import { personalDataExported, stationStream } from '../../core/events/system'
import type { Locale } from '../../core/contract/app'
import type { FairFolder } from '../folder/fair-folder'
import { say, type MessageKey } from '../i18n'
import { TICKET_COLUMNS, ticketTable } from './export-tickets'
import { Words, type Line } from './export-words'
import { writeCsv, type Cell } from './write-csv'

export interface ExportRequest {
  readonly what: 'attendance' | 'scans' | 'tickets'
  readonly file: string
  readonly separator: string
  readonly locale: Locale
  /** Only this list (code or name); null: all. */
  readonly list: string | null
  /** Why personal columns are wanted; null: they are left out. */
  readonly personal: string | null
}

const PERSONAL = ['name', 'phone', 'email', 'code'] as const

/** Writes an export; null: there is no such list. Personal columns leave a record of who wanted them and why. */
export function exportCsv(
  folder: FairFolder,
  fair: Fair,
  request: ExportRequest,
): { rows: number; file: string } | null {
  const only = request.list === null ? null : findNamed(fair.lists, request.list)
  if (request.list !== null && only === null) return null
  const lists = (only === null ? fair.lists : [only]).toSorted((a, b) => a.opensAt - b.opensAt)
  const header = [...COLUMNS[request.what], ...(request.personal === null ? [] : PERSONAL)].map((name) =>
    say(request.locale, `column.${name}` as MessageKey),
  )
  const words = new Words(fair, request.locale)
  const tables = {
    attendance: () => attendanceTable(folder, lists, words),
    scans: () => scanTable(folder, only?.code ?? null, words),
    tickets: () => ticketTable(folder, fair, words),
  }
  const table = tables[request.what]()
  // Before the file: nobody has the data without the record of it.
  if (request.personal !== null) recordPersonal(folder, request.what, request.personal)
  const rows = writeCsv(
    request.file,
    header,
    request.personal === null ? plain(table) : withPersons(folder, table),
    request.separator,
  )
  return { rows, file: request.file }
}

const ATTENDANCE_COLUMNS = [
  'list',
  'firstEntry',
  'lastEntry',
  'lastExit',
  'entries',
  'exits',
  'duplicates',
  'gate',
  'category',
  'institution',
  'visitor',
] as const

function* attendanceTable(folder: FairFolder, lists: Fair['lists'], words: Words): Generator<Line> {
  for (const list of lists) {
    for (const row of folder.exports.attendance(list.code)) {
      yield {
        visitor: row.visitor,
        cells: [
          words.text(list.name),
          words.time(row.first_entry_at),
          words.time(row.last_entry_at),
          words.time(row.last_exit_at),
          row.entries,
          row.exits,
          row.duplicates,
          words.gate(row.gate),
          words.category(row.category),
          row.institution,
          row.visitor,
        ],
      }
    }
  }
}

const SCAN_COLUMNS = [
  'time',
  'list',
  'gate',
  'direction',
  'outcome',
  'reason',
  'mark',
  'via',
  'category',
  'institution',
  'visitor',
  'scan',
] as const

function* scanTable(folder: FairFolder, list: string | null, words: Words): Generator<Line> {
  for (const row of folder.exports.scans()) {
    if (list !== null && row.list !== list) continue
    yield {
      visitor: row.visitor,
      cells: [
        words.time(row.effective_at),
        words.list(row.list),
        words.gate(row.gate),
        row.direction,
        row.outcome,
        row.reason,
        row.mark,
        row.via,
        words.category(row.category),
        row.institution,
        row.visitor,
        row.scan,
      ],
    }
  }
}

const COLUMNS: Readonly<Record<ExportRequest['what'], readonly string[]>> = {
  attendance: ATTENDANCE_COLUMNS,
  scans: SCAN_COLUMNS,
  tickets: TICKET_COLUMNS,
}

function* plain(lines: Iterable<Line>): Generator<readonly Cell[]> {
  for (const line of lines) yield line.cells
}

function* withPersons(folder: FairFolder, lines: Iterable<Line>): Generator<readonly Cell[]> {
  for (const { visitor, cells } of lines) {
    const greet = visitor === null ? null : folder.people.read(visitor, 'greet')
    const contact = visitor === null ? null : folder.people.read(visitor, 'contact')
    const reach = contact?.ok === true ? contact.value : {}
    yield [
      ...cells,
      greet?.ok === true ? greet.value.name : null,
      reach.phone ?? null,
      reach.email ?? null,
      reach.code ?? null,
    ]
  }
}

/** The typed reason is a note of the people store; the event says only that there is one. */
export function recordPersonal(folder: FairFolder, what: string, reason: string): void {
  const note = folder.ports.newId()
  folder.people.put([{ visitor: note, group: 'note', fields: { text: reason } }])
  const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
  folder.log.transact((append) =>
    append(personalDataExported.make(stationStream(folder.log.station), { what, reasonNote: note }, ctx)),
  )
}
