import type { WebContents } from 'electron'
import type { WindowPlace } from '../../core/contract/app'
import type { Topic } from '../../core/contract/channels'
import type { FairSetup } from '../../core/setup/schema'
import { QueueFolder } from '../commands/queue/a-queue-folder'
import { setFirstPin } from '../commands/staff'
import { DESK_SESSION_MS, type DeskStation } from './desk-session'
import { WindowSessions } from './window-sessions'

export const DESK_PIN = '482915'

/** Staff of the fair below, one of each role. */
export const DESK_STAFF = [
  { code: 'dyah', name: 'Dyah', role: 'organizer' },
  { code: 'sari', name: 'Sari', role: 'supervisor' },
  { code: 'rudi', name: 'Rudi', role: 'operator' },
] as const

/** For tests: a station with a real folder whose windows stand where they are told; everybody's PIN is DESK_PIN. */
export class Desk {
  readonly pushes: Topic[] = []
  readonly #places = new Map<WebContents, WindowPlace>()
  readonly station: DeskStation

  private constructor(readonly queue: QueueFolder) {
    this.station = {
      folder: queue.folder,
      locale: 'id',
      logDamaged: false,
      slips: null,
      desks: new WindowSessions(DESK_SESSION_MS, () => queue.ports.uptime()),
      placeOf: (sender) => this.#places.get(sender) ?? null,
      changed: (topic) => this.pushes.push(topic),
    }
  }

  /** `setup`: another fair than the small one. */
  static async make(setup?: FairSetup): Promise<Desk> {
    const queue = await QueueFolder.make({ staff: DESK_STAFF, ...(setup !== undefined && { setup }) })
    await setFirstPin(queue.folder, 'dyah', DESK_PIN, null)
    for (const { code } of DESK_STAFF.slice(1))
      await setFirstPin(queue.folder, code, DESK_PIN, { staff: 'dyah', pin: DESK_PIN })
    return new Desk(queue)
  }

  /** A page of a window that stands at a place. */
  page(place: WindowPlace = { role: 'desk' }): WebContents {
    const contents = {} as WebContents
    this.#places.set(contents, place)
    return contents
  }

  /** A desk window at which somebody is signed in. */
  signedIn(staff: (typeof DESK_STAFF)[number]['code'] = 'dyah'): WebContents {
    const contents = this.page()
    this.station.desks.begin(contents, staff)
    return contents
  }

  remove(): void {
    this.queue.remove()
  }
}
