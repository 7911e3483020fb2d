import { bookTicket, checkIn, issueTicket } from '../../../core/commands/queue/issue'
import type { TicketClass, TicketVia } from '../../../core/events/queue'
import { serviceDay } from '../../../core/queue/hours'
import { newPlace } from '../../../core/queue/places'
import type { QueueError } from '../../../core/queue/errors'
import type { Numbering, QueueReads } from '../../../core/queue/reads'
import type { Result } from '../../../core/result/result'
import type { FairFolder } from '../../folder/fair-folder'
import { waitFor } from '../../views/hall'
import { serviceOf } from '../../views/parts'
import { commitQueue, type Committed } from './commit'

export interface NumberRequest {
  /** Kept for every retry: the same press is one ticket. */
  readonly requestId: string
  readonly service: string
  readonly class: TicketClass
  readonly declaredBy: 'visitor' | 'staff'
  readonly visitor: string | null
  readonly via: TicketVia
  /** True: it is in line only when its slip is out. */
  readonly printing: boolean
  readonly actor?: string
}

type Issued = Result<Committed, QueueError | 'no_fair'>

/** Gives a number by what is known here. The promise made with it is what is known of the counters at this moment. */
export function issueNumber(folder: FairFolder, request: NumberRequest): Issued {
  const { actor, ...asked } = request
  return commitQueue(
    folder,
    request.requestId,
    (reads, ctx) => {
      const ticket = ctx.newId()
      const promised = promiseOf(folder, reads, asked, ticket, ctx.now)
      return issueTicket(reads, { ...asked, ticket, numbering: numberingOf(folder), promised }, ctx)
    },
    { opensDay: true, ...(actor === undefined ? {} : { actor }) },
  )
}

/** When somebody who takes this number now is to be called; null: nothing honest to say. */
export function promiseOf(
  folder: FairFolder,
  reads: QueueReads,
  asked: Pick<NumberRequest, 'class' | 'service'>,
  ticket: string,
  now: number,
): { readonly from: number; readonly to: number } | null {
  const { fair } = reads
  const service = asked.class === 'priority' ? serviceOf(fair, asked.service) : null
  const day = serviceDay(fair, now)
  // A normal one stands behind all who wait, which the sums tell at once; priority stands before some of them.
  const place = service === null ? null : newPlace(reads, service, asked.class, day, now)
  const ahead = place === null ? null : { id: ticket, day, sortKey: place.sortKey }
  return promiseAt(now, waitFor(folder, fair, asked.service, ahead, now))
}

/** A folder that never had a hub is its own authority; one that has, and decides alone, is out of its reach. */
const numberingOf = (folder: FairFolder): Numbering => (folder.settings.get('seat') === undefined ? 'own' : 'cut_off')

/** Reserves a slot; its number comes with the check-in. */
export function bookSlot(
  folder: FairFolder,
  request: Pick<NumberRequest, 'requestId' | 'service' | 'class' | 'visitor'> & { readonly slotAt: number },
): Issued {
  return commitQueue(
    folder,
    request.requestId,
    (reads, ctx) => bookTicket(reads, { ...request, ticket: ctx.newId() }, ctx),
    { opensDay: true },
  )
}

/** A booked visitor is here: the ticket gets its number and its place, by the slot or, when late, by now. */
export function checkInBooked(
  folder: FairFolder,
  request: { readonly requestId: string; readonly ticket: string; readonly printing: boolean },
): Issued {
  return commitQueue(
    folder,
    request.requestId,
    (reads, ctx) => {
      const service = reads.ticket(request.ticket)?.service
      const wait = service === undefined ? null : waitFor(folder, reads.fair, service, null, ctx.now)
      return checkIn(reads, { ...request, numbering: numberingOf(folder), promised: promiseAt(ctx.now, wait) }, ctx)
    },
    { opensDay: true },
  )
}

const promiseAt = (now: number, wait: { readonly from: number; readonly to: number } | null) =>
  wait === null ? null : { from: now + wait.from, to: now + wait.to }
