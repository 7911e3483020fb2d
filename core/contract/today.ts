import { z } from 'zod'
import type { Alert } from '../desk/alerts'
import type {
  DayFigures,
  GateFigures,
  PresenceFigures,
  ServiceFigures,
  ServiceTotals,
  SessionFigures,
} from '../figures/figures'
import type { Text } from '../setup/schema'
import { call } from './call'
import { DESK_ERRORS } from './desk'
import type { ServiceFace } from './queue'

/** Everything the live view shows of one day of the fair; every figure is one of core/figures/figures.ts. */
export interface TodayView {
  /** As of when, UTC ms. */
  readonly now: number
  readonly day: string
  /** The day asked for is the one that it is now: what is inside, waits or stands open means something. */
  readonly isNow: boolean
  readonly doors: Omit<DayFigures, 'gates'>
  readonly presence: PresenceFigures
  readonly gates: readonly TodayGate[]
  /** What the time axis shows: whole hours, UTC ms. */
  readonly hours: { readonly from: number; readonly to: number }
  /** First entries by quarter hour of the fair's day before, moved onto this day; null: this is the first. */
  readonly before: readonly { readonly from: number; readonly people: number }[] | null
  /** How many people the day's gates let in in a quarter of an hour at best; null: one of them does not say. */
  readonly gateCapacity: { readonly people: number; readonly gates: number } | null
  readonly services: readonly TodayService[]
  readonly allServices: ServiceTotals
  readonly sessions: readonly TodaySession[]
  /** What somebody should look at, the most urgent first. */
  readonly alerts: readonly TodayAlert[]
}

export interface TodayGate extends GateFigures {
  /** Null: scans without a gate. */
  readonly name: Text | null
}

export interface TodayService extends ServiceFigures {
  readonly face: ServiceFace
  /** The break it is in; `until` null: nobody knows. */
  readonly pause: { readonly until: number | null } | null
}

export interface TodaySession extends SessionFigures {
  readonly title: Text
  readonly room: Text
  readonly from: number
  readonly to: number
}

/** An alert with the names it speaks of. `name`: of the service, room or counter; null: it speaks of this computer. */
export type TodayAlert = Alert & { readonly name: Text | null }

export const todayCalls = {
  /** The live view of one day; null: of today, else of the fair's day nearest to it. */
  'today.view': call<TodayView>()({
    input: z.strictObject({ day: z.iso.date().nullable() }),
    errors: [...DESK_ERRORS, 'unknown_day'],
  }),
}
