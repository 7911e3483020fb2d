/** What `resolveRuntime` answers. */
export interface Runtime {
  /** Absolute path of the executable. */
  electron: string
  version: string
  official: boolean
  /** Absolute path of the SQLite binding that better-sqlite3 loads. */
  nativeBinding: string
}
export function resolveRuntime(): Promise<Runtime>

/** The built app and its Electron where every user may run them; `remove` when done. */
export function publicCopy(): Promise<{ electron: string; app: string; folder: string; remove: () => void }>
