import type { HubState } from '../../core/contract/stations'
import type { Stations } from '../../core/hub/stations'
import type { FairFolder } from '../folder/fair-folder'
import type { AppSync } from '../sync/app-sync'

/** What of a station it takes to ask: read afresh each time, since the folder is opened later and may be enrolled anew. */
interface Asks {
  readonly folder: Pick<FairFolder, 'ports'> | null
  readonly sync?: Pick<AppSync, 'port' | 'url'> | null
}

/** So long somebody waits for what the hub may add to what is shown, ms. */
const PATIENCE_MS = 1_000

/** What the hub told last of all stations: shown, with its time, while it cannot be reached. */
export class ToldStations {
  #last: { readonly stations: Stations; readonly at: number } | null = null

  constructor(private readonly station: Asks) {}

  /** Null: nothing yet, or there is no hub. */
  get last(): { readonly stations: Stations; readonly at: number } | null {
    return (this.station.sync?.port ?? null) === null ? null : this.#last
  }

  /** Asks the hub, as long as that takes. */
  async ask(): Promise<HubState> {
    const { sync, folder } = this.station
    const url = sync?.url ?? ''
    const port = sync?.port ?? null
    if (port === null || folder === null) return { is: 'none' }
    const answer = await port.stations()
    if (answer.ok) {
      this.#last = { stations: answer.value, at: folder.ports.wall() }
      return { is: 'reached', url }
    }
    return { is: 'away', url, asOf: this.#last?.at ?? null, problem: answer.code }
  }

  /** Asks, and goes on with what was told before if the hub takes its time. */
  async askBriefly(): Promise<void> {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<void>((done) => {
      timer = setTimeout(done, PATIENCE_MS)
    })
    await Promise.race([this.ask(), late])
    clearTimeout(timer)
  }
}
