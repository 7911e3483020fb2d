import { open, type FileHandle } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createInflateRaw } from 'node:zlib'
import { err, ok, type Result } from '../../core/result/result'

/** Why a file cannot be read as a ZIP archive. */
export type ZipError = 'zip_damaged' | 'zip_encrypted' | 'zip_too_large'

/** The archive says something that it does not hold, or unpacks to more than it said: found while a part is read. */
export class BadZip extends Error {
  constructor(
    readonly code: ZipError,
    reason: string,
  ) {
    super(reason)
    this.name = 'BadZip'
  }
}

/** A ZIP archive, read part by part from the disk: neither it nor any part is ever held whole. */
export interface Zip {
  has(name: string): boolean
  /** The bytes of a part, a portion at a time. @throws BadZip */
  read(name: string): AsyncGenerator<Uint8Array>
  close(): Promise<void>
}

interface Part {
  readonly method: number
  readonly packedSize: number
  readonly size: number
  readonly at: number
}

const END_SIGNATURE = 0x06054b50
const PART_SIGNATURE = 0x02014b50
const LOCAL_SIGNATURE = 0x04034b50
const END_BYTES = 22
const LONGEST_COMMENT = 65_535
const PORTION = 64 * 1024
const STORED = 0
const DEFLATED = 8
const MOST_PARTS = 10_000
/** In place of a size: it stands elsewhere, since it needs more than four bytes. Nothing we read is so large. */
const ZIP64 = 0xffffffff

/**
 * Opens a ZIP archive. `limit`: what its parts may come to unpacked, together, as the archive itself says; `read` holds
 * each part to what was said of it, so that a lie costs no more memory than the truth.
 */
export async function openZip(file: string, limit: number): Promise<Result<Zip, ZipError>> {
  const handle = await open(file, 'r')
  try {
    const parts = await readDirectory(handle)
    if (typeof parts === 'string') {
      await handle.close()
      return err(parts)
    }
    let sum = 0
    for (const { size } of parts.values()) sum += size
    if (sum > limit) {
      await handle.close()
      return err('zip_too_large', { megabytes: Math.round(sum / 1e6), limit: Math.round(limit / 1e6) })
    }
    return ok({
      has: (name) => parts.has(name),
      read: (name) => readPart(handle, parts.get(name) ?? null),
      close: () => handle.close(),
    })
  } catch (thrown) {
    await handle.close()
    throw thrown
  }
}

async function readDirectory(handle: FileHandle): Promise<ReadonlyMap<string, Part> | ZipError> {
  const { size } = await handle.stat()
  const tail = await readAt(handle, Math.max(0, size - END_BYTES - LONGEST_COMMENT), END_BYTES + LONGEST_COMMENT)
  let end = tail.length - END_BYTES
  while (end >= 0 && tail.readUInt32LE(end) !== END_SIGNATURE) end -= 1
  if (end < 0) return 'zip_damaged'
  const count = tail.readUInt16LE(end + 10)
  const length = tail.readUInt32LE(end + 12)
  const from = tail.readUInt32LE(end + 16)
  if (from + length > size || count > MOST_PARTS) return 'zip_damaged'
  const directory = await readAt(handle, from, length)
  const parts = new Map<string, Part>()
  for (let at = 0, n = 0; n < count; n += 1) {
    if (at + 46 > directory.length || directory.readUInt32LE(at) !== PART_SIGNATURE) return 'zip_damaged'
    if ((directory.readUInt16LE(at + 8) & 1) !== 0) return 'zip_encrypted'
    const nameEnd = at + 46 + directory.readUInt16LE(at + 28)
    const part = {
      method: directory.readUInt16LE(at + 10),
      packedSize: directory.readUInt32LE(at + 20),
      size: directory.readUInt32LE(at + 24),
      at: directory.readUInt32LE(at + 42),
    }
    if (part.size === ZIP64 || part.packedSize === ZIP64 || part.at === ZIP64) return 'zip_too_large'
    parts.set(directory.toString('utf8', at + 46, nameEnd), part)
    at = nameEnd + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32)
  }
  return parts
}

async function* readPart(handle: FileHandle, part: Part | null): AsyncGenerator<Uint8Array> {
  if (part === null) throw new BadZip('zip_damaged', 'a part is missing')
  const head = await readAt(handle, part.at, 30)
  if (head.length < 30 || head.readUInt32LE(0) !== LOCAL_SIGNATURE) throw new BadZip('zip_damaged', 'no part there')
  if (part.packedSize === 0) return
  const start = part.at + 30 + head.readUInt16LE(26) + head.readUInt16LE(28)
  const packed = Readable.from(portions(handle, start, part.packedSize))
  let given = 0
  for await (const bytes of unpacked(packed, part.method)) {
    given += bytes.length
    if (given > part.size) throw new BadZip('zip_too_large', 'a part is larger than the archive says')
    yield bytes
  }
  if (given !== part.size) throw new BadZip('zip_damaged', 'a part is shorter than the archive says')
}

async function* unpacked(packed: Readable, method: number): AsyncGenerator<Uint8Array> {
  if (method === STORED) {
    yield* packed as AsyncIterable<Uint8Array>
    return
  }
  if (method !== DEFLATED) throw new BadZip('zip_damaged', `packed by method ${method}`)
  const inflate = createInflateRaw({ chunkSize: PORTION })
  packed.once('error', (thrown) => inflate.destroy(thrown))
  packed.pipe(inflate)
  try {
    yield* inflate as AsyncIterable<Uint8Array>
  } catch (thrown) {
    const code = thrown instanceof Error && 'code' in thrown ? String(thrown.code) : ''
    if (code.startsWith('Z_')) throw new BadZip('zip_damaged', code)
    throw thrown
  } finally {
    packed.destroy()
    inflate.destroy()
  }
}

async function* portions(handle: FileHandle, start: number, length: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < length;) {
    const bytes = await readAt(handle, start + at, Math.min(PORTION, length - at))
    if (bytes.length === 0) throw new BadZip('zip_damaged', 'the file ends within a part')
    yield bytes
    at += bytes.length
  }
}

async function readAt(handle: FileHandle, from: number, length: number): Promise<Buffer> {
  const bytes = Buffer.alloc(length)
  const { bytesRead } = await handle.read(bytes, 0, length, from)
  return bytes.subarray(0, bytesRead)
}
