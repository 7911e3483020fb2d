import { MOST_LOGO_BYTES, MOST_LOGO_SIDE, type LogoProblem } from '../../../../core/setup/logo'

/** A picture larger than this is no logo, and decoding it could take the window's memory. */
const LARGEST_FILE = 20_000_000
const TYPES = ['image/png', 'image/jpeg', 'image/svg+xml']
/** A drawing that names no size of its own is drawn this wide. */
const DRAWING_SIDE = MOST_LOGO_SIDE
/** Smaller than this nobody would know it. */
const LEAST_SIDE = 64
const STEP = 0.8

/**
 * Makes a logo of a picture that a person chose: drawn on a canvas and encoded anew as PNG, as large as it may be. What
 * the file held beside its dots (scripts of an SVG, places in a photo) does not come along.
 */
export async function logoFrom(
  file: File,
): Promise<{ readonly ok: true; readonly png: string } | { readonly ok: false; readonly code: LogoProblem }> {
  if (!TYPES.includes(file.type)) return { ok: false, code: 'logo_not_png' }
  if (file.size > LARGEST_FILE) return { ok: false, code: 'logo_too_large' }
  const url = URL.createObjectURL(file)
  try {
    const picture = await decoded(url)
    if (picture === null) return { ok: false, code: 'logo_not_png' }
    const natural = sidesOf(picture)
    for (let side = MOST_LOGO_SIDE; side >= LEAST_SIDE; side *= STEP) {
      const png = await drawn(picture, fitted(natural, side, file.type === 'image/svg+xml'))
      if (png === null) return { ok: false, code: 'logo_not_png' }
      if (png.size <= MOST_LOGO_BYTES) return { ok: true, png: base64Of(new Uint8Array(await png.arrayBuffer())) }
    }
    return { ok: false, code: 'logo_too_large' }
  } finally {
    URL.revokeObjectURL(url)
  }
}

export interface Sides {
  readonly width: number
  readonly height: number
}

/** The sides it is drawn with: the longest at most `side`. A drawing is sharp at any size, a photo is never blown up. */
export function fitted({ width, height }: Sides, side: number, isDrawing: boolean): Sides {
  const by = side / Math.max(width, height)
  const scale = isDrawing ? by : Math.min(1, by)
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) }
}

async function decoded(url: string): Promise<HTMLImageElement | null> {
  const picture = new Image()
  picture.src = url
  try {
    await picture.decode()
    return picture
  } catch {
    return null // Chromium says "no picture" by throwing; the caller has the words
  }
}

const sidesOf = ({ naturalWidth, naturalHeight }: HTMLImageElement): Sides =>
  naturalWidth > 0 && naturalHeight > 0
    ? { width: naturalWidth, height: naturalHeight }
    : { width: DRAWING_SIDE, height: DRAWING_SIDE }

function drawn(picture: HTMLImageElement, { width, height }: Sides): Promise<Blob | null> {
  const canvas = document.createElement('canvas')
  canvas.width = width
  canvas.height = height
  const context = canvas.getContext('2d')
  if (context === null) return Promise.resolve(null)
  context.imageSmoothingQuality = 'high'
  context.drawImage(picture, 0, 0, width, height)
  return new Promise((resolve) => canvas.toBlob(resolve, 'image/png'))
}

const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
