import type { Slip } from './slip'
import type { Columns } from './slip-paper'
import { longestWord, toPrintable, wrap } from './slip-layout-text'
import { SLIP_WORDS } from './slip-layout-words'

/** One thing on a slip, from top to bottom. Texts are printable ASCII and fit their line. */
export type SlipPart =
  | {
      readonly kind: 'line'
      readonly text: string
      readonly align: 'left' | 'center'
      /** How many times as wide and high as normal letters. */
      readonly scale: number
      readonly isBold: boolean
      /** White on black. */
      readonly isInverted: boolean
    }
  | { readonly kind: 'rule' }
  | { readonly kind: 'gap' }
  | { readonly kind: 'qr'; readonly text: string }

/** Letters higher than this are of no use to anybody at arm's length. */
const MAX_SCALE = 8

/**
 * Sets a slip: the number as large as the paper allows, then where, how long, and what to bring. What it makes is printed
 * (main/devices/escpos.ts) and drawn in the set-up.
 */
export function layoutSlip(slip: Slip, columns: Columns): readonly SlipPart[] {
  const words = SLIP_WORDS[slip.locale]
  const number = toPrintable(slip.number)
  return [
    ...(slip.fair === null ? [] : [...centered(slip.fair, columns, { isBold: true }), RULE]),
    ...(slip.copy > 1
      ? [
          ...centered(` ${words.copy} `, columns, { scale: 2, isInverted: true }),
          ...centered(words.whichPrint(slip.copy), columns),
          GAP,
        ]
      : []),
    ...centered(words.numberTitle, columns),
    ...centered(number, columns, { scale: largest(number, columns), isBold: true }),
    ...(slip.class === 'priority' ? centered(` ${words.priority} `, columns, { scale: 2, isInverted: true }) : []),
    GAP,
    ...centered(slip.service, columns, { isBold: true }),
    ...centered(slip.agency ?? '', columns),
    RULE,
    ...table(
      [
        [words.area, slip.area],
        [words.counters, slip.counters],
        [words.ahead, slip.ahead === null ? '' : words.people(slip.ahead)],
        [words.estimate, slip.estimate ?? ''],
        [words.bring, slip.bring ?? ''],
        [words.given, slip.at === null ? '' : timeText(slip.at, slip)],
      ],
      columns,
    ),
    GAP,
    { kind: 'qr', text: slip.qr },
    ...centered(words.keep, columns),
    ...footer(slip.footer ?? '', columns),
  ]
}

/** A page that shows whether a printer is set up well; nothing on it can be taken for a number. */
export function layoutTest(locale: Slip['locale'], columns: Columns): readonly SlipPart[] {
  const words = SLIP_WORDS[locale]
  return [
    ...centered(words.testTitle, columns, { scale: 2, isBold: true }),
    line('0123456789'.repeat(5).slice(0, columns)),
    ...centered(words.testText, columns),
    { kind: 'qr', text: 'PENDOPO' },
  ]
}

const GAP: SlipPart = { kind: 'gap' }
const RULE: SlipPart = { kind: 'rule' }

interface LineStyle {
  readonly align?: 'left' | 'center'
  readonly scale?: number
  readonly isBold?: boolean
  readonly isInverted?: boolean
}

function line(text: string, style: LineStyle = {}): SlipPart {
  return { kind: 'line', text, align: 'left', scale: 1, isBold: false, isInverted: false, ...style }
}

/** Spaces around an inverted word are its black frame, so they stay. */
function centered(text: string, columns: number, style: LineStyle = {}): SlipPart[] {
  const frame = style.isInverted === true ? ' ' : ''
  const room = Math.floor(columns / (style.scale ?? 1)) - 2 * frame.length
  return wrap(toPrintable(text), room).map((row) => line(frame + row + frame, { align: 'center', ...style }))
}

/** Below a rule of its own: it is the organizer's word, not ours. */
function footer(text: string, columns: number): SlipPart[] {
  const lines = centered(text, columns)
  return lines.length === 0 ? [] : [RULE, ...lines]
}

const largest = (text: string, columns: number): number =>
  Math.max(1, Math.min(MAX_SCALE, Math.floor(columns / text.length)))

/** Labels in a column of their own; a value with a word too long for the rest of the line gets lines of its own. */
function table(rows: readonly (readonly [label: string, value: string])[], columns: number): SlipPart[] {
  const filled = rows.map(([label, value]) => [label, toPrintable(value)] as const).filter(([, value]) => value !== '')
  const indent = Math.max(...filled.map(([label]) => label.length)) + 2
  return filled.flatMap(([label, value]) => {
    const room = columns - indent
    if (longestWord(value) > room) return [line(`${label}:`), ...wrap(value, columns).map((row) => line(row))]
    return wrap(value, room).map((row, i) => line((i === 0 ? `${label}:` : '').padEnd(indent) + row))
  })
}

/** `Sel, 13 Okt 2026, 09.41`, in the fair's zone. */
function timeText(at: number, { timeZone, locale }: Pick<Slip, 'timeZone' | 'locale'>): string {
  return new Intl.DateTimeFormat(locale === 'id' ? 'id-ID' : 'en-GB', {
    timeZone,
    weekday: 'short',
    day: 'numeric',
    month: 'short',
    year: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
  }).format(at)
}
