import wasmUrl from 'zxing-wasm/reader/zxing_reader.wasm?url'
import { FrameDecoder, type FoundCode } from './decode/frame-decoder'
import type { Frame } from './decode/gray'
import { prepareZxing } from './decode/readers'

/** One frame to decode. Its memory is handed over. */
export type DecoderRequest = { id: number; frame: ImageData | ImageBitmap }
/** What was read in it, empty when nothing was; `broken` when this worker is of no more use. */
export type DecoderReply = { id: number; codes: FoundCode[]; broken?: true }

/** The part of a worker's global scope that is used here; the page's types do not know it. */
type Scope = {
  addEventListener: (type: 'message', listener: (event: MessageEvent<DecoderRequest>) => void) => void
  postMessage: (reply: DecoderReply, transfer: Transferable[]) => void
}
const scope = self as unknown as Scope

// From our own origin: the library's default is a CDN, which the page's policy refuses.
const ready = fetch(wasmUrl)
  .then((response) => response.arrayBuffer())
  .then(prepareZxing)
const decoder = new FrameDecoder()
let canvas: OffscreenCanvas | undefined

scope.addEventListener('message', ({ data: { id, frame } }) => {
  void decode(frame).then(
    (codes) => scope.postMessage({ id, codes }, []),
    () => scope.postMessage({ id, codes: [], broken: true }, []),
  )
})

async function decode(frame: ImageData | ImageBitmap): Promise<FoundCode[]> {
  await ready
  return decoder.decode(frame instanceof ImageData ? frame : pixelsOf(frame))
}

function pixelsOf(bitmap: ImageBitmap): Frame {
  const { width, height } = bitmap
  if (canvas?.width !== width || canvas.height !== height) canvas = new OffscreenCanvas(width, height)
  const context = canvas.getContext('2d', { willReadFrequently: true })
  if (!context) throw new Error('no canvas in the worker')
  context.drawImage(bitmap, 0, 0)
  bitmap.close()
  return context.getImageData(0, 0, width, height)
}
