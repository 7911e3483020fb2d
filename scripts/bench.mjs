/**
 * `npm run bench`: all benchmarks as a table; `--json` one JSON object a line on standard output; `--only <prefix>`
 * only rows whose names begin so (also told to each benchmark as PENDOPO_BENCH_ONLY, so that it can leave out work).
 * `--soak` (npm run bench:soak) runs what takes long instead, and nothing else.
 */
import { parseArgs } from 'node:util'
import { benchFiles, runBench } from './lib/bench.mjs'
import { build } from './lib/build.mjs'
import { setup } from './lib/setup.mjs'
import { StepError, main, say } from './lib/steps.mjs'

await main(async () => {
  const { values } = parseArgs({
    options: { json: { type: 'boolean' }, only: { type: 'string' }, soak: { type: 'boolean' } },
  })
  const { electron } = await setup(['app', 'display'])
  await build()
  const rows = []
  const onRow = (row) => {
    rows.push(row)
    if (values.json) console.log(JSON.stringify(row))
  }
  let ok = true
  for (const file of benchFiles(values.soak ? 'soak' : 'bench'))
    ok = (await runBench(file, { electron, only: values.only, onRow })) && ok
  if (rows.length === 0) throw new StepError('no benchmark printed a row')
  if (!values.json) printTable(rows)
  if (!ok) say('✗ some benchmarks failed')
  return ok ? 0 : 1
})

function printTable(rows) {
  const cells = rows.map((row) => [
    row.name,
    show(row.value),
    row.unit,
    `${row.n}`,
    show(row.baseline),
    show(row.ratio),
  ])
  const table = [['name', 'value', 'unit', 'n', 'baseline', 'ratio'], ...cells]
  const widths = table[0].map((_, column) => Math.max(...table.map((line) => line[column].length)))
  for (const line of table)
    console.log(
      line.map((cell, i) => (i === 0 || i === 2 ? cell.padEnd(widths[i]) : cell.padStart(widths[i]))).join('  '),
    )
}

const show = (number) => (typeof number === 'number' ? Number(number.toPrecision(4)).toString() : '')
