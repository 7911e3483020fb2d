import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { done, failed, refused, type Outcome } from './outcome'

/** The hub's own program, which the same build makes; beside this file, or above it when this one is a shared chunk. */
const PROGRAM = ['hub.js', '../hub.js'].map((path) => join(import.meta.dirname, path))

/** Commands of the hub itself, worked in the hub's folder. A code is made there for a first desk only, else at a desk. */
export function isForHub(words: readonly string[], dir: string | null): boolean {
  const [first, second = ''] = words
  if (first !== 'hub') return false
  return ['backup', 'restore', 'revoke'].includes(second) || (second === 'code' && isHubFolder(dir))
}

/** A hub's own database lies there, or a hub that uses another server runs there (hub/start.ts). */
const isHubFolder = (dir: string | null): boolean =>
  dir !== null && ['database.secret', 'hub.json'].some((name) => existsSync(join(dir, name)))

/** Runs the hub's program with these words to its end: what it wrote on standard output, and its exit code. */
export type RunHub = (args: readonly string[]) => Promise<{ readonly code: number | null; readonly text: string }>

/** In plain Node the program is one more Node; Electron hands in its own way (main/hub/fork-hub.ts). */
const runInNode: RunHub = (args) =>
  new Promise((resolve, reject) => {
    const program = PROGRAM.find((path) => existsSync(path)) ?? 'hub.js'
    const child = spawn(process.execPath, [program, ...args], { stdio: ['ignore', 'pipe', 'inherit'] })
    let text = ''
    child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code, text }))
  })

/** Runs such a command in the hub's program, beside a running hub or without one, and hands on what it answers. */
export async function runForHub(
  words: readonly string[],
  dir: string,
  role: string | undefined,
  run: RunHub = runInNode,
): Promise<Outcome> {
  if (!PROGRAM.some((path) => existsSync(path))) return failed('file_missing', { path: 'hub.js' })
  const { code, text } = await run([...words.slice(1), '--data', dir, ...(role === undefined ? [] : ['--role', role])])
  return outcomeOf(code, text)
}

function outcomeOf(code: number | null, text: string): Outcome {
  const last = text.trim().split('\n').at(-1) ?? ''
  if ((code !== 0 && code !== 2) || last === '')
    return failed('internal', { reason: `the hub's program ended with ${code}` })
  const answer = JSON.parse(last) as Record<string, string | number>
  if (code === 0) return done(answer)
  // Its own sentence is English; ours is said in the language of whoever asks.
  const { code: problem, message, ...detail } = answer
  return problem === 'usage' ? refused('usage', { problem: String(message) }) : refused(String(problem), detail)
}
