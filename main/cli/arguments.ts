import { parseArgs } from 'node:util'

/** Every option of every command; one that a command does not use is refused, so that a slip never passes unseen. */
const OPTIONS = {
  data: { type: 'string' },
  json: { type: 'boolean' },
  help: { type: 'boolean' },
  'passphrase-stdin': { type: 'boolean' },
  start: { type: 'string' },
  list: { type: 'string' },
  direction: { type: 'string' },
  at: { type: 'string' },
  gate: { type: 'string' },
  format: { type: 'string' },
  out: { type: 'string' },
  separator: { type: 'string' },
  bom: { type: 'boolean' },
  personal: { type: 'string' },
  class: { type: 'string' },
  visitor: { type: 'string' },
  outcome: { type: 'string' },
  reason: { type: 'string' },
  to: { type: 'string' },
  until: { type: 'string' },
  place: { type: 'string' },
  note: { type: 'string' },
  ticket: { type: 'string' },
  day: { type: 'string', multiple: true },
  days: { type: 'string' },
  load: { type: 'string' },
  seed: { type: 'string' },
  category: { type: 'string' },
  count: { type: 'string' },
  from: { type: 'string' },
  hub: { type: 'string' },
  once: { type: 'boolean' },
  status: { type: 'boolean' },
  role: { type: 'string' },
  session: { type: 'string' },
  minimum: { type: 'string' },
  zone: { type: 'string' },
  review: { type: 'string' },
  into: { type: 'string' },
  sheet: { type: 'string' },
  map: { type: 'string', multiple: true },
  keep: { type: 'boolean' },
  report: { type: 'string' },
  printer: { type: 'string' },
  when: { type: 'string' },
} as const

export type OptionName = keyof typeof OPTIONS
type Given = {
  [K in OptionName]?: (typeof OPTIONS)[K] extends { multiple: true }
    ? string[]
    : (typeof OPTIONS)[K]['type'] extends 'boolean'
      ? boolean
      : string
}

export interface Arguments {
  /** Words that are no options: the command's name first. */
  readonly words: readonly string[]
  readonly options: Given
}

/** Reads the command line: options may stand anywhere, after `--` all is literal. The error is a word for a person. */
export function readArguments(args: readonly string[]): Arguments | { readonly problem: string } {
  try {
    const { values, positionals } = parseArgs({
      args: [...args],
      options: OPTIONS,
      allowPositionals: true,
      strict: true,
    })
    return { words: positionals, options: values }
  } catch (thrown) {
    return { problem: thrown instanceof Error ? thrown.message : String(thrown) }
  }
}
