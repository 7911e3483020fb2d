import { existsSync, readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { PEOPLE_GROUPS } from '../../core/people/groups'
import { openDatabase } from '../connection'
import { aPeopleStore } from './a-people-store'
import { lookupHmac } from './keys'
import { openRow } from './seal'
import type { NewRow, SealedRow } from './store'

/** All bytes of the database and its write-ahead log. */
function bytesOnDisk(file: string): Buffer {
  return Buffer.concat([file, `${file}-wal`].filter((name) => existsSync(name)).map((name) => readFileSync(name)))
}

/** Two pieces that no other row shares: after head and nonce, and the end (on an overflow page when it is long). */
const tracesOf = (row: SealedRow): Buffer[] => [row.sealed!.subarray(45, 61), row.sealed!.subarray(-24)]

/** Which of these pieces lie anywhere in the bytes; one pass, since there are thousands of them. */
function foundIn(bytes: Buffer, pieces: readonly Buffer[]): Set<Buffer> {
  const byStart = new Map<number, Buffer[]>()
  for (const piece of pieces) {
    const start = piece.readUInt32BE(0)
    byStart.set(start, [...(byStart.get(start) ?? []), piece])
  }
  const found = new Set<Buffer>()
  for (let at = 0; at + 4 <= bytes.length; at += 1) {
    for (const piece of byStart.get(bytes.readUInt32BE(at)) ?? []) {
      if (bytes.subarray(at, at + piece.length).equals(piece)) found.add(piece)
    }
  }
  return found
}

function rowsOf(visitor: string, n: number): NewRow[] {
  return [
    {
      visitor,
      group: 'greet',
      fields: { name: `Orang ${n}` },
      lookup: { phone: `0812${n}`, email: `o${n}@contoh.id` },
    },
    { visitor, group: 'contact', fields: { phone: `0812${n}`, email: `o${n}@contoh.id`, code: `K${n}` } },
    {
      visitor,
      group: 'identity',
      fields: { nik: `35780${n}`, answers: { asal: 'x'.repeat(n % 40 === 0 ? 9_000 : n % 300) } },
    },
    { visitor, group: 'note', fields: { text: 'catatan '.repeat(n % 40) } },
    { visitor, group: 'staff', fields: { name: `Orang ${n}`, verifier: null } },
  ]
}

describe('an erasure', () => {
  it('leaves nothing on the disk that the keys could open, while it did before (control)', () => {
    const { store, keys, file, close } = aPeopleStore({ onDisk: true })
    try {
      // Random ids and growing rows make the tree split and move its cells, which is where copies could stay behind.
      const ids = fc.sample(fc.uuid(), { numRuns: 1_500, seed: 42 })
      for (let from = 0; from < ids.length; from += 100) {
        store.put(ids.slice(from, from + 100).flatMap((visitor, i) => rowsOf(visitor, from + i)))
      }
      const versions = new Map<string, SealedRow[]>()
      const remember = (visitor: string) =>
        versions.set(visitor, [...(versions.get(visitor) ?? []), ...store.sealedRows(visitor)])
      const chosen = ids.filter((_, i) => i % 5 === 0)
      chosen.forEach(remember)
      store.put(chosen.slice(0, 100).flatMap((visitor, i) => rowsOf(visitor, 8_000 - i)))
      chosen.slice(0, 100).forEach(remember)

      const standing = chosen.flatMap((visitor) => store.sealedRows(visitor)).flatMap(tracesOf)
      const everSeen = [...versions.values()].flat().flatMap(tracesOf)
      const traces = [...standing, ...everSeen]
      const hashes = chosen.slice(100).map((_, i) => lookupHmac(keys, 'phone', `62812${(i + 100) * 5}`))
      const before = foundIn(bytesOnDisk(file), [...traces, ...hashes])
      for (const visitor of chosen) {
        const rows = store.sealedRows(visitor)
        expect(rows).toHaveLength(PEOPLE_GROUPS.length)
        expect(rows.every((row) => openRow(keys, row, row.sealed!).ok)).toBe(true)
      }
      // Of a version that was replaced, the bytes may be gone by now; of one that stands, they must be found.
      expect([...standing, ...hashes].every((piece) => before.has(piece))).toBe(true)

      for (const visitor of chosen) store.tombstone(visitor)
      expect(store.truncateWal()).toBe(true)

      expect(foundIn(bytesOnDisk(file), [...traces, ...hashes]).size).toBe(0)
      for (const visitor of chosen) {
        expect(store.sealedRows(visitor).every((row) => row.sealed === null)).toBe(true)
      }
      // The others are untouched.
      const kept = ids.filter((_, i) => i % 5 !== 0)
      expect(store.names(kept).size).toBe(kept.length)
      expect(kept.every((visitor) => store.read(visitor, 'identity').ok)).toBe(true)
    } finally {
      close()
    }
  })

  it('is not called finished while another process still reads the old rows', () => {
    const { store, file, close } = aPeopleStore({ onDisk: true })
    const reader = openDatabase(file, { readonly: true })
    try {
      store.put(rowsOf('v1', 1))
      reader.exec('BEGIN')
      reader.prepare('SELECT count(*) FROM people_row').get()
      store.tombstone('v1')
      expect(store.truncateWal({ tries: 2, waitMs: 10 })).toBe(false)
      reader.exec('COMMIT')
      expect(store.truncateWal({ tries: 2, waitMs: 10 })).toBe(true)
    } finally {
      reader.close()
      close()
    }
  })
})
