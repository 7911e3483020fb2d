/** Longest text a scan carries on. The longest code we accept has about 300 characters; a QR code can hold 4296. */
export const MAX_SCAN_LENGTH = 4096

/** One text that was read, before any cleaning or judging. */
export type Scan = {
  /** What was read; only the first MAX_SCAN_LENGTH characters when `tooLong`. */
  text: string
  via: 'camera' | 'wedge'
  /** True length of what was read, in UTF-16 units; more than `text.length` when `tooLong`. */
  length: number
  /** Set when the text was cut. Such a scan is to be refused with its length, never looked up. */
  tooLong?: true
}

/**
 * How a scanner is: `starting` (asked for, not delivering yet), `running`, `missing` (no such device), `denied` (the
 * device is there but may not be used), `lost` (was running, or is taken by another program), `stopped`.
 * A scanner that was started keeps trying by itself in every state but `stopped`.
 */
export type ScannerState = 'starting' | 'running' | 'missing' | 'denied' | 'lost' | 'stopped'

/** Where a scanner reports to. A camera reports the same code at every frame: the hold rule tells what is new. */
export type ScannerEvents = {
  onScan: (scan: Scan) => void
  /** Called at every change of state, not at repetitions. */
  onState?: (state: ScannerState) => void
}

/** A source of scans. Both calls may come at any time and any number of times; neither throws. */
export interface Scanner {
  /** Begins to scan, and keeps at it until stopped. */
  start(): void
  /** Stops; resolves when the device is let go. No scan is reported after the call. */
  stop(): Promise<void>
}

/** A scan of this text, cut to MAX_SCAN_LENGTH. */
export function scanOf(text: string, via: Scan['via'], length = text.length): Scan {
  if (length <= MAX_SCAN_LENGTH) return { text, via, length }
  return { text: text.slice(0, MAX_SCAN_LENGTH), via, length, tooLong: true }
}
