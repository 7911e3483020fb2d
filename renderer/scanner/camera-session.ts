import { Html5Qrcode, Html5QrcodeSupportedFormats } from 'html5-qrcode'
import { installBarcodeDetector } from './barcode-detector'

/** Why a camera could not be opened: there is none, it may not be used, or it does not deliver (busy, broken). */
export type CameraFailure = 'missing' | 'denied' | 'lost'

/** Thrown by OpenCamera. */
export class CameraError extends Error {
  constructor(
    readonly failure: CameraFailure,
    message: string,
  ) {
    super(message)
  }
}

/** One opening of the camera, from its first picture until it is closed. */
export type CameraSession = {
  /** The live stream, for a preview. Its tracks are stopped by `close`. */
  stream: MediaStream
  /** Resolves when the camera stops delivering by itself: pulled out, frozen, taken by another program. Never rejects. */
  gone: Promise<void>
  /** Lets the camera go; afterwards no track is live and no text is reported. Never rejects; may be called again. */
  close: () => Promise<void>
}

/** Opens the camera and reports each text at each frame it is read in. Rejects with CameraError only. */
export type OpenCamera = (onText: (text: string) => void) => Promise<CameraSession>

/** Milliseconds the camera may take to its first picture, and later between two pictures or two decoding attempts. */
const FIRST_PICTURE_MS = 10_000
const STALLED_MS = 4_000
const CHECK_MS = 1_000

/**
 * html5-qrcode waits this long *after* each decoded frame: 20 asks for 50 ms, which with 20 to 40 ms of decoding gives
 * 11 to 14 frames a second.
 */
const FRAMES_PER_SECOND = 20

const nothing = (): void => undefined

const WANTED: MediaTrackConstraints = { width: { ideal: 1280 }, height: { ideal: 720 }, frameRate: { ideal: 30 } }

let hosts = 0

/**
 * Opens the camera through html5-qrcode's core, fed by our decoder.
 *
 * html5-qrcode has to be handled with care (each of these was seen to fail):
 * - It decodes what its video element shows, at that element's CSS size, and nothing while that has no layout. So it
 *   works in a place of its own behind the page, as large as the camera's picture; a preview is a second video element
 *   on the same stream, free to be cropped, mirrored, hidden or taken away.
 * - `stop()` before the first picture throws and may leave the camera on. So it is called only after that, and the
 *   tracks are stopped by us in any case.
 * - With a BarcodeDetector it still gives every other frame to its own old decoder: that one is taken out.
 * - Its loop ends for good when a frame throws. So attempts are watched, as are the camera's frames.
 */
export const openCamera: OpenCamera = async (onText) => {
  installBarcodeDetector()
  const place = placeBehindPage()
  let attemptAt = performance.now()
  let open = true
  const attempt = (): void => void (attemptAt = performance.now())
  try {
    const reader = new Html5Qrcode(place.id, {
      formatsToSupport: [Html5QrcodeSupportedFormats.QR_CODE],
      useBarCodeDetectorIfSupported: true,
      verbose: false,
    })
    dropOwnDecoder(reader)
    const playing = firstPicture(place.box)
    const started = reader.start(
      { facingMode: 'user' }, // not used: videoConstraints replace it, but it must be there
      { fps: FRAMES_PER_SECOND, disableFlip: true, videoConstraints: WANTED },
      (text) => {
        attempt()
        if (open && text !== '') onText(text)
      },
      attempt,
    )
    const close = async (): Promise<void> => {
      if (!open) return
      open = false
      watch?.stop()
      const stream = streamIn(place.box)
      await reader.stop().catch(() => undefined)
      stopTracks(stream)
      place.box.remove()
    }
    let watch: Watch | undefined
    const late = new CameraError('lost', `no picture within ${FIRST_PICTURE_MS} ms`)
    try {
      await within(Promise.all([started, playing]), FIRST_PICTURE_MS, late)
    } catch (error) {
      open = false
      stopTracks(streamIn(place.box))
      // A permission or a driver that answers after all must not leave a camera on that nobody asked for.
      void Promise.resolve(started).then(
        () => stopTracks(streamIn(place.box)),
        () => undefined,
      )
      throw error
    }
    const video = place.box.querySelector('video')
    const stream = streamIn(place.box)
    if (!video || !stream) throw new CameraError('lost', 'html5-qrcode shows no video')
    watch = watchFrames(video, stream, () => attemptAt)
    return { stream, gone: watch.gone, close }
  } catch (error) {
    place.box.remove()
    throw error instanceof CameraError ? error : cameraError(error)
  }
}

