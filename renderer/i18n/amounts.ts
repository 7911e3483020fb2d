/** A share (0–1) as whole per cent; what is not all never shows as all, nor what is something as nothing. */
export function percent(share: number): number {
  const rounded = Math.round(share * 100)
  if (share < 1 && rounded === 100) return 99
  if (share > 0 && rounded === 0) return 1
  return rounded
}

/** Whole minutes of a wait, rounded up: "at most n minutes" stays true, and what is over its target shows as more. */
export const minutesOf = (ms: number): number => Math.ceil(ms / 60_000)
