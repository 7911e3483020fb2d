import { randomUUID } from 'node:crypto'
import { request } from 'node:https'
import { connect, type TLSSocket } from 'node:tls'
import { expect, it } from 'vitest'
import { aDesk, aHub, type TestHub, type TestStation } from './testing/a-hub'

/** A station whose program was stopped: it opened its live connection, and from then on it neither reads nor ends. */
function frozen(station: TestStation): Promise<TLSSocket> {
  const { hostname, port } = new URL(station.url)
  return new Promise((resolve, reject) => {
    const socket = connect({ host: hostname, port: Number(port), ca: station.ca, checkServerIdentity: () => undefined })
    socket.once('error', reject)
    socket.once('secureConnect', () => {
      socket.write(
        `GET /v1/fairs/${station.fair}/live?session=${randomUUID()} HTTP/1.1\r\n` +
          `Host: hub\r\nAuthorization: Bearer ${station.token}\r\n\r\n`,
      )
    })
    socket.once('data', () => {
      socket.pause()
      socket.on('error', () => undefined) // cut off in the end, as it should be
      resolve(socket)
    })
  })
}

/** A request whose body never comes to its end. */
function halfSent(station: TestStation): Promise<void> {
  return new Promise((resolve) => {
    const asked = request(new URL(`/v1/fairs/${station.fair}/log`, station.url), {
      method: 'POST',
      ca: station.ca,
      headers: { authorization: `Bearer ${station.token}`, 'content-type': 'application/json', 'content-length': 999 },
    })
    asked.on('error', () => undefined) // cut off in the end
    asked.write('{', () => resolve())
  })
}

it('a hub stops though its clients hang: what was frozen or half sent is cut off after a short grace', async () => {
  const running: TestHub = await aHub()
  const desk = await aDesk(running, randomUUID())
  const socket = await frozen(desk)
  await halfSent(desk)
  await running.stop()
  // Nobody listens there any more.
  const { hostname, port } = new URL(running.hub.url)
  const again = await new Promise((resolve) => {
    const probe = connect({ host: hostname, port: Number(port), rejectUnauthorized: false })
    probe.once('error', (error: NodeJS.ErrnoException) => resolve(error.code))
    probe.once('secureConnect', () => resolve('open'))
  })
  expect(again).toBe('ECONNREFUSED')
  socket.destroy()
}, 60_000)
