/** Whole minutes of a wait, rounded up: "at most n minutes" stays true, and what is over its target shows as more. */
export const minutesOf = (ms: number): number => Math.ceil(ms / 60_000)
