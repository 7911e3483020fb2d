import { CameraError, openCamera, type CameraSession, type OpenCamera } from './camera-session'
import { scanOf, type Scanner, type ScannerEvents, type ScannerState } from './scanner'

/** What the camera scanner works with; all but the events have the real thing as default. */
export type CameraOptions = ScannerEvents & { open?: OpenCamera; devices?: EventTarget }

/** Milliseconds until a camera that failed is tried again; each failure in a row goes one further. */
const RETRY_MS = [500, 1000, 2000, 4000, 8000] as const

/** A camera that ran this long (milliseconds) was all right: its next failure is a first one again. */
const SETTLED_MS = 10_000

/** One camera, whoever asks: a second scanner waits until the first has let go (StrictMode mounts twice). */
let cameraFree: Promise<unknown> = Promise.resolve()

/**
 * The camera as a scanner. Reports every code at every frame it is read in; the hold rule makes single scans of that.
 *
 * Invariants: at most one camera is open in the page at any time; opening and closing never overlap; after the promise
 * of `stop` no track is live, unless it was started again; while started, every failure is followed by a retry, at
 * once when the system says that devices have changed.
 */
export class CameraScanner implements Scanner {
  readonly #events: ScannerEvents
  readonly #open: OpenCamera
  readonly #devices: EventTarget | undefined
  #wanted = false
  #looping = false
  #busy: Promise<void> = Promise.resolve()
  #state: ScannerState = 'stopped'
  #failures = 0
  #session: CameraSession | undefined
  #preview: HTMLVideoElement | null = null
  #endSession: () => void = () => undefined
  #endWait: () => void = () => undefined

  constructor(options: CameraOptions) {
    this.#events = options
    this.#open = options.open ?? openCamera
    this.#devices = options.devices ?? navigator.mediaDevices
  }

  start(): void {
    if (this.#wanted) return
    this.#wanted = true
    this.#failures = 0
    if (!this.#looping) void this.#run()
  }

  async stop(): Promise<void> {
    this.#wanted = false
    this.#endSession()
    this.#endWait()
    this.#show(null)
    await this.#busy
  }

  /**
   * Shows the camera's picture in this element as long as it runs, or nowhere (null). Mirror, crop and hide it as you
   * like: what is decoded is never taken from it. Fits a React ref.
   */
  readonly showIn = (preview: HTMLVideoElement | null): void => {
    this.#show(null)
    this.#preview = preview
    this.#show(this.#session?.stream ?? null)
  }

  async #run(): Promise<void> {
    this.#looping = true
    this.#devices?.addEventListener('devicechange', this.#onDevices)
    while (this.#wanted) {
      // A camera that was reported missing stays so until it is back: no flicker at every try.
      if (this.#failures === 0) this.#become('starting')
      const turn = cameraFree.then(() => (this.#busy = this.#once()))
      cameraFree = turn
      await turn
      if (this.#wanted && this.#failures > 0) await this.#wait(RETRY_MS[this.#failures - 1] ?? 8000)
    }
    this.#devices?.removeEventListener('devicechange', this.#onDevices)
    this.#looping = false
    this.#become('stopped')
  }

  /** Opens the camera, stays while it delivers, closes it. Never rejects. */
  async #once(): Promise<void> {
    if (!this.#wanted) return
    const stopped = new Promise<'stopped'>((resolve) => (this.#endSession = () => resolve('stopped')))
    let startedAt: number
    let session: CameraSession
    try {
      session = await this.#open((text) => {
        if (this.#wanted) this.#events.onScan(scanOf(text, 'camera'))
      })
      startedAt = performance.now()
    } catch (error) {
      this.#failures++
      if (this.#wanted) this.#become(error instanceof CameraError ? error.failure : 'lost')
      return
    }
    let end: unknown = 'stopped'
    if (this.#wanted) {
      this.#session = session
      this.#show(session.stream)
      this.#become('running')
      end = await Promise.race([session.gone, stopped])
    }
    this.#session = undefined
    this.#show(null)
    await session.close()
    if (end === 'stopped') return
    if (performance.now() - startedAt > SETTLED_MS) this.#failures = 0
    this.#failures++
    this.#become('lost')
  }

  #become(state: ScannerState): void {
    if (state === this.#state) return
    this.#state = state
    this.#events.onState?.(state)
  }

  #show(stream: MediaStream | null): void {
    const preview = this.#preview
    if (!preview || preview.srcObject === stream) return
    preview.srcObject = stream
    preview.muted = true
    // Refused only when the element has left the page meanwhile.
    if (stream) preview.play().catch(() => undefined)
  }

  #wait(milliseconds: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, milliseconds)
      this.#endWait = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }

  /** Something was plugged in or out. A running camera that is gone tells so itself; a missing one is tried at once. */
  readonly #onDevices = (): void => {
    if (this.#session || this.#failures === 0) return
    this.#failures = 1
    this.#endWait()
  }
}
