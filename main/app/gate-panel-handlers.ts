import type { WebContents } from 'electron'
import type { WindowPlace } from '../../core/contract/app'
import type { GatePanel, GatePanelAct, PanelFound } from '../../core/contract/gate-panel'
import { gateSwitched, stationStream } from '../../core/events/system'
import { phoneLookupText } from '../../core/people/lookup-text'
import { assertNever, err, ok, type Result } from '../../core/result/result'
import type { BadgePrinting } from '../badges/badge-printing'
import { visitorByCode } from '../codes/recognise'
import { admitByHand } from '../commands/admit'
import { signIn } from '../commands/staff'
import { undoScan } from '../commands/undo-scan'
import type { Handlers } from '../ipc/register'
import type { PeopleSearch } from '../search/people-search'
import { ALONE } from '../views/parts'
import { gatePanelView, panelPerson, roleOf } from '../views/gate-panel-view'
import { placed, type Placed, type QueueStation } from './queue-station'
import { gateOf, listOfGate } from './station'
import type { WindowSessions } from './window-sessions'
import { contextOf } from '../commands/context'

export type GatePanelCalls = 'gatePanel.open' | 'gatePanel.view' | 'gatePanel.search' | 'gatePanel.act'

/** The panel lies open on a public screen: it closes a minute after the last touch. */
export const GATE_PANEL_MS = 60_000
/** As many people as the search shows. */
const FOUND = 20
/** Fewer digits than this are no phone number. */
const PHONE_DIGITS = 6

/** What the panel asks of the station beside what every window's calls do. */
interface PanelStation extends QueueStation {
  readonly search: PeopleSearch | null
  /** Prints the badges of this installation; null until the folder is open. */
  readonly badges: BadgePrinting | null
  /** Who is signed in at which gate's panel. */
  readonly gatePanels: WindowSessions
  become(sender: WebContents, place: WindowPlace): void
  forget(sender: WebContents): void
  close(): void
}
type Gate = Placed<'gate'>

/** The calls of the staff panel of a gate. Who has no session is refused, whatever the page says. */
export function gatePanelHandlers(station: PanelStation): Pick<Handlers, GatePanelCalls> {
  const panels = station.gatePanels

  const panelOf = ({ folder, fair, place }: Gate, sender: WebContents): GatePanel | null => {
    const staff = panels.at(sender)
    if (staff === null) return null
    return gatePanelView(folder, fair, {
      place,
      staff,
      leftMs: panels.leftMs(sender),
      search: station.search?.state() ?? { ready: false, total: 0 },
      logDamaged: station.logDamaged,
      link: station.sync?.link() ?? ALONE,
      hub: station.sync?.hub() ?? null,
      badges: station.badges?.health() ?? null,
    })
  }
  const shown = (gate: Gate, sender: WebContents) => {
    const panel = panelOf(gate, sender)
    return panel === null ? err('not_signed_in') : ok(panel)
  }

  return {
    'gatePanel.open': async ({ staff, pin }, sender) => {
      const at = placed(station, sender, 'gate')
      if (!at.ok) return at
      const signedIn = await signIn(at.value.folder, staff, pin, 'gate_panel')
      if (!signedIn.ok) return signedIn
      panels.begin(sender, staff)
      return shown(at.value, sender)
    },
    'gatePanel.view': (_input, sender) => {
      const at = placed(station, sender, 'gate')
      return at.ok ? shown(at.value, sender) : at
    },
    'gatePanel.search': async ({ query }, sender) => {
      const at = placed(station, sender, 'gate')
      if (!at.ok) return at
      const staff = panels.use(sender)
      if (staff === null) return err('not_signed_in')
      const found = await find(station, at.value, staff, query)
      // Asked again: the panel may have closed while the search answered.
      return panels.at(sender) === staff ? ok(found) : err('not_signed_in')
    },
    'gatePanel.act': (act, sender) => {
      const at = placed(station, sender, 'gate')
      if (!at.ok) return at
      const staff = panels.use(sender)
      if (staff === null) return err('not_signed_in')
      if (act.do === 'leave' || act.do === 'close_kiosk' || act.do === 'move_kiosk') {
        panels.end(sender)
        if (act.do === 'close_kiosk') station.close()
        if (act.do === 'move_kiosk') {
          station.forget(sender)
          station.changed('app')
        }
        return ok(null)
      }
      const acted = actAtGate(station, at.value, sender, staff, act)
      if (!acted.ok) return acted
      if (act.do !== 'stay') station.changed('gate')
      const now = placed(station, sender, 'gate')
      return now.ok ? shown(now.value, sender) : now
    },
  }
}

/** By an exact code or phone first, which needs no index; then by name. */
async function find(
  station: PanelStation,
  { folder, fair, place }: Gate,
  staff: string,
  query: string,
): Promise<PanelFound> {
  const byCode = visitorByCode(folder, query)
  const digits = phoneLookupText(query)
  const byPhone = digits !== null && digits.length >= PHONE_DIGITS ? folder.people.findByPhone(query) : []
  const byName = (await station.search?.find(query, FOUND)) ?? { ready: false, total: 0, people: [] }
  const visitors = new Set([
    ...(byCode === null ? [] : [byCode.id]),
    ...byPhone,
    ...byName.people.map(({ visitor }) => visitor),
  ])
  const list = listOfGate(fair, place, folder.ports.wall())
  const role = roleOf(fair, staff)
  return {
    ready: byName.ready,
    total: byName.total,
    people: [...visitors]
      .slice(0, FOUND)
      .flatMap((visitor) => panelPerson(folder, fair, { list, role, visitor }) ?? []),
  }
}

type GateAct = Exclude<GatePanelAct, { do: 'leave' | 'close_kiosk' | 'move_kiosk' }>

function actAtGate(
  station: PanelStation,
  { folder, fair, place }: Gate,
  sender: WebContents,
  staff: string,
  act: GateAct,
) {
  const gate = gateOf(fair, place)?.code ?? null
  switch (act.do) {
    case 'stay':
      return ok(null)
    case 'undo':
      return undoScan(folder, { ...act, gate, actor: staff })
    case 'admit':
      return admitByHand(folder, { ...act, gate, staff: { code: staff, role: roleOf(fair, staff) } }, (now, at) =>
        listOfGate(now, place, at),
      )
    case 'switch':
      return switchGate(station, { folder, fair, place }, sender, staff, act)
    default:
      return assertNever(act)
  }
}

/** Another list or direction: noted in the log, remembered, and told by the waiting gate. */
function switchGate(
  station: PanelStation,
  { folder, fair, place }: Gate,
  sender: WebContents,
  actor: string,
  { list, direction }: Extract<GateAct, { do: 'switch' }>,
): Result<null, 'unknown_list'> {
  if (list !== null && fair.list(list) === null) return err('unknown_list')
  const { list: _before, ...rest } = place
  const next = { ...rest, direction, ...(list === null ? {} : { list }) }
  const ctx = contextOf(folder, actor)
  const body = { gate: gateOf(fair, place)?.code ?? place.gate, list, direction }
  folder.log.transact((append) => append(gateSwitched.make(stationStream(folder.log.station), body, ctx)))
  station.become(sender, next)
  return ok(null)
}
