import { err, ok } from '../result/result'
import type { Result } from '../result/result'

/** What core takes from its surroundings here: it stands in Node, browsers and workers alike. */
declare const TextDecoder: new (
  label: string,
  options?: { fatal: boolean },
) => { decode(bytes?: Uint8Array, options?: { stream: boolean }): string }

/** How the letters of a text file are written. */
export type Encoding = 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'

/** A file that may be read from its beginning more than once. */
export type ByteSource = () => Iterable<Uint8Array> | AsyncIterable<Uint8Array>

/** How much of a file without mark is looked at for the zeros of UTF-16. */
const LOOKED_AT = 4_096
const LF = 10
const CR = 13
const TAB = 9

/**
 * Finds out how a text file is written, reading all of it: by its byte order mark, by the zeros of UTF-16, else UTF-8 as
 * long as every byte is. What is neither is the Windows-1252 of older spreadsheets, but only when nothing speaks against it:
 * a file that is partly UTF-8, that is cut within a letter, or that holds bytes no text has, is refused with the line
 * where that shows. A name must never be imported mangled.
 */
export async function detectEncoding(source: ByteSource): Promise<Result<Encoding, 'wrong_encoding'>> {
  const check = new Utf8Check()
  let head: Uint8Array = new Uint8Array(0)
  let isLooked = false
  for await (const bytes of source()) {
    if (!isLooked) {
      head = Uint8Array.of(...head, ...bytes.subarray(0, LOOKED_AT - head.length))
      const marked = markOf(head)
      if (marked !== null) return ok(marked)
      if (head.length >= LOOKED_AT) {
        isLooked = true
        const zeros = utf16ByZeros(head)
        if (zeros !== null) return ok(zeros)
      }
    }
    check.push(bytes)
  }
  const zeros = isLooked ? null : utf16ByZeros(head)
  return zeros === null ? check.end() : ok(zeros)
}

/** Bytes to text, portion by portion; a byte order mark is taken off. The encoding was found out before. */
export class TextReader {
  readonly #decode: (bytes?: Uint8Array) => string

  constructor(encoding: Encoding) {
    if (encoding === 'windows-1252') {
      this.#decode = (bytes = new Uint8Array(0)) => windows1252(bytes)
      return
    }
    const decoder = new TextDecoder(encoding, { fatal: false })
    this.#decode = (bytes) => (bytes === undefined ? decoder.decode() : decoder.decode(bytes, { stream: true }))
  }

  push(bytes: Uint8Array): string {
    return this.#decode(bytes)
  }

  end(): string {
    return this.#decode()
  }
}

function markOf(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le'
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : null
}

/** Text in Latin letters as UTF-16 has a zero in nearly every second byte, always on the same side. */
function utf16ByZeros(head: Uint8Array): 'utf-16le' | 'utf-16be' | null {
  const zeros = [0, 0]
  for (let at = 0; at < head.length; at += 1) if (head[at] === 0) zeros[at % 2] = (zeros[at % 2] ?? 0) + 1
  const [even = 0, odd = 0] = zeros
  const many = head.length * 0.35
  if (odd > many && even === 0) return 'utf-16le'
  return even > many && odd === 0 ? 'utf-16be' : null
}

/** Follows the bytes of a file as UTF-8, and notes what speaks for and against it. */
class Utf8Check {
  #line = 1
  #endedWithCr = false
  /** Bytes that the letter under way still needs, and the range of the next of them. */
  #need = 0
  #low = 0x80
  #high = 0xbf
  #letters = 0
  #invalidAt: number | null = null
  #isText = true

  push(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; at += 1) this.#take(bytes[at] ?? 0)
  }

  end(): Result<Encoding, 'wrong_encoding'> {
    const isCut = this.#need > 0
    if (this.#invalidAt === null) return isCut ? err('wrong_encoding', { line: this.#line }) : ok('utf-8')
    if (this.#letters === 0 && this.#isText) return ok('windows-1252')
    return err('wrong_encoding', { line: this.#invalidAt })
  }

  #take(byte: number): void {
    if (this.#need > 0) {
      if (byte >= this.#low && byte <= this.#high) {
        this.#need -= 1
        this.#low = 0x80
        this.#high = 0xbf
        if (this.#need === 0) this.#letters += 1
        return
      }
      this.#need = 0
      this.#invalidAt ??= this.#line
    }
    if (byte < 0x80) {
      if (byte === CR || (byte === LF && !this.#endedWithCr)) this.#line += 1
      this.#endedWithCr = byte === CR
      if (byte < 32 && byte !== TAB && byte !== LF && byte !== CR) this.#isText = false
      return
    }
    this.#endedWithCr = false
    if (WINDOWS_1252[byte - 0x80] === ' ') this.#isText = false
    if (byte >= 0xc2 && byte <= 0xf4) {
      this.#need = byte < 0xe0 ? 1 : byte < 0xf0 ? 2 : 3
      // No detour of more bytes than needed, no surrogates, nothing beyond the last letter (RFC 3629).
      this.#low = byte === 0xe0 ? 0xa0 : byte === 0xf0 ? 0x90 : 0x80
      this.#high = byte === 0xed ? 0x9f : byte === 0xf4 ? 0x8f : 0xbf
    } else {
      this.#invalidAt ??= this.#line
    }
  }
}

/** What Windows-1252 has at 0x80 to 0x9F, where Latin-1 has nothing to print; a space: no letter. Decoders differ in it. */
const WINDOWS_1252 = '€ ‚ƒ„…†‡ˆ‰Š‹Œ Ž  ‘’“”•–—˜™š›œ žŸ'

function windows1252(bytes: Uint8Array): string {
  let text = ''
  for (let at = 0; at < bytes.length; at += 8_192) {
    text += String.fromCharCode(...bytes.subarray(at, at + 8_192))
  }
  return text.replaceAll(/[\u0080-\u009f]/g, (char) => WINDOWS_1252[char.charCodeAt(0) - 0x80] ?? '')
}
