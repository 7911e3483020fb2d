import { expect, test } from '@playwright/test'
import { writeFileSync } from 'node:fs'
import { createSocket } from 'node:dgram'
import { createServer, type Server } from 'node:http'
import { createServer as createTcpServer, type AddressInfo } from 'node:net'
import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import { CONTENT_SECURITY_POLICY, ORIGIN } from '../../../main/security/origin'
import { readyGate, twoPictures } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

let user: OrdinaryUser
let running: OrdinaryApp
let server: Server
/** A server outside: the renderer must never reach it. */
let outside: string
const arrived: string[] = []

test.beforeAll(async () => {
  server = createServer((request, response) => {
    arrived.push(`${request.method} ${request.url}`)
    response.setHeader('Access-Control-Allow-Origin', '*')
    response.end('reached')
  })
  server.on('connection', () => arrived.push('a connection'))
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done))
  const address = server.address()
  outside = typeof address === 'object' && address !== null ? `127.0.0.1:${address.port}` : ''
  user = await ordinaryUser()
  running = await user.launch(await user.dataFolder())
  await readyGate(running.page)
})
test.afterAll(async () => {
  await running?.close()
  user?.remove()
  server?.close()
})
test.beforeEach(() => arrived.splice(0))

test('the page comes from our one origin, with the policy as it is written', async () => {
  const { page } = running
  expect(page.url()).toBe(`${ORIGIN}/`)
  const answer = await page.evaluate(async () => {
    const { status, headers } = await fetch('/')
    return { status, headers: Object.fromEntries(headers), secure: isSecureContext, origin: location.origin }
  })
  expect(answer).toMatchObject({
    status: 200,
    secure: true,
    origin: ORIGIN,
    headers: {
      'content-security-policy': CONTENT_SECURITY_POLICY,
      'x-content-type-options': 'nosniff',
      'cross-origin-opener-policy': 'same-origin',
    },
  })
  expect(CONTENT_SECURITY_POLICY).toMatch(/^default-src 'none'/)
  expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-inline|'unsafe-eval'|https?:|\*/)
})

test('no address leads out of the folder of the page', async () => {
  const { page, app } = running
  const addresses = [
    '/../main/index.js',
    '/%2e%2e/main/index.js',
    '/..%2fmain/index.js',
    '/assets/..%2f..%2fmain/index.js',
    '/%2e%2e%2f%2e%2e%2fpackage.json',
    '/..%5cmain%5cindex.js',
    '/%2fetc/passwd',
    '//etc/passwd',
    '/assets/%00',
    '/%e0%a4%a',
    '/assets',
    '/not-there.js',
  ]
  const statuses = await page.evaluate(
    (all) => Promise.all(all.map(async (path) => [path, (await fetch(`app://pendopo${path}`)).status])),
    addresses,
  )
  expect(statuses).toEqual(addresses.map((path) => [path, 404]))
  // Main's own way to the same files is no wider, and an address is only read.
  const fromMain = await app.evaluate(async ({ session }, origin) => {
    const { defaultSession } = session
    const status = async (url: string, method = 'GET') => (await defaultSession.fetch(url, { method })).status
    return [await status(`${origin}/`), await status(`${origin}/`, 'POST'), await status('app://other/index.html')]
  }, ORIGIN)
  expect(fromMain).toEqual([200, 404, 404])
})

test('written into the page, no script runs; nothing is evaluated', async () => {
  const { page } = running
  const ran = await page.evaluate(async () => {
    const view = window as unknown as Record<string, unknown>
    const blocked: string[] = []
    document.addEventListener('securitypolicyviolation', (event) => blocked.push(event.effectiveDirective))
    const inline = document.createElement('script')
    inline.textContent = 'window.ranInline = true'
    document.body.append(inline)
    const handler = document.createElement('button')
    handler.setAttribute('onclick', 'window.ranHandler = true')
    document.body.append(handler)
    handler.click()
    for (const source of [
      'data:text/javascript,window.ranData=true',
      URL.createObjectURL(new Blob(['window.ranBlob=true'])),
    ]) {
      const script = document.createElement('script')
      const over = new Promise((done) => {
        script.addEventListener('error', done)
        script.addEventListener('load', done)
      })
      script.src = source
      document.body.append(script)
      await over
    }
    const attempt = (run: () => unknown): string => {
      try {
        run()
        return 'ran'
      } catch (thrown) {
        return (thrown as Error).name
      }
    }
    const evaluated = [
      // oxlint-disable-next-line no-eval -- it must not run
      attempt(() => (0, eval)('1 + 1')),
      // oxlint-disable-next-line typescript/no-implied-eval -- it must not run
      attempt(() => new Function('return 1')()),
    ]
    inline.remove()
    handler.remove()
    return {
      names: Object.keys(view).filter((name) => name.startsWith('ran')),
      evaluated,
      blocked: [...new Set(blocked)].sort(),
    }
  })
  expect(ran.names).toEqual([])
  expect(ran.evaluated).toEqual(['EvalError', 'EvalError'])
  expect(ran.blocked).toEqual(expect.arrayContaining(['script-src-attr', 'script-src-elem']))
})

