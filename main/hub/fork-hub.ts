import { utilityProcess } from 'electron'
import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import type { HubProcess } from './hub-here'

/** The hub's own program, which the same build makes; beside this file, or above it when this one is a shared chunk. */
const PROGRAM = ['hub.js', '../hub.js'].map((path) => join(import.meta.dirname, path))

/** One of the hub's commands, to its end: what it wrote on standard output, and its exit code. */
export async function runHub(args: readonly string[]): Promise<{ readonly code: number; readonly text: string }> {
  const child = fork(args)
  const lines: string[] = []
  void readLines(child.stderr, (line) => process.stderr.write(`${line}\n`))
  // Its end may be told before its last words have come through the pipe.
  const heard = readLines(child.stdout, (line) => lines.push(line))
  const code = await new Promise<number>((done) => child.once('exit', done))
  await heard
  return { code, text: lines.join('\n') }
}

/** A first desk's code, made in the folder of a running hub; or the hub's word against it. */
export async function firstCodeOf(data: string): Promise<{ readonly code: string } | { readonly problem: string }> {
  const { code, text } = await runHub(['code', '--data', data, '--role', 'desk'])
  const answer = JSON.parse(text.trim().split('\n').at(-1) || '{}') as { code?: string }
  return code === 0 && answer.code !== undefined ? { code: answer.code } : { problem: answer.code ?? 'failed' }
}

/**
 * Runs the hub's program in a utility process: the packed app is no Node for others (fuse `runAsNode`), and a program
 * inside its archive is started by Electron alone.
 */
export function forkHub(args: readonly string[]): HubProcess {
  const child = fork(args)
  return {
    onOut: (listener) => void readLines(child.stdout, listener),
    onErr: (listener) => void readLines(child.stderr, listener),
    onEnd: (listener) => void child.once('exit', listener),
    stop: () => child.postMessage('stop'),
    kill: () => void child.kill(),
  }
}

function fork(args: readonly string[]): Electron.UtilityProcess {
  const program = PROGRAM.find((path) => existsSync(path)) ?? 'hub.js'
  return utilityProcess.fork(program, [...args], { serviceName: 'pendopo hub', stdio: 'pipe' })
}

/** Hands on each line; resolves when the stream is over. */
function readLines(stream: NodeJS.ReadableStream | null, listener: (line: string) => void): Promise<void> {
  if (stream === null) return Promise.resolve()
  return new Promise((over) => createInterface({ input: stream }).on('line', listener).on('close', over))
}
