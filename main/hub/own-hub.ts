import { networkInterfaces } from 'node:os'
import { join } from 'node:path'
import type { AnswerOf } from '../../core/contract/channels'
import type { EnrolInput, HubHereChoice, HubHereView } from '../../core/contract/stations'
import { lanAddresses } from '../../core/hub/addresses'
import { HUB_PORT } from '../../core/hub/wire'
import type { Detail } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import type { HubHere } from './hub-here'

/** The folder of this computer's hub. As root its database runs as another user, who may not enter the fair's folder. */
export const hubDataOf = (folder: Pick<FairFolder, 'dir' | 'log'>, isRoot: boolean): string =>
  isRoot ? `/var/lib/pendopo/hub-${folder.log.station}` : join(folder.dir, 'hub')

export interface OwnHubParts {
  readonly hub: Pick<HubHere, 'start' | 'stop' | 'view'>
  readonly folder: () => FairFolder | null
  /** A first desk's code, made in the hub's folder; or the hub's word against it. */
  readonly firstCode: () => Promise<{ readonly code: string } | { readonly problem: string }>
  /** Enrols the open folder and opens it anew. */
  readonly enrol: (asked: EnrolInput) => Promise<AnswerOf<'app.enrol'>>
  /** The hub has another address: what keeps the folder in step begins anew. */
  readonly moved: () => void
}

interface HubProblem {
  readonly ok: false
  readonly code: 'hub_problem'
  readonly detail: Detail
}

/** This computer as the hub of its own fair: chosen once, found again after each start of the app. */
export class OwnHub {
  constructor(private readonly parts: OwnHubParts) {}

  view(): HubHereView {
    const chosen = this.parts.folder()?.settings.get('hubHere') ?? null
    return { ...this.parts.hub.view(), chosen, addresses: lanAddresses(networkInterfaces()) }
  }

  /** Starts it as chosen and makes this folder its first desk, once. */
  async start(
    choice: Omit<HubHereChoice, 'port'>,
    passphrase: string | undefined,
  ): Promise<AnswerOf<'app.enrol'> | HubProblem> {
    const { hub, folder, firstCode, enrol } = this.parts
    const before = folder()?.settings.get('hubHere')
    // Another one when it is taken at the first start, and kept from then on.
    const port = before?.port ?? HUB_PORT
    let started = await hub.start({ host: choice.host, port })
    // Nobody knows this hub yet, so another port will do as well.
    if ('code' in started && started.code === 'port_taken' && before === undefined)
      started = await hub.start({ host: choice.host, port: 0 })
    if ('code' in started)
      return { ok: false, code: 'hub_problem', detail: { ...started.detail, problem: started.code } }
    const { url } = started
    this.remember(url, choice)
    if (folder()?.settings.get('seat') !== undefined) return { ok: true, value: null }
    const first = await firstCode()
    if ('problem' in first) return { ok: false, code: 'hub_problem', detail: { problem: first.problem } }
    return enrol({ code: first.code, url, ...(passphrase !== undefined && { passphrase }) })
  }

  /** At the start of the app: runs it again if it is to run with it. */
  async resume(): Promise<void> {
    const chosen = this.parts.folder()?.settings.get('hubHere')
    if (chosen?.startsWithApp !== true) return
    const started = await this.parts.hub.start(chosen)
    if ('url' in started) this.remember(started.url, chosen)
  }

  /** Stops it; it stays off at the next start of the app. */
  async stop(): Promise<void> {
    const settings = this.parts.folder()?.settings
    const chosen = settings?.get('hubHere')
    if (chosen !== undefined) settings?.set('hubHere', { ...chosen, startsWithApp: false })
    await this.parts.hub.stop()
  }

  /** Where it listens now is where the folder finds it, and where it listens the next time. */
  private remember(url: string, { host, startsWithApp }: Omit<HubHereChoice, 'port'>): void {
    const settings = this.parts.folder()?.settings
    if (settings === undefined) return
    settings.set('hubHere', { host, port: Number(new URL(url).port), startsWithApp })
    if (settings.get('seat') === undefined || settings.get('hub') === url) return
    settings.set('hub', url)
    this.parts.moved()
  }
}
