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

/** How many different visitors these scans have. */
export const peopleOf = (scans: readonly CountedScan[]): number => new Set(scans.map(({ body }) => body.visitor)).size
