import { useEffect, useLayoutEffect, useState } from 'react'
import { call } from '../../api/call'
import { CameraScanner } from '../../scanner/camera-scanner'
import { holdRule } from '../../scanner/hold-rule'
import { mainHere } from '../../api/main-here'
import type { Scan, ScannerState } from '../../scanner/scanner'
import { WedgeScanner } from '../../scanner/wedge-scanner'

export interface ScannerListeners {
  /** A code shown anew. */
  readonly onNew: (scan: Scan) => void
  /** The same code, still held there. */
  readonly onHeld: (text: string) => void
  /** The hand scanner typed part of a code; the rest was lost. */
  readonly onStray: () => void
}

/** Camera and hand scanner of one gate, from the first moment to the last, whatever the screen shows. */
export function useScanners(listeners: ScannerListeners) {
  const [camera, setCamera] = useState<ScannerState>('starting')
  const [hasWedge, setHasWedge] = useState(false)
  const [scanners] = useState(() => new GateScanners(setCamera, setHasWedge))
  useLayoutEffect(() => scanners.report(listeners))
  useEffect(() => {
    scanners.start()
    return () => scanners.stop()
  }, [scanners])
  // The desk sees a camera that fails before visitors complain.
  useEffect(() => void call('station.camera', { state: camera }), [camera])
  return {
    camera,
    showCameraIn: scanners.showCameraIn,
    /** Whether a visitor can scan: with the camera, or, where that is not to be had, with the hand scanner. */
    isReady: camera === 'running' || (hasWedge && (camera === 'missing' || camera === 'denied')),
  }
}

class GateScanners {
  #listeners: ScannerListeners | null = null
  // One rule for both: a code just read by the camera is not scanned a second time by hand.
  readonly #hold = holdRule(() => performance.now())
  readonly #camera: CameraScanner
  readonly #wedge: WedgeScanner
  readonly showCameraIn: CameraScanner['showIn']

  constructor(onCamera: (state: ScannerState) => void, onWedge: (isRunning: boolean) => void) {
    const onScan = (scan: Scan) => this.#onScan(scan)
    this.#camera = new CameraScanner({ onScan, onState: onCamera })
    this.#wedge = new WedgeScanner({
      place: 'public',
      settled: mainHere,
      onScan,
      onStray: () => this.#listeners?.onStray(),
      onState: (state) => onWedge(state === 'running'),
    })
    this.showCameraIn = this.#camera.showIn
  }

  report(listeners: ScannerListeners): void {
    this.#listeners = listeners
  }

  start(): void {
    this.#camera.start()
    this.#wedge.start()
  }

  stop(): void {
    void this.#camera.stop()
    void this.#wedge.stop()
  }

  #onScan(scan: Scan): void {
    if (this.#hold.see(scan.text) === 'new') this.#listeners?.onNew(scan)
    else this.#listeners?.onHeld(scan.text)
  }
}
