import type { Block, Draft, RowPart } from '../../../../core/setup/part-names'
import { MAX_SLIP_FOOTER } from '../../../../core/setup/parts'
import type { MessageId } from '../../../i18n/words'

/** Names of fields, `part.field` or `block.field`: each has words `setup.field.<name>` and a sentence `….say`. */
export type FieldName = MessageId extends infer M ? (M extends `setup.field.${infer N}.say` ? N : never) : never

/** One of a few, or several of them. */
export interface Option {
  readonly value: string
  readonly label: MessageId
}

/** How a field is filled in. A new field of the set-up is one line in the tables below. */
export type Kind =
  /** A text in both languages. `isEmptyNull`: empty in both means none. `max`: letters of each. */
  | { readonly kind: 'both'; readonly isLong?: true; readonly isEmptyNull?: true; readonly max?: number }
  | { readonly kind: 'text'; readonly max: number; readonly isShort?: true }
  /** Empty means none, where the field may be empty. */
  | { readonly kind: 'number' }
  | { readonly kind: 'time' }
  | { readonly kind: 'moment' }
  | { readonly kind: 'windows' }
  | { readonly kind: 'hours' }
  | { readonly kind: 'breaks' }
  | { readonly kind: 'days' }
  | { readonly kind: 'lines' }
  | { readonly kind: 'prefix' }
  | { readonly kind: 'zone' }
  | { readonly kind: 'time_zone' }
  | { readonly kind: 'icon' }
  | { readonly kind: 'color'; readonly isEmptyNull?: true }
  | { readonly kind: 'fixed' }
  | { readonly kind: 'yes' }
  | { readonly kind: 'sign'; readonly isEmptyNull?: true }
  /** One row, or several, of another part. `only`: rows that may be chosen. */
  | {
      readonly kind: 'code'
      readonly of: RowPart
      readonly only?: (row: Draft) => boolean
      readonly isEmptyNull?: true
    }
  | { readonly kind: 'codes'; readonly of: RowPart }
  | { readonly kind: 'one'; readonly options: readonly Option[]; readonly isEmptyNull?: MessageId }
  | { readonly kind: 'many'; readonly options: readonly Option[] }
  /** Something that is there or not: switched on it begins with `begins`, and its own fields follow. */
  | { readonly kind: 'switch'; readonly begins: unknown }
  | { readonly kind: 'walk_in_fields' }
  | { readonly kind: 'pretix_items' }

export interface Field {
  readonly name: FieldName
  /** Its place in the row or block, dotted. */
  readonly path: string
  readonly input: Kind
  /** Shown only while this holds. */
  readonly when?: (draft: Draft) => boolean
}

export interface Group {
  readonly title: MessageId
  readonly fields: readonly Field[]
  /** Opened when asked for: what few people change. */
  readonly isFolded?: true
}

const field = (name: FieldName, input: Kind, when?: Field['when']): Field => ({
  name,
  path: name.slice(name.indexOf('.') + 1),
  input,
  ...(when !== undefined && { when }),
})
const group = (title: MessageId, ...fields: readonly Field[]): Group => ({ title, fields })
const folded = (title: MessageId, ...fields: readonly Field[]): Group => ({ title, fields, isFolded: true })
const isOn = (path: string) => (draft: Draft) => (draft[path] ?? null) !== null
const option = (value: string, label: MessageId): Option => ({ value, label })

const DIRECTIONS_OF_PLACE = [
  option('original', 'setup.option.place.original'),
  option('first', 'setup.option.place.first'),
  option('end', 'setup.option.place.end'),
]

