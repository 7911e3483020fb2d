import { z } from 'zod'

/**
 * The parts of a fair's set-up, one schema each (docs/fair-file.md explains them). A `code` is a thing's identity for
 * ever and is what commands and exports name it by; names may change. Dates and times without zone are the fair's own
 * local time.
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
      params: { problem: 'bad_time' },
    },
  )
/** `08:00`; `24:00` is the end of the day. */
const TimeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'a time of day is 08:00')
/** Quarter hours only: the counts of who is inside are kept by quarter hour. */
const ResetTime = z.string().regex(/^([01]\d|2[0-3]):(00|15|30|45)$/, 'a reset time falls on a quarter hour, as 04:00')

const Color = z.string().regex(/^#[0-9a-f]{6}$/i, 'a colour is #0e5a5a')

/** A text in both languages of the product. */
export const Text = z.strictObject({ id: z.string().trim().min(1).max(400), en: z.string().trim().min(1).max(400) })
const Name = z.strictObject({ id: z.string().trim().min(1).max(120), en: z.string().trim().min(1).max(120) })

export const Direction = z.enum(['left', 'right', 'ahead', 'back'])
/** Where a person is sent: the place is the headline of a sign, the arrow its direction, the text one sentence. */
export const Sign = z.strictObject({ place: Name, direction: Direction, text: Text.nullable().default(null) })

export const Category = z.strictObject({
  code: Code,
  /** Fixed for the life of the fair: it stands in signed codes. */
  number: z.int().min(1).max(65535),
  name: Name,
  /** The strip of the badge; null: the fair's colour. The category's word stands in it as well. */
  color: Color.nullable().default(null),
})

export const Gate = z.strictObject({
  code: Code,
  name: Name,
  /** The help desk, seen from this gate. */
  help: Sign,
  /** What an admitted visitor does next. */
  welcome: Sign,
  /** On which side of the kiosk the hand scanner lies; null: there is none. */
  handScanner: z.enum(['left', 'right']).nullable().default(null),
  /** How many people it lets in a minute when all goes well: the live view's line of capacity; null: not known. */
  perMinute: z.number().positive().max(1_000).nullable().default(null),
})

const Window = z.strictObject({ from: LocalDateTime, to: LocalDateTime })

export const CheckInList = z.strictObject({
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
  /** The capacity is shown and never refuses anybody: how full a hall is, without a limit at its doors. */
  countOnly: z.boolean().optional(),
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
  /** Minutes that somebody has to be present online to count; left out: any presence does. */
  onlineMinutes: z.int().min(0).max(1_440).nullable().optional(),
})

/** Pictures an agency's tile may carry; drawn by the renderer. */
export const AGENCY_ICONS = [
  'building',
  'car',
  'bus',
  'id-card',
  'file',
  'heart',
  'shield',
  'droplets',
  'zap',
  'passport',
  'map',
  'bank',
  'briefcase',
  'stethoscope',
  'scale',
  'home',
  'graduation-cap',
  'store',
  'sprout',
  'wallet',
] as const

export const Agency = z.strictObject({
  code: Code,
  name: Name,
  shortName: z.string().trim().min(1).max(30),
  subtitle: Text,
  icon: z.enum(AGENCY_ICONS).default('building'),
  /** A heading to find it under when there are many; null: none. */
  group: Name.nullable().default(null),
})

const Weekday = z.enum(['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'])

/** A booth's planned break: no numbers are given, those waiting go on being called. */
const Break = z.strictObject({
  from: TimeOfDay,
  to: TimeOfDay,
  /** Empty: every day. */
  weekdays: z.array(Weekday).default([]),
  /** What the screen says, as `prayer`: a code of the fair's pause reasons. */
  reason: Code,
})

/** Rules of one service's queue (docs/queue.md); what held is written into the events, so a change moves no past row. */
export const QueueRules = z.strictObject({
  /** Calls before a person counts as not come, and the seconds since the last of them; earlier only with a reason. */
  noShowCalls: z.int().min(1).max(10).default(3),
  noShowSeconds: z.int().min(0).max(600).default(60),
  /** How long and how often one who did not come may come back the same day, and to which place. */
  reEntryMinutes: z.int().min(0).max(1440).default(60),
  reEntryTimes: z.int().min(0).max(10).default(2),
  reEntryPlace: z.enum(['after_three', 'own', 'end']).default('after_three'),
  /** Where a ticket that is passed on stands in its new queue. */
  transferPlace: z.enum(['original', 'first', 'end']).default('original'),
  /** At most so many priority calls in a row while others wait; null: no cap. */
  priorityInARow: z.int().min(1).max(20).nullable().default(null),
  /** Seconds after which a slip that no printer confirmed is looked at. */
  unconfirmedSeconds: z.int().min(30).max(600).default(90),
})

export const Service = z.strictObject({
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
  /** How long serving one person should take, minutes. */
  serviceMinutes: z.int().positive().max(480).default(10),
  /** Credit of the priority class, minutes; null: this service has none. */
  priorityMinutes: z.int().min(0).max(240).nullable().default(20),
  /** Who says that somebody has priority: the visitor at the dispenser, or staff only. */
  priorityBy: z.enum(['visitor', 'staff']).default('visitor'),
  /** After this time of day no numbers are given; null: until the opening hours end. */
  lastNumber: TimeOfDay.nullable().default(null),
  breaks: z.array(Break).default([]),
  /** Bookable slots: one begins every so many minutes of the opening hours, for so many people; null: none. */
  appointments: z
    .strictObject({
      everyMinutes: z.int().min(5).max(240),
      places: z.int().positive().max(100),
    })
    .nullable()
    .default(null),
  rules: QueueRules.prefault({}),
})

export const Counter = z.strictObject({
  code: Code,
  name: Name,
  services: z.array(Code).min(1),
  zone: z.string().trim().min(1).max(40),
  /** How many tickets may be parked here at once. */
  parkLimit: z.int().min(0).max(20).default(3),
})

/** One thing a visitor without registration is asked; what is personal in the answer never enters the log. */
export const WalkInField = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['name', 'institution', 'phone', 'email']), required: z.boolean().default(false) }),
  /** A question of the fair's own; the answer is kept sealed. */
  z.strictObject({
    kind: z.literal('question'),
    code: Code,
    text: Text,
    /** Answers to choose from; empty: typed freely. */
    choices: z
      .array(z.strictObject({ code: Code, name: Name }))
      .max(12)
      .default([]),
    required: z.boolean().default(false),
  }),
])

