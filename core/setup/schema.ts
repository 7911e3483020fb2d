import { z } from 'zod'

/**
 * The whole set-up of a fair, as it lies in one reviewed JSON file (assets/demo/fair.json is one; docs/fair-file.md
 * explains it). A `code` is a thing's identity for ever and is what commands and exports name it by; names may change.
 * Dates and times without zone are the fair's own local time.
 */

const Code = z.string().regex(/^[a-z0-9][a-z0-9-]{0,39}$/i, 'a code is 1–40 letters, digits or hyphens')
/** `2026-10-13`, in the fair's zone. */
const LocalDate = z.iso.date()
/** `2026-10-13T08:00`, in the fair's zone. */
const LocalDateTime = z
  .string()
  .refine(
    (text) =>
      /^\d{4}-\d{2}-\d{2}T([01]\d|2[0-3]):[0-5]\d$/.test(text) && LocalDate.safeParse(text.slice(0, 10)).success,
    {
      message: 'not a local time such as 2026-10-13T08:00',
    },
  )
/** `08:00`; `24:00` is the end of the day. */
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is 08:00')
/** Quarter hours only: the counts of who is inside are kept by quarter hour. */
const ResetTime = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'a reset time falls on a quarter hour, as 04:00')

/** A text in both languages of the product. */
export const Text = z.strictObject({ id: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) })
const Name = z.strictObject({ id: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })

export const Direction = z.enum(['left', 'right', 'ahead', 'back'])
/** Where a person is sent: the place is the headline of a sign, the arrow its direction, the text one sentence. */
const Sign = z.strictObject({ place: Name, direction: Direction, text: Text.nullable().default(null) })

const Category = z.strictObject({
  code: Code,
  /** Fixed for the life of the fair: it stands in signed codes. */
  number: z.int().min(1).max(65535),
  name: Name,
})

const Gate = z.strictObject({
  code: Code,
  name: Name,
  /** The help desk, seen from this gate. */
  help: Sign,
  /** What an admitted visitor does next. */
  welcome: Sign,
  /** On which side of the kiosk the hand scanner lies; null: there is none. */
  handScanner: z.enum(['left', 'right']).nullable().default(null),
})

const Window = z.strictObject({ from: LocalDateTime, to: LocalDateTime })

const CheckInList = z.strictObject({
  code: Code,
  name: Name,
  kind: z.enum(['door', 'session']),
  /** Category codes; empty: everybody. */
  categories: z.array(Code).default([]),
  /** When entry is possible: `from` counts, `to` no longer. */
  windows: z.array(Window).min(1),
  multipleEntries: z.boolean().default(false),
  entryAfterExit: z.boolean().default(true),
  /** How many may be inside at once; null: no limit. */
  capacity: z.int().positive().nullable().default(null),
  /** Time of day at which everybody counts as gone; null: never. */
  resetAt: ResetTime.nullable().default(null),
  /** Lists that one leaves by entering this one. */
  leaves: z.array(Code).default([]),
  /** Where to go when it is full. */
  whenFull: Sign.nullable().default(null),
  /** Where those go whose category this list does not admit. */
  otherCategories: Sign.nullable().default(null),
  /** Gates that serve it; empty: all. */
  gates: z.array(Code).default([]),
})

const Session = z.strictObject({
  code: Code,
  list: Code,
  title: Name,
  speakers: z.array(z.string().trim().min(1).max(120)).default([]),
  room: Name,
  from: LocalDateTime,
  to: LocalDateTime,
})

const Agency = z.strictObject({
  code: Code,
  name: Name,
  shortName: z.string().trim().min(1).max(30),
  subtitle: Text,
})

const Service = z.strictObject({
  code: Code,
  agency: Code,
  name: Name,
  /** One or two letters before the number, unique in the fair; I, O and Q are left out. */
  prefix: z.string().regex(/^[A-HJ-NPR-Z]{1,2}$/, 'a prefix is one or two letters without I, O, Q'),
  /** What to bring. */
  bring: Text.nullable().default(null),
  /** Opening hours of each day. */
  hours: z.array(z.strictObject({ from: TimeOfDay, to: TimeOfDay })).min(1),
  /** Numbers a day; null: no limit. */
  quota: z.int().positive().nullable().default(null),
  /** Waiting time promised, minutes. */
  targetMinutes: z.int().positive().default(30),
  /** Credit of the priority class, minutes; null: this service has none. */
  priorityMinutes: z.int().min(0).max(240).nullable().default(20),
})

const Counter = z.strictObject({
  code: Code,
  name: Name,
  services: z.array(Code).min(1),
  zone: z.string().trim().min(1).max(40),
})

export const StaffRole = z.enum(['operator', 'supervisor', 'organizer'])
/** Names of staff are personal: they leave the set-up before it enters the log and go to the people store. */
const Staff = z.strictObject({ code: Code, name: z.string().trim().min(1).max(120), role: StaffRole })
const StaffInLog = Staff.omit({ name: true })

