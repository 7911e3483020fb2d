/** A colour as red, green and blue, 0…255. */
type Rgb = readonly [number, number, number]

/** The fair's colour and what follows from it, ready to be set as custom properties. */
export interface BrandTokens {
  readonly brand: string
  readonly strong: string
  readonly soft: string
  /** The brand as text on paper and on `soft`. */
  readonly ink: string
  /** Text on the brand. */
  readonly on: string
  /** Which kind of text the brand carries: the ornament follows it. */
  readonly onBrand: 'light' | 'dark'
}

const WHITE = '#ffffff'
const BLACK = '#000000'
const INK = '#1c1b1a'
const PAPER = '#fbf8f3'
const READABLE = 4.5

/** Contrast of two colours (`#rrggbb`) by WCAG: 1 … 21. */
export function contrast(a: string, b: string): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return ((light ?? 0) + 0.05) / ((dark ?? 0) + 0.05)
}

/** Chooses the text on a brand colour by contrast, and the shades of the brand that the screens need. */
export function brandTokens(brand: string): BrandTokens {
  const on = textOn(brand)
  const light = on === WHITE
  const soft = mix(brand, WHITE, 0.11)
  return {
    brand,
    // The pressed shade goes away from the text on it, so that a press never lowers the contrast.
    strong: light ? mix(brand, BLACK, 0.75) : mix(brand, WHITE, 0.75),
    soft,
    ink: darkened(brand, (shade) => contrast(shade, PAPER) >= READABLE && contrast(shade, soft) >= READABLE),
    on,
    onBrand: light ? 'light' : 'dark',
  }
}

/** Dresses the page in the fair's colour. Set through the CSSOM, which the CSP allows. */
export function wearBrand(brand: string, root: HTMLElement): void {
  const tokens = brandTokens(brand)
  root.style.setProperty('--brand', tokens.brand)
  root.style.setProperty('--brand-strong', tokens.strong)
  root.style.setProperty('--brand-soft', tokens.soft)
  root.style.setProperty('--brand-ink', tokens.ink)
  root.style.setProperty('--on-brand', tokens.on)
  root.dataset['onBrand'] = tokens.onBrand
}

/** White or ink, whichever reads better; black for the few middle tones on which neither is enough. */
function textOn(brand: string): string {
  const better = contrast(brand, WHITE) >= contrast(brand, INK) ? WHITE : INK
  if (contrast(brand, better) >= READABLE) return better
  return contrast(brand, WHITE) >= READABLE ? WHITE : BLACK
}

function darkened(color: string, enough: (shade: string) => boolean): string {
  for (let share = 1; share > 0; share -= 0.05) {
    const shade = mix(color, BLACK, share)
    if (enough(shade)) return shade
  }
  return INK
}

/** `share` of the first colour, the rest of the second. */
function mix(first: string, second: string, share: number): string {
  const [a, b] = [rgb(first), rgb(second)]
  const part = (i: 0 | 1 | 2) => Math.round(a[i] * share + b[i] * (1 - share))
  return hex([part(0), part(1), part(2)])
}

function luminance(color: string): number {
  const [r, g, b] = rgb(color).map((value) => {
    const part = value / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * (r ?? 0) + 0.7152 * (g ?? 0) + 0.0722 * (b ?? 0)
}

function rgb(color: string): Rgb {
  const value = Number.parseInt(color.slice(1), 16)
  return [(value >> 16) & 255, (value >> 8) & 255, value & 255]
}

const hex = (color: Rgb): string => `#${color.map((value) => value.toString(16).padStart(2, '0')).join('')}`
