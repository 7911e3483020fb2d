import { isAway, type Database, type Tx } from '../sql/database'
import { lockFair, putHead, type FairRow } from './fair'

/** A turn at the head of a fair. */
export interface Turn {
  readonly tx: Tx
  /** The head row as the turn found it. */
  readonly began: FairRow
  /** The head row with all that was done in the turn so far. */
  fair: FairRow
}

/** What somebody wants to do at the head. It may be done anew in a turn of its own, so it changes nothing but through `tx`. */
type Work<T> = (turn: Turn) => Promise<T>

interface Waiting {
  readonly work: Work<unknown>
  readonly answer: (value: unknown) => void
  readonly fail: (thrown: unknown) => void
}

/** How many go together: other hub processes wait for the head meanwhile. */
const MOST = 16

/** Who waits in this process for the head of each fair. */
const lines = new WeakMap<Database, Map<string, Waiting[]>>()

/**
 * Does a piece of work while nobody else appends to this fair, in any process. Whoever comes while a turn is under way
 * waits, and all who wait go together in the next: one after the other in one transaction, so that the lock, the ways to
 * the database and the write to the disk are paid once. Answers are given when it is committed, never before.
 */
export function atHead<T>(db: Database, fair: string, work: Work<T>): Promise<T> {
  const all = lines.get(db) ?? new Map<string, Waiting[]>()
  lines.set(db, all)
  return new Promise<T>((resolve, reject) => {
    const one: Waiting = { work, answer: (value) => resolve(value as T), fail: reject }
    const line = all.get(fair)
    if (line === undefined) void serve(db, fair, all, [one])
    else line.push(one)
  })
}

/** Turn after turn until nobody waits any more. */
async function serve(db: Database, fair: string, all: Map<string, Waiting[]>, line: Waiting[]): Promise<void> {
  all.set(fair, line)
  while (line.length > 0) await together(db, fair, line.splice(0, MOST))
  all.delete(fair)
}

async function together(db: Database, fair: string, group: readonly Waiting[]): Promise<void> {
  try {
    const answers = await oneTurn(db, fair, group)
    group.forEach(({ answer }, i) => answer(answers[i]))
  } catch (thrown) {
    // Nothing of it stands. Each by itself, so that what is wrong with one hits nobody else; but when the database is
    // away, none of them need try.
    if (group.length === 1 || isAway(thrown)) group.forEach(({ fail }) => fail(thrown))
    else for (const one of group) await together(db, fair, [one])
  }
}

function oneTurn(db: Database, fair: string, group: readonly Waiting[]): Promise<unknown[]> {
  return db.transact(async (tx) => {
    const began = await lockFair(tx, fair)
    const turn: Turn = { tx, began, fair: began }
    const answers: unknown[] = []
    for (const { work } of group) answers.push(await work(turn))
    if (turn.fair !== began) putHead(tx, turn.fair)
    return answers
  })
}
