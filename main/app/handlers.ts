import type { WebContents } from 'electron'
import type { Boot, Locale, WindowPlace } from '../../core/contract/app'
import type { AnswerOf, Topic } from '../../core/contract/channels'
import type { EnrolInput } from '../../core/contract/stations'
import { recordScan } from '../commands/scan'
import { listStaff, setFirstPin, signIn } from '../commands/staff'
import type { BadgePrinting } from '../badges/badge-printing'
import type { LabelWindows } from '../badges/label-window'
import type { LiveFigures } from '../figures/live-figures'
import type { FairFolder } from '../folder/fair-folder'
import type { AppSync } from '../sync/app-sync'
import { afterPlaces, askPlaces } from '../sync/ask-places'
import type { OwnHub } from '../hub/own-hub'
import type { SlipPrinting } from '../devices/slip-printing'
import type { Handlers } from '../ipc/register'
import type { PeopleSearch } from '../search/people-search'
import { gatePanelHandlers } from './gate-panel-handlers'
import { isKiosk, placeProblem } from './places'
import { badgeHandlers } from './badge-handlers'
import { deskHandlers } from './desk-handlers'
import { peopleHandlers } from './people-handlers'
import { todayHandlers } from './today-handlers'
import { makeQueueHandlers } from './queue-handlers'
import { sheetAsks } from '../begin/sheet-access'
import type { BeginCalls, BeginStation } from './begin-handlers'
import type { CodesCalls } from './codes-handlers'
import type { ExportCalls } from './export-handlers'
import type { OnlineCalls } from './online-handlers'
import type { ReportCalls } from './report-handlers'
import type { SetupFileCalls } from './setup-file-handlers'
import type { RosterCalls } from './roster-handlers'
import { badgeAfterScan, walkInHandlers } from './walk-in-handlers'
import type { WindowSessions } from './window-sessions'
import { ALONE } from '../views/parts'
import { choicesOf, openBoot, gateOf, gateView, listOfGate, type GatePlace } from './station'
import type { StationDevices } from './station-devices'
import { setupHandlers } from './setup-handlers'
import { stationHandlers } from './station-handlers'
import { ToldStations } from './told-stations'

/** What the calls work on; the folder is null until it is made, unlocked and its read models are ready. */
export interface Station {
  folder: FairFolder | null
  /** Search by name; null until the folder is open. */
  search: PeopleSearch | null
  /** What to show while there is no open folder. */
  waiting: Exclude<Boot, { phase: 'role' | 'choose_role' }>
  readonly locale: Locale
  logDamaged: boolean
  /** Prints the slips of this installation's dispenser and counters; null until the folder is open. */
  slips: SlipPrinting | null
  /** Prints the badges of this installation; null until the folder is open. */
  badges: BadgePrinting | null
  /** The hidden pages that labels are laid out on. */
  readonly labels: LabelWindows
  /** Counts for the desk, in a process of its own; null until the folder is open. */
  figures: LiveFigures | null
  /** Keeps the folder in step with its hub; null until the folder is open. */
  sync: AppSync | null
  /** Printers and cameras of this computer, as the desk is told of them. */
  readonly devices: StationDevices
  /** The hub that may run beside this app. */
  readonly ownHub: OwnHub
  /** Version of the app. */
  readonly version: string
  /** Who is signed in at which desk window. */
  readonly desks: WindowSessions
  isMadeHere: boolean
  /** Who gave their PIN for the recovery sheet, at which window. */
  readonly sheets: WindowSessions
  /** Who is signed in at which gate's panel. */
  readonly gatePanels: WindowSessions
  /** Where the window of this page stands; null: it asks what it is to be. */
  placeOf(sender: WebContents): WindowPlace | null
  /** Gives a window its place and remembers it. @returns the page that shows it now */
  become(sender: WebContents, place: WindowPlace): WebContents
  /** Takes a window's place from it: it asks again. */
  forget(sender: WebContents): void
  /** One more window, which asks what it is to be. */
  openWindow(): void
  /** Where all windows stand. */
  places(): readonly WindowPlace[]
  /** No fair here, or taken out of it: the windows ask for a code. */
  isOutside(): boolean
  /** Does this computer have a keychain that deserves the name? */
  hasKeychain(): boolean
  /** Is the folder empty, and nobody filling it? */
  isEmpty(): boolean
  /** Fills the empty folder with a fair and opens it, while nobody else may. */
  begin: BeginStation['begin']
  /** Makes this folder a station of a hub, and opens it anew. */
  enrol(input: EnrolInput): Promise<AnswerOf<'app.enrol'>>
  /** Looks for the hub elsewhere from now on, if it is there. */
  moveHub(typed: string): Promise<AnswerOf<'app.moveHub'>>
  unlock(passphrase: string): Promise<'ok' | 'wrong_passphrase'>
  /** Tells the windows that something they show changed. */
  changed(topic: Topic): void
  /** Ends the program; the PIN was right. */
  close(): void
}