/** Registration at the gate, by the visitor alone, or at the desk. */
export const WalkIn = z.strictObject({
  /** Categories to choose from; with one alone nobody is asked. */
  categories: z.array(Code).min(1),
  /** Asked one after the other. None required: registering works without identity. */
  fields: z.array(WalkInField).max(12).default([]),
  /** How long the code is good that a walk-in gets: until the end of the day, or of the fair. */
  validFor: z.enum(['day', 'fair']).default('fair'),
})

/** Something personal data may be used for; asked one by one, never ticked beforehand. */
export const Purpose = z.strictObject({
  code: Code,
  name: Name,
  text: z.strictObject({ id: z.string().trim().min(1).max(2_000), en: z.string().trim().min(1).max(2_000) }),
  /** Counted up with each change of the text: an answer names the version it was given to. */
  version: z.int().positive().default(1),
  /** Without a yes to it nobody is registered. */
  required: z.boolean().default(false),
})

/** A label for the chest. */
export const Badge = z.strictObject({
  code: Code,
  name: Name,
  /** Categories that get it; empty: all those that no other badge names. */
  categories: z.array(Code).default([]),
  widthMm: z.int().min(30).max(220),
  heightMm: z.int().min(20).max(320),
  showInstitution: z.boolean().default(true),
  showCode: z.boolean().default(true),
})

/** Longest sentence at the foot of a slip, letters: five lines on narrow paper. */
export const MAX_SLIP_FOOTER = 160
const Footer = z.string().trim().min(1).max(MAX_SLIP_FOOTER)

/** What stands on a queue slip besides number, service, way, marks and code, which every slip has. */
export const SlipTemplate = z.strictObject({
  /** Name of the fair, at the head. */
  showFair: z.boolean().default(true),
  showAgency: z.boolean().default(true),
  showAhead: z.boolean().default(true),
  showEstimate: z.boolean().default(true),
  showBring: z.boolean().default(true),
  /** When the number was taken. */
  showTime: z.boolean().default(true),
  /** A sentence of the organizer at the foot; null: none. */
  footer: z.strictObject({ id: Footer, en: Footer }).nullable().default(null),
})

/** Which of the fair's categories a foreign shop's products stand for. */
const Pretix = z.strictObject({
  items: z.array(z.strictObject({ item: z.int().nonnegative(), category: Code })).default([]),
  /** Category of every other item; null: such a code is not known here. */
  otherwise: Code.nullable().default(null),
})

/** What a reason is for. Only its code enters the log; free text about a person never does. */
export const REASON_USES = ['pause', 'park', 'no_show', 'uncall', 'cancel', 'admit', 'undo_scan', 'revoke'] as const
const QueueReason = z.strictObject({ code: Code, name: Name, uses: z.array(z.enum(REASON_USES)).min(1) })

