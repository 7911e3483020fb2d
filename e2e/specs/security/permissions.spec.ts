import { expect, test } from '@playwright/test'
import { readyGate } from '../../helpers/app'
import { noOrdinaryUser, ordinaryUser, type OrdinaryApp, type OrdinaryUser } from '../../helpers/ordinary-user'

test.skip(noOrdinaryUser() !== null, noOrdinaryUser() ?? '')

let user: OrdinaryUser
let running: OrdinaryApp

test.beforeAll(async () => {
  user = await ordinaryUser()
  // A camera and a microphone to ask for; who may have them is left to our handlers (no --use-fake-ui).
  running = await user.launch(await user.dataFolder(), { args: ['--use-fake-device-for-media-stream'] })
  await readyGate(running.page)
})
test.afterAll(async () => {
  await running?.close()
  user?.remove()
})

const askMedia = (constraints: MediaStreamConstraints): Promise<string> =>
  running.page.evaluate(
    (asked) =>
      navigator.mediaDevices.getUserMedia(asked).then(
        (stream) => {
          const kinds = stream.getTracks().map((track) => track.kind)
          for (const track of stream.getTracks()) track.stop()
          return kinds.join()
        },
        (refused: DOMException) => refused.name,
      ),
    constraints,
  )

test('our page may see, but not hear', async () => {
  expect(await askMedia({ video: true })).toBe('video')
  expect(await askMedia({ audio: true })).toBe('NotAllowedError')
  expect(await askMedia({ video: true, audio: true })).toBe('NotAllowedError')
  expect(
    await running.page.evaluate(() =>
      navigator.mediaDevices.getDisplayMedia({ video: true }).then(
        () => 'shown',
        (refused: DOMException) => refused.name,
      ),
    ),
  ).not.toBe('shown')
})

test('everything else is denied, asked for or looked up', async () => {
  const { page } = running
  const states = await page.evaluate(async () => {
    const names = ['microphone', 'geolocation', 'notifications', 'midi', 'clipboard-read', 'persistent-storage']
    const found: Record<string, string> = {}
    for (const name of names) {
      found[name] = await navigator.permissions.query({ name: name as PermissionName }).then(
        ({ state }) => state,
        () => 'unknown',
      )
    }
    return found
  })
  for (const [name, state] of Object.entries(states)) expect(`${name} ${state}`).not.toContain('granted')

  const asked = await page.evaluate(async () => {
    const word = (promise: Promise<unknown>): Promise<string> =>
      promise.then(
        () => 'granted',
        () => 'denied',
      )
    type Devices = Record<'usb' | 'serial' | 'hid' | 'bluetooth', { requestDevice?: unknown; getDevices?: unknown }>
    const devices = navigator as unknown as Devices
    const listed = async (name: 'usb' | 'hid') => {
      const list = devices[name]?.getDevices as (() => Promise<unknown[]>) | undefined
      return list === undefined ? 0 : (await list.call(devices[name])).length
    }
    return {
      geolocation: await word(new Promise((done, fail) => navigator.geolocation.getCurrentPosition(done, fail))),
      notifications: await Notification.requestPermission(),
      midi: await word(navigator.requestMIDIAccess({ sysex: true })),
      clipboard: await word(navigator.clipboard.readText()),
      usb: await listed('usb'),
      hid: await listed('hid'),
    }
  })
  expect(asked).toMatchObject({
    geolocation: 'denied',
    notifications: 'denied',
    midi: 'denied',
    clipboard: 'denied',
    usb: 0,
    hid: 0,
  })
})

test('a hand on the screen changes nothing: USB, serial, HID and Bluetooth find no device', async () => {
  // These APIs ask only after a touch; then Electron asks our session, which has no handler that would choose one.
  const { page } = running
  for (const [api, call] of [
    ['usb', 'requestDevice'],
    ['serial', 'requestPort'],
    ['hid', 'requestDevice'],
    ['bluetooth', 'requestDevice'],
  ] as const) {
    const answer = await running.app.evaluate(
      async ({ BrowserWindow }, [name, method]) => {
        const [window] = BrowserWindow.getAllWindows()
        const options = name === 'bluetooth' ? '{ acceptAllDevices: true }' : '{ filters: [] }'
        // `true`: as after a touch of the user.
        return window?.webContents.executeJavaScript(
          `Promise.resolve().then(() => navigator.${name}.${method}(${options}))
             .then((found) => Array.isArray(found) ? found.length : 'found', (refused) => refused.name)`,
          true,
        ) as Promise<unknown>
      },
      [api, call] as const,
    )
    expect(
      [0, 'NotFoundError', 'SecurityError', 'NotAllowedError', 'TypeError'],
      `${api}: ${String(answer)}`,
    ).toContain(answer)
  }
  await readyGate(page)
})

test('a frame is granted nothing, not even the camera', async () => {
  // Frames cannot be made at all: the policy has no frame-src. So the handlers are asked the way Chromium asks them.
  const { page } = running
  const made = await page.evaluate(async () => {
    const frame = document.createElement('iframe')
    frame.srcdoc = '<p>frame</p>'
    const over = new Promise((done) => frame.addEventListener('load', done))
    document.body.append(frame)
    await over
    const answer = await (frame.contentWindow as Window & typeof globalThis).navigator.mediaDevices
      ?.getUserMedia({ video: true })
      .then(
        () => 'granted',
        (refused: DOMException) => refused.name,
      )
    const frames = document.querySelectorAll('iframe').length
    frame.remove()
    return { answer, frames }
  })
  expect(made.answer).not.toBe('granted')
})
