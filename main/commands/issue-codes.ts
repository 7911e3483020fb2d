import { existsSync } from 'node:fs'
import { setImmediate, setTimeout as sleep } from 'node:timers/promises'
import type { Locale } from '../../core/contract/app'
import type { CommandContext, NewEvent } from '../../core/events/envelope'
import { visitorChanged, visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import { freshCode } from '../codes/fresh-code'
import { codeIssuer } from '../codes/visitor-codes'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'
import { outputKind, writeCodes, type CodeWriter } from './code-file'
import { recordPersonal } from '../exports/record-personal'

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
  /** Staff who asked for them; null: a command. */
  readonly actor: string | null
}

export interface IssuePort {
  readonly onProgress?: (progress: IssueProgress) => void
  /** Once it is aborted nothing is written or recorded, unless recording has begun. */
  readonly signal?: AbortSignal
}

/** `total` null: not known beforehand. */
export interface IssueProgress {
  readonly step: 'making' | 'recording'
  readonly done: number
  readonly total: number | null
}

export type IssueProblem = 'nobody' | 'one_code_needed' | 'unknown_category' | 'out_exists' | 'canceled'

/** Somebody who is to get a code. */
interface Holder {
  readonly visitor: string
  readonly category: string
  /** Of a new visitor: what is to be recorded, and what can be typed when no camera is there. */
  readonly fresh: { readonly facts: VisitorFacts; readonly short: string } | null
}

/** Visitors read at once. */
const PAGE = 500
/** Codes made between two looks at whether somebody canceled. */
const LOOK_EVERY = 100
/** Events of one transaction: a gate waits no longer than for one of them. */
const PORTION = 250

/**
 * Makes signed codes and writes them into a file, one after the other. What it records is committed once the file is
 * written, in portions with pauses for the gates, and only then the file gets its name: nobody holds a code that the log
 * does not know. A failure leaves no file, and new visitors who were recorded already are canceled. Run again, codes of
 * the roster are the same.
 */
export async function issueCodes(
  folder: FairFolder,
  fair: Fair,
  request: IssueRequest,
  { onProgress = () => undefined, signal }: IssuePort = {},
): Promise<Result<{ readonly codes: number; readonly file: string }, IssueProblem>> {
  const kind = outputKind(request.out)
  if (kind === null) throw new Error('the caller looked at the name of the file')
  const { category, count, personal, actor } = request
  if (count !== null && category === null) throw new Error('new visitors have a category')
  const holders = count === null ? rosterOf(folder, category) : newVisitors(folder, category ?? '', count)
  const head = take(holders, 2)
  if (head.length === 0) return err('nobody')
  if (kind === 'png' && head.length > 1) return err('one_code_needed')
  if (kind === 'folder' && existsSync(request.out)) return err('out_exists', { path: request.out })
  if (personal !== null) recordPersonal(folder, 'codes', { reason: personal })

  const ctx = contextOf(folder, actor)
  const work = async (writer: CodeWriter): Promise<number> => {
    const pending: Pending[] = []
    const issue = codeIssuer(folder, fair)
    let done = 0
    for (const holder of chain(head, holders)) {
      const { validFrom, validUntil } = request
      const issued = issue({ visitor: holder.visitor, category: holder.category, validFrom, validUntil }, ctx)
      if (!issued.ok) throw new NoSuchCategory(holder.category)
      const { text, credential, event } = issued.value
      const facts = holder.fresh?.facts ?? null
      if (facts !== null)
        pending.push({ event: visitorRegistered.make(visitorStream(facts.visitor), facts, ctx), facts })
      if (!folder.codes.isIssued(Buffer.from(credential, 'hex'), holder.visitor)) pending.push({ event, facts: null })
      writer.put({ ...holder, text, short: holder.fresh?.short ?? null })
      done += 1
      if (done % LOOK_EVERY !== 0) continue
      onProgress({ step: 'making', done, total: count })
      // Others have a turn: a message that cancels comes in here.
      await setImmediate()
      signal?.throwIfAborted()
    }
    writer.end()
    await record(folder, pending, ctx, (recorded) =>
      onProgress({ step: 'recording', done: recorded, total: pending.length }),
    )
    return done
  }
  try {
    const style = { locale: request.locale, hasShort: count !== null, hasNames: personal !== null }
    return ok({ codes: await writeCodes(folder, fair, request.out, kind, style, work), file: request.out })
  } catch (thrown) {
    if (signal?.aborted === true && thrown === signal.reason) return err('canceled')
    // The set-up lost a category that visitors have still.
    if (thrown instanceof NoSuchCategory) return err('unknown_category', { category: thrown.message })
    throw thrown
  }
}

/** What is to be recorded; `facts`: it registers this new visitor. */
interface Pending {
  readonly event: NewEvent
  readonly facts: VisitorFacts | null
}

/** Leaves the writing of a file, so that nothing of it stays. */
class NoSuchCategory extends Error {}

/** Commits events in portions; after each a pause as long as it took, so that a gate gets its turn. */
async function record(
  folder: FairFolder,
  events: readonly Pending[],
  ctx: CommandContext,
  onRecorded: (events: number) => void,
): Promise<void> {
  let at = 0
  try {
    while (at < events.length) {
      const started = performance.now()
      const portion = events.slice(at, at + PORTION)
      folder.log.transact((append) => portion.forEach(({ event }) => append(event)))
      at += portion.length
      onRecorded(at)
      if (at < events.length) await sleep(performance.now() - started)
    }
  } catch (thrown) {
    takeBack(folder, events.slice(0, at), ctx)
    throw thrown
  }
}

/** Nobody has the codes of these new visitors: they are expected no more. */
function takeBack(folder: FairFolder, recorded: readonly Pending[], ctx: CommandContext): void {
  const registered = recorded.flatMap(({ facts }) => facts ?? [])
  for (let at = 0; at < registered.length; at += PORTION)
    folder.log.transact((append) => {
      for (const facts of registered.slice(at, at + PORTION))
        append(visitorChanged.make(visitorStream(facts.visitor), { ...facts, status: 'canceled' }, ctx))
    })
}

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
    const { code, hmac } = freshCode(folder, given)
    const visitor = folder.ports.newId()
    const facts: VisitorFacts = {
      visitor,
      category,
      institution: null,
      status: 'active',
      codeHmac: hmac.toString('hex'),
      rowHmac: null,
      source: 'issued',
    }
    yield { visitor, category, fresh: { facts, short: code } }
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