/** The form of each part's rows. */
export const ROW_FORMS: Readonly<Record<RowPart, readonly Group[]>> = {
  categories: [
    group(
      'setup.group.what',
      field('categories.name', { kind: 'both' }),
      field('categories.color', { kind: 'color', isEmptyNull: true }),
      field('categories.number', { kind: 'fixed' }),
    ),
  ],
  gates: [
    group('setup.group.what', field('gates.name', { kind: 'both' })),
    group('setup.group.signs', field('gates.help', { kind: 'sign' }), field('gates.welcome', { kind: 'sign' })),
    group(
      'setup.group.kiosk',
      field('gates.handScanner', {
        kind: 'one',
        options: [option('left', 'setup.option.left'), option('right', 'setup.option.right')],
        isEmptyNull: 'setup.option.noScanner',
      }),
      field('gates.perMinute', { kind: 'number' }),
    ),
  ],
  lists: [
    group(
      'setup.group.what',
      field('lists.name', { kind: 'both' }),
      field('lists.kind', {
        kind: 'one',
        options: [option('door', 'setup.option.door'), option('session', 'setup.option.session')],
      }),
      field('lists.windows', { kind: 'windows' }),
    ),
    group(
      'setup.group.who',
      field('lists.categories', { kind: 'codes', of: 'categories' }),
      field('lists.gates', { kind: 'codes', of: 'gates' }),
      field('lists.entryAfterExit', { kind: 'yes' }, ({ multipleEntries }) => multipleEntries !== true),
      field('lists.multipleEntries', { kind: 'yes' }),
    ),
    group(
      'setup.group.room',
      field('lists.capacity', { kind: 'number' }),
      field('lists.countOnly', { kind: 'yes' }, isOn('capacity')),
      field('lists.whenFull', { kind: 'sign', isEmptyNull: true }, isOn('capacity')),
      field('lists.otherCategories', { kind: 'sign', isEmptyNull: true }),
      field('lists.resetAt', { kind: 'time' }),
      field('lists.leaves', { kind: 'codes', of: 'lists' }),
    ),
  ],
  sessions: [
    group(
      'setup.group.what',
      field('sessions.title', { kind: 'both' }),
      field('sessions.list', { kind: 'code', of: 'lists', only: ({ kind }) => kind === 'session' }),
      field('sessions.from', { kind: 'moment' }),
      field('sessions.to', { kind: 'moment' }),
      field('sessions.room', { kind: 'both' }),
      field('sessions.speakers', { kind: 'lines' }),
      field('sessions.onlineMinutes', { kind: 'number' }),
    ),
  ],
  agencies: [
    group(
      'setup.group.what',
      field('agencies.name', { kind: 'both' }),
      field('agencies.shortName', { kind: 'text', max: 30 }),
      field('agencies.subtitle', { kind: 'both' }),
      field('agencies.icon', { kind: 'icon' }),
      field('agencies.group', { kind: 'both', isEmptyNull: true }),
    ),
  ],
  services: [
    group(
      'setup.group.what',
      field('services.name', { kind: 'both' }),
      field('services.agency', { kind: 'code', of: 'agencies' }),
      field('services.prefix', { kind: 'prefix' }),
      field('services.bring', { kind: 'both', isEmptyNull: true }),
    ),
    group(
      'setup.group.hours',
      field('services.hours', { kind: 'hours' }),
      field('services.lastNumber', { kind: 'time' }),
      field('services.breaks', { kind: 'breaks' }),
      field('services.quota', { kind: 'number' }),
      field('services.appointments', { kind: 'switch', begins: { everyMinutes: 30, places: 4 } }),
      field('services.appointments.everyMinutes', { kind: 'number' }, isOn('appointments')),
      field('services.appointments.places', { kind: 'number' }, isOn('appointments')),
    ),
    group(
      'setup.group.waiting',
      field('services.targetMinutes', { kind: 'number' }),
      field('services.serviceMinutes', { kind: 'number' }),
      field('services.priorityMinutes', { kind: 'number' }),
      field(
        'services.priorityBy',
        {
          kind: 'one',
          options: [option('visitor', 'setup.option.byVisitor'), option('staff', 'setup.option.byStaff')],
        },
        isOn('priorityMinutes'),
      ),
    ),
    folded(
      'setup.group.rules',
      field('services.rules.noShowCalls', { kind: 'number' }),
      field('services.rules.noShowSeconds', { kind: 'number' }),
      field('services.rules.reEntryMinutes', { kind: 'number' }),
      field('services.rules.reEntryTimes', { kind: 'number' }),
      field('services.rules.reEntryPlace', {
        kind: 'one',
        options: [
          option('after_three', 'setup.option.place.afterThree'),
          option('own', 'setup.option.place.own'),
          option('end', 'setup.option.place.end'),
        ],
      }),
      field('services.rules.transferPlace', { kind: 'one', options: DIRECTIONS_OF_PLACE }),
      field('services.rules.priorityInARow', { kind: 'number' }),
      field('services.rules.unconfirmedSeconds', { kind: 'number' }),
    ),
  ],
  counters: [
    group(
      'setup.group.what',
      field('counters.name', { kind: 'both' }),
      field('counters.services', { kind: 'codes', of: 'services' }),
      field('counters.zone', { kind: 'zone' }),
      field('counters.parkLimit', { kind: 'number' }),
    ),
  ],
  reasons: [
    group(
      'setup.group.what',
      field('reasons.name', { kind: 'both' }),
      field('reasons.uses', {
        kind: 'many',
        options: [
          option('pause', 'setup.option.use.pause'),
          option('park', 'setup.option.use.park'),
          option('no_show', 'setup.option.use.noShow'),
          option('uncall', 'setup.option.use.uncall'),
          option('cancel', 'setup.option.use.cancel'),
          option('admit', 'setup.option.use.admit'),
          option('undo_scan', 'setup.option.use.undoScan'),
          option('revoke', 'setup.option.use.revoke'),
        ],
      }),
    ),
  ],
  staff: [
    group(
      'setup.group.what',
      field('staff.name', { kind: 'text', max: 120 }),
      field('staff.role', {
        kind: 'one',
        options: [
          option('operator', 'setup.option.role.operator'),
          option('supervisor', 'setup.option.role.supervisor'),
          option('organizer', 'setup.option.role.organizer'),
        ],
      }),
    ),
  ],
  purposes: [
    group(
      'setup.group.what',
      field('purposes.name', { kind: 'both' }),
      field('purposes.text', { kind: 'both', isLong: true }),
      field('purposes.required', { kind: 'yes' }),
      field('purposes.version', { kind: 'fixed' }),
    ),
  ],
  badges: [
    group(
      'setup.group.what',
      field('badges.name', { kind: 'both' }),
      field('badges.categories', { kind: 'codes', of: 'categories' }),
      field('badges.widthMm', { kind: 'number' }),
      field('badges.heightMm', { kind: 'number' }),
      field('badges.showInstitution', { kind: 'yes' }),
      field('badges.showCode', { kind: 'yes' }),
    ),
  ],
}

