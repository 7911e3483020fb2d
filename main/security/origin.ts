import { isAbsolute, join, relative } from 'node:path'

/** Our own scheme. `secure` and `standard`, else Chromium gives it no camera. */
export const SCHEME = 'app'
/** The origin of the first window. */
export const ORIGIN = 'app://pendopo'

/**
 * The origin of one window, by its place (0 = the first). Chromium keeps one zoom factor an origin, and windows on
 * screens of different sizes need one each (docs/decisions/0010-kiosk-zoom.md).
 */
export const originOf = (place: number): string => (place === 0 ? ORIGIN : `${ORIGIN}-${place + 1}`)
/** The origin of labels while they are laid out: no window on a screen has that place, so nothing zooms them. */
export const LABEL_ORIGIN = originOf(998)
/** The origin of reports, in the same way. */
export const REPORT_ORIGIN = originOf(997)
const OWN_HOST = /^pendopo(-\d{1,3})?$/

/** Strict: nothing but our own files; WebAssembly for the QR decoder is the only thing evaluated. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "worker-src 'self'",
  "connect-src 'self'",
  "img-src 'self' blob: data:",
  "style-src 'self'",
  "font-src 'self'",
  "media-src 'self' blob:",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ')

/** True for addresses of our own pages; compared by parts, never by how the text begins. */
export function isOwnUrl(url: string): boolean {
  const parsed = URL.canParse(url) ? new URL(url) : null
  return (
    parsed !== null &&
    parsed.protocol === `${SCHEME}:` &&
    OWN_HOST.test(parsed.host) &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** The file behind an address of one of our origins, inside `root`; null for anything that would lead out of it. */
export function fileForUrl(url: string, root: string): string | null {
  if (!isOwnUrl(url)) return null
  let path: string
  try {
    path = decodeURIComponent(new URL(url).pathname)
  } catch {
    return null // a broken escape is no file of ours
  }
  if (path.includes('\0') || path.includes('\\')) return null
  const file = join(root, path === '/' ? 'index.html' : path)
  const inside = relative(root, file)
  return inside === '' || inside.startsWith('..') || isAbsolute(inside) ? null : file
}
