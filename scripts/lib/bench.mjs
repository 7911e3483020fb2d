/** Running the benchmarks of bench/: each is bundled and run by itself, and prints JSON lines. */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { launchFlags } from './electron.mjs'
import { ROOT, inRoot } from './paths.mjs'
import { have, underXvfb } from './run.mjs'
import { StepError, say, seconds } from './steps.mjs'

/** @typedef {{ name: string, value: number, unit: string, n: number, baseline?: number, ratio?: number }} Row */

/**
 * Benchmark files: `*.bench.ts` run in Node, `*.electron.bench.ts` as the main file of an Electron app.
 * @param {'bench' | 'soak'} kind
 */
export function benchFiles(kind) {
  return fs
    .readdirSync(inRoot('bench'), { recursive: true })
    .filter((name) => name.endsWith(`.${kind}.ts`) || name.endsWith(`.${kind}.tsx`))
    .toSorted((a, b) => a.localeCompare(b))
}

/**
 * Bundles and runs one file.
 * @param {string} file below bench/
 * @param {{ electron: string, only?: string, onRow: (row: Row) => void }} options
 * @returns {Promise<boolean>} did it end well?
 */
export async function runBench(file, { electron, only, onRow }) {
  const started = Date.now()
  const bundle = await bundleOf(file)
  const inElectron = file.includes('.electron.bench.')
  let [program, args] = inElectron
    ? [electron, [...launchFlags(), bundle]]
    : [process.execPath, ['--expose-gc', bundle]]
  if (inElectron && have('xvfb-run', '--help')) [program, args] = underXvfb(program, args)
  const env = { ...process.env, PENDOPO_BENCH_ONLY: only ?? '' }
  const child = spawn(program, args, { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'inherit'] })
  const ended = new Promise((resolve) => {
    child.on('error', () => resolve(127))
    child.on('close', resolve)
  })
  for await (const line of createInterface({ input: child.stdout })) {
    const row = rowOf(line)
    if (!row) say(line)
    else if (!only || row.name.startsWith(only)) onRow(row)
  }
  const code = await ended
  say(`• ${file}: ${code === 0 ? 'done' : `failed (exit ${code})`} in ${seconds(started)}`)
  return code === 0
}

async function bundleOf(file) {
  const { build } = await import('vite')
  const name = file.replaceAll(/[\\/]/g, '-').replace(/\.tsx?$/, '')
  const outDir = inRoot('out', 'bench', name)
  try {
    await build({
      root: ROOT,
      configFile: false,
      logLevel: 'error',
      publicDir: false,
      // What lies in node_modules is loaded from there; our own scripts find the repository by themselves.
      build: {
        ssr: path.join(ROOT, 'bench', file),
        outDir,
        emptyOutDir: true,
        target: 'node20',
        minify: false,
        rollupOptions: { external: ['electron'], output: { format: 'es', entryFileNames: 'bench.mjs' } },
      },
    })
  } catch (error) {
    throw new StepError(`bench/${file} cannot be bundled: ${error.message}`)
  }
  return path.join(outDir, 'bench.mjs')
}

/** The row that a line of standard output holds, if it is one; anything else is chatter. */
function rowOf(line) {
  try {
    const row = JSON.parse(line)
    return typeof row?.name === 'string' && 'value' in row ? row : undefined
  } catch {
    return undefined
  }
}
