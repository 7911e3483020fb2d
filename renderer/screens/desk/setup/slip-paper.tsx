import type { SlipPart } from '../../../../core/queue/slip-layout'
import { DOTS_PER_MM, LETTER_DOTS, PAPER, QUIET_ZONE, type PaperWidth } from '../../../../core/queue/slip-paper'
import { assertNever } from '../../../../core/result/result'
import { qrPath } from '../../dispenser/qr-path'

/** What printers leave between two lines, and before and behind everything, dots. */
const LINE_GAP = 6
const EDGE = 40
/** Where letters stand in their cell, of its height; and how large a letter is that fills its cell's width. */
const BASELINE = 0.78
const FONT_SIZE = LETTER_DOTS.width / 0.6

/** A part with its place on the paper, in dots from the top. */
interface Placed {
  readonly part: SlipPart
  readonly y: number
}

/** A slip on its paper, in the dots of the print head: what a printer makes of these parts. `label`: what it says. */
export function SlipPaper({ parts, width, label }: { parts: readonly SlipPart[]; width: PaperWidth; label: string }) {
  const { placed, height } = place(parts, width)
  const paper = width * DOTS_PER_MM
  return (
    <svg className="slip-paper" data-mm={width} viewBox={`0 0 ${paper} ${height}`} role="img" aria-label={label}>
      {placed.map(({ part, y }, n) => (
        <Drawn key={n} part={part} y={y} width={width} />
      ))}
    </svg>
  )
}

function place(parts: readonly SlipPart[], width: PaperWidth): { placed: Placed[]; height: number } {
  let y = EDGE
  const placed = parts.map((part) => {
    const at = { part, y }
    y += heightOf(part, width)
    return at
  })
  return { placed, height: y + EDGE }
}

function heightOf(part: SlipPart, width: PaperWidth): number {
  switch (part.kind) {
    case 'line':
      return part.scale * LETTER_DOTS.height + LINE_GAP
    case 'rule':
    case 'gap':
      return LETTER_DOTS.height + LINE_GAP
    case 'qr':
      return (qrPath(part.text).size + 2 * QUIET_ZONE) * PAPER[width].moduleDots
    default:
      return assertNever(part)
  }
}

function Drawn({ part, y, width }: Placed & { width: PaperWidth }) {
  const { columns, moduleDots } = PAPER[width]
  const dots = columns * LETTER_DOTS.width
  const left = (width * DOTS_PER_MM - dots) / 2
  switch (part.kind) {
    case 'line': {
      const [long, high] = [part.text.length * LETTER_DOTS.width * part.scale, LETTER_DOTS.height * part.scale]
      const x = part.align === 'center' ? left + (dots - long) / 2 : left
      return (
        <g data-inverted={part.isInverted ? '' : undefined}>
          {part.isInverted ? <rect x={x} y={y} width={long} height={high} /> : null}
          <text
            x={x}
            y={y + high * BASELINE}
            textLength={long}
            lengthAdjust="spacingAndGlyphs"
            fontSize={FONT_SIZE * part.scale}
            fontWeight={part.isBold ? 700 : 400}
          >
            {part.text}
          </text>
        </g>
      )
    }
    case 'rule': {
      const middle = y + LETTER_DOTS.height / 2
      return <line x1={left} x2={left + dots} y1={middle} y2={middle} />
    }
    case 'gap':
      return null
    case 'qr': {
      const { size, path } = qrPath(part.text)
      const x = left + (dots - size * moduleDots) / 2
      const at = `translate(${x} ${y + QUIET_ZONE * moduleDots}) scale(${moduleDots})`
      return <path d={path} transform={at} shapeRendering="crispEdges" />
    }
    default:
      return assertNever(part)
  }
}