/** The form of each block. */
export const BLOCK_FORMS: Readonly<Record<Block, readonly Group[]>> = {
  fair: [
    group(
      'setup.group.what',
      field('fair.name', { kind: 'both' }),
      field('fair.venue', { kind: 'both' }),
      field('fair.city', { kind: 'text', max: 80 }),
      field('fair.timeZone', { kind: 'time_zone' }),
    ),
  ],
  days: [group('setup.group.what', field('days.days', { kind: 'days' }))],
  look: [group('setup.group.what', field('look.brand.color', { kind: 'color' }))],
  slip: [
    group(
      'setup.group.slipFoot',
      field('slip.slip.footer', { kind: 'both', isLong: true, isEmptyNull: true, max: MAX_SLIP_FOOTER }),
    ),
    group(
      'setup.group.slipLines',
      field('slip.slip.showFair', { kind: 'yes' }),
      field('slip.slip.showAgency', { kind: 'yes' }),
      field('slip.slip.showAhead', { kind: 'yes' }),
      field('slip.slip.showEstimate', { kind: 'yes' }),
      field('slip.slip.showBring', { kind: 'yes' }),
      field('slip.slip.showTime', { kind: 'yes' }),
    ),
  ],
  calls: [
    group(
      'setup.group.voice',
      field('calls.voice.english', { kind: 'yes' }),
      field('calls.voice.leadingZeros', { kind: 'yes' }),
      field('calls.voice.agency', { kind: 'yes' }),
    ),
    group('setup.group.displays', field('calls.ticker', { kind: 'both', isEmptyNull: true })),
  ],
  walkIn: [
    group(
      'setup.group.what',
      field('walkIn.walkIn', { kind: 'switch', begins: { categories: [], fields: [], validFor: 'fair' } }),
      field('walkIn.walkIn.categories', { kind: 'codes', of: 'categories' }, isOn('walkIn')),
      field('walkIn.walkIn.fields', { kind: 'walk_in_fields' }, isOn('walkIn')),
      field(
        'walkIn.walkIn.validFor',
        {
          kind: 'one',
          options: [option('day', 'setup.option.day'), option('fair', 'setup.option.fair')],
        },
        isOn('walkIn'),
      ),
    ),
  ],
  pretix: [
    group(
      'setup.group.what',
      field('pretix.pretix.items', { kind: 'pretix_items' }),
      field('pretix.pretix.otherwise', { kind: 'code', of: 'categories', isEmptyNull: true }),
    ),
  ],
}