/** html5-qrcode rejects with texts that quote the browser's error, so its name is searched for. */
function cameraError(error: unknown): CameraError {
  const message = String(error)
  if (/NotAllowed|Permission|SecurityError/.test(message)) return new CameraError('denied', message)
  if (/NotFound|Overconstrained|DevicesNotFound|not supported/i.test(message))
    return new CameraError('missing', message)
  return new CameraError('lost', message)
}

/** A corner of the page with a layout of its own that nobody sees, touches or reads out. */
function placeBehindPage(): { box: HTMLElement; id: string } {
  const box = document.createElement('div')
  box.setAttribute('aria-hidden', 'true')
  box.inert = true
  box.dataset['camera'] = ''
  Object.assign(box.style, {
    position: 'fixed',
    left: '0',
    top: '0',
    width: '1280px',
    opacity: '0',
    pointerEvents: 'none',
    zIndex: '-1',
    contain: 'layout paint style',
  })
  const inner = document.createElement('div')
  inner.id = `camera-${++hosts}`
  box.append(inner)
  document.body.append(box)
  return { box, id: inner.id }
}

/** Resolves when the first picture is there and html5-qrcode has set itself up on it, at the camera's real size. */
function firstPicture(box: HTMLElement): Promise<void> {
  box.addEventListener(
    'loadedmetadata',
    ({ target }) => {
      if (target instanceof HTMLVideoElement) target.style.width = `${target.videoWidth}px`
    },
    { capture: true },
  )
  return new Promise((resolve) => {
    // html5-qrcode listens on the element itself, after us: one turn later it is done.
    box.addEventListener('playing', () => setTimeout(resolve, 0), { capture: true, once: true })
  })
}

function dropOwnDecoder(reader: Html5Qrcode): void {
  const inside = reader as unknown as { qrcode?: { primaryDecoder?: unknown; secondaryDecoder?: unknown } }
  if (!inside.qrcode?.primaryDecoder) throw new CameraError('lost', 'html5-qrcode has changed inside')
  inside.qrcode.secondaryDecoder = undefined
}

type Watch = { gone: Promise<void>; stop: () => void }

/** Notices that a camera has ended, or that for some seconds neither pictures came nor any was decoded. */
function watchFrames(video: HTMLVideoElement, stream: MediaStream, lastAttempt: () => number): Watch {
  let report = nothing
  const gone = new Promise<void>((resolve) => (report = resolve))
  let frames = -1
  let frameAt = performance.now()
  let checkedAt = performance.now()
  const timer = setInterval(() => {
    const now = performance.now()
    const count = video.getVideoPlaybackQuality().totalVideoFrames
    // A page that is hidden or slept gets no frames and few timers: that says nothing of the camera.
    const asleep = document.visibilityState !== 'visible' || now - checkedAt > 2 * CHECK_MS
    checkedAt = now
    if (count !== frames || asleep) {
      frames = count
      frameAt = now
    }
    if (now - frameAt > STALLED_MS || (!asleep && now - lastAttempt() > STALLED_MS + CHECK_MS)) report()
  }, CHECK_MS)
  for (const track of stream.getTracks()) track.addEventListener('ended', () => report())
  return { gone, stop: () => clearInterval(timer) }
}

function streamIn(box: HTMLElement): MediaStream | undefined {
  const source = box.querySelector('video')?.srcObject
  return source instanceof MediaStream ? source : undefined
}

function stopTracks(stream: MediaStream | undefined): void {
  for (const track of stream?.getTracks() ?? []) track.stop()
}

function within<T>(work: Promise<T>, milliseconds: number, error: Error): Promise<T> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(error), milliseconds)
    work.then(resolve, reject).finally(() => clearTimeout(timer))
  })
}
