import { labelOf } from '../../core/commands/queue/checks'
import type { Meeting } from '../../core/contract/stations'
import { effectiveAt } from '../../core/events/envelope'
import { ticketCalled } from '../../core/events/queue'
import type { Ticket } from '../../core/queue/ticket'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { counterName } from './parts'

/** People let in twice that are shown at once; each is a talk at a door, not a list to work off. */
const SHOWN = 10
/** What is older is over: whoever came twice has long gone in or home. */
const FRESH_MS = 6 * 3_600_000

/**
 * What came out when stations met again and somebody can still act on: who was let in at two doors that did not hear of
 * each other, who was called to two counters, and counters that are open on two computers.
 */
export function meetings(folder: FairFolder, fair: Fair): Meeting[] {
  return [...countersOpenTwice(folder, fair), ...calledTwice(folder, fair), ...enteredTwice(folder, fair)]
}

function countersOpenTwice({ queue }: FairFolder, fair: Fair): Meeting[] {
  const reads = queue.reads(fair)
  return fair.setup.counters.flatMap(({ code }): Meeting[] => {
    const { isOpenTwice, since } = reads.counter(code)
    return isOpenTwice ? [{ is: 'open_twice', counter: counterName(fair, code), code, at: since }] : []
  })
}

function calledTwice(folder: FairFolder, fair: Fair): Meeting[] {
  return folder.queue.inHands().flatMap((ticket) => {
    const lost = lostCall(folder, ticket)
    if (lost === null || ticket.counter === null) return []
    const counter = counterName(fair, ticket.counter)
    const other = counterName(fair, lost.counter)
    return [{ is: 'called_twice' as const, ticket: ticket.id, label: labelOf(ticket), counter, other, at: lost.at }]
  })
}

/** The newest call of a ticket that came second, at another counter than the one that has it. */
function lostCall({ log }: FairFolder, ticket: Ticket): { readonly counter: string; readonly at: number } | null {
  const conflict = ticket.conflicts.findLast(({ kind }) => kind === 'lost_call')
  const found = conflict === undefined ? null : log.find(conflict.event)
  if (found === null || !ticketCalled.is(found.event) || found.event.body.counter === ticket.counter) return null
  return { counter: found.event.body.counter, at: effectiveAt(found.event, found.hubOffset) }
}

function enteredTwice({ checkin, gates, people, ports }: FairFolder, fair: Fair): Meeting[] {
  const gateName = (code: string | null) => (code === null ? null : (fair.gate(code)?.name ?? { id: code, en: code }))
  return gates.duplicates(ports.wall() - FRESH_MS, SHOWN).flatMap(({ list, visitor, gate, at }): Meeting[] => {
    const stay = checkin.attendance(list, visitor)
    const greet = people.read(visitor, 'greet')
    if (stay === null || stay.stayFrom === null) return []
    return [
      {
        is: 'entered_twice',
        visitor,
        name: greet.ok ? greet.value.name : null,
        list: fair.list(list)?.name ?? { id: list, en: list },
        first: { at: stay.stayFrom, gate: gateName(stay.stayGate) },
        second: { at, gate: gateName(gate) },
      },
    ]
  })
}
