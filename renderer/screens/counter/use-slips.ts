import { useEffect, useEffectEvent } from 'react'
import type { Scan } from '../../scanner/scanner'
import { mainHere } from '../../api/main-here'
import { WedgeScanner } from '../../scanner/wedge-scanner'

/** A hand scanner at the counter, wherever the focus is. */
export function useSlips(onScan: (text: string) => void): void {
  const scanned = useEffectEvent((scan: Scan) => onScan(scan.text))
  useEffect(() => {
    const scanner = new WedgeScanner({ place: 'staff', settled: mainHere, onScan: scanned })
    scanner.start()
    return () => void scanner.stop()
  }, [])
}
