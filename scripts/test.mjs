/**
 * `npm test`: every check there is; `check`, `unit` or `e2e` as argument run a part. At the end what failed is named once
 * more, since long outputs are often kept by their ends only; the last line is `N passed, N failed`, with `, N skipped`
 * when there are any.
 */
import { stripVTControlCharacters } from 'node:util'
import { CHECKS } from './lib/checks.mjs'
import { setup } from './lib/setup.mjs'
import { StepError, main, seconds } from './lib/steps.mjs'

/** These only read, each mostly on one core: they run side by side, all else runs alone. */
const READERS = ['format', 'lint', 'types', 'structure', 'unused code']
const PARTS = {
  all: [READERS, ['unit'], ['build'], ['e2e']],
  check: [READERS, ['unit']],
  unit: [['unit']],
  e2e: [['build'], ['e2e']],
}

/** As much of a failure as tells what it is. */
const LINES = 14
const firstLines = (text) => stripVTControlCharacters(text).split('\n').slice(0, LINES).join('\n')
const lastLines = (text) => stripVTControlCharacters(text).trimEnd().split('\n').slice(-LINES).join('\n')

await main(async () => {
  const part = process.argv[2] ?? 'all'
  const groups = PARTS[part]
  if (!groups) throw new StepError(`unknown part "${part}"; there are: ${Object.keys(PARTS).join(', ')}`)
  await setup(groups.flat().includes('e2e') ? ['app', 'display', 'tests'] : ['app'])

  const total = { passed: 0, failed: 0, skipped: 0 }
  const failed = []
  for (const group of groups)
    for (const { name, output, failures = [], took, ...counts } of await Promise.all(group.map(timed))) {
      if (counts.failed > 0)
        failed.push(
          ...(failures.length > 0 ? failures.map(firstLines) : [lastLines(output ?? '')]).map((it) => [name, it]),
        )
      for (const kind of Object.keys(total)) total[kind] += counts[kind] ?? 0
      if (output) console.log(`\n──── ${name}\n${output.trim()}\n────`)
      const mark = counts.failed > 0 ? '✗' : '✓'
      console.log(`${mark} ${name}: ${summary(counts)} in ${took}`)
    }
  for (const [name, text] of failed) console.log(`✗ ${name}: ${text}`)
  console.log(summary(total))
  return total.failed > 0 ? 1 : 0
})

async function timed(name) {
  const started = Date.now()
  const result = await CHECKS[name]()
  return { name, ...result, took: seconds(started) }
}

function summary({ passed, failed, skipped = 0 }) {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`
}