const ok = <T>(value: T) => ({ ok: true as const, value })
const refuse = <C extends string>(code: C) => ({ ok: false as const, code })

/** Every call of the windows, each a few lines: the work is in main/commands. */
export function makeHandlers(
  station: Station,
): Omit<Handlers, BeginCalls | OnlineCalls | SetupFileCalls | RosterCalls | CodesCalls | ExportCalls | ReportCalls> {
  const gateOfWindow = (sender: WebContents): GatePlace | null => {
    const place = station.placeOf(sender)
    return place?.role === 'gate' ? place : null
  }
  const told = new ToldStations(station)
  return {
    ...makeQueueHandlers(station),
    ...gatePanelHandlers(station),
    ...deskHandlers(station),
    ...peopleHandlers(station, told),
    ...todayHandlers(station),
    ...walkInHandlers(station),
    ...badgeHandlers(station),
    ...stationHandlers(station, told),
    ...setupHandlers(station),
    'app.here': () => ok(null),
    'app.boot': (_input, sender) =>
      ok(
        station.folder === null
          ? station.waiting
          : openBoot(
              station.folder,
              station.placeOf(sender),
              station.locale,
              station.sync?.link() ?? ALONE,
              sheetAsks(station, sender),
            ),
      ),
    'app.unlock': async ({ passphrase }) => {
      const opened = await station.unlock(passphrase)
      return opened === 'ok' ? ok(null) : refuse(opened)
    },
    'app.chooseRole': ({ place }, sender) => {
      const { folder } = station
      const fair = folder?.checkin.fair() ?? null
      if (folder === null || fair === null) return refuse('not_allowed')
      const before = station.placeOf(sender)
      // A kiosk that has its place keeps it: a visitor must not change it.
      if (before !== null && isKiosk(before.role)) return refuse('role_taken')
      const problem = placeProblem(place, choicesOf(folder, fair))
      if (problem !== null) return refuse(problem)
      station.become(sender, place)
      station.changed('app')
      return ok(null)
    },
    'app.openWindow': (_input, sender) => {
      const place = station.placeOf(sender)
      if (place === null || isKiosk(place.role)) return refuse('not_allowed')
      station.openWindow()
      return ok(null)
    },
    'gate.view': (_input, sender) => {
      const { folder } = station
      if (folder === null) return refuse('no_fair')
      const place = gateOfWindow(sender)
      if (place === null) return refuse('not_a_gate')
      const view = gateView(folder, place, station.locale, station.logDamaged)
      return view === null ? refuse('no_fair') : ok(view)
    },
    'checkin.scan': ({ scanId, text, length, via }, sender) => {
      const { folder } = station
      if (folder === null) return refuse('no_fair')
      const place = gateOfWindow(sender)
      if (place === null) return refuse('not_a_gate')
      const fair = folder.checkin.fair()
      const gate = fair === null ? null : (gateOf(fair, place)?.code ?? null)
      const { direction } = place
      const scan = (): AnswerOf<'checkin.scan'> => {
        const scanned = recordScan(folder, { scanId, text, length, via, gate, direction, typedAt: null }, (now, at) =>
          listOfGate(now, place, at),
        )
        if (typeof scanned === 'string') return refuse(scanned)
        badgeAfterScan(station, scanned, { text, gate })
        return ok(scanned.answer)
      }
      const list = fair === null || direction === 'exit' ? null : listOfGate(fair, place, folder.ports.wall())
      return afterPlaces(askPlaces(folder, station.sync?.ask ?? null, list), scan)
    },
    'staff.list': () => (station.folder === null ? refuse('no_fair') : ok(listStaff(station.folder))),
    'staff.setPin': async ({ staff, pin, voucher }) =>
      station.folder === null ? refuse('not_allowed') : setFirstPin(station.folder, staff, pin, voucher),
    'kiosk.move': async ({ staff, pin }, sender) => {
      if (station.folder === null) return refuse('not_allowed')
      const signedIn = await signIn(station.folder, staff, pin, 'move_kiosk')
      if (signedIn.ok) {
        station.forget(sender)
        station.changed('app')
      }
      return signedIn
    },
    'kiosk.close': async ({ staff, pin }) => {
      if (station.folder === null) return refuse('not_allowed')
      const signedIn = await signIn(station.folder, staff, pin, 'close_kiosk')
      if (signedIn.ok) station.close()
      return signedIn
    },
  }
}
