/** One line of a benchmark's output (docs/protocol.md). */
export interface BenchRow {
  readonly name: string
  readonly value: number
  readonly unit: string
  readonly n: number
  /** The same work done bare in the same run, in the same unit. */
  readonly baseline?: number
  readonly ratio?: number
}

/** Prints a row as one JSON line, if it was asked for (`--only <prefix>`). */
export function printRow(row: BenchRow): void {
  if (!row.name.startsWith(process.env['PENDOPO_BENCH_ONLY'] ?? '')) return
  const round = (value: number) => Number(value.toPrecision(4))
  const { baseline, ratio } = row
  console.log(
    JSON.stringify({
      ...row,
      value: round(row.value),
      ...(baseline === undefined ? {} : { baseline: round(baseline) }),
      ...(ratio === undefined ? {} : { ratio: round(ratio) }),
    }),
  )
}

/** True when some row with this prefix is wanted: a long set-up is skipped else. */
export function wanted(prefix: string): boolean {
  const only = process.env['PENDOPO_BENCH_ONLY'] ?? ''
  return prefix.startsWith(only) || only.startsWith(prefix)
}

/** The p-th percentile (0…100) of values that need not be sorted. */
export function percentile(values: readonly number[], p: number): number {
  const sorted = values.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * p) / 100))] ?? NaN
}
