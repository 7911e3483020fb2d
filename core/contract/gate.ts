import { z } from 'zod'
import { Via, type Outcome, type Reason, type ScanDirection } from '../events/checkin'
import type { Sign, Text } from '../setup/schema'
import type { FairTitle, GateDirection, Locale } from './app'
import { call } from './call'
import type { WalkInForm } from './walk-in-form'

/** What the waiting gate shows. */
export interface GateView {
  readonly fair: FairTitle
  readonly gate: {
    readonly code: string
    readonly name: Text
    readonly handScanner: 'left' | 'right' | null
    readonly help: Sign
  }
  readonly direction: GateDirection
  /** The list served now; null: the set-up has no door list for this gate. */
  readonly list: {
    readonly code: string
    readonly name: Text
    /** Day of the fair on which the shown window begins: 1, 2 …; null for a day outside the fair. */
    readonly day: number | null
    /** The window open now, or the next, or the last; UTC ms. */
    readonly window: { readonly from: number; readonly to: number }
    readonly open: 'now' | 'later' | 'over'
    /** Staff chose it; else it is the one the schedule says. */
    readonly isChosen: boolean
  } | null
  /** What somebody without registration is asked here; null: nobody registers at this gate now. */
  readonly walkIn: WalkInForm | null
  /** The language new visitors are greeted in. */
  readonly locale: Locale
  /** For staff: what needs a look at this station. */
  readonly notices: readonly StationNotice[]
}

export type StationNotice = 'clock_behind' | 'clock_off' | 'log_damaged' | 'disk_low'

/** The answer to one scan, all that the result screen needs and nothing more about the person. */
export interface ScanAnswer {
  readonly scanId: string
  readonly outcome: Outcome
  readonly reason: Reason | null
  readonly direction: ScanDirection
  /** When it counts, UTC ms. */
  readonly at: number
  /** Null for an unknown code. `name` null: the name is not on this station yet. */
  readonly visitor: { readonly name: string | null; readonly category: Text } | null
  /** already_admitted: where and when. */
  readonly seen: { readonly at: number; readonly gate: Text | null } | null
  /** too_early, too_late: when this code is good here. */
  readonly window: { readonly from: number; readonly to: number } | null
  /** full: how many of how many. */
  readonly places: { readonly inside: number; readonly capacity: number } | null
  /** category: whom this door is for. */
  readonly admits: readonly Text[]
  /** consent, questions: how many are open. */
  readonly open: number
  readonly list: Text
  readonly gate: Text | null
  /** Where to go next: the paper band under the verdict. */
  readonly sign: Sign | null
}

export const MAX_SCAN_TEXT = 5_000

export const gateCalls = {
  'gate.view': call<GateView>()({ input: z.null(), errors: ['no_fair', 'not_a_gate'] }),
  /**
   * Decides a scan and answers only when it is on the disk. `scanId` is kept for every retry: the same scan is one row.
   * A text over MAX_SCAN_TEXT comes cut, with its true length.
   */
  'checkin.scan': call<ScanAnswer>()({
    input: z.strictObject({
      scanId: z.uuid(),
      text: z.string().max(MAX_SCAN_TEXT),
      length: z.int().nonnegative().max(10_000_000),
      via: Via.extract(['camera', 'wedge', 'keypad']),
    }),
    errors: ['no_fair', 'not_a_gate', 'no_list'],
  }),
}
