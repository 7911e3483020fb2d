import { utilityProcess } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { setTimeout as wait } from 'node:timers/promises'
import type { HubProcess } from './hub-here'

/** The hub's own program, which the same build makes; beside this file, or above it when this one is a shared chunk. */
const PROGRAM = ['hub.js', '../hub.js'].map((path) => join(import.meta.dirname, path))

/** How long a line may still be on its way through the pipe when the process that wrote it has ended, ms. */
const PIPE_MS = 2_000

/** One of the hub's commands, to its end: the line that it wrote on standard output (empty: none), and its exit code. */
export async function runHub(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const child = forkHub(args)
  child.onErr((line) => process.stderr.write(`${line}\n`))
  const said = new Promise<string>((hear) => child.onOut(hear))
  const code = await new Promise<number>((done) => child.onEnd(done))
  // Electron tells the end when it is over, which may be before the last words, and never that a pipe is empty.
  return { code, text: await Promise.race([said, wait(PIPE_MS, '')]) }
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
  const lines = (stream: NodeJS.ReadableStream | null, listener: (line: string) => void) => {
    if (stream !== null) createInterface({ input: stream }).on('line', listener)
  }
  return {
    onOut: (listener) => lines(child.stdout, listener),
    onErr: (listener) => lines(child.stderr, listener),
    onEnd: (listener) => void child.once('exit', listener),
    stop: () => child.postMessage('stop'),
    kill: () => void child.kill(),
  }
}
