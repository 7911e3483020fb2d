import type { Locale } from '../../core/contract/app'
import type { LogPorts } from '../../db/log/event-log'
import {
  endAbandonedImports,
  folderHasAbandonedImport,
  folderNeedsRebuild,
  holdsFair,
  keyAdapterOf,
  openFairFolder,
  rebuildFolder,
  type FairFolder,
  type KeyMeans,
} from '../folder/fair-folder'
import { say, type MessageKey } from '../i18n'
import type { PrintPage } from '../reports/make-report'
import type { Arguments } from './arguments'
import { refused, type Outcome } from './outcome'

/** The folder's keys lie in the keychain, or a page is to be printed, and this is plain Node: the launcher must start Electron. */
export class NeedsElectron extends Error {
  constructor() {
    super('this needs Electron: the keys lie in the system keychain, or a page is to be printed')
    this.name = 'NeedsElectron'
  }
}

/** What a headless command works in. */
export interface CommandWorld {
  readonly dir: string
  readonly options: Arguments['options']
  readonly locale: Locale
  readonly ports: LogPorts
  readonly means: KeyMeans
  /** The hub's address as the environment has it; it counts before the one kept. */
  readonly hub?: string
  /** Lays pages out; left out: this is plain Node. */
  readonly print?: PrintPage
  holdsFair(): boolean
  /** Carries out what an import decided that was killed then, before anything is read. */
  endAbandonedImports(): void
  /** Opens the folder, does the work, and closes it whatever happens. */
  withFolder(work: (folder: FairFolder) => Outcome | Promise<Outcome>): Promise<Outcome>
  /** Says how far a long work is, on standard error. */
  progress(key: MessageKey, values: Record<string, number>): void
}

export function commandWorld(
  given: Pick<CommandWorld, 'dir' | 'options' | 'locale' | 'ports' | 'means' | 'hub' | 'print'>,
): CommandWorld {
  const { dir, locale, ports, means } = given
  let said = ports.wall()
  const world: CommandWorld = {
    ...given,
    holdsFair: () => holdsFair(dir),
    progress: (key, values) => {
      const now = ports.wall()
      if (now - said < 1_000) return
      said = now
      process.stderr.write(`${say(locale, key, values)}\n`)
    },
    endAbandonedImports: () => {
      if (folderHasAbandonedImport(dir, ports)) endAbandonedImports(dir, ports)
    },
    withFolder: async (work) => {
      if (!holdsFair(dir)) return refused('no_fair', { folder: dir })
      if (means.safeStorage === undefined && keyAdapterOf(dir) === 'keychain') throw new NeedsElectron()
      if (folderNeedsRebuild(dir))
        rebuildFolder(dir, (done, total) => world.progress('progress.rebuild', { done, total }))
      world.endAbandonedImports()
      const opened = await openFairFolder(dir, ports, means)
      if (!opened.ok) return refused(opened.code, { folder: dir, ...opened.detail })
      try {
        return await work(opened.value)
      } finally {
        opened.value.close()
      }
    },
  }
  return world
}
