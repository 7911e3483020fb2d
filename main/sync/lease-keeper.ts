import type { Hub } from '../../core/hub/port'
import type { HubResult } from '../../core/hub/errors'
import type { HubEvent } from '../../core/hub/wire'
import { openingSpans, serviceDay } from '../../core/queue/hours'
import { limitOf, type Fair } from '../../core/setup/fair'
import type { SyncMachine } from '../../core/sync/machine'
import type { FairFolder } from '../folder/fair-folder'
import type { AskFrom, SyncEngine } from './engine'

/** After a refusal (the quota is used up) nothing more is asked of that kind for so long, ms. */
const REFUSED_MS = 60_000
/** After so many events of the hub's a lease of places is made anew, so that the scans since it are soon counted. */
const OLD_LEASE = 5_000

/** Something to ask the hub for, under a name that tells it from the others. */
interface Want {
  readonly of: string
  readonly ask: (command: string, from: AskFrom) => Promise<HubResult<{ readonly event: HubEvent }>>
  /** The hub gave it. */
  readonly done?: () => void
}

/**
 * Keeps at hand what a station may give by itself when the hub cannot be reached: a block of numbers for each service
 * that is open today, places of each list with a limit that its gates serve; both renewed at half. One at a time, so that
 * whoever presses a button waits for one of these at most; and only while the link is up, since nobody waits for them.
 */
export class LeaseKeeper {
  /** What is being asked for now; null: nothing. */
  private running: Promise<void> | null = null
  /** The program ends: what is at hand goes back, and nothing more is asked for. */
  private isLeaving = false
  /**
   * Lists that the hub gave places of since the program started, as many as there were. A lease of none is what a list
   * that is full gives, and what is left after places were given back: one of an earlier program says nothing.
   */
  private readonly given = new Set<string>()
  private readonly refusedAt = new Map<string, number>()

  /** @param lists codes of the lists that this station's gates serve now; null: no gate is open, so all that are open */
  constructor(
    private readonly folder: FairFolder,
    private readonly engine: SyncEngine,
    private readonly hub: Pick<Hub, 'number' | 'places'>,
    private readonly lists: () => readonly string[] | null,
  ) {}

  /** Asks for what is short, until nothing is, or the link is down. */
  async renew(): Promise<void> {
    if (this.running !== null || this.isLeaving) return
    await this.run(
      (fair, roles) => [
        ...(roles.includes('dispenser') ? this.numbers(fair) : []),
        ...(roles.includes('gate') ? this.places(fair, this.lists()) : []),
      ],
      ({ link }) => link.is === 'up' && !this.isLeaving,
    )
  }

  /**
   * Gives back the places at hand, those too that are on their way, as far as the hub is there: the program ends, and
   * nobody is let in here until it starts again. Numbers stay: a block begins where no other does, and this machine goes
   * on with it.
   */
  async giveBack(): Promise<void> {
    this.isLeaving = true
    // Who began it hears of a bug in it.
    await this.running?.catch(() => undefined)
    // What failed a moment ago is tried all the same: there is no later. A greeting under way is no broken link.
    this.refusedAt.clear()
    await this.run(
      (fair, roles) => (roles.includes('gate') ? this.places(fair, []) : []),
      ({ link }) => link.is === 'up' || (link.is === 'ungreeted' && link.failures === 0),
    )
  }

  private async run(
    wantsOf: (fair: Fair, roles: readonly string[]) => readonly Want[],
    goesOn: (machine: SyncMachine) => boolean,
  ): Promise<void> {
    this.running = this.all(wantsOf, goesOn)
    try {
      await this.running
    } finally {
      this.running = null
    }
  }

  private async all(
    wantsOf: (fair: Fair, roles: readonly string[]) => readonly Want[],
    goesOn: (machine: SyncMachine) => boolean,
  ): Promise<void> {
    const { folder, engine } = this
    const fair = folder.checkin.fair()
    if (fair === null) return
    for (const { of, ask, done } of wantsOf(fair, folder.settings.get('seat')?.roles ?? [])) {
      if (!goesOn(engine.facts.machine)) return
      const command = folder.ports.newId()
      const answer = await engine.claim(command, (from) => ask(command, from))
      if (answer.ok) done?.()
      else this.refusedAt.set(of, folder.ports.uptime())
    }
  }

  /** Services that are open now or later today and have half of a block left, or less. */
  private numbers(fair: Fair): Want[] {
    const { ports, queue } = this.folder
    const now = ports.wall()
    const day = serviceDay(fair, now)
    return fair.setup.services.flatMap((service): Want[] => {
      const { code } = service
      const isOver = openingSpans(fair, service, day).every((span) => span.to <= now)
      const { left, block } = queue.leased(code, day)
      if (isOver || this.isRefused(code) || (block > 0 && left * 2 > block)) return []
      return [{ of: code, ask: (command, from) => this.hub.number(code, { want: 'lease', command, ...from }) }]
    })
  }

  /**
   * Lists that are served here and have half of their places left, or less; and those that are served no more and still
   * hold some. A list that is full is asked for again by who stands before it (ask-places.ts).
   */
  private places(fair: Fair, served: readonly string[] | null): Want[] {
    const { checkin, log, ports } = this.folder
    const now = ports.wall()
    const head = log.sync.state()?.cursor ?? 0
    return fair.lists.flatMap((list): Want[] => {
      const { code, windows } = list
      if (limitOf(list) === null || this.isRefused(`list ${code}`)) return []
      const { places, left, hubSeq } = checkin.leased(code)
      const isOpen = windows.some(({ from, to }) => from <= now && now < to)
      const isServed = isOpen && (served === null || served.includes(code))
      const isShort =
        hubSeq === 0 || (places === 0 ? !this.given.has(code) : left * 2 <= places || head - hubSeq > OLD_LEASE)
      const want = isServed ? (isShort ? 'lease' : null) : served !== null && left > 0 ? 'return' : null
      if (want === null) return []
      return [
        {
          of: `list ${code}`,
          ask: (command, from) => this.hub.places(code, { want, command, ...from }),
          done: () => void (want === 'lease' ? this.given.add(code) : this.given.delete(code)),
        },
      ]
    })
  }

  private isRefused(of: string): boolean {
    return this.folder.ports.uptime() - (this.refusedAt.get(of) ?? -Infinity) < REFUSED_MS
  }
}
