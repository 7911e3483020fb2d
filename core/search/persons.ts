import { GrowingInts, SharedTexts } from './growing'

const BYTES = 16
const SPREAD = 0x9e_37_79_b1
const [DASH, ZERO, NINE, A] = [0x2d, 0x30, 0x39, 0x61]

/**
 * Everybody of a fair by number, with what the desk's table and the search both need of them, kept once for both. Flat
 * arrays: a million people take some seventy megabytes, most of it their names. Visitors are UUIDs, as in every event.
 */
export class Persons {
  #ids = new Uint8Array(1_024 * BYTES)
  /** Open addressing: number + 1 of whoever's id leads here; 0: nobody. */
  #slots = new Int32Array(4_096)
  readonly #names: (string | null)[] = []
  readonly #categories = new GrowingInts()
  readonly #institutions = new GrowingInts()
  readonly #texts = new SharedTexts()

  get size(): number {
    return this.#names.length
  }

  /** The number of a visitor; -1: unknown. */
  find(visitor: string): number {
    const id = bytesOf(visitor)
    return (this.#slots[this.#slotOf(id)] ?? 0) - 1
  }

  /** The number of a visitor, who gets one if need be. */
  numberOf(visitor: string): number {
    const id = bytesOf(visitor)
    const slot = this.#slotOf(id)
    const known = this.#slots[slot] ?? 0
    return known > 0 ? known - 1 : this.#add(id, slot)
  }

  visitor(number: number): string {
    return textOf(this.#ids.subarray(number * BYTES, (number + 1) * BYTES))
  }

  /** By visitor: which of two was registered earlier. */
  compare(a: number, b: number): number {
    for (let at = 0; at < BYTES; at += 1) {
      const apart = (this.#ids[a * BYTES + at] ?? 0) - (this.#ids[b * BYTES + at] ?? 0)
      if (apart !== 0) return apart
    }
    return 0
  }

  /** Null: none that this station can open. */
  name(number: number): string | null {
    return this.#names[number] ?? null
  }

  setName(number: number, name: string | null): void {
    this.#names[number] = name
  }

  category(number: number): string | null {
    return this.#texts.text(this.#categories.at(number))
  }

  institution(number: number): string | null {
    return this.#texts.text(this.#institutions.at(number))
  }

  setFacts(number: number, category: string | null, institution: string | null): void {
    this.#categories.set(number, this.#texts.numberOf(category))
    this.#institutions.set(number, this.#texts.numberOf(institution))
  }

  #add(id: Uint8Array, slot: number): number {
    const number = this.size
    if ((number + 1) * BYTES > this.#ids.length) this.#ids = widened(this.#ids)
    this.#ids.set(id, number * BYTES)
    this.#names.push(null)
    this.setFacts(number, null, null)
    this.#slots[slot] = number + 1
    // Half empty at least, or the walks grow long.
    if (this.size * 2 > this.#slots.length) this.#spreadOut()
    return number
  }

  /** Where this id stands, or would. */
  #slotOf(id: Uint8Array): number {
    const mask = this.#slots.length - 1
    for (let slot = hashOf(id) & mask; ; slot = (slot + 1) & mask) {
      const held = this.#slots[slot] ?? 0
      if (held === 0 || this.#isAt(held - 1, id)) return slot
    }
  }

  #isAt(number: number, id: Uint8Array): boolean {
    for (let at = BYTES - 1; at >= 0; at -= 1) if (this.#ids[number * BYTES + at] !== id[at]) return false
    return true
  }

  #spreadOut(): void {
    this.#slots = new Int32Array(this.#slots.length * 2)
    for (let number = 0; number < this.size; number += 1)
      this.#slots[this.#slotOf(this.#ids.subarray(number * BYTES, (number + 1) * BYTES))] = number + 1
  }
}

/** The last eight bytes of any UUID are the random ones. */
function hashOf(id: Uint8Array): number {
  let hash = 0
  for (let at = 8; at < BYTES; at += 1) hash = Math.imul(hash ^ (id[at] ?? 0), SPREAD)
  return hash ^ (hash >>> 15)
}

function widened(bytes: Uint8Array): Uint8Array<ArrayBuffer> {
  const wider = new Uint8Array(Math.ceil((bytes.length * 1.5) / BYTES) * BYTES)
  wider.set(bytes)
  return wider
}

function bytesOf(visitor: string): Uint8Array {
  const id = new Uint8Array(BYTES)
  let digits = 0
  for (let at = 0; at < visitor.length; at += 1) {
    const letter = visitor.charCodeAt(at)
    if (letter === DASH) continue
    const digit = letter <= NINE ? letter - ZERO : letter - A + 10
    if (digit < 0 || digit > 15 || digits === 2 * BYTES) throw new Error('a visitor is a UUID in small letters')
    id[digits >> 1] = ((id[digits >> 1] ?? 0) << 4) | digit
    digits += 1
  }
  if (digits < 2 * BYTES) throw new Error('a visitor is a UUID in small letters')
  return id
}

function textOf(id: Uint8Array): string {
  const hex = Array.from(id, (byte) => byte.toString(16).padStart(2, '0')).join('')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
}
