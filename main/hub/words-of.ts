import type { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'

/**
 * What a process of Electron writes, to its last word. Electron takes every listener off the streams of a process that
 * has ended, also while words are still in the pipe: here they are listened to again, and the stream ends when they do.
 */
export function wordsOf(child: EventEmitter, stream: NodeJS.ReadableStream | null): PassThrough {
  const words = new PassThrough()
  if (stream === null) return words.end()
  const listen = () => {
    stream.on('data', (chunk: Buffer) => words.write(chunk))
    stream.on('end', () => words.end())
  }
  listen()
  child.once('exit', () => process.nextTick(listen))
  return words
}
