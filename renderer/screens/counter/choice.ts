import type { WaitingRow } from '../../../core/contract/queue'

/** A step through the waiting list. */
export type Move = 'up' | 'down' | 'first' | 'last'

/** The row chosen after a step. The first step goes to the row that is already marked as next: it is the head. */
export function moveChoice(rows: readonly WaitingRow[], chosen: string | null, move: Move): string | null {
  if (rows.length === 0) return null
  const last = rows.length - 1
  const at = rows.findIndex((row) => row.id === chosen)
  const to = {
    first: 0,
    last,
    down: at < 0 ? 0 : Math.min(last, at + 1),
    up: at < 0 ? last : Math.max(0, at - 1),
  }[move]
  return rows[to]?.id ?? null
}

/** The chosen row as it stands now; null when it has left the list. */
export function chosenRow(rows: readonly WaitingRow[], chosen: string | null): WaitingRow | null {
  return rows.find((row) => row.id === chosen) ?? null
}
