import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { CameraScanner } from './camera-scanner'
import type { CameraFailure, OpenCamera } from './camera-session'
import type { Scan, ScannerState } from './scanner'

vi.mock('./camera-session', () => {
  class CameraError extends Error {
    constructor(readonly failure: string) {
      super(failure)
    }
  }
  return { CameraError, openCamera: () => Promise.reject(new CameraError('missing')) }
})
const { CameraError } = await import('./camera-session')

/** Cameras that take 200 ms to open and 50 ms to close, and count how many are on at once. */
function cameras() {
  const hall = { opened: 0, on: 0, most: 0, failure: undefined as CameraFailure | undefined }
  let pullOut: () => void = nothing
  let show: (text: string) => void = nothing
  const open: OpenCamera = async (onText) => {
    hall.opened++
    hall.on++
    hall.most = Math.max(hall.most, hall.on)
    await sleep(200)
    if (hall.failure) {
      hall.on--
      throw new CameraError(hall.failure, 'no')
    }
    show = onText
    const gone = new Promise<void>((resolve) => (pullOut = resolve))
    let closed = false
    const close = async (): Promise<void> => {
      await sleep(50)
      if (!closed) hall.on--
      closed = true
    }
    return { stream: {} as MediaStream, gone, close }
  }
  return { hall, open, pullOut: () => pullOut(), show: (text: string) => show(text) }
}

function scanner(open: OpenCamera) {
  const devices = new EventTarget()
  const states: ScannerState[] = []
  const scans: Scan[] = []
  const camera = new CameraScanner({
    open,
    devices,
    onScan: (scan) => scans.push(scan),
    onState: (state) => states.push(state),
  })
  return { camera, states, scans, devices }
}

const nothing = (): void => undefined
const sleep = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds))

describe('camera scanner', () => {
  beforeEach(() => vi.useFakeTimers())
  afterEach(() => vi.useRealTimers())

  it('starts, reports what it reads, and lets the camera go', async () => {
    const { hall, open, show } = cameras()
    const { camera, states, scans } = scanner(open)
    camera.start()
    await vi.advanceTimersByTimeAsync(300)
    show('7K3M-Q9TX')
    const stopped = camera.stop()
    show('late')
    await vi.advanceTimersByTimeAsync(100)
    await stopped
    expect(scans).toEqual([{ text: '7K3M-Q9TX', via: 'camera', length: 9 }])
    expect(states).toEqual(['starting', 'running', 'stopped'])
    expect(hall.on).toBe(0)
  })

  it('never has two cameras on, and none after the last stop, however it is toggled', async () => {
    const { hall, open } = cameras()
    const { camera } = scanner(open)
    for (let i = 0; i < 40; i++) {
      camera.start()
      await vi.advanceTimersByTimeAsync((i * 37) % 330)
      void camera.stop()
      await vi.advanceTimersByTimeAsync((i * 13) % 70)
    }
    await vi.advanceTimersByTimeAsync(1000)
    expect(hall).toMatchObject({ on: 0, most: 1 })
  })

  it('runs in the end when the last call was start', async () => {
    const { hall, open } = cameras()
    const { camera, states } = scanner(open)
    for (let i = 0; i < 5; i++) {
      camera.start()
      void camera.stop()
      camera.start()
      await vi.advanceTimersByTimeAsync(i * 60)
    }
    await vi.advanceTimersByTimeAsync(1000)
    expect(hall.on).toBe(1)
    expect(states.at(-1)).toBe('running')
    void camera.stop()
    await vi.advanceTimersByTimeAsync(100)
  })

  it('waits for another scanner to let go, as when StrictMode mounts twice', async () => {
    const { hall, open } = cameras()
    const [first, second] = [scanner(open), scanner(open)]
    first.camera.start()
    void first.camera.stop()
    second.camera.start()
    await vi.advanceTimersByTimeAsync(1000)
    expect(hall).toMatchObject({ on: 1, most: 1 })
    expect(second.states).toEqual(['starting', 'running'])
    void second.camera.stop()
    await vi.advanceTimersByTimeAsync(100)
    expect(hall.on).toBe(0)
  })

  it('says what is wrong and keeps trying, more slowly each time, until the camera is back', async () => {
    const { hall, open } = cameras()
    hall.failure = 'missing'
    const { camera, states } = scanner(open)
    camera.start()
    await vi.advanceTimersByTimeAsync(60_000)
    expect(states).toEqual(['starting', 'missing'])
    expect(hall.opened).toBeGreaterThan(6)
    expect(hall.opened).toBeLessThan(14)
    hall.failure = undefined
    await vi.advanceTimersByTimeAsync(9_000)
    expect(states).toEqual(['starting', 'missing', 'running'])
    void camera.stop()
    await vi.advanceTimersByTimeAsync(100)
  })

  it('tries at once when a device is plugged in', async () => {
    const { hall, open } = cameras()
    hall.failure = 'denied'
    const { camera, states, devices } = scanner(open)
    camera.start()
    await vi.advanceTimersByTimeAsync(60_000)
    hall.failure = undefined
    devices.dispatchEvent(new Event('devicechange'))
    await vi.advanceTimersByTimeAsync(250)
    expect(states).toEqual(['starting', 'denied', 'running'])
    void camera.stop()
    await vi.advanceTimersByTimeAsync(100)
  })

  it('is lost when the camera is pulled out, and runs again when it returns', async () => {
    const { hall, open, pullOut } = cameras()
    const { camera, states } = scanner(open)
    camera.start()
    await vi.advanceTimersByTimeAsync(20_000)
    pullOut()
    await vi.advanceTimersByTimeAsync(2_000)
    expect(states).toEqual(['starting', 'running', 'lost', 'running'])
    expect(hall).toMatchObject({ on: 1, most: 1 })
    void camera.stop()
    await vi.advanceTimersByTimeAsync(100)
  })
})
