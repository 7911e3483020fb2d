import { labelOf } from '../../core/commands/queue/checks'
import type { Locale, WindowPlace } from '../../core/contract/app'
import type { DisplayView, ShownCall } from '../../core/contract/display'
import { serviceDay } from '../../core/queue/hours'
import type { TicketState } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import { localToEpoch } from '../../core/time/zone'
import type { CalledTicket } from '../../db/queries/queue'
import { fairTitle } from '../app/station'
import type { FairFolder } from '../folder/fair-folder'
import { counterOf, serviceFace, serviceOf } from './parts'

type DisplayPlace = Extract<WindowPlace, { role: 'display' }>

/** The newest call and the six before it. */
const CALLS_SHOWN = 7

/** What a display shows: the last calls of its zones' counters, today's only. No name, ever. */
export function displayView(folder: FairFolder, fair: Fair, place: DisplayPlace, locale: Locale): DisplayView {
  const now = folder.ports.wall()
  const counters = fair.setup.counters.filter(({ zone }) => place.zones.length === 0 || place.zones.includes(zone))
  const since = localToEpoch(`${serviceDay(fair, now)}T00:00`, fair.setup.timeZone)
  const calls = folder.queue.recentCalls(
    counters.map(({ code }) => code),
    since,
    CALLS_SHOWN,
  )
  const services = new Set(counters.flatMap((counter) => counter.services))
  const { english, leadingZeros, agency } = fair.setup.voice
  return {
    now,
    fair: fairTitle(fair),
    locale,
    zones: place.zones,
    calls: calls.flatMap((call) => shownCall(fair, call)),
    ticker: fair.setup.ticker,
    returnMinutes: shortestReturn(fair, services),
    voice: { isOn: place.isSpoken, english, leadingZeros, agency },
  }
}

function shownCall(fair: Fair, { ticket, counter: code }: CalledTicket): ShownCall[] {
  const number = ticket.number ?? ticket.typedNumber
  const counter = counterOf(fair, code)
  if (number === null || counter === null || ticket.lastCallAt === null) return []
  const face = serviceFace(fair, ticket.service)
  return [
    {
      ticket: ticket.id,
      label: labelOf(ticket),
      prefix: ticket.prefix,
      number,
      class: ticket.class,
      calls: ticket.calls,
      at: ticket.lastCallAt,
      counter: { code, name: counter.name },
      zone: counter.zone,
      agency: face.agency.shortName,
      service: face.name,
      state: shownState(ticket.state),
    },
  ]
}

function shownState(state: TicketState): ShownCall['state'] {
  if (state === 'CALLED') return 'called'
  return state === 'SERVING' || state === 'PARKED' ? 'serving' : 'over'
}

/** Within how many minutes anybody shown here may come back: the promise that holds for all of them. */
function shortestReturn(fair: Fair, services: ReadonlySet<string>): number {
  const minutes = [...services].flatMap((code) => {
    const rules = serviceOf(fair, code)?.rules
    return rules === undefined ? [] : [rules.reEntryTimes === 0 ? 0 : rules.reEntryMinutes]
  })
  return minutes.length === 0 ? 0 : Math.min(...minutes)
}
