import type { ScanBody } from '../../core/events/checkin'
import type { Database } from '../connection'

/** A scan as a recount reads it: straight from the log's text, by nothing that the product folds or counts with. */
export interface CountedScan {
  readonly id: string
  readonly at: number
  readonly body: ScanBody
  readonly isUndone: boolean
  /** An entry while inside (the list's daily reset counted), where every entry needs an exit before it. */
  readonly isDuplicate: boolean
}

/** All scans of a log by effective time. Good for logs whose scans have typed times and `entryAfterExit`. */
export function recountScans(db: Database): CountedScan[] {
  const events = db
    .prepare<[], { text: string }>('SELECT text FROM event_log ORDER BY seq')
    .all()
    .map(({ text }) => JSON.parse(text) as { id: string; type: string; body: ScanBody & { scan?: string } })
  const undone = new Set(events.filter(({ type }) => type === 'scan.undone').map(({ body }) => body.scan))
  const inside = new Map<string, number>()
  return events
    .filter(({ type }) => type === 'scan.recorded')
    .map(({ id, body }) => ({ id, body, at: body.typedAt ?? 0 }))
    .sort((a, b) => a.at - b.at || (a.id < b.id ? -1 : 1))
    .map(({ id, body, at }) => {
      const row = `${body.list} ${body.visitor}`
      const isUndone = undone.has(id)
      const counts = !isUndone && body.outcome === 'admitted'
      const since = inside.get(row)
      const isIn = since !== undefined && since >= (body.rules.resetAt ?? 0)
      if (counts && body.direction === 'exit') inside.delete(row)
      if (counts && body.direction === 'entry') inside.set(row, at)
      return { id, at, body, isUndone, isDuplicate: counts && body.direction === 'entry' && isIn }
    })
}

/** Of these scans those by which somebody was let in. */
export const entriesOf = (scans: readonly CountedScan[]): CountedScan[] =>
  scans.filter(({ body, isUndone }) => !isUndone && body.outcome === 'admitted' && body.direction === 'entry')

/** How many different people these scans have, after merging (`sameAs` of the same log). */
export const peopleOf = (scans: readonly CountedScan[], sameAs: ReadonlyMap<string, string>): number =>
  new Set(scans.map(({ body }) => personIn(sameAs, body.visitor))).size

/** The person of a visitor, by a sign that all visitors of one person share. */
export const personIn = (sameAs: ReadonlyMap<string, string>, visitor: string | null): string =>
  sameAs.get(visitor ?? '') ?? visitor ?? ''

/** Which visitors are one person: whatever a merge that holds connects, however many steps apart, shares a sign. */
export function recountPersons(db: Database): Map<string, string> {
  const events = db
    .prepare<[], { text: string }>(`SELECT text FROM event_log WHERE type LIKE 'visitor.%merged' ORDER BY seq`)
    .all()
    .map(({ text }) => JSON.parse(text) as { type: string; body: { visitor: string; into?: string } })
  const holds = new Map(events.map(({ body }) => [body.visitor, body.into ?? null]))
  const sign = new Map<string, string>()
  for (const [visitor, into] of holds) {
    if (into === null) continue
    const [a, b] = [personIn(sign, visitor), personIn(sign, into)]
    sign.set(visitor, a).set(into, b)
    for (const [one, old] of sign) if (old === b) sign.set(one, a)
  }
  return sign
}
