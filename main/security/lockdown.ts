import { net, protocol, session, type Session, type WebContents } from 'electron'
import { pathToFileURL } from 'node:url'
import { CONTENT_SECURITY_POLICY, fileForUrl, isOwnUrl, SCHEME } from './origin'

/** Must run before the app is ready. */
export function registerScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/** The session of all our windows: our files, the camera for our page, and nothing else. */
export async function lockSession(root: string): Promise<Session> {
  const ses = session.defaultSession
  ses.protocol.handle(SCHEME, async (request) => {
    const file = request.method === 'GET' ? fileForUrl(request.url, root) : null
    if (file === null) return new Response('not found', { status: 404 })
    try {
      const found = await net.fetch(pathToFileURL(file).toString())
      const headers = new Headers(found.headers)
      headers.set('Content-Security-Policy', CONTENT_SECURITY_POLICY)
      headers.set('X-Content-Type-Options', 'nosniff')
      headers.set('Cross-Origin-Opener-Policy', 'same-origin')
      return new Response(found.body, { status: found.status, headers })
    } catch {
      return new Response('not found', { status: 404 }) // a file we do not have; the page's own error shows it
    }
  })
  // No network in the renderer: hub, printers and files are main's.
  ses.webRequest.onBeforeRequest((details, answer) => {
    const scheme = URL.canParse(details.url) ? new URL(details.url).protocol : ''
    answer({
      cancel: !(
        isOwnUrl(details.url) ||
        scheme === 'blob:' ||
        scheme === 'data:' ||
        (scheme === 'file:' && details.webContentsId === undefined)
      ),
    })
  })
  // Default deny. The camera, for the main frame of our own page: the gate scans with it.
  ses.setPermissionRequestHandler((_contents, permission, answer, details) => {
    const media = 'mediaTypes' in details ? (details.mediaTypes ?? []) : []
    answer(
      permission === 'media' &&
        details.isMainFrame &&
        isOwnUrl(details.requestingUrl) &&
        media.length > 0 &&
        media.every((kind) => kind === 'video'),
    )
  })
  ses.setPermissionCheckHandler(
    (_contents, permission, origin, details) =>
      permission === 'media' && details.isMainFrame && isOwnUrl(origin) && details.mediaType !== 'audio',
  )
  ses.setDevicePermissionHandler(() => false)
  ses.on('will-download', (event) => event.preventDefault())
  ses.setSpellCheckerEnabled(false)
  // WebRTC asks neither the policy nor onBeforeRequest: it has no UDP (below), and its TCP ends at a proxy that is not.
  await ses.setProxy({ mode: 'fixed_servers', proxyRules: 'socks5://127.0.0.1:1', proxyBypassRules: '<-loopback>' })
  return ses
}

/** Nothing leads a window anywhere else than to its own `origin`, and it opens no other. */
export function lockContents(contents: WebContents, origin: string): void {
  contents.on('will-navigate', (event) => event.preventDefault())
  contents.on('will-redirect', (event) => event.preventDefault())
  contents.on('will-frame-navigate', (event) => event.preventDefault())
  // about:blank is asked of nobody: a page that went there comes back.
  contents.on('did-navigate', (_event, url) => {
    if (!isOwnUrl(url)) void contents.loadURL(`${origin}/`)
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(() => ({ action: 'deny' }))
  contents.setWebRTCIPHandlingPolicy('disable_non_proxied_udp')
}
