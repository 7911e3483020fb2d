import { ROW_PARTS, type RowPart } from './part-names'
import type { FairSetup } from './schema'

/**
 * What every set-up of a fair so far has used up: a code is never given a new meaning, a category's number stands in
 * signed codes, an answer names the version of the text it was given to. Fed with the set-ups one by one, in any order.
 */
export class EverUsed {
  readonly #codes = new Map<RowPart, Set<string>>(ROW_PARTS.map((part) => [part, new Set()]))
  readonly #prefixes = new Set<string>()
  readonly #numbers = new Map<string, number>()
  readonly #versions = new Map<string, number>()

  add(setup: FairSetup): this {
    for (const part of ROW_PARTS) for (const { code } of setup[part]) this.#codes.get(part)?.add(code.toLowerCase())
    for (const { prefix } of setup.services) this.#prefixes.add(prefix)
    for (const { code, number } of setup.categories) this.#numbers.set(code.toLowerCase(), number)
    for (const { code, version } of setup.purposes)
      this.#versions.set(code, Math.max(version, this.#versions.get(code) ?? 0))
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
    return Math.max(0, ...this.#numbers.values()) + 1
  }
  /** The next version that no text of this purpose ever had. */
  nextVersion(purpose: string): number {
    return (this.#versions.get(purpose) ?? 0) + 1
  }
}
