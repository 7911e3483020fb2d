import { contrast } from '../../app/brand'

/** The fair's colour for a dark screen: the same hue, lit. */
export interface LitBrand {
  /** Ground of the sign; lit enough for `on`. */
  readonly brand: string
  /** Text on paper and on `soft`. */
  readonly strong: string
  /** Ground of the newest call. */
  readonly soft: string
  readonly on: string
}

/** tokens.css has the same as --paper of the dark theme. */
export const DARK_PAPER = '#0f1716'
/** Read across a hall: far above what is asked for text. */
const READABLE = 7.5
/** A pure colour that fills half a wall dazzles. */
const MOST_SATURATED = 0.47

/** Lights a brand colour for the display, whatever colour it is. */
export function litBrand(color: string): LitBrand {
  const [hue, full] = hueOf(color)
  const saturation = Math.min(full, MOST_SATURATED)
  const on = fromHsl(hue, Math.min(full, 0.65), 0.06)
  const soft = fromHsl(hue, Math.min(full, 0.37), 0.145)
  const lit = (from: number, ground: string) => {
    let lightness = from
    while (lightness < 0.99 && contrast(fromHsl(hue, saturation, lightness), ground) < READABLE) lightness += 0.01
    return lightness
  }
  const ground = Math.max(lit(0.5, on), lit(0.5, DARK_PAPER))
  const text = Math.max(lit(Math.min(0.95, ground + 0.1), soft), lit(ground, DARK_PAPER))
  return { brand: fromHsl(hue, saturation, ground), strong: fromHsl(hue, saturation, text), soft, on }
}

/** Hue in degrees and saturation 0 … 1. */
function hueOf(color: string): readonly [number, number] {
  const value = Number.parseInt(color.slice(1), 16)
  const r = ((value >> 16) & 255) / 255
  const g = ((value >> 8) & 255) / 255
  const b = (value & 255) / 255
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  const spread = most - least
  if (spread === 0) return [0, 0]
  const hue = most === r ? (g - b) / spread : most === g ? 2 + (b - r) / spread : 4 + (r - g) / spread
  return [(hue * 60 + 360) % 360, spread / (1 - Math.abs(most + least - 1))]
}

function fromHsl(hue: number, saturation: number, lightness: number): string {
  const reach = saturation * Math.min(lightness, 1 - lightness)
  const part = (offset: number) => {
    const k = (offset + hue / 30) % 12
    const value = lightness - reach * Math.max(-1, Math.min(k - 3, 9 - k, 1))
    return Math.round(value * 255)
      .toString(16)
      .padStart(2, '0')
  }
  return `#${part(0)}${part(8)}${part(4)}`
}
