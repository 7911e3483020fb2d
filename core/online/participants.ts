import { parseOnlineTime, type ReadingDay } from './time'

/** One stay of somebody in an online meeting, as a list of participants has it. */
export interface Joined {
  /** Row of the file, counted from 1. */
  readonly line: number
  /** What may be their name, the likeliest first: a nickname may stand before the name they registered with. */
  readonly names: readonly string[]
  readonly email: string | null
  readonly code: string | null
  /** UTC ms. */
  readonly from: number
  readonly to: number
}

/** Why a row cannot be taken. */
export type RowProblem = 'no_join_time' | 'no_leave_time' | 'leaves_before_joining' | 'nobody'

export interface RowReject {
  readonly line: number
  readonly column: string
  readonly value: string
  readonly reason: RowProblem
}

/** A column that was recognised, as it is titled. */
export interface ParticipantColumn {
  readonly field: ParticipantField
  readonly title: string
}

export interface ParticipantList {
  /** Of the last header there is: a webinar's report has several. */
  readonly columns: readonly ParticipantColumn[]
  readonly joins: readonly Joined[]
  readonly rejected: readonly RowReject[]
}

const FIELDS = {
  name: [
    'name',
    'nameoriginalname',
    'usernameoriginalname',
    'fullname',
    'participant',
    'participantname',
    'attendee',
    'username',
    'channel',
    'displayname',
    'nama',
    'namalengkap',
    'namapeserta',
    'peserta',
  ],
  firstName: ['firstname', 'namadepan'],
  lastName: ['lastname', 'surname', 'namabelakang'],
  email: ['email', 'useremail', 'emailaddress', 'participantemail', 'surel', 'alamatemail'],
  code: ['code', 'ticket', 'ticketcode', 'kode', 'kodepeserta', 'kodetiket'],
  join: [
    'jointime',
    'timejoined',
    'joined',
    'joinedat',
    'firstjoin',
    'firstseen',
    'start',
    'starttime',
    'waktumasuk',
    'waktubergabung',
    'bergabung',
    'masuk',
    'mulai',
    'pertamaterlihat',
  ],
  leave: [
    'leavetime',
    'timeexited',
    'exited',
    'left',
    'leftat',
    'lastleave',
    'lastseen',
    'end',
    'endtime',
    'waktukeluar',
    'keluar',
    'selesai',
    'terakhirterlihat',
  ],
  duration: [
    'duration',
    'durationminutes',
    'timeinsessionminutes',
    'inmeetingduration',
    'meetingduration',
    'minutes',
    'durasi',
    'durasimenit',
    'menit',
  ],
  attended: ['attended', 'hadir'],
} as const
/** What a column may be. */
export type ParticipantField = keyof typeof FIELDS
type Field = ParticipantField
type Columns = Readonly<Partial<Record<Field, number>>>

/**
 * Reads a list of participants. Its header is found wherever it stands (Zoom writes the meeting's own facts above it, and a
 * webinar's report has several tables below each other); columns go by their titles in English and Indonesian. A row is one
 * stay: who was in three times has three. Rows of people who registered and did not come are passed over.
 */
export function readParticipants(
  rows: Iterable<{ readonly line: number; readonly fields: readonly string[] }>,
  day: ReadingDay,
): ParticipantList | null {
  const joins: Joined[] = []
  const rejected: RowReject[] = []
  let columns: Columns | null = null
  let titles: readonly ParticipantColumn[] | null = null
  for (const { line, fields } of rows) {
    const found = columnsOf(fields)
    if (found !== null) {
      columns = found
      titles = (Object.keys(found) as Field[]).map((field) => ({
        field,
        title: fields[found[field] ?? -1]?.trim() ?? '',
      }))
      continue
    }
    // An empty line, or one alone such as "Panelist Details,", ends a table.
    if (fields.filter((field) => field.trim() !== '').length < 2) {
      columns = fields.every((field) => field.trim() === '') ? columns : null
      continue
    }
    if (columns === null) continue
    const read = readRow(line, fields, columns, day)
    if (read === null) continue
    if ('reason' in read) rejected.push(read)
    else joins.push(read)
  }
  return titles === null ? null : { columns: titles, joins, rejected }
}

