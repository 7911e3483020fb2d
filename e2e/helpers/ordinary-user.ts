import type { ElectronApplication, Page } from '@playwright/test'
import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  copyFileSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { publicCopy, resolveRuntime } from '../../scripts/runtime.mjs'
import { APP, type CommandResult } from './command'
import { makeDemo } from './folder'
import { WAIT_FOR_DRIVER, startElectron } from './start-electron'

/** The user `nobody`, whom every Linux has. */
const NOBODY = 65_534
const isRoot = process.getuid?.() === 0

/** Why the app cannot be run as an ordinary user here; null: it can. */
export function noOrdinaryUser(): string | null {
  if (process.platform !== 'linux') return 'the sandbox is looked at through /proc, which only Linux has'
  if (!isRoot) return null
  const tried = spawnSync('setpriv', [
    `--reuid=${NOBODY}`,
    `--regid=${NOBODY}`,
    '--clear-groups',
    'unshare',
    '-Ur',
    'true',
  ])
  if (tried.error !== undefined) return 'setpriv is not installed, and the tests run as root'
  return tried.status === 0 ? null : 'an ordinary user may make no user namespace here, so Chromium has no sandbox'
}

export interface OrdinaryUser {
  /** A new data folder of this user; with the demo fair in it unless told otherwise. */
  dataFolder(fair?: 'demo' | 'empty'): Promise<string>
  /** Gives files that the test (as root) has put into a folder to the user. */
  own(folder: string): void
  /** Starts the real app, sandbox and all, and waits for its window. */
  launch(dir: string, options?: { args?: readonly string[]; role?: 'gate' | null }): Promise<OrdinaryApp>
  /** Starts the app without a driver and waits for its end. */
  runToEnd(dir: string, options?: { onStderr?: (text: string, pid: number) => void }): Promise<CommandResult>
  remove(): void
}

export interface OrdinaryApp {
  readonly app: ElectronApplication
  readonly page: Page
  readonly pid: number
  /** Resolves with the exit code. */
  readonly ended: Promise<number | null>
  /** Ends it the way the system does. */
  close(): Promise<void>
}

/** An ordinary user with a home, and the built app and Electron where that user may run them. */
export async function ordinaryUser(): Promise<OrdinaryUser> {
  const home = mkdtempSync(join(tmpdir(), 'pendopo-user-'))
  const copy = isRoot
    ? await publicCopy()
    : { electron: (await resolveRuntime()).electron, app: APP, remove: () => undefined }
  const program = join(home, 'electron')
  // The driver adds --no-sandbox for root. Nobody is not root: off with it.
  const become = isRoot ? `setpriv --reuid=${NOBODY} --regid=${NOBODY} --clear-groups ` : ''
  writeFileSync(
    program,
    `#!/bin/sh\nfor arg do\n  shift\n  [ "$arg" = --no-sandbox ] || set -- "$@" "$arg"\ndone\nexec ${become}"${copy.electron}" "$@"\n`,
    { mode: 0o755 },
  )
  const display = process.env['XAUTHORITY']
  const authority = join(home, 'Xauthority')
  if (display !== undefined && existsSync(display)) copyFileSync(display, authority)
  mkdirSync(join(home, 'tmp'))
  // The clone may be closed to others.
  const waitForDriver = join(home, basename(WAIT_FOR_DRIVER))
  copyFileSync(WAIT_FOR_DRIVER, waitForDriver)
  own(home)

  const environment = (dir: string, role: 'gate' | null): Record<string, string> => ({
    PATH: process.env['PATH'] ?? '',
    LANG: 'C.UTF-8',
    DISPLAY: process.env['DISPLAY'] ?? '',
    ...(existsSync(authority) ? { XAUTHORITY: authority } : {}),
    HOME: home,
    TMPDIR: join(home, 'tmp'),
    PENDOPO_DATA_DIR: dir,
    PENDOPO_LOCALE: 'id',
    ...(role === null ? {} : { PENDOPO_ROLE: role }),
  })
  let folders = 0

  return {
    own,
    dataFolder: async (fair = 'demo') => {
      const dir = join(home, `data-${(folders += 1)}`)
      mkdirSync(dir, { mode: 0o700 })
      if (fair === 'demo') await makeDemo(dir)
      own(dir)
      return dir
    },
    launch: async (dir, { args = [], role = 'gate' } = {}) => {
      const { app, page } = await startElectron({
        executablePath: program,
        args: [...args, copy.app],
        env: environment(dir, role),
        cwd: home,
        waitForDriver,
      })
      const child = app.process()
      if (child.pid === undefined) throw new Error('the app has no process')
      const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
      const close = async () => {
        child.kill('SIGTERM')
        await ended
      }
      return { app, page, pid: child.pid, ended, close }
    },
    runToEnd: (dir, { onStderr } = {}) =>
      new Promise((resolve, reject) => {
        const child = spawn(program, [copy.app], { env: environment(dir, 'gate'), cwd: home })
        let [stdout, stderr] = ['', '']
        child.stdout.setEncoding('utf8').on('data', (text: string) => (stdout += text))
        child.stderr.setEncoding('utf8').on('data', (text: string) => {
          stderr += text
          onStderr?.(stderr, child.pid ?? 0)
        })
        child.once('error', reject)
        child.once('close', (code) => resolve({ code, stdout, stderr, answer: null }))
      }),
    remove: () => {
      copy.remove()
      rmSync(home, { recursive: true, force: true, maxRetries: 3 })
    },
  }
}

/** Gives a folder and all in it to the user. */
function own(entry: string): void {
  if (!isRoot) return
  chownSync(entry, NOBODY, NOBODY)
  if (lstatSync(entry).isDirectory()) for (const name of readdirSync(entry)) own(join(entry, name))
}
