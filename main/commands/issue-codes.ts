import { existsSync } from 'node:fs'
import { encode } from 'uqr'
import type { Locale } from '../../core/contract/app'
import type { NewEvent } from '../../core/events/envelope'
import { visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import { assertNever, err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { lookupHmac } from '../../db/people/keys'
import { freshCode } from '../codes/fresh-code'
import { codeIssuer } from '../codes/visitor-codes'
import type { FairFolder } from '../folder/fair-folder'
import { say, type MessageKey } from '../i18n'
import { isOnSheet, writeSheets, type SheetCode } from './code-sheet'
import { recordPersonal } from './export'
import { Words } from './export-words'
import { pngOf, type Modules } from './png'
import { writeWhole, writeWholeFolder } from './whole-file'
import { writeCsv, type Cell } from './write-csv'

export interface IssueRequest {
  /** Code of the category; null: all. */
  readonly category: string | null
  /** New visitors without a name, so many of the category; null: those of the roster. */
  readonly count: number | null
  /** UTC ms; null: no limit. */
  readonly validFrom: number | null
  readonly validUntil: number | null
  /** `.csv`, `.pdf`, `.png` for one code, or a folder of PNGs, with a slash at its end. */
  readonly out: string
  readonly locale: Locale
  /** Why names are wanted in a CSV; null: they are left out. */
  readonly personal: string | null
}

export type IssueProblem = 'nobody' | 'one_code_needed' | 'unknown_category' | 'out_exists'

/** Somebody who is to get a code. */
interface Holder {
  readonly visitor: string
  readonly category: string
  /** Of a new visitor: what is to be recorded, and what can be typed when no camera is there. */
  readonly fresh: { readonly facts: VisitorFacts; readonly short: string } | null
}

/** A visitor's code, on its way into a file. */
interface MadeCode extends Holder {
  readonly text: string
}

/** Dots of a PNG's square. */
const PNG_SCALE = 10
/** White squares round a QR, as its standard asks. */
const QUIET_ZONE = 4
/** Visitors read at once. */
const PAGE = 500

/** A file of codes by the end of its name; null: none that we write. */
export function outputKind(out: string): 'csv' | 'pdf' | 'png' | 'folder' | null {
  if (/[\\/]$/.test(out)) return 'folder'
  const kind = /\.(csv|pdf|png)$/i.exec(out)?.[1]?.toLowerCase()
  return kind === 'csv' || kind === 'pdf' || kind === 'png' ? kind : null
}

/**
 * Makes signed codes and writes them into a file, one after the other. What it records is committed in one transaction
 * once the file is written, and only then the file gets its name: nobody holds a code that the log does not know, and a
 * failure leaves neither. Run again, codes of the roster are the same.
 */
export function issueCodes(
  folder: FairFolder,
  fair: Fair,
  request: IssueRequest,
  onProgress: (done: number) => void = () => undefined,
): Result<{ codes: number; file: string }, IssueProblem> {
  const kind = outputKind(request.out)
  if (kind === null) throw new Error('the caller looked at the name of the file')
  const { category } = request
  if (request.count !== null && category === null) throw new Error('new visitors have a category')
  const holders =
    request.count === null ? rosterOf(folder, category) : newVisitors(folder, category ?? '', request.count)
  const head = take(holders, 2)
  if (head.length === 0) return err('nobody')
  if (kind === 'png' && head.length > 1) return err('one_code_needed')
  if (kind === 'folder' && existsSync(request.out)) return err('out_exists', { path: request.out })
  if (request.personal !== null) recordPersonal(folder, 'codes', request.personal)

  const pending: NewEvent[] = []
  const made = function* (): Generator<MadeCode> {
    const issue = codeIssuer(folder, fair)
    const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
    let done = 0
    for (const holder of chain(head, holders)) {
      const { validFrom, validUntil } = request
      const issued = issue({ visitor: holder.visitor, category: holder.category, validFrom, validUntil }, ctx)
      if (!issued.ok) throw new NoSuchCategory(holder.category)
      const { text, credential, event } = issued.value
      if (holder.fresh !== null)
        pending.push(visitorRegistered.make(visitorStream(holder.visitor), holder.fresh.facts, ctx))
      if (!folder.codes.isIssued(Buffer.from(credential, 'hex'), holder.visitor)) pending.push(event)
      done += 1
      onProgress(done)
      yield { ...holder, text }
    }
  }
  const record = () => folder.log.transact((append) => pending.forEach((event) => append(event)))
  try {
    return ok({ codes: write(folder, fair, request, kind, made(), record), file: request.out })
  } catch (thrown) {
    // The set-up lost a category that visitors have still.
    if (thrown instanceof NoSuchCategory) return err('unknown_category', { category: thrown.message })
    throw thrown
  }
}

/** Leaves the writing of a file, so that nothing of it stays. */
class NoSuchCategory extends Error {}

/** Writes the file, then records, then gives the file its name. @returns the number of codes */
function write(
  folder: FairFolder,
  fair: Fair,
  request: IssueRequest,
  kind: 'csv' | 'pdf' | 'png' | 'folder',
  codes: Iterable<MadeCode>,
  record: () => void,
): number {
  const words = new Words(fair, request.locale)
  switch (kind) {
    case 'csv':
      return writeCsv(request.out, csvHeader(request), csvRows(folder, request, words, codes), ',', record)
    case 'pdf':
      return writeWhole(request.out, (put) => {
        const count = writeSheets(put, sheetCodes(fair, request.locale, codes))
        record()
        return count
      })
    case 'png':
      return writeWhole(request.out, (put) => {
        let count = 0
        for (const { text } of codes) {
          put(pngOf(modulesOf(text), PNG_SCALE))
          count += 1
        }
        record()
        return count
      })
    case 'folder':
      return writeWholeFolder(request.out, (put) => {
        let count = 0
        for (const { visitor, text } of codes) {
          put(`${visitor}.png`, pngOf(modulesOf(text), PNG_SCALE))
          count += 1
        }
        record()
        return count
      })
    default:
      return assertNever(kind)
  }
}

const csvHeader = ({ count, personal, locale }: IssueRequest): string[] =>
  ['code', 'visitor', 'category', ...(count === null ? [] : ['shortCode']), ...(personal === null ? [] : ['name'])].map(
    (name) => say(locale, `column.${name}` as MessageKey),
  )

function* csvRows(
  folder: FairFolder,
  { count, personal }: IssueRequest,
  words: Words,
  codes: Iterable<MadeCode>,
): Generator<Cell[]> {
  for (const { text, visitor, category, fresh } of codes) {
    const greet = personal === null ? null : folder.people.read(visitor, 'greet')
    yield [
      text,
      visitor,
      words.category(category),
      ...(count === null ? [] : [fresh?.short ?? null]),
      ...(personal === null ? [] : [greet?.ok === true ? greet.value.name : null]),
    ]
  }
}

/** Under each code its category, and what can be typed; where that is the roster's to know, the end of the visitor's id. */
function* sheetCodes(fair: Fair, locale: Locale, codes: Iterable<MadeCode>): Generator<SheetCode> {
  for (const { text, visitor, category, fresh } of codes) {
    const name = fair.category(category)?.name[locale] ?? category
    yield {
      modules: modulesOf(text),
      title: isOnSheet(name) ? name : category,
      note: fresh?.short ?? `#${visitor.slice(-8)}`,
    }
  }
}

const modulesOf = (text: string): Modules => encode(text, { ecc: 'M', boostEcc: false, border: QUIET_ZONE }).data

/** Active visitors of the roster, read page by page: nothing may be written while rows are read one by one. */
function* rosterOf(folder: FairFolder, category: string | null): Generator<Holder> {
  for (let after = ''; ;) {
    const page = folder.codes.rosterAfter(after, category, PAGE)
    for (const row of page) yield { ...row, fresh: null }
    const last = page.at(-1)
    if (last === undefined || page.length < PAGE) return
    after = last.visitor
  }
}

function* newVisitors(folder: FairFolder, category: string, count: number): Generator<Holder> {
  const given = new Set<string>()
  for (let n = 0; n < count; n += 1) {
    const short = freshCode(folder, given)
    const visitor = folder.ports.newId()
    const facts: VisitorFacts = {
      visitor,
      category,
      institution: null,
      status: 'active',
      codeHmac: lookupHmac(folder.keys, 'code', short).toString('hex'),
      rowHmac: null,
      source: 'issued',
    }
    yield { visitor, category, fresh: { facts, short } }
  }
}

/** Up to `count` of what comes next; the rest can still be had. */
function take<T>(from: Iterator<T, unknown>, count: number): T[] {
  const taken: T[] = []
  while (taken.length < count) {
    const next = from.next()
    if (next.done === true) break
    taken.push(next.value)
  }
  return taken
}

function* chain<T>(first: readonly T[], rest: Iterable<T>): Generator<T> {
  yield* first
  yield* rest
}