/** The columns of a header; null: this row is none. It names somebody, and when they came. */
function columnsOf(fields: readonly string[]): Columns | null {
  const columns: Partial<Record<Field, number>> = {}
  fields.forEach((title, n) => {
    const plain = title.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '')
    const field = (Object.keys(FIELDS) as Field[]).find((one) => FIELDS[one].some((known) => known === plain))
    if (field !== undefined) columns[field] ??= n
  })
  const names = columns.name ?? columns.firstName ?? columns.email ?? columns.code
  // "Start Time, End Time" of a meeting's own facts stand beside its topic, not beside anybody's name.
  return names === undefined || columns.join === undefined ? null : columns
}

function readRow(
  line: number,
  fields: readonly string[],
  columns: Columns,
  day: ReadingDay,
): Joined | RowReject | null {
  const text = (field: Field): string => {
    const n = columns[field]
    return n === undefined ? '' : (fields[n] ?? '').trim()
  }
  if (/^(no|tidak)$/i.test(text('attended'))) return null
  const reject = (reason: RowProblem, value: string, field: Field): RowReject => ({
    line,
    column: field,
    value,
    reason,
  })
  const names = namesIn(text('name'), `${text('firstName')} ${text('lastName')}`.trim())
  const [email, code] = [text('email') || null, text('code') || null]
  if (names.length === 0 && email === null && code === null) return reject('nobody', '', 'name')
  const from = parseOnlineTime(text('join'), day)
  if (from === null) return reject('no_join_time', text('join'), 'join')
  const to = leaveOf(from, text('leave'), text('duration'), day)
  if (to === null) return reject('no_leave_time', text('leave') || text('duration'), 'leave')
  if (to < from) return reject('leaves_before_joining', text('leave'), 'leave')
  return { line, names, email, code, from, to }
}

/** `budi iPhone (Budi Santoso)`: the name in brackets is the one they registered with. */
function namesIn(name: string, parts: string): string[] {
  const bracket = /^(.*?)\s*\(([^()]+)\)\s*$/.exec(name)
  const found = bracket === null ? [name] : [bracket[2] ?? '', bracket[1] ?? '']
  return [...new Set([...found, parts].map((one) => one.trim()).filter((one) => one !== ''))]
}

const DAY_MS = 86_400_000

/** When somebody left: as it is written, else by how long they stayed. A time without a date may lie behind midnight. */
function leaveOf(from: number, leave: string, duration: string, day: ReadingDay): number | null {
  if (leave !== '') {
    const to = parseOnlineTime(leave, day)
    const isTimeOnly = !/\d[-/]\d|[a-z]{3,}\s+\d|\d\s+[a-z]{3,}/i.test(leave)
    return to !== null && to < from && isTimeOnly ? to + DAY_MS : to
  }
  const ms = durationMs(duration)
  return ms === null ? null : from + ms
}

/** `62`, `1 hr 2 min`, `1h 2m 5s`, `1:02:05`, `1 jam 2 menit`: ms. Null: it says nothing. */
function durationMs(text: string): number | null {
  if (/^\d+([.,]\d+)?$/.test(text)) return Math.round(Number(text.replace(',', '.')) * 60_000)
  const clock = /^(\d+):(\d{2})(?::(\d{2}))?$/.exec(text)
  if (clock !== null) return (Number(clock[1]) * 3600 + Number(clock[2]) * 60 + Number(clock[3] ?? 0)) * 1_000
  const part = (units: string) => Number(new RegExp(`(\\d+)\\s*(?:${units})\\b`, 'i').exec(text)?.[1] ?? NaN)
  const [hours, minutes, seconds] = [
    part('h|hr|hrs|hours?|jam'),
    part('m|min|mins|minutes?|menit'),
    part('s|sec|secs|seconds?|detik'),
  ]
  if ([hours, minutes, seconds].every((value) => Number.isNaN(value))) return null
  return ((hours || 0) * 3600 + (minutes || 0) * 60 + (seconds || 0)) * 1_000
}
