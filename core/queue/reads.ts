import type { Fair } from '../setup/fair'
import type { CounterState } from './counter'
import type { Ticket } from './ticket'

/**
 * What the commands of the queue ask of the world, inside the transaction that writes their events: db/queries/queue.ts
 * answers from SQL, core/testing/queue-world.ts from memory; one conformance suite holds both to the same answers.
 */
export interface QueueReads {
  readonly fair: Fair
  ticket(id: string): Ticket | null
  /** The ticket with this number of a service (the one that gave it) and day. */
  byNumber(issueService: string, day: string, number: number): Ticket | null
  counter(code: string): CounterState
  /** The ticket CALLED or SERVING at a counter, by the folded rows; of several the one in hand (hands.ts). */
  held(counter: string): Ticket | null
  parked(counter: string): readonly Ticket[]
  /** Live tickets of a visitor, today's and booked. */
  liveOf(visitor: string): readonly Ticket[]
  /**
   * Who waits for these services on a day, smallest (sortKey, id) first, at most `limit`. Left out: tickets whose visitor
   * is CALLED or SERVING elsewhere (they keep their place), and those served elsewhere under a typed number.
   */
  waiting(services: readonly string[], day: string, limit: number, only?: 'normal' | 'priority'): readonly Ticket[]
  /**
   * The first in line of these services who is left out of `waiting` since the visitor is being called or served
   * elsewhere just now; null: nobody is.
   */
  deferred(services: readonly string[], day: string): Ticket | null
  /**
   * The highest number given for a service and day in the common sequence (0: all were out of leased blocks or own
   * series, see numbers.ts), and the latest `firstEligibleAt` of its tickets without a slot (0: all had one; an early
   * check-in, eligible later, must not hold up those after it); null: no number yet.
   */
  lastNumber(issueService: string, day: string): { readonly number: number; readonly eligibleAt: number } | null
  /** Numbers given for a service and day, void ones left out: what the quota counts. */
  issuedCount(issueService: string, day: string): number
  /** Highest number leased to any station for a service and day; 0: none. */
  leasedUpTo(service: string, day: string): number
  /** The first number from this one on that lies in no leased block. */
  outsideLeases(service: string, day: string, number: number): number
  /** Smallest number leased to this station and not given yet; null: no lease left. */
  ownLeaseNext(service: string, day: string): number | null
  /** The next number of this station's own series; null: it was never enrolled and has none. */
  nextInSeries(service: string, day: string): number | null
  /** An unplanned break of a service. */
  servicePause(service: string): { readonly reason: string; readonly until: number | null } | null
  /** Priority calls of a service since its last normal one, in hub order, today. */
  priorityRun(service: string, day: string): number
  /** Booked or checked-in tickets of a slot. */
  slotTaken(service: string, slotAt: number): number
  /** The ticket whose last event was made by this counter most recently; null: none today. */
  lastTouched(counter: string): Ticket | null
  /** Live tickets of days before this one. */
  leftOver(day: string): readonly Ticket[]
  /** Booked tickets whose slot began before this moment. */
  bookedBefore(at: number): readonly Ticket[]
}

/**
 * Who gives numbers here: the authority, in the common sequence (`own`: the hub, or a folder that never had one); the
 * block leased to this station (`leased`); or a station that is out of reach of its hub (`cut_off`): from its block, then
 * from its own series, which a service with a quota has none of.
 */
export type Numbering = 'own' | 'leased' | 'cut_off'