test('the renderer has no network: nothing arrives outside, whatever it tries', async () => {
  const { page } = running
  const outcomes = await page.evaluate(async (host) => {
    const over = (target: EventTarget): Promise<string> =>
      new Promise((done) => {
        for (const name of ['load', 'open', 'error', 'close']) target.addEventListener(name, () => done(name))
      })
    const url = `http://${host}`
    const request = new XMLHttpRequest()
    const asked = over(request)
    request.open('GET', `${url}/xhr`)
    request.send()
    const image = new Image()
    const drawn = over(image)
    image.src = `${url}/image`
    const style = Object.assign(document.createElement('link'), { rel: 'stylesheet', href: `${url}/style.css` })
    const styled = over(style)
    document.head.append(style)
    const script = Object.assign(document.createElement('script'), { src: `${url}/script.js` })
    const run = over(script)
    document.head.append(script)
    const socket = (() => {
      try {
        return over(new WebSocket(`ws://${host}/socket`))
      } catch {
        return 'error'
      }
    })()
    const events = over(new EventSource(`${url}/events`))
    const fetched = fetch(`${url}/fetch`).then(
      () => 'load',
      () => 'error',
    )
    const blind = fetch(`${url}/no-cors`, { mode: 'no-cors', method: 'POST', body: 'x' }).then(
      () => 'load',
      () => 'error',
    )
    navigator.sendBeacon(`${url}/beacon`, 'x')
    for (const rel of ['prefetch', 'preconnect', 'dns-prefetch', 'prerender'])
      document.head.append(Object.assign(document.createElement('link'), { rel, href: url }))
    const all = await Promise.all([asked, drawn, styled, run, socket, events, fetched, blind])
    style.remove()
    script.remove()
    return all
  }, outside)
  expect(outcomes.filter((outcome) => outcome !== 'error' && outcome !== 'close')).toEqual([])
  await twoPictures(page)
  expect(arrived).toEqual([])
})

test('where the policy would let it through, the session still does not: no request of a page leaves', async () => {
  // The second wall by itself: the same session, asked by main without a page and so without the page's policy.
  const reached = await running.app.evaluate(async ({ session }, host) => {
    const { defaultSession } = session
    return defaultSession.fetch(`http://${host}/session`).then(
      () => 'reached',
      () => 'refused',
    )
  }, outside)
  expect(reached).toBe('refused')
  expect(arrived).toEqual([])
  // The server is there: the test's own eyes see it.
  expect(await (await fetch(`http://${outside}/self`)).text()).toBe('reached')
})

test('WebRTC, which knows neither policy nor session rules, reaches nothing either', async () => {
  const host =
    Object.values(networkInterfaces())
      .flat()
      .find((found) => found?.family === 'IPv4' && !found.internal)?.address ?? '127.0.0.1'
  const packets: string[] = []
  const udp = createSocket('udp4', (packet) => packets.push(`udp ${packet.length}`))
  const tcp = createTcpServer((socket) => {
    packets.push('tcp')
    socket.on('error', () => undefined) // the page hangs up as it likes
  })
  await new Promise<void>((done) => udp.bind(0, '0.0.0.0', done))
  await new Promise<void>((done) => tcp.listen(0, '0.0.0.0', done))
  try {
    const ports = { udp: udp.address().port, tcp: (tcp.address() as AddressInfo).port }
    await running.page.evaluate(
      async ({ address, ports: { udp: udpPort, tcp: tcpPort } }) => {
        const peer = new RTCPeerConnection({
          iceServers: [
            { urls: `stun:${address}:${udpPort}` },
            { urls: `turn:${address}:${tcpPort}?transport=tcp`, username: 'u', credential: 'c' },
          ],
        })
        peer.createDataChannel('x')
        await peer.setLocalDescription(await peer.createOffer())
        // Another end that answers, with an address of ours instead of its own.
        const other = new RTCPeerConnection()
        await other.setRemoteDescription(peer.localDescription as RTCSessionDescription)
        const answer = await other.createAnswer()
        await peer.setRemoteDescription(answer)
        const fragment = /ice-ufrag:(\S+)/.exec(answer.sdp ?? '')?.[1] ?? ''
        for (const candidate of [
          `candidate:1 1 udp 2122194687 ${address} ${udpPort} typ host generation 0 ufrag ${fragment}`,
          `candidate:2 1 tcp 1518214911 ${address} ${tcpPort} typ host tcptype passive generation 0 ufrag ${fragment}`,
        ])
          await peer.addIceCandidate({ candidate, sdpMid: '0', sdpMLineIndex: 0 })
        // Nothing tells that nothing was sent; unhindered, the first packets arrive within 100 ms.
        await new Promise((done) => setTimeout(done, 1_500))
        peer.close()
        other.close()
      },
      { address: host, ports },
    )
    expect(packets).toEqual([])
  } finally {
    udp.close()
    tcp.close()
  }
})

test('no file of the computer can be read or shown', async () => {
  const { page } = running
  const secret = join(await user.dataFolder('empty'), 'secret.html')
  writeFileSync(secret, '<title>secret</title>')
  const url = new URL(`file://${secret}`).href
  const outcomes = await page.evaluate(async (file) => {
    const fetched = await fetch(file).then(
      () => 'read',
      () => 'refused',
    )
    const image = new Image()
    const drawn = new Promise((done) => {
      image.addEventListener('load', () => done('read'))
      image.addEventListener('error', () => done('refused'))
    })
    image.src = file
    return [fetched, await drawn]
  }, url)
  expect(outcomes).toEqual(['refused', 'refused'])
  await page.evaluate((file) => location.assign(file), url)
  await twoPictures(page)
  expect(page.url()).toBe(`${ORIGIN}/`)
})
