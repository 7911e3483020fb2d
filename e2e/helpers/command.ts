import { spawn } from 'node:child_process'
import { join } from 'node:path'

export const APP = join(import.meta.dirname, '../..')

export interface CommandResult {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
  /** The last line of standard output, read as JSON; null when it is none. */
  readonly answer: Record<string, unknown> | null
}

/** Runs a headless command of the built app in Node, as `npm run -s pendopo --` does. */
export function pendopo(
  args: readonly string[],
  options: { stdin?: string; env?: Record<string, string> } = {},
): Promise<CommandResult> {
  return run(process.execPath, [join(APP, 'out/main/cli.js'), ...args], options)
}

/** Runs a program to its end and gathers what it says. */
export function run(
  file: string,
  args: readonly string[],
  options: { stdin?: string; env?: Record<string, string>; cwd?: string } = {},
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      cwd: options.cwd ?? APP,
      env: { ...process.env, ...options.env },
      // A program that reads nothing may end before an open input is closed.
      stdio: [options.stdin === undefined ? 'ignore' : 'pipe', 'pipe', 'pipe'],
    })
    let [stdout, stderr] = ['', '']
    child.stdout?.setEncoding('utf8').on('data', (text: string) => (stdout += text))
    child.stderr?.setEncoding('utf8').on('data', (text: string) => (stderr += text))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, stdout, stderr, answer: lastObject(stdout) }))
    child.stdin?.end(options.stdin)
  })
}

function lastObject(stdout: string): Record<string, unknown> | null {
  const line = stdout.trimEnd().split('\n').at(-1) ?? ''
  try {
    const read: unknown = JSON.parse(line)
    return typeof read === 'object' && read !== null ? (read as Record<string, unknown>) : null
  } catch {
    return null // no JSON: the caller looks at stdout itself
  }
}
