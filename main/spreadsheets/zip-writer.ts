import { crc32, constants, deflateRaw } from 'node:zlib'
import { promisify } from 'node:util'
import type { WholeFile } from '../commands/whole-file'

const deflate = promisify(deflateRaw)

/** More than this cannot be said in a plain ZIP archive; we write no ZIP64, since some spreadsheet programs do not read it. */
export const MOST_BYTES = 0xffff_fff0
/** An empty last block: it ends a stream whose blocks were each flushed to a whole byte. */
const LAST_BLOCK = Buffer.from([0x03, 0x00])
/** 1 January 1980, 00:00: an archive says nothing of when it was made. */
const NO_TIME = 0x0021_0000

interface Entry {
  readonly name: Buffer
  readonly at: number
  readonly crc: number
  readonly packed: number
  readonly size: number
}

/** The archive would be larger than four gigabytes. */
export class ZipTooLarge extends Error {
  constructor() {
    super('the archive is too large')
    this.name = 'ZipTooLarge'
  }
}

/**
 * Writes a ZIP archive part by part. Portions are packed in other threads while the next is being made; three at most are
 * held at a time, so that memory does not grow with the archive.
 */
export class ZipWriter {
  readonly #entries: Entry[] = []

  constructor(private readonly file: WholeFile) {}

  /** Adds a part from portions of text, each packed as it comes. */
  async add(name: string, portions: Iterable<string> | AsyncIterable<string>): Promise<void> {
    const at = this.file.size
    const nameBytes = Buffer.from(name, 'utf8')
    this.file.put(localHeader(nameBytes, { crc: 0, packed: 0, size: 0 }))
    const start = this.file.size
    let [crc, size] = [0, 0]
    const packing: Promise<Buffer>[] = []
    const put = async () => {
      const packed = await packing.shift()
      if (packed !== undefined) this.file.put(packed)
      if (this.file.size > MOST_BYTES) throw new ZipTooLarge()
    }
    try {
      for await (const portion of portions) {
        const bytes = Buffer.from(portion, 'utf8')
        crc = crc32(bytes, crc)
        size += bytes.length
        if (size > MOST_BYTES) throw new ZipTooLarge()
        packing.push(deflate(bytes, { level: 4, finishFlush: constants.Z_SYNC_FLUSH }))
        if (packing.length > 2) await put()
      }
      while (packing.length > 0) await put()
    } finally {
      // One that fails must not leave others running without anybody to hear of it.
      await Promise.allSettled(packing)
    }
    this.file.put(LAST_BLOCK)
    const sizes = { crc, packed: this.file.size - start, size }
    this.file.patch(at, localHeader(nameBytes, sizes))
    this.#entries.push({ name: nameBytes, at, ...sizes })
  }

  /** Writes the archive's directory: only then it is one. */
  end(): void {
    const from = this.file.size
    for (const entry of this.#entries) this.file.put(directoryEntry(entry))
    const length = this.file.size - from
    if (this.file.size > MOST_BYTES) throw new ZipTooLarge()
    const end = Buffer.alloc(22)
    end.writeUInt32LE(0x06054b50, 0)
    end.writeUInt16LE(this.#entries.length, 8)
    end.writeUInt16LE(this.#entries.length, 10)
    end.writeUInt32LE(length, 12)
    end.writeUInt32LE(from, 16)
    this.file.put(end)
  }
}

type Sizes = Pick<Entry, 'crc' | 'packed' | 'size'>

/** The fields that the header of a part and its entry in the directory share: version 2.0, names in UTF-8, deflated. */
function common(sizes: Sizes, name: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt32LE(NO_TIME, 6)
  fields.writeUInt32LE(sizes.crc, 10)
  fields.writeUInt32LE(sizes.packed, 14)
  fields.writeUInt32LE(sizes.size, 18)
  fields.writeUInt16LE(name.length, 22)
  return fields
}

const word = (value: number): Buffer => {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

const localHeader = (name: Buffer, sizes: Sizes): Buffer => Buffer.concat([word(0x04034b50), common(sizes, name), name])

/** Between the shared fields and the place: no comment, first disk, no attributes. */
const directoryEntry = (entry: Entry): Buffer =>
  Buffer.concat([
    word(0x02014b50),
    Buffer.from([20, 0]),
    common(entry, entry.name),
    Buffer.alloc(10),
    word(entry.at),
    entry.name,
  ])
