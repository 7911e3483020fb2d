import { encode } from 'uqr'

/** A QR code as one path in squares of 1, with its size: sharp at any scale, and one node. */
export interface QrPath {
  readonly size: number
  readonly path: string
}

/** Draws a text as a QR code; upper-case letters and digits make a smaller one. */
export function qrPath(text: string): QrPath {
  const { data, size } = encode(text, { ecc: 'M', border: 0 })
  const runs = data.flatMap((row, y) => runsOf(row).map(([from, to]) => `M${from} ${y}h${to - from}v1h${from - to}z`))
  return { size, path: runs.join('') }
}

/** Dark stretches of a row, as begin and end. */
function runsOf(row: readonly boolean[]): readonly [number, number][] {
  const runs: [number, number][] = []
  row.forEach((isDark, x) => {
    if (!isDark) return
    const run = runs.at(-1)
    if (run?.[1] === x) run[1] = x + 1
    else runs.push([x, x + 1])
  })
  return runs
}
