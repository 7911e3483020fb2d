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
