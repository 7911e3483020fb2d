/** How long a public screen waits in silence before it asks whether anybody is still there. */
export const IDLE_MS = 20_000
/** How long that question waits for an answer. */
export const STILL_THERE_MS = 10_000