/** The reasons of a fair that names none itself. */
const REASONS: readonly z.input<typeof QueueReason>[] = [
  { code: 'prayer', name: { id: 'Salat', en: 'Prayer' }, uses: ['pause'] },
  { code: 'meal', name: { id: 'Istirahat makan', en: 'Meal break' }, uses: ['pause'] },
  { code: 'handover', name: { id: 'Ganti petugas', en: 'Change of staff' }, uses: ['pause'] },
  { code: 'system', name: { id: 'Gangguan sistem', en: 'System trouble' }, uses: ['pause', 'park', 'cancel'] },
  { code: 'copy', name: { id: 'Fotokopi berkas', en: 'Copying papers' }, uses: ['park'] },
  { code: 'form', name: { id: 'Mengisi formulir', en: 'Filling in a form' }, uses: ['park'] },
  { code: 'payment', name: { id: 'Membayar di bank', en: 'Paying at the bank' }, uses: ['park'] },
  { code: 'left', name: { id: 'Sudah pergi', en: 'Has left' }, uses: ['no_show', 'cancel'] },
  { code: 'gave-up', name: { id: 'Membatalkan sendiri', en: 'Cancelled by the visitor' }, uses: ['no_show', 'cancel'] },
  { code: 'lost-code', name: { id: 'Kode hilang atau rusak', en: 'Code lost or damaged' }, uses: ['admit', 'revoke'] },
  { code: 'on-paper', name: { id: 'Ada di daftar kertas', en: 'On the paper list' }, uses: ['admit'] },
  { code: 'guest', name: { id: 'Tamu panitia', en: 'Guest of the organizer' }, uses: ['admit'] },
  { code: 'mistake', name: { id: 'Salah pindai', en: 'Scanned by mistake' }, uses: ['undo_scan'] },
  { code: 'wrong-number', name: { id: 'Salah panggil', en: 'Called by mistake' }, uses: ['uncall', 'cancel'] },
  { code: 'other', name: { id: 'Lainnya', en: 'Other' }, uses: [...REASON_USES] },
]

export const StaffRole = z.enum(['operator', 'supervisor', 'organizer'])
/** Names of staff are personal: they leave the set-up before it enters the log and go to the people store. */
export const Staff = z.strictObject({ code: Code, name: z.string().trim().min(1).max(120), role: StaffRole })
export const StaffInLog = Staff.omit({ name: true })

/** All of a fair but its staff, whose names a file has and the log has not. */
export const shape = {
  schema: z.literal(1),
  /** A fair to try Pendopo with; only such a one may keep its keys in a plain file. Cannot be changed later. */
  demo: z.boolean().default(false),
  code: Code,
  name: Name,
  venue: Name,
  city: z.string().trim().min(1).max(80),
  timeZone: z.string().refine(isTimeZone, {
    message: 'not a time zone of the IANA list, as Asia/Jakarta',
    params: { problem: 'bad_zone' },
  }),
  days: z.array(LocalDate).min(1),
  /** `logo`: SHA-256 of a picture of the log; in a file on the disk the picture itself (main/commands/logo.ts). */
  brand: z
    .strictObject({
      color: Color,
      logo: z
        .string()
        .regex(/^[0-9a-f]{64}$/, 'not a PNG as a data URL')
        .optional(),
    })
    .default({ color: '#0e5a5a' }),
  categories: z.array(Category).min(1),
  gates: z.array(Gate).min(1),
  lists: z.array(CheckInList).min(1),
  sessions: z.array(Session).default([]),
  agencies: z.array(Agency).default([]),
  services: z.array(Service).default([]),
  counters: z.array(Counter).default([]),
  reasons: z.array(QueueReason).prefault([...REASONS]),
  /** Registration without a ticket; null: there is none. */
  walkIn: WalkIn.nullable().default(null),
  purposes: z.array(Purpose).default([]),
  badges: z.array(Badge).default([]),
  pretix: Pretix.prefault({}),
  /** How numbers are called out. */
  voice: z
    .strictObject({
      /** Say it in English too, after the Indonesian. */
      english: z.boolean().default(false),
      /** Read leading zeros one by one: 01 "nol satu". */
      leadingZeros: z.boolean().default(false),
      /** Say "to counter" with the agency's name, where a clip of it exists. */
      agency: z.boolean().default(false),
    })
    .prefault({}),
  /** The line of text at the foot of displays. */
  ticker: Text.nullable().default(null),
  slip: SlipTemplate.prefault({}),
}

/** Is this a time zone of the IANA list? */
export function isTimeZone(zone: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: zone }).resolvedOptions().timeZone.length > 0
  } catch {
    return false // Intl says "unknown zone" by throwing; the refinement has the words for people
  }
}
