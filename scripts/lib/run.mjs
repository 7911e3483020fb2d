/** Running other programs. */
import { spawn, spawnSync } from 'node:child_process'
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { ROOT, inRoot } from './paths.mjs'
import { StepError } from './steps.mjs'

/**
 * Runs a program to its end and passes our own SIGINT and SIGTERM on to it.
 * @param {string} command
 * @param {string[]} args
 * @param {object} [options]
 * @param {string} [options.cwd]
 * @param {object} [options.env] added to ours
 * @param {'pass' | 'stderr' | 'capture'} [options.output] 'pass' hands our streams through, 'stderr' sends both
 *   there, 'capture' keeps both in `output`
 * @param {number} [options.timeout] milliseconds
 * @param {number} [options.killAfter] milliseconds after a signal until the program is killed outright
 * @returns {Promise<{ code: number, stdout: string, output: string }>} code 128+n after signal n, 127 if not found
 */
export function run(command, args, { cwd = ROOT, env = {}, output = 'stderr', timeout, killAfter } = {}) {
  const stdio = {
    pass: 'inherit',
    stderr: ['ignore', 2, 2],
    capture: ['ignore', 'pipe', 'pipe'],
  }[output]
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...process.env, ...env }, stdio, timeout })
    const all = []
    const out = []
    child.stdout?.on('data', (chunk) => {
      all.push(chunk)
      out.push(chunk)
    })
    child.stderr?.on('data', (chunk) => all.push(chunk))
    const stop = forwardSignals(child, killAfter)
    const end = (code) => {
      stop()
      resolve({ code, stdout: Buffer.concat(out).toString(), output: Buffer.concat(all).toString() })
    }
    child.on('error', () => end(127))
    child.on('close', (code, signal) => end(code ?? 128 + (os.constants.signals[signal] ?? 1)))
  })
}

/** Like `run`, but throws a StepError with the program's last words when it fails. */
export async function mustRun(what, command, args, options) {
  const result = await run(command, args, { output: 'capture', ...options })
  if (result.code === 0) return result
  const lastWords = result.output.trim().split('\n').slice(-15).join('\n')
  throw new StepError(`${what} failed (exit ${result.code})${lastWords ? `:\n${lastWords}` : ''}`)
}

/** Runs npm, the one that started us if there is one. */
export function npm(args, options) {
  const cli = process.env.npm_execpath
  if (cli?.endsWith('.js')) return mustRun(`npm ${args[0]}`, process.execPath, [cli, ...args], options)
  return mustRun(`npm ${args[0]}`, process.platform === 'win32' ? 'npm.cmd' : 'npm', args, options)
}

/** Path of a program's JavaScript file in node_modules, to be run with this Node: no shell, no npx, no .cmd. */
export function binOf(packageName, bin) {
  const folder = inRoot('node_modules', packageName)
  const { bin: bins } = JSON.parse(fs.readFileSync(path.join(folder, 'package.json'), 'utf8'))
  return path.join(folder, typeof bins === 'string' ? bins : bins[bin ?? packageName])
}

/** Is this program on the PATH? */
export function have(program, versionArg = '--version') {
  return spawnSync(program, [versionArg], { stdio: 'ignore' }).error === undefined
}

/** The same command inside a virtual display of our own. */
export function underXvfb(command, args) {
  return ['xvfb-run', ['-a', '-s', '-screen 0 1920x1080x24', command, ...args]]
}

function forwardSignals(child, killAfter) {
  // A terminal's Ctrl+C reaches the child by itself; a second signal does it no harm.
  let timer
  const handlers = ['SIGINT', 'SIGTERM'].map((signal) => {
    const handler = () => {
      child.kill(signal)
      if (killAfter) timer ??= setTimeout(() => child.kill('SIGKILL'), killAfter)
    }
    process.on(signal, handler)
    return () => process.off(signal, handler)
  })
  return () => {
    clearTimeout(timer)
    handlers.forEach((off) => off())
  }
}
