/**
 * `npm test`: every check there is; `check`, `unit` or `e2e` as argument run a part. The last line is
 * `N passed, N failed`, with `, N skipped` when there are any.
 */
import { CHECKS } from './lib/checks.mjs'
import { setup } from './lib/setup.mjs'
import { StepError, main, seconds } from './lib/steps.mjs'

const PARTS = {
  all: Object.keys(CHECKS),
  check: ['format', 'lint', 'types', 'structure', 'unused code', 'unit'],
  unit: ['unit'],
  e2e: ['build', 'e2e'],
}

await main(async () => {
  const part = process.argv[2] ?? 'all'
  const names = PARTS[part]
  if (!names) throw new StepError(`unknown part "${part}"; there are: ${Object.keys(PARTS).join(', ')}`)
  await setup(names.includes('e2e') ? ['app', 'display', 'tests'] : ['app'])

  const total = { passed: 0, failed: 0, skipped: 0 }
  for (const name of names) {
    const started = Date.now()
    const { output, ...counts } = await CHECKS[name]()
    for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0
    if (output) console.log(`\n──── ${name}\n${output.trim()}\n────`)
    const mark = counts.failed > 0 ? '✗' : '✓'
    console.log(`${mark} ${name}: ${summary(counts)} in ${seconds(started)}`)
  }
  console.log(summary(total))
  return total.failed > 0 ? 1 : 0
})

function summary({ passed, failed, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
