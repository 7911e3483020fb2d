import { useEffect, useLayoutEffect, useState } from 'react'
import { holdRule } from '../../scanner/hold-rule'
import { mainHere } from '../../api/main-here'
import type { Scan } from '../../scanner/scanner'
import { WedgeScanner } from '../../scanner/wedge-scanner'

interface HandScannerListeners {
  readonly onNew: (scan: Scan) => void
  /** Part of a code was typed; the rest was lost. */
  readonly onStray: () => void
}

/** The hand scanner, from the first moment to the last, whatever the screen shows. A code just read is not told twice. */
export function useHandScanner(listeners: HandScannerListeners): void {
  const [scanner] = useState(() => new HandScanner())
  useLayoutEffect(() => scanner.report(listeners))
  useEffect(() => {
    scanner.start()
    return () => scanner.stop()
  }, [scanner])
}

class HandScanner {
  #listeners: HandScannerListeners | null = null
  readonly #hold = holdRule(() => performance.now())
  readonly #wedge = new WedgeScanner({
    place: 'public',
    settled: mainHere,
    onStray: () => this.#listeners?.onStray(),
    onScan: (scan) => {
      if (this.#hold.see(scan.text) === 'new') this.#listeners?.onNew(scan)
    },
  })

  report(listeners: HandScannerListeners): void {
    this.#listeners = listeners
  }

  start(): void {
    this.#wedge.start()
  }

  stop(): void {
    void this.#wedge.stop()
  }
}
