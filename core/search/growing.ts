/** A flat array of numbers that grows at its end: a million of them are one block instead of a million objects. */
export class GrowingInts {
  #values: Int32Array
  #length = 0

  constructor(capacity = 1_024) {
    this.#values = new Int32Array(capacity)
  }

  get length(): number {
    return this.#length
  }

  /** What is in it; good until the next change. */
  get values(): Int32Array {
    return this.#values.subarray(0, this.#length)
  }

  at(index: number): number {
    return this.#values[index] ?? 0
  }

  set(index: number, value: number): void {
    if (index >= this.#length) this.#grow(index + 1)
    this.#values[index] = value
  }

  push(value: number): void {
    this.set(this.#length, value)
  }

  #grow(length: number): void {
    if (length > this.#values.length) {
      const wider = new Int32Array(Math.max(length, Math.ceil(this.#values.length * 1.5)))
      wider.set(this.#values)
      this.#values = wider
    }
    this.#length = length
  }
}

/** Texts that many share, each kept once and known by a number; 0 is none. */
export class SharedTexts {
  readonly #texts: (string | null)[] = [null]
  readonly #numbers = new Map<string, number>()

  numberOf(text: string | null): number {
    if (text === null) return 0
    const known = this.#numbers.get(text)
    if (known !== undefined) return known
    this.#numbers.set(text, this.#texts.length)
    return this.#texts.push(text) - 1
  }

  text(number: number): string | null {
    return this.#texts[number] ?? null
  }
}
