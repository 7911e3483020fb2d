import { z } from 'zod'
import { WindowPlace } from '../../core/contract/app'
import { BADGE_OCCASIONS } from '../../core/badges/badge'
import { BadgePrinter } from '../../core/contract/badge'
import { HubHereChoice } from '../../core/contract/stations'
import { PrinterSetting } from '../../core/contract/dispenser'
import { ROSTER_COLUMNS } from '../../core/roster/columns'
import { STATION_ROLES } from '../../core/people/groups'
import { NO_TRIES } from '../../core/people/pin-rules'
import type { PinTries } from '../../core/people/pin-rules'
import type { Database, Statement } from '../connection'

/** Every setting of a folder by name, with its form. Adding one = adding a line. */
export const settingSchemas = {
  /** What each window of this installation is, and where it stands. */
  windows: z.array(WindowPlace),
  locale: z.enum(['id', 'en']),
  /** The camera last chosen, by the browser's device id. */
  camera: z.string(),
  /** Where slips come out. */
  printer: PrinterSetting,
  /** Where labels come out, and whose first one comes out by itself. */
  badgePrinter: BadgePrinter,
  badgeWhen: z.enum(BADGE_OCCASIONS),
  /** The hub's address. */
  hub: z.string(),
  /** What the enrolment brought: whose hub it is, and what this station is there. Its token lies with the keys. */
  seat: z.object({
    /** PEM of the hub's CA, pinned. */
    ca: z.string(),
    fair: z.uuid(),
    number: z.int().min(1).max(255),
    roles: z.array(z.enum(STATION_ROLES)).min(1),
    /** Known before the set-up is there: it decides how the keys are kept. */
    demo: z.boolean(),
  }),
  /** The hub answered for the last time, to within a minute, UTC ms. */
  hubContactAt: z.number(),
  /** This computer is the hub: where it listens, and whether it starts with the app. */
  hubHere: HubHereChoice,
  /** The hub revoked this station then, UTC ms. */
  revokedAt: z.number(),
  /** What was said of the columns and category words of roster files, by their headers (main/rosters). */
  rosterReadings: z
    .array(
      z.object({
        headers: z.array(z.string()).max(5_000),
        columns: z.record(z.string(), z.enum([...ROSTER_COLUMNS, 'ignore'])),
        words: z.record(z.string(), z.string()),
      }),
    )
    .max(50),
  /** The fair was made here, and nobody has said yet that its recovery sheet is printed. */
  sheetDue: z.literal(true),
  /** How the data key is kept; written once, when the folder is made. */
  keyAdapter: z.enum(['keychain', 'passphrase', 'file']),
} as const

export type SettingName = keyof typeof settingSchemas
export type SettingValue<N extends SettingName> = z.infer<(typeof settingSchemas)[N]>
export type KeyAdapterKind = SettingValue<'keyAdapter'>

/** What belongs to this station alone and never travels: settings, wrapped keys, wrong PIN tries (settings.sqlite). */
export class SettingsStore {
  readonly #db: Database
  readonly #sql: Statements

  constructor(db: Database) {
    this.#db = db
    this.#sql = prepare(db)
  }

  /** A setting; undefined when it was never set, or when another version wrote a form that we do not know. */
  get<N extends SettingName>(name: N): SettingValue<N> | undefined {
    const text = this.#sql.get.get(name)
    if (text === undefined) return undefined
    const value = settingSchemas[name].safeParse(JSON.parse(text))
    return value.success ? (value.data as SettingValue<N>) : undefined
  }

  /** Sets a setting. @throws ZodError for a value that has not its form */
  set<N extends SettingName>(name: N, value: SettingValue<N>): void {
    this.#sql.set.run(name, JSON.stringify(settingSchemas[name].parse(value)))
  }

  /** Takes a setting away, so that its default holds again. */
  clear(name: SettingName): void {
    this.#sql.clear.run(name)
  }

  /** A wrapped key, or what the key adapter keeps. */
  wrappedKey(purpose: string): Buffer | undefined {
    return this.#sql.getKey.get(purpose)
  }

  setWrappedKey(purpose: string, bytes: Buffer): void {
    this.#sql.setKey.run(purpose, bytes)
  }

  /** The wrong PIN tries of a member of staff since the last right one. */
  pinTries(staff: string): PinTries {
    const row = this.#sql.getTries.get(staff)
    return row === undefined ? NO_TRIES : { count: row.count, lockedUntil: row.locked_until }
  }

  /** Keeps the tries on disk, so that a restart gives nobody new ones. No tries: forgotten. */
  setPinTries(staff: string, tries: PinTries): void {
    if (tries.count === 0) this.#sql.clearTries.run(staff)
    else this.#sql.setTries.run(staff, tries.count, tries.lockedUntil)
  }

  /** Everything in `work` is written, or nothing. */
  transact<T>(work: () => T): T {
    return this.#db.transaction(work).immediate()
  }
}

interface Statements {
  readonly get: Statement<[string], string>
  readonly set: Statement<[string, string]>
  readonly clear: Statement<[string]>
  readonly getKey: Statement<[string], Buffer>
  readonly setKey: Statement<[string, Buffer]>
  readonly getTries: Statement<[string], { count: number; locked_until: number | null }>
  readonly setTries: Statement<[string, number, number | null]>
  readonly clearTries: Statement<[string]>
}

function prepare(db: Database): Statements {
  return {
    get: db.prepare<[string], string>('SELECT value FROM setting WHERE name = ?').pluck(),
    set: db.prepare<[string, string]>(
      'INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
    ),
    clear: db.prepare<[string]>('DELETE FROM setting WHERE name = ?'),
    getKey: db.prepare<[string], Buffer>('SELECT bytes FROM wrapped_key WHERE purpose = ?').pluck(),
    setKey: db.prepare<[string, Buffer]>(
      'INSERT INTO wrapped_key (purpose, bytes) VALUES (?, ?) ON CONFLICT DO UPDATE SET bytes = excluded.bytes',
    ),
    getTries: db.prepare<[string], { count: number; locked_until: number | null }>(
      'SELECT count, locked_until FROM pin_tries WHERE staff = ?',
    ),
    setTries: db.prepare<[string, number, number | null]>(
      `INSERT INTO pin_tries (staff, count, locked_until) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET count = excluded.count, locked_until = excluded.locked_until`,
    ),
    clearTries: db.prepare<[string]>('DELETE FROM pin_tries WHERE staff = ?'),
  }
}
