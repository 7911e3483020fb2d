import type { WebContents } from 'electron'
import type { BadgePrinting } from '../badges/badge-printing'
import type { SlipPrinting } from '../devices/slip-printing'
import type { DeviceReport } from '../sync/presence'

/** How a camera is, as the page that uses it says. */
export type CameraState = 'starting' | 'running' | 'missing' | 'denied' | 'lost' | 'stopped'

/** What the printers and cameras of this computer are up to, for the desk. */
export class StationDevices {
  readonly #cameras = new Map<WebContents, CameraState>()
  /** The trouble shown last, and when it began. */
  #trouble: { readonly what: string; readonly since: number } | null = null

  constructor(
    private readonly ports: { readonly wall: () => number },
    private readonly printers: () => {
      readonly slips: Pick<SlipPrinting, 'state'> | null
      readonly badges: Pick<BadgePrinting, 'health'> | null
    },
  ) {}

  /** A page tells of its camera; `stopped`: it uses none any more. */
  camera(page: WebContents, state: CameraState): void {
    if (state === 'stopped') this.#cameras.delete(page)
    else this.#cameras.set(page, state)
  }

  report(): DeviceReport {
    const { slips, badges } = this.printers()
    const slip = slips?.state() ?? null
    const label = badges?.health() ?? null
    const hasLabels = label !== null && label.kind !== 'none'
    const trouble =
      slip?.state === 'trouble' ? (slip.trouble ?? 'other') : hasLabels && label.held > 0 ? 'labels_held' : null
    // Since when is a matter of this run: nobody saw it before.
    this.#trouble =
      trouble === null
        ? null
        : this.#trouble?.what === trouble
          ? this.#trouble
          : { what: trouble, since: this.ports.wall() }
    return {
      printer: this.#trouble !== null ? 'trouble' : slip !== null || hasLabels ? 'ready' : 'none',
      printerTrouble: this.#trouble,
      camera: this.#camera(),
    }
  }

  /** The worst of them; a gate that was never meant to have one reports none. */
  #camera(): DeviceReport['camera'] {
    const states = [...this.#cameras].filter(([page]) => !page.isDestroyed()).map(([, state]) => state)
    if (states.some((state) => state === 'lost' || state === 'denied')) return 'trouble'
    return states.includes('running') ? 'ready' : 'none'
  }
}
