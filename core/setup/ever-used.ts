import { isSame, ROW_PARTS, type RowPart } from './part-names'
import type { FairSetup } from './schema'

/**
 * What every set-up of a fair so far has used up: a code is never given a new meaning, a category's number stands in
 * signed codes, an answer names the version of the text it was given to. Fed with the set-ups one by one, in any order.
 */
export class EverUsed {
  readonly #codes = new Map<RowPart, Set<string>>(ROW_PARTS.map((part) => [part, new Set()]))
  readonly #prefixes = new Set<string>()
  /** Whose each number of a category was first. */
  readonly #numbers = new Map<number, string>()
  readonly #texts = new Map<string, Map<number, unknown>>()

  add(setup: FairSetup): this {
    for (const part of ROW_PARTS) for (const { code } of setup[part]) this.#codes.get(part)?.add(code.toLowerCase())
    for (const { prefix } of setup.services) this.#prefixes.add(prefix)
    for (const { code, number } of setup.categories)
      if (!this.#numbers.has(number)) this.#numbers.set(number, code.toLowerCase())
    for (const { code, version, text } of setup.purposes) {
      const texts = this.#texts.get(code) ?? new Map<number, unknown>()
      if (!texts.has(version)) texts.set(version, text)
      this.#texts.set(code, texts)
    }
    return this
  }

  hasCode(part: RowPart, code: string): boolean {
    return this.#codes.get(part)?.has(code.toLowerCase()) ?? false
  }
  hasPrefix(prefix: string): boolean {
    return this.#prefixes.has(prefix)
  }
  /** The next number that no category ever had. */
  nextNumber(): number {
    return Math.max(0, ...this.#numbers.keys()) + 1
  }
  /** The next version that no text of this purpose ever had. */
  nextVersion(purpose: string): number {
    return Math.max(0, ...(this.#texts.get(purpose)?.keys() ?? [])) + 1
  }
  /** A category whose number was another's, or that had another: signed codes would change their meaning; null: none. */
  misnumbered<T extends FairSetup['categories'][number]>(categories: readonly T[]): T | null {
    const had = new Map([...this.#numbers].map(([number, code]) => [code, number]))
    const isWrong = ({ code, number }: T) =>
      (this.#numbers.get(number) ?? code.toLowerCase()) !== code.toLowerCase() ||
      (had.get(code.toLowerCase()) ?? number) !== number
    return categories.find(isWrong) ?? null
  }
  /**
   * The version under which a purpose's text goes: the one told, unless another text has it. A text that was there before
   * keeps the version it had then.
   */
  versionOf({ code, version, text }: Pick<FairSetup['purposes'][number], 'code' | 'version' | 'text'>): number {
    const texts = this.#texts.get(code) ?? new Map<number, unknown>()
    if (!texts.has(version) || isSame(texts.get(version), text)) return version
    const [same] = [...texts].find(([, known]) => isSame(known, text)) ?? []
    return same ?? this.nextVersion(code)
  }
}
