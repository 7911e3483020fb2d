import type { WedgeInput } from './wedge-core'
import { wedgeInput, type KeyLike } from './wedge-keys'
import { documentPage, type WedgePage } from './wedge-page'

/**
 * Keys that come before a screen has its hand scanner: while the program starts, or a screen gives way to another.
 * Visitors do not wait for us. The page gets these keys as usual; the next scanner is told of them, and goes on with a
 * code that began here.
 */

/** Older keys (milliseconds) are forgotten: whoever scanned then has seen that nothing came of it. */
export const EARLY_MS = 3_000
/** More than the longest code that we accept. */
export const EARLY_KEYS = 512

const CAPTURE = { capture: true }
let kept: WedgeInput[] = []
let page: Pick<WedgePage, 'inField'> = documentPage

const keep = (event: Event): void => {
  // What is typed into a field (a name, a passphrase) is nobody's business.
  if (page.inField(event)) return
  const input = wedgeInput(event as Event & KeyLike, false)
  kept = recent([...kept, input], input.at)
}

const recent = (inputs: WedgeInput[], now: number) =>
  inputs.filter((input) => now - input.at <= EARLY_MS).slice(-EARLY_KEYS)

/** Keeps keys from now on, until somebody takes them. */
export function keepEarlyKeys(target: EventTarget, of: Pick<WedgePage, 'inField'> = documentPage): void {
  page = of
  target.addEventListener('keydown', keep, CAPTURE)
}

/** Hands the kept keys over, in order, and keeps no more. `now`: milliseconds on the clock of the events. */
export function takeEarlyKeys(target: EventTarget, now: number): WedgeInput[] {
  target.removeEventListener('keydown', keep, CAPTURE)
  const taken = recent(kept, now)
  kept = []
  return taken
}
