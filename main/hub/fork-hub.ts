import { utilityProcess } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { finished } from 'node:stream/promises'
import { setTimeout as wait } from 'node:timers/promises'
import type { HubProcess } from './hub-here'
import { wordsOf } from './words-of'

/** The hub's own program, which the same build makes; beside this file, or above it when this one is a shared chunk. */
const PROGRAM = ['hub.js', '../hub.js'].map((path) => join(import.meta.dirname, path))

/** How long words may still be on their way through a pipe when the process that wrote them has ended, ms. */
const PIPE_MS = 2_000

/** One of the hub's commands, to its end: the line that it wrote on standard output (empty: none), and its exit code. */
export async function runHub(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const child = forkHub(args)
  let text = ''
  child.onErr((line) => process.stderr.write(`${line}\n`))
  child.onOut((line) => (text ||= line))
  const code = await new Promise<number>((done) => child.onEnd(done))
  return { code, text }
}

/** A first desk's code, made in the folder of a running hub; or the hub's word against it. */
export async function firstCodeOf(data: string): Promise<{ readonly code: string } | { readonly problem: string }> {
  const { code, text } = await runHub(['code', '--data', data, '--role', 'desk'])
  const answer = JSON.parse(text === '' ? '{}' : text) as { code?: string }
  return code === 0 && answer.code !== undefined ? { code: answer.code } : { problem: answer.code ?? 'failed' }
}

/**
 * Runs the hub's program in a utility process: the packed app is no Node for others (fuse `runAsNode`), and a program
 * inside its archive is started by Electron alone.
 */
export function forkHub(args: readonly string[]): HubProcess {
  const program = PROGRAM.find((path) => existsSync(path)) ?? 'hub.js'
  const child = utilityProcess.fork(program, [...args], { serviceName: 'pendopo hub', stdio: 'pipe' })
  const out = wordsOf(child, child.stdout)
  const err = wordsOf(child, child.stderr)
  const end = new Promise<number>((done) => child.once('exit', done)).then(async (code) => {
    await Promise.race([Promise.all([out, err].map((words) => finished(words))), wait(PIPE_MS)])
    return code
  })
  return {
    onOut: (listener) => void createInterface({ input: out }).on('line', listener),
    onErr: (listener) => void createInterface({ input: err }).on('line', listener),
    onEnd: (listener) => void end.then(listener),
    stop: () => child.postMessage('stop'),
    kill: () => void child.kill(),
  }
}