const shape = {
  schema: z.literal(1),
  /** A fair to try Pendopo with; only such a one may keep its keys in a plain file. Cannot be changed later. */
  demo: z.boolean().default(false),
  code: Code,
  name: Name,
  venue: Name,
  city: z.string().trim().min(1).max(80),
  timeZone: z.string().refine(isTimeZone, 'not a time zone of the IANA list, as Asia/Jakarta'),
  days: z.array(LocalDate).min(1),
  brand: z
    .strictObject({ color: z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is #0e5a5a') })
    .default({ color: '#0e5a5a' }),
  categories: z.array(Category).min(1),
  gates: z.array(Gate).min(1),
  lists: z.array(CheckInList).min(1),
  sessions: z.array(Session).default([]),
  agencies: z.array(Agency).default([]),
  services: z.array(Service).default([]),
  counters: z.array(Counter).default([]),
}

/** The set-up as it stands in a file. */
export const FairFile = z.strictObject({ ...shape, staff: z.array(Staff).default([]) }).superRefine(checkReferences)
/** The set-up as it stands in the log: the same without what is personal. */
export const FairSetup = z.strictObject({ ...shape, staff: z.array(StaffInLog).default([]) })

export type FairFile = z.output<typeof FairFile>
export type FairSetup = z.output<typeof FairSetup>
export type CheckInList = z.output<typeof CheckInList>
export type Category = z.output<typeof Category>
export type Gate = z.output<typeof Gate>
export type Sign = z.output<typeof Sign>
export type Text = z.output<typeof Text>
export type StaffRole = z.output<typeof StaffRole>

/** Splits a file's set-up into what goes into the log and the names of staff, which are personal. */
export function withoutNames(file: FairFile): { setup: FairSetup; staffNames: ReadonlyMap<string, string> } {
  return {
    setup: { ...file, staff: file.staff.map(({ code, role }) => ({ code, role })) },
    staffNames: new Map(file.staff.map(({ code, name }) => [code, name])),
  }
}

function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false // Intl says "unknown zone" by throwing; the refinement has the words for people
  }
}

type Issue = { code: 'custom'; path: (string | number)[]; message: string; input: unknown }

type Shape = z.output<z.ZodObject<typeof shape>> & { staff: readonly { code: string }[] }

/** What one field alone cannot show: names used twice, codes that lead nowhere, times in the wrong order. */
function checkReferences(file: Shape, ctx: { addIssue: (issue: Issue) => void }): void {
  const issue = (path: (string | number)[], message: string, input: unknown) =>
    ctx.addIssue({ code: 'custom', path, message, input })
  const unique = (group: string, key: string, values: readonly (string | number)[]) => {
    const seen = new Set<string | number>()
    values.forEach((value, i) => {
      const folded = typeof value === 'string' ? value.normalize('NFC').toLowerCase() : value
      if (seen.has(folded)) issue(key === '' ? [group, i] : [group, i, key], `"${value}" is used twice`, value)
      seen.add(folded)
    })
  }
  const known = (
    group: string,
    key: string,
    values: readonly string[],
    rows: readonly { code: string }[],
    i: number,
  ) => {
    const codes = new Set(rows.map((row) => row.code))
    for (const value of values) if (!codes.has(value)) issue([group, i, key], `"${value}" is not defined`, value)
  }
  const ordered = (path: (string | number)[], what: string, { from, to }: { from: string; to: string }) => {
    if (to <= from) issue(path, `${what} ends at or before its beginning (${from} to ${to})`, to)
  }

  for (const group of [
    'categories',
    'gates',
    'lists',
    'sessions',
    'agencies',
    'services',
    'counters',
    'staff',
  ] as const) {
    unique(
      group,
      'code',
      file[group].map((row) => row.code),
    )
  }
  // Commands and rosters may call these by name.
  for (const group of ['categories', 'gates', 'lists'] as const) {
    unique(
      group,
      'name',
      file[group].map((row) => row.name.id),
    )
  }
  unique(
    'categories',
    'number',
    file.categories.map((row) => row.number),
  )
  unique(
    'services',
    'prefix',
    file.services.map((row) => row.prefix),
  )
  unique('days', '', file.days)
  if (file.days.some((day, i) => day < (file.days[i - 1] ?? ''))) issue(['days'], 'days must be in order', file.days)
  file.lists.forEach((list, i) => {
    known('lists', 'categories', list.categories, file.categories, i)
    known('lists', 'gates', list.gates, file.gates, i)
    known('lists', 'leaves', list.leaves, file.lists, i)
    if (list.leaves.includes(list.code)) issue(['lists', i, 'leaves'], 'a list cannot leave itself', list.code)
    list.windows.forEach((window, n) => ordered(['lists', i, 'windows', n], 'a window', window))
  })
  file.sessions.forEach((session, i) => {
    known(
      'sessions',
      'list',
      [session.list],
      file.lists.filter((list) => list.kind === 'session'),
      i,
    )
    ordered(['sessions', i], 'a session', session)
  })
  file.services.forEach((service, i) => {
    known('services', 'agency', [service.agency], file.agencies, i)
    service.hours.forEach((hours, n) => ordered(['services', i, 'hours', n], 'opening hours', hours))
  })
  file.counters.forEach((counter, i) => known('counters', 'services', counter.services, file.services, i))
}
