/** What stands in the XML of a workbook; `attributes` as written, read with `attribute`. Names come without prefix. */
export interface XmlHandler {
  open?(name: string, attributes: string): void
  close?(name: string): void
  text?(text: string): void
}

/** This XML is damaged, or does what no spreadsheet program does. */
export class BadXml extends Error {
  constructor(reason: string) {
    super(reason)
    this.name = 'BadXml'
  }
}

/** No tag, comment or text of a spreadsheet is longer: a cell holds 32 767 characters. */
const LONGEST = 1024 * 1024

/**
 * Reads XML portion by portion, as much of it as workbooks use. A document type is refused, and with it every entity that
 * could grow: only the five of XML itself and numbers are known.
 */
export class XmlReader {
  readonly #handler: XmlHandler
  #rest = ''

  constructor(handler: XmlHandler) {
    this.#handler = handler
  }

  push(portion: string): void {
    const xml = this.#rest === '' ? portion : this.#rest + portion
    let at = 0
    for (;;) {
      const tag = xml.indexOf('<', at)
      if (tag === -1) break
      if (tag > at) this.#handler.text?.(decoded(xml.slice(at, tag)))
      at = tag
      const next = this.#readTag(xml, tag)
      if (next === -1) break
      at = next
    }
    this.#rest = at === 0 ? xml : xml.slice(at)
    if (this.#rest.length > LONGEST) throw new BadXml('something does not end')
  }

  end(): void {
    if (this.#rest.trim() !== '') throw new BadXml('it ends too early')
  }

  /** Where the next thing begins; -1: this one is not complete. */
  #readTag(xml: string, tag: number): number {
    const kind = xml.charCodeAt(tag + 1)
    if (kind === BANG) return this.#readSpecial(xml, tag)
    const end = tagEnd(xml, tag + 1)
    if (end === -1) return -1
    if (kind === QUESTION) return end + 1
    if (kind === SLASH) {
      this.#handler.close?.(bareName(xml.slice(tag + 2, end).trimEnd()))
      return end + 1
    }
    const isEmpty = xml.charCodeAt(end - 1) === SLASH
    const inside = xml.slice(tag + 1, isEmpty ? end - 1 : end)
    const space = inside.search(/\s/)
    const name = bareName(space === -1 ? inside : inside.slice(0, space))
    this.#handler.open?.(name, space === -1 ? '' : inside.slice(space))
    if (isEmpty) this.#handler.close?.(name)
    return end + 1
  }

  /** Comments and CDATA. */
  #readSpecial(xml: string, tag: number): number {
    if (xml.startsWith('<!--', tag)) {
      const end = xml.indexOf('-->', tag + 4)
      return end === -1 ? -1 : end + 3
    }
    if (xml.startsWith('<![CDATA[', tag)) {
      const end = xml.indexOf(']]>', tag + 9)
      if (end === -1) return -1
      this.#handler.text?.(xml.slice(tag + 9, end))
      return end + 3
    }
    if (xml.length - tag >= 9) throw new BadXml('it has a document type')
    return -1
  }
}

/** The value of one attribute; null: it is not there. */
export function attribute(attributes: string, name: string): string | null {
  for (let from = 0; ;) {
    const at = attributes.indexOf(`${name}=`, from)
    if (at === -1) return null
    const before = attributes.charCodeAt(at - 1)
    from = at + name.length + 1
    if (at > 0 && before !== 32 && before !== 10 && before !== 13 && before !== 9 && before !== COLON) continue
    const quote = attributes[from]
    if (quote !== '"' && quote !== "'") continue
    const end = attributes.indexOf(quote, from + 1)
    return end === -1 ? null : decoded(attributes.slice(from + 1, end))
  }
}

const BANG = 33
const QUESTION = 63
const SLASH = 47
const COLON = 58

/** The `>` that ends a tag: one within a quoted value does not. */
function tagEnd(xml: string, from: number): number {
  let quote = 0
  for (let at = from; at < xml.length; at += 1) {
    const char = xml.charCodeAt(at)
    if (quote !== 0) {
      if (char === quote) quote = 0
    } else if (char === 62) return at
    else if (char === 34 || char === 39) quote = char
  }
  return -1
}

function bareName(name: string): string {
  const colon = name.indexOf(':')
  return colon === -1 ? name : name.slice(colon + 1)
}

const ENTITIES: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

function decoded(text: string): string {
  if (!text.includes('&')) return text
  return text.replaceAll(/&([^;&]{0,12});?/g, (_whole, name: string) => {
    if (!name.startsWith('#')) {
      const known = ENTITIES[name]
      if (known === undefined) throw new BadXml(`it names the unknown entity ${name}`)
      return known
    }
    const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number.parseInt(name.slice(1), 10)
    if (!(code >= 0 && code <= 0x10ffff)) throw new BadXml(`it names the unknown letter ${name}`)
    return String.fromCodePoint(code)
  })
}

/** @throws BadXml for bytes that are no UTF-8: no spreadsheet program writes anything else */
export function textOf(decode: () => string): string {
  try {
    return decode()
  } catch {
    throw new BadXml('it is not written in UTF-8')
  }
}
