import { useEffect, useLayoutEffect, useState } from 'react'
import { holdRule } from '../../scanner/hold-rule'
import type { Scan } from '../../scanner/scanner'
import { WedgeScanner } from '../../scanner/wedge-scanner'

/** The hand scanner, from the first moment to the last, whatever the screen shows. A code just read is not told twice. */
export function useHandScanner(onNew: (scan: Scan) => void): void {
  const [scanner] = useState(() => new HandScanner())
  useLayoutEffect(() => scanner.report(onNew))
  useEffect(() => {
    scanner.start()
    return () => scanner.stop()
  }, [scanner])
}

class HandScanner {
  #onNew: ((scan: Scan) => void) | null = null
  readonly #hold = holdRule(() => performance.now())
  readonly #wedge = new WedgeScanner({
    onScan: (scan) => {
      if (this.#hold.see(scan.text) === 'new') this.#onNew?.(scan)
    },
  })

  report(onNew: (scan: Scan) => void): void {
    this.#onNew = onNew
  }

  start(): void {
    this.#wedge.start()
  }

  stop(): void {
    void this.#wedge.stop()
  }
}
