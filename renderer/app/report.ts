/** Tells of a bug: an `error` event on the window, which main writes into the log. Never throws. */
export function report(error: unknown): void {
  globalThis.reportError(error)
}