/** The fields that a table of rows shows, the first of them is what a row is called. */
export const COLUMNS: Readonly<Record<RowPart, readonly FieldName[]>> = {
  categories: ['categories.name', 'categories.number', 'categories.color'],
  gates: ['gates.name', 'gates.handScanner', 'gates.perMinute'],
  lists: ['lists.name', 'lists.kind', 'lists.windows', 'lists.capacity'],
  sessions: ['sessions.title', 'sessions.list', 'sessions.from', 'sessions.room'],
  agencies: ['agencies.name', 'agencies.shortName', 'agencies.group'],
  services: ['services.prefix', 'services.name', 'services.agency', 'services.hours', 'services.quota'],
  counters: ['counters.name', 'counters.services', 'counters.zone'],
  reasons: ['reasons.name', 'reasons.uses'],
  staff: ['staff.name', 'staff.role'],
  purposes: ['purposes.name', 'purposes.required'],
  badges: ['badges.name', 'badges.categories', 'badges.widthMm', 'badges.heightMm'],
}

const ALL: readonly Field[] = [...Object.values(ROW_FORMS), ...Object.values(BLOCK_FORMS)].flatMap((groups) =>
  groups.flatMap(({ fields }) => fields),
)

/** The field of a part (or block) that a dotted place lies in; the nearest one. Null: no form shows it. */
export function fieldAt(part: RowPart | Block, path: string): Field | null {
  const found = ALL.filter(
    (one) => one.name.startsWith(`${part}.`) && (path === one.path || path.startsWith(`${one.path}.`)),
  )
  return found.toSorted((a, b) => b.path.length - a.path.length)[0] ?? null
}

/** The value at a dotted place of a row or block. */
export function valueAt(draft: unknown, path: string): unknown {
  return path === ''
    ? draft
    : path
        .split('.')
        .reduce<unknown>(
          (value, step) => (typeof value === 'object' && value !== null ? (value as Draft)[step] : undefined),
          draft,
        )
}

/** A row or block with another value at that place; what is on the way there is copied, made where it is missing. */
export function withValue<T>(draft: T, path: string, value: unknown): T {
  if (path === '') return value as T
  const [step = '', ...rest] = path.split('.')
  if (Array.isArray(draft)) return draft.with(Number(step), withValue(draft[Number(step)], rest.join('.'), value)) as T
  const old = (draft ?? {}) as Draft
  return { ...old, [step]: withValue(old[step], rest.join('.'), value) } as T
}
