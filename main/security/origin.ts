import { isAbsolute, join, relative } from 'node:path'

/** The one origin of all our windows. `secure` and `standard`, else Chromium gives it no camera. */
export const SCHEME = 'app'
export const ORIGIN = 'app://pendopo'

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
    `${parsed.protocol}//${parsed.host}` === ORIGIN &&
    parsed.username === '' &&
    parsed.password === ''
  )
}

/** The file behind an address of our origin, inside `root`; null for anything that would lead out of it. */
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
