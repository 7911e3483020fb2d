import { z } from 'zod'
import { Reason, ScanDirection, type Outcome } from '../events/checkin'
import type { StaffRole, Text } from '../setup/schema'
import { GateDirection, type GateDirection as Direction } from './app'
import type { BadgeHealth } from './badge'
import { call } from './call'
import type { Link } from './queue'

/** What staff see and do at a gate, after a PIN and for a short time. Every call asks main who is signed in. */
export interface GatePanel {
  readonly staff: { readonly code: string; readonly name: string | null; readonly role: StaffRole }
  /** Until the panel closes by itself, ms. */
  readonly leftMs: number
  /** The list served now; null: none. */
  readonly list: { readonly code: string; readonly name: Text } | null
  /** The list that staff chose; null: the one the schedule says. */
  readonly chosen: string | null
  readonly direction: Direction
  readonly figures: {
    /** Through this gate today. */
    readonly entered: number
    /** On this list, through all gates. */
    readonly inside: number
    readonly capacity: number | null
    /** At this gate today, by reason, the most frequent first. */
    readonly refused: readonly { readonly reason: Reason; readonly n: number }[]
  }
  /** Entries at this gate by quarter hour; the first begins at `from` (UTC ms), the last one is running. */
  readonly bars: { readonly from: number; readonly entries: readonly number[] }
  /** The newest first. */
  readonly scans: readonly PanelScan[]
  /** Lists that this gate may serve today. */
  readonly lists: readonly { readonly code: string; readonly name: Text; readonly categories: readonly Text[] }[]
  readonly reasons: { readonly admit: readonly NamedReason[]; readonly undo: readonly NamedReason[] }
  /** How this station stands to the others. */
  readonly link: Link
  /**
   * While this station is cut off: of which moment what it knows of the others is, UTC ms. Null: nothing is older than
   * what was done here.
   */
  readonly asOf: number | null
  readonly health: {
    /** Milliseconds to add to this clock to get the hub's; null: not measured. */
    readonly clockOffset: number | null
    /** Behind what others wrote, or more than two minutes off the hub's. */
    readonly isClockWrong: boolean
    readonly isDiskLow: boolean
    readonly isLogDamaged: boolean
    /** Null: this fair has no badges. */
    readonly badges: BadgeHealth | null
  }
  /** Search by name: how many names are read, and whether that is all of them. */
  readonly search: { readonly ready: boolean; readonly total: number }
}

export interface NamedReason {
  readonly code: string
  readonly name: Text
}

export interface PanelScan {
  readonly scanId: string
  /** When it counts, UTC ms. */
  readonly at: number
  readonly direction: ScanDirection
  readonly outcome: Outcome
  readonly reason: Reason | null
  /** Null: a code nobody knows. `name` null: not on this station yet, or erased. */
  readonly visitor: { readonly id: string; readonly name: string | null; readonly category: Text } | null
  readonly list: Text
  /** Of who registered here: somebody who gave the same phone or e-mail before, perhaps the same person. Null: nobody. */
  readonly suspect: { readonly name: string | null } | null
  readonly isDuplicate: boolean
  /** Of a duplicate: the entry that counts, when and where (null: entered without a gate). */
  readonly counts: { readonly at: number; readonly gate: Text | null } | null
  readonly isUndone: boolean
  /** Staff let this one in or out by hand. */
  readonly isByHand: boolean
  /** Until it can no longer be taken back, ms; null: it cannot be. */
  readonly undoMs: number | null
  /** A refusal: who may set it aside; null: nobody, or somebody did. */
  readonly overridable: 'me' | 'supervisor' | null
}

/** A person found by name, code or phone. */
export interface PanelPerson {
  readonly visitor: string
  readonly name: string | null
  readonly category: Text
  readonly institution: string | null
  /** On the list served now. */
  readonly stay:
    | { readonly is: 'never' }
    | { readonly is: 'inside'; readonly since: number; readonly gate: Text | null }
    | { readonly is: 'gone'; readonly at: number }
  /** What the rules would say to an entry now; null: nothing against it. */
  readonly refusal: Reason | null
  readonly overridable: 'me' | 'supervisor' | null
}

export interface PanelFound {
  /** False: names are still being read; only exact codes and phones are found. */
  readonly ready: boolean
  /** Of how many people. */
  readonly total: number
  readonly people: readonly PanelPerson[]
}

const Staff = z.string().min(1).max(40)
const Pin = z.string().regex(/^\d{4,8}$/)
const ReasonCode = z.string().min(1).max(40)

export const GatePanelAct = z.discriminatedUnion('do', [
  z.strictObject({ do: z.literal('leave') }),
  /** Somebody is still there: the time begins anew. */
  z.strictObject({ do: z.literal('stay') }),
  z.strictObject({ do: z.literal('undo'), requestId: z.uuid(), scan: z.uuid(), reason: ReasonCode }),
  /** `knows`: what staff were told the rules say. `refusedScan`: the scan that is set aside. */
  z.strictObject({
    do: z.literal('admit'),
    scanId: z.uuid(),
    visitor: z.uuid(),
    direction: ScanDirection,
    reason: ReasonCode,
    note: z.string().trim().min(1).max(500).nullable(),
    knows: Reason.nullable(),
    refusedScan: z.uuid().nullable(),
  }),
  /** `list` null: the one the schedule says. */
  z.strictObject({ do: z.literal('switch'), list: z.string().min(1).max(40).nullable(), direction: GateDirection }),
  /** Ends the program. */
  z.strictObject({ do: z.literal('close_kiosk') }),
  /** Takes the gate's place from this window: it asks what it is to be. */
  z.strictObject({ do: z.literal('move_kiosk') }),
])
export type GatePanelAct = z.output<typeof GatePanelAct>

const WHO = ['no_fair', 'not_a_gate', 'not_signed_in'] as const

export const gatePanelCalls = {
  'gatePanel.open': call<GatePanel>()({
    input: z.strictObject({ staff: Staff, pin: Pin }),
    errors: ['no_fair', 'not_a_gate', 'not_signed_in', 'unknown_staff', 'wrong_pin', 'locked', 'pin_not_set'],
  }),
  'gatePanel.view': call<GatePanel>()({ input: z.null(), errors: WHO }),
  /** People by name (from three letters, one letter forgiven), or by an exact code or phone. */
  'gatePanel.search': call<PanelFound>()({ input: z.strictObject({ query: z.string().max(200) }), errors: WHO }),
  /** The panel after the act; null: it is closed. `rules_differ`: `detail.refusal` is what the rules say by now. */
  'gatePanel.act': call<GatePanel | null>()({
    input: GatePanelAct,
    errors: [
      ...WHO,
      'no_list',
      'unknown_list',
      'unknown_visitor',
      'unknown_scan',
      'reason_not_listed',
      'not_undoable',
      'undo_expired',
      'rules_differ',
      'not_overridable',
      'supervisor_needed',
    ],
  }),
}
