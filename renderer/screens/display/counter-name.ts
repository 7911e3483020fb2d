/** A counter's name as it stands on the sign: the word small, what tells it from the others huge. */
export interface CounterSign {
  readonly word: string
  /** `4`, `A-K3-01`, `B`; empty: the name is words only. */
  readonly mark: string
}

/** The last part of a name, where it holds a figure or is a single capital. */
const MARK = /^(?:(.*\S)\s+)?(\S*\d\S*|\p{Lu})$/u

/** Takes a name such as "Loket Prioritas 12" apart. */
export function counterSign(name: string): CounterSign {
  const found = MARK.exec(name.trim())
  return found === null ? { word: name.trim(), mark: '' } : { word: found[1] ?? '', mark: found[2] ?? '' }
}
