/** A line to a printer, open for one job. */
export interface Channel {
  /** Writes all of it; false: the line broke, or took nothing for too long. */
  write(bytes: Uint8Array, signal: AbortSignal): Promise<boolean>
  /** The next byte the printer sent; null: none came within this time, or the line is closed. */
  next(withinMs: number): Promise<number | null>
  close(): Promise<void>
}

/** How long a line may take nothing before it counts as broken: a printer without paper stops taking data. */
export const STALL_MS = 8_000

/** Bytes that came and were not asked for yet, and who waits for one. */
export class Inbox {
  private readonly bytes: number[] = []
  private waiting: ((byte: number | null) => void) | null = null
  private isClosed = false

  put(bytes: Iterable<number>): void {
    this.bytes.push(...bytes)
    if (this.waiting === null) return
    const byte = this.bytes.shift()
    if (byte !== undefined) this.waiting(byte)
  }

  /** Nothing more will come. */
  end(): void {
    this.isClosed = true
    this.waiting?.(null)
  }

  next(withinMs: number): Promise<number | null> {
    const byte = this.bytes.shift()
    if (byte !== undefined) return Promise.resolve(byte)
    if (this.isClosed) return Promise.resolve(null)
    return new Promise((resolve) => {
      const settle = (value: number | null) => {
        clearTimeout(timer)
        this.waiting = null
        resolve(value)
      }
      const timer = setTimeout(() => settle(null), withinMs)
      this.waiting = settle
    })
  }
}
