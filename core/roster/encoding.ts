import { err, ok } from '../result/result'
import type { Result } from '../result/result'

/** The one thing that core takes from its surroundings here: it stands in Node, browsers and workers alike. */
declare const TextDecoder: new (
  label: 'utf-8',
  options: { fatal: boolean },
) => { decode(bytes?: Uint8Array, options?: { stream: boolean }): string }

const LF = 10
const CR = 13

/**
 * Bytes to text, portion by portion; a byte order mark is taken off. Spreadsheets in other encodings (Windows-1252,
 * UTF-16) are refused with the line where it shows.
 */
export class Utf8Reader {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true })
  #head: Uint8Array = new Uint8Array(0)
  #line = 1
  #endedWithCr = false

  push(bytes: Uint8Array): Result<string, 'wrong_encoding'> {
    const held = this.#head
    if (held.length < 2) {
      this.#head = Uint8Array.of(...held, ...bytes.subarray(0, 2 - held.length))
      if (isUtf16Mark(this.#head)) return err('wrong_encoding', { line: 1 })
    }
    try {
      const text = this.#decoder.decode(bytes, { stream: true })
      this.#count(bytes, bytes.length)
      return ok(text)
    } catch {
      this.#count(bytes, firstInvalid(bytes))
      return err('wrong_encoding', { line: this.#line })
    }
  }

  end(): Result<string, 'wrong_encoding'> {
    try {
      return ok(this.#decoder.decode())
    } catch {
      return err('wrong_encoding', { line: this.#line })
    }
  }

  #count(bytes: Uint8Array, to: number): void {
    for (let at = 0; at < to; at += 1) {
      const byte = bytes[at]
      if (byte === CR || (byte === LF && !this.#endedWithCr)) this.#line += 1
      this.#endedWithCr = byte === CR
    }
  }
}

function isUtf16Mark(head: Uint8Array): boolean {
  return (head[0] === 0xff && head[1] === 0xfe) || (head[0] === 0xfe && head[1] === 0xff)
}

/** Where these bytes stop being UTF-8. A portion may begin inside a letter: such bytes are passed over. */
function firstInvalid(bytes: Uint8Array): number {
  let at = 0
  while (at < Math.min(3, bytes.length) && isContinuation(bytes[at])) at += 1
  while (at < bytes.length) {
    const lead = bytes[at] ?? 0
    const more =
      lead < 0x80
        ? 0
        : lead >= 0xc2 && lead < 0xe0
          ? 1
          : lead >= 0xe0 && lead < 0xf0
            ? 2
            : lead >= 0xf0 && lead < 0xf5
              ? 3
              : -1
    if (more === -1) return at
    for (let i = 1; i <= more; i += 1) if (!isContinuation(bytes[at + i])) return at
    at += more + 1
  }
  return bytes.length
}

function isContinuation(byte: number | undefined): boolean {
  return byte !== undefined && (byte & 0xc0) === 0x80
}
