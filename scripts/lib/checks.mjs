/** The checks of `npm test`. Each runs a tool and answers how many passed, failed and were skipped, and which failed. */
import fs from 'node:fs'
import path from 'node:path'
import { inRoot, readJson } from './paths.mjs'
import { binOf, run } from './run.mjs'
import { playwright } from './playwright.mjs'
import { build } from './build.mjs'

/**
 * `failures`: names of the tests that failed, each with the first lines of why; without it the end of `output` says so.
 * @typedef {{ passed: number, failed: number, skipped?: number, output?: string, failures?: string[] }} Result
 */

/** @type {Record<string, () => Promise<Result>>} */
export const CHECKS = {
  format: () => tool('prettier', ['--check', '--log-level', 'warn', '.']),
  lint: () => tool('oxlint', ['--type-aware', '--deny-warnings']),
  types: () => tool('typescript', ['-b'], 'tsc'),
  structure: () => importRules(),
  'unused code': () => tool('knip', []),
  unit: () => unit(),
  build: () => builds(),
  e2e: () => e2e(),
}

async function tool(packageName, args, bin) {
  const { code, output } = await run(process.execPath, [binOf(packageName, bin), ...args], { output: 'capture' })
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1, output }
}

/** dependency-cruiser reports green when it finds no module at all, so their number is asked for. */
async function importRules() {
  const folders = ['core', 'db', 'main', 'preload', 'renderer', 'hub'].filter((name) => fs.existsSync(inRoot(name)))
  const args = [binOf('dependency-cruiser', 'depcruise'), '--config', '.dependency-cruiser.cjs', ...folders]
  const { code, output } = await run(process.execPath, args, { output: 'capture' })
  const cruised = Number(/\((\d+) modules/.exec(output)?.[1] ?? 0)
  if (code === 0 && cruised > 0) return { passed: 1, failed: 0 }
  return { passed: 0, failed: 1, output: code === 0 ? `${output}\nNo module was checked.` : output }
}

async function unit() {
  const file = reportFile('unit')
  const args = ['run', '--reporter=default', '--reporter=json', `--outputFile.json=${file}`]
  const { code, output } = await run(process.execPath, [binOf('vitest'), ...args], { output: 'capture' })
  const report = readJson(file)
  // Files that cannot even be loaded have no tests to fail.
  const broken = (report?.testResults ?? []).filter((it) => it.status === 'failed' && it.assertionResults.length === 0)
  return judge(code, output, {
    passed: report?.numPassedTests ?? 0,
    failed: (report?.numFailedTests ?? 0) + broken.length,
    skipped: (report?.numPendingTests ?? 0) + (report?.numTodoTests ?? 0),
    failures: (report?.testResults ?? []).flatMap(failedIn),
  })
}

const failedIn = ({ name, message, assertionResults }) =>
  assertionResults.length === 0
    ? [`${path.relative(inRoot(), name)}\n${message}`]
    : assertionResults
        .filter((it) => it.status === 'failed')
        .map((it) => `${path.relative(inRoot(), name)} > ${it.fullName}\n${it.failureMessages.join('\n')}`)

async function builds() {
  try {
    await build({ force: true })
    return { passed: 1, failed: 0 }
  } catch (error) {
    return { passed: 0, failed: 1, output: error.message }
  }
}

async function e2e() {
  const file = reportFile('e2e')
  const env = { PLAYWRIGHT_JSON_OUTPUT_FILE: file, PLAYWRIGHT_FORCE_TTY: '0' }
  const { code, output } = await playwright('e2e/playwright.config.ts', ['--reporter=list,json'], {
    output: 'capture',
    env,
  })
  const { stats, errors = [], suites = [] } = readJson(file) ?? {}
  return judge(code, output, {
    passed: (stats?.expected ?? 0) + (stats?.flaky ?? 0),
    failed: (stats?.unexpected ?? 0) + errors.length,
    skipped: stats?.skipped ?? 0,
    failures: [...suites.flatMap(unexpectedIn), ...errors.map((it) => it.message)],
  })
}

/** A suite of Playwright holds specs and suites. */
const unexpectedIn = ({ file, specs = [], suites = [] }) => [
  ...specs
    .filter((spec) => !spec.ok)
    .map((spec) => {
      const why = spec.tests.flatMap((test) => test.results.flatMap((it) => it.errors.map(({ message }) => message)))
      return `${file}:${spec.line} > ${spec.title}\n${why.join('\n')}`
    }),
  ...suites.flatMap(unexpectedIn),
]

/** A runner that failed without naming a test, or ran none, counts as one failure. */
function judge(code, output, counts) {
  if ((code !== 0 && counts.failed === 0) || counts.passed + counts.failed === 0)
    return { ...counts, failed: 1, output: `${output}\n(exit ${code}, ${counts.passed} tests passed)` }
  return counts.failed > 0 ? { ...counts, output } : counts
}

function reportFile(name) {
  const file = inRoot('out', 'test', `${name}.json`)
  fs.mkdirSync(inRoot('out', 'test'), { recursive: true })
  fs.rmSync(file, { force: true })
  return file
}
