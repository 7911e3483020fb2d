import type { WindowPlace } from '../../core/contract/app'
import { chmodSync, existsSync, mkdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { err, ok, type Result } from '../../core/result/result'
import { openDatabase, type Database } from '../../db/connection'
import { EventLog, type LogPorts } from '../../db/log/event-log'
import { importRuns, type ImportRuns } from '../../db/log/import-runs'
import { needsRebuild, rebuild } from '../../db/log/rebuild'
import { verifyLog } from '../../db/log/verify'
import { migrate } from '../../db/migrate'
import { forgetEarlyStatistics, renewStatistics } from '../../db/statistics'
import { logMigrations } from '../../db/migrations/log'
import { peopleMigrations } from '../../db/migrations/people'
import { settingsMigrations } from '../../db/migrations/settings'
import { makeFairKeys, type FairKeys } from '../../db/people/keys'
import { PeopleStaging } from '../../db/people/staging'
import { PeopleStore } from '../../db/people/store'
import { allProjectors } from '../../db/projections'
import { checkinQueries, type CheckinQueries } from '../../db/queries/checkin'
import { codeQueries, type CodeQueries } from '../../db/queries/codes'
import { queueQueries, type QueueQueries } from '../../db/queries/queue'
import { claims, type Claims } from '../../db/log/claims'
import { deskQueries, type DeskQueries } from '../../db/queries/desk'
import { exportQueries } from '../../db/queries/exports'
import { figureQueries, type FigureQueries } from '../../db/queries/figures'
import { onlineQueries, type OnlineQueries } from '../../db/queries/online'
import { erasureQueries, type ErasureQueries } from '../../db/queries/erasures'
import { personQueries, type PersonQueries } from '../../db/queries/persons'
import { pictureQueries, type PictureQueries } from '../../db/queries/pictures'
import { gateQueries } from '../../db/queries/gate'
import { rosterQueries } from '../../db/queries/roster'
import { setupQueries, type SetupQueries } from '../../db/queries/setup'
import { visitorQueries, type VisitorQueries } from '../../db/queries/visitors'
import { badgeJobs, type BadgeJobs } from '../../db/settings/badge-jobs'
import { SettingsStore, type SettingValue } from '../../db/settings/store'
import type { KeyError } from '../keys/adapter'
import { together } from '../../db/turn'
import { adapterOf, chooseAdapter } from '../keys/choose-adapter'
import {
  createFolderKeys,
  makeStationKey,
  openFolderKeys,
  putEnrolment,
  putFairKeys,
  type FolderKeys,
} from '../keys/folder-keys'
import type { SafeStorage } from '../keys/keychain'
import { abandonedRuns, endAbandoned } from '../rosters/carry-out'

/** One data folder = one fair: log.sqlite, people.sqlite, settings.sqlite. Opened, with its keys. */
export interface FairFolder {
  readonly dir: string
  readonly ports: LogPorts
  readonly log: EventLog
  readonly checkin: CheckinQueries
  /** The past of the set-up. */
  readonly setups: SetupQueries
  readonly queue: QueueQueries
  /** Keys of signed codes, and what became of single codes. */
  readonly codes: CodeQueries
  /** Locks of local commands of the queue. */
  readonly claims: Claims
  /** What the desk asks of visitors one by one. */
  readonly desk: DeskQueries
  readonly exports: ReturnType<typeof exportQueries>
  /** Every figure that is shown anywhere. */
  readonly figures: FigureQueries
  /** Who is whom after merging. */
  readonly persons: PersonQueries
  /** Who was forgotten, and where that is done. */
  readonly erasures: ErasureQueries
  readonly online: OnlineQueries
  /** Pictures of the fair. */
  readonly pictures: PictureQueries
  readonly gates: ReturnType<typeof gateQueries>
  readonly roster: ReturnType<typeof rosterQueries>
  /** Consents and badges. */
  readonly visitors: VisitorQueries
  /** Imports under way, and their personal rows. */
  readonly imports: ImportRuns
  readonly staging: PeopleStaging
  readonly people: PeopleStore
  readonly settings: SettingsStore
  /** Labels on their way through this station's printer. */
  readonly badgeJobs: BadgeJobs
  readonly keys: FairKeys
  /** The station's own Ed25519 key, raw: it signs the slips and codes that this station makes. */
  readonly stationKey: Buffer
  /** The hub's token; null: not enrolled. */
  readonly token: string | null
  /** Runs many reads of log and people as of one moment: SQLite looks once, not each time, whether others wrote. */
  together<T>(read: () => T): T
  close(): void
}

/** What opens the keys: `safeStorage` in Electron only, a passphrase when one was typed. */
export interface KeyMeans {
  readonly passphrase?: string | undefined
  readonly safeStorage?: SafeStorage | undefined
}

export type FolderError = KeyError | 'no_fair'

const FILES = { log: 'log.sqlite', people: 'people.sqlite', settings: 'settings.sqlite' } as const

/** Does this folder hold a fair? Asked before anything is opened, so that asking makes no files. */
export const holdsFair = (dir: string): boolean => existsSync(join(dir, FILES.log))

/** Does this folder hold a fair whose making came to its end? */
export function holdsFinishedFair(dir: string): boolean {
  return holdsFair(dir) && withLog(dir, (db) => checkinQueries(db).fair() !== null)
}

/** How a folder's keys are kept, without opening them; null: it has none yet. */
export function keyAdapterOf(dir: string): 'keychain' | 'passphrase' | 'file' | null {
  return readSettings(dir, (settings) => settings.get('keyAdapter')) ?? null
}

/** The places of a folder's windows, without opening its keys: windows open before a passphrase is typed. */
export function windowPlacesOf(dir: string): readonly WindowPlace[] {
  return readSettings(dir, (settings) => settings.get('windows')) ?? []
}

function readSettings<T>(dir: string, read: (settings: SettingsStore) => T): T | undefined {
  const file = join(dir, FILES.settings)
  if (!existsSync(file)) return undefined
  const db = openDatabase(file)
  try {
    migrate(db, settingsMigrations)
    return read(new SettingsStore(db))
  } finally {
    db.close()
  }
}

/**
 * Opens a folder that holds a fair.
 * @throws SqliteError, DatabaseFromTheFuture, NodeJS.ErrnoException (failures.ts puts them into words)
 */
export async function openFairFolder(
  dir: string,
  ports: LogPorts,
  means: KeyMeans,
): Promise<Result<FairFolder, FolderError>> {
  if (!holdsFair(dir)) return err('no_fair', { folder: dir })
  return openFiles(dir, async (files) => {
    const fair = checkinQueries(files.log).fair()
    // The log is made last: without a set-up in it the folder was never finished.
    if (fair === null) return err('no_fair', { folder: dir })
    const kind = files.settings.get('keyAdapter')
    if (kind === undefined) return err('no_keys', { folder: dir })
    const adapter = adapterOf(kind, { ...means, demo: fair.setup.demo })
    if (!adapter.ok) return adapter
    const keys = await openFolderKeys({ folder: dir, settings: files.settings }, adapter.value)
    return keys.ok ? ok(toFolder(dir, ports, files, keys.value)) : keys
  })
}

/**
 * Opens a folder whose keys were handed over by the process that has it open: for its own jobs.
 * @throws SqliteError, DatabaseFromTheFuture
 */
export async function openFairFolderWithKeys(dir: string, ports: LogPorts, keys: FolderKeys): Promise<FairFolder> {
  const opened = await openFiles(dir, async (files) => ok(toFolder(dir, ports, files, keys)))
  if (!opened.ok) throw new Error(opened.code)
  return opened.value
}

/**
 * Makes the folder of a new fair, or opens one whose making was cut off; the caller appends the set-up. Its keys are
 * kept as its set-up allows: a typed passphrase, a plain file for a demo fair only, else the system's keychain. `enrolled`:
 * what an enrolment settled already; left out, it is made here.
 */
export async function makeFairFolder(
  dir: string,
  ports: LogPorts,
  means: KeyMeans & { demo: boolean; enrolled?: NewStation },
): Promise<Result<FairFolder, FolderError>> {
  mkdirSync(dir, { recursive: true, mode: 0o700 })
  if ((statSync(dir).mode & 0o077) !== 0) chmodSync(dir, 0o700)
  return openFiles(dir, async (files) => {
    const place = { folder: dir, settings: files.settings }
    const kind = files.settings.get('keyAdapter')
    const adapter = kind === undefined ? chooseAdapter(means) : adapterOf(kind, means)
    if (!adapter.ok) return adapter
    const opened =
      kind === undefined
        ? await createFolderKeys(place, adapter.value, {
            fair: means.enrolled?.keys ?? makeFairKeys(),
            station: means.enrolled?.stationKey ?? makeStationKey(),
          })
        : await openFolderKeys(place, adapter.value)
    if (!opened.ok) return opened
    // An empty log's read models are up to date from the beginning.
    const projectors = allProjectors(files.log)
    if (needsRebuild(files.log, projectors)) rebuild(files.log, projectors)
    const { enrolled } = means
    return ok(toFolder(dir, enrolled === undefined ? ports : startingAs(enrolled.station, ports), files, opened.value))
  })
}

/** Ports whose first random UUID, which a new log takes for its station, is this one. */
function startingAs(station: string, ports: LogPorts): LogPorts {
  let isFirst = true
  return {
    ...ports,
    newUuid: () => {
      const id = isFirst ? station : ports.newUuid()
      isFirst = false
      return id
    },
  }
}

/** A station that enrolled before it had a folder: who it is, its own key, and the keys it was given. */
export interface NewStation {
  readonly station: string
  readonly stationKey: Buffer
  readonly keys: FairKeys
}

/** Keeps what an enrolment brought, in the settings of a folder that has keys already. */
export async function keepSeat(
  dir: string,
  means: KeyMeans,
  brought: {
    readonly url: string
    readonly seat: SettingValue<'seat'>
    readonly token: string
    readonly keys: FairKeys | null
  },
): Promise<Result<null, KeyError>> {
  const db = openDatabase(join(dir, FILES.settings))
  try {
    migrate(db, settingsMigrations)
    const settings = new SettingsStore(db)
    const kind = settings.get('keyAdapter')
    if (kind === undefined) return err('no_keys', { folder: dir })
    const adapter = adapterOf(kind, { ...means, demo: brought.seat.demo })
    if (!adapter.ok) return adapter
    const { token, keys } = brought
    return await putEnrolment({ folder: dir, settings }, adapter.value, { token, fair: keys }, () => {
      settings.set('hub', brought.url)
      settings.set('seat', brought.seat)
      settings.clear('revokedAt')
    })
  } finally {
    db.close()
  }
}

/** Gives an open folder all keys of its fair, as a recovery sheet has them; it reads with them once it is opened anew. */
export async function keepFairKeys(
  { dir, settings, checkin }: FairFolder,
  means: KeyMeans,
  keys: FairKeys,
): Promise<Result<null, KeyError>> {
  const kind = settings.get('keyAdapter')
  if (kind === undefined) return err('no_keys', { folder: dir })
  const adapter = adapterOf(kind, { ...means, demo: checkin.fair()?.setup.demo ?? false })
  return adapter.ok ? putFairKeys({ folder: dir, settings }, adapter.value, keys) : adapter
}

interface Files {
  readonly log: Database
  readonly people: Database
  readonly settings: SettingsStore
  readonly badgeJobs: BadgeJobs
  readonly all: readonly Database[]
}

async function openFiles(
  dir: string,
  use: (files: Files) => Promise<Result<FairFolder, FolderError>>,
): Promise<Result<FairFolder, FolderError>> {
  const opened: Database[] = []
  const open = (name: keyof typeof FILES, migrations: Parameters<typeof migrate>[1]) => {
    const db = openDatabase(join(dir, FILES[name]))
    opened.push(db)
    migrate(db, migrations)
    try {
      forgetEarlyStatistics(db)
    } catch {
      // Statistics only: a full disk, or somebody who writes for long, must not keep a folder shut.
    }
    return db
  }
  let used: Result<FairFolder, FolderError> | null = null
  try {
    // Settings and people first: a log without its keys must never exist.
    const settings = open('settings', settingsMigrations)
    const people = open('people', peopleMigrations)
    const log = open('log', logMigrations)
    used = await use({
      log,
      people,
      settings: new SettingsStore(settings),
      badgeJobs: badgeJobs(settings),
      all: opened,
    })
    return used
  } finally {
    if (used?.ok !== true) for (const db of opened) db.close()
  }
}

function toFolder(dir: string, ports: LogPorts, files: Files, keys: FolderKeys): FairFolder {
  const checkin = checkinQueries(files.log)
  const queue = queueQueries(files.log)
  const persons = personQueries(files.log)
  const online = onlineQueries(files.log, persons)
  return {
    dir,
    ports,
    log: new EventLog(files.log, ports, allProjectors(files.log)),
    checkin,
    setups: setupQueries(files.log),
    queue,
    codes: codeQueries(files.log),
    claims: claims(files.log),
    desk: deskQueries(files.log),
    exports: exportQueries(files.log),
    figures: figureQueries(files.log, { checkin, queue }),
    persons,
    erasures: erasureQueries(files.log),
    online,
    pictures: pictureQueries(files.log),
    gates: gateQueries(files.log),
    roster: rosterQueries(files.log),
    visitors: visitorQueries(files.log),
    imports: importRuns(files.log),
    staging: new PeopleStaging(files.people, { keys: keys.fair, now: ports.wall }),
    people: new PeopleStore(files.people, { keys: keys.fair, now: ports.wall }),
    settings: files.settings,
    badgeJobs: files.badgeJobs,
    keys: keys.fair,
    stationKey: keys.station,
    token: keys.token,
    together: (read) => together(files.log, () => together(files.people, read)),
    close: () => {
      for (const db of files.all) {
        try {
          renewStatistics(db)
        } catch {
          // Statistics only. What was answered is on the disk: a full one must not make a failure of it now.
        }
        db.close()
      }
    },
  }
}

/** The people and the log of an open folder, for a process that reads along and never writes. */
export function openToRead(dir: string): { readonly people: Database; readonly log: Database } {
  return { people: openDatabase(join(dir, FILES.people), { readonly: true }), log: openLogToRead(dir) }
}

/** The people alone, to write to them beside who has the folder open. */
export const openPeople = (dir: string): Database => openDatabase(join(dir, FILES.people))

/** The log alone, to read along. */
export const openLogToRead = (dir: string): Database => openDatabase(join(dir, FILES.log), { readonly: true })

/** Did a process that is gone leave an import in this folder? */
export function folderHasAbandonedImport(dir: string, ports: LogPorts): boolean {
  return withLog(dir, (db) => abandonedRuns({ imports: importRuns(db), ports }).length > 0)
}

/**
 * Ends the imports that processes left which are gone: carried out when they were decided, else taken back. Needs no
 * keys. Long after a large one: run it where no window waits.
 */
export function endAbandonedImports(dir: string, ports: LogPorts): void {
  withLog(dir, (log) => {
    const people = openPeople(dir)
    try {
      migrate(people, peopleMigrations)
      endAbandoned({
        log: new EventLog(log, ports, allProjectors(log)),
        imports: importRuns(log),
        staging: new PeopleStaging(people, { keys: null, now: ports.wall }),
        roster: rosterQueries(log),
        ports,
      })
    } finally {
      people.close()
    }
  })
}

/** True when a fold of this version differs from the one that made the rows: they are made anew before anything is shown. */
export function folderNeedsRebuild(dir: string): boolean {
  return withLog(dir, (db) => needsRebuild(db, allProjectors(db)))
}

/** Makes the read models of a folder anew. Long: run it where no window waits. */
export function rebuildFolder(dir: string, onProgress?: (done: number, total: number) => void): number {
  return withLog(dir, (db) => rebuild(db, allProjectors(db), onProgress))
}

/** Checks the whole log of a folder. Long: run it where no window waits. */
export function verifyFolder(
  dir: string,
  onProgress?: (done: number, total: number) => void,
): ReturnType<typeof verifyLog> {
  return withLog(dir, (db) => verifyLog(db, onProgress))
}

function withLog<T>(dir: string, work: (db: Database) => T): T {
  const db = openDatabase(join(dir, FILES.log))
  try {
    migrate(db, logMigrations)
    return work(db)
  } finally {
    db.close()
  }
}
