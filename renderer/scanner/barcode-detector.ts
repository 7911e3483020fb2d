import type { DecoderReply, DecoderRequest } from './decoder.worker'

/** One code in a picture, as the Shape Detection API has it. */
export type DetectedCode = {
  rawValue: string
  format: 'qr_code'
  boundingBox: DOMRectReadOnly
  cornerPoints: readonly { x: number; y: number }[]
}

/** A frame that is not answered within this time (milliseconds) is given up, and with it the worker. */
const ANSWER_MS = 5_000

let worker: Worker | undefined
let nextId = 0
const waiting = new Map<number, (reply: DecoderReply | undefined) => void>()

/**
 * A BarcodeDetector for QR codes that decodes in a worker, so that the page stays free. All instances share the one
 * worker (html5-qrcode makes three). A frame without a code, or that could not be decoded for whatever reason, gives
 * an empty list: `detect` never rejects, so no scan loop can die of it.
 */
export class WorkerBarcodeDetector {
  static getSupportedFormats(): Promise<string[]> {
    return Promise.resolve(['qr_code'])
  }

  async detect(source: ImageBitmapSource): Promise<DetectedCode[]> {
    try {
      const frame = await frameOf(source)
      const reply = await ask(frame)
      return (reply?.codes ?? []).map(({ text, corners }) => ({
        rawValue: text,
        format: 'qr_code',
        boundingBox: boxAround(corners),
        cornerPoints: corners,
      }))
    } catch {
      return []
    }
  }
}

/** Makes `window.BarcodeDetector` ours, in place of the browser's if it has one. May be called again. */
export function installBarcodeDetector(): void {
  Object.defineProperty(window, 'BarcodeDetector', { value: WorkerBarcodeDetector, configurable: true, writable: true })
  decoder() // its wasm compiles while the camera opens
}

/** A canvas' pixels are read here (html5-qrcode's lies in memory: a copy); anything else is drawn in the worker. */
async function frameOf(source: ImageBitmapSource): Promise<ImageData | ImageBitmap> {
  if (source instanceof HTMLCanvasElement) {
    const context = source.getContext('2d')
    if (context && source.width > 0 && source.height > 0) return context.getImageData(0, 0, source.width, source.height)
  }
  return createImageBitmap(source)
}

function ask(frame: ImageData | ImageBitmap): Promise<DecoderReply | undefined> {
  const id = nextId++
  const request: DecoderRequest = { id, frame }
  return new Promise((resolve) => {
    const timer = setTimeout(restart, ANSWER_MS)
    waiting.set(id, (reply) => {
      clearTimeout(timer)
      waiting.delete(id)
      resolve(reply)
    })
    decoder().postMessage(request, [frame instanceof ImageData ? frame.data.buffer : frame])
  })
}

function decoder(): Worker {
  if (worker) return worker
  worker = new Worker(new URL('./decoder.worker.ts', import.meta.url), { type: 'module', name: 'decoder' })
  worker.addEventListener('message', ({ data }: MessageEvent<DecoderReply>) =>
    data.broken ? restart() : waiting.get(data.id)?.(data),
  )
  worker.addEventListener('error', restart)
  return worker
}

/** A decoder that hangs or crashed is thrown away; the next frame starts a new one. */
function restart(): void {
  worker?.terminate()
  worker = undefined
  for (const settle of waiting.values()) settle(undefined)
}

function boxAround(points: readonly { x: number; y: number }[]): DOMRectReadOnly {
  const xs = points.map((point) => point.x)
  const ys = points.map((point) => point.y)
  const [left, top] = [Math.min(...xs), Math.min(...ys)]
  // html5-qrcode takes the largest code and drops one without area, so a code always has some.
  return new DOMRectReadOnly(left, top, Math.max(1, Math.max(...xs) - left), Math.max(1, Math.max(...ys) - top))
}
