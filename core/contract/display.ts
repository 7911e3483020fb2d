import { z } from 'zod'
import type { TicketClass } from '../events/queue'
import type { Text } from '../setup/schema'
import type { FairTitle, Locale } from './app'
import { call } from './call'

/** One call, as shown and spoken. Dedupe on (ticket, calls). */
export interface ShownCall {
  readonly ticket: string
  readonly label: string
  readonly prefix: string
  readonly number: number
  readonly class: TicketClass
  /** 1: the first call; 2: "panggilan kedua" … */
  readonly calls: number
  /** Effective UTC ms of the newest of them. */
  readonly at: number
  readonly counter: { readonly code: string; readonly name: Text }
  readonly zone: string
  readonly agency: string
  readonly service: Text
  /** Still called, being served, or over. */
  readonly state: 'called' | 'serving' | 'over'
}

export interface DisplayView {
  /** Effective UTC ms at which this was read: the age of a call is told by it, whatever the page's own clock says. */
  readonly now: number
  readonly fair: FairTitle
  readonly locale: Locale
  /** Zones shown; empty: all. */
  readonly zones: readonly string[]
  /** Newest call first, one row a ticket, at most 7. */
  readonly calls: readonly ShownCall[]
  readonly ticker: Text | null
  /** Minutes within which one who missed the call may come back (the shortest of the shown services). */
  readonly returnMinutes: number
  readonly voice: {
    readonly isOn: boolean
    readonly english: boolean
    readonly leadingZeros: boolean
    readonly agency: boolean
  }
}

export const displayCalls = {
  'display.view': call<DisplayView>()({ input: z.null(), errors: ['no_fair', 'not_a_display'] }),
}
