import { NO_CODE_HASH, scanRecorded, type Reason, type ScanBody, type ScanDirection } from '../events/checkin'
import type { CommandContext, NewEvent } from '../events/envelope'
import { err, ok, type Result } from '../result/result'
import type { StaffRole } from '../setup/schema'
import { decideScan, type KnownVisitor, type ScanState } from './scan'

/** A visitor whom staff let in or out by hand: chosen by name, or out of a refused scan. */
export interface AdmitCommand {
  readonly scanId: string
  readonly direction: ScanDirection
  readonly gate: string | null
  /** A reason of the set-up with the use `admit`. */
  readonly reason: string
  /** Row of the note that was typed with it; null: none. */
  readonly note: string | null
  /** What staff were told the rules say; null: that nothing speaks against it. */
  readonly knows: Reason | null
  /** The refused scan that is overridden; null: none. */
  readonly refusedScan: string | null
}

/**
 * `rules_differ`: the rules say something else by now than what staff were shown (`detail.refusal`, null: nothing).
 * `not_overridable`: nobody may. `supervisor_needed`: this one may not.
 */
export type AdmitError = 'reason_not_listed' | 'rules_differ' | 'not_overridable' | 'supervisor_needed'

/** Who may set a refusal aside, and why it is so. `nobody`: there is another way for this person. */
export const OVERRIDES: Readonly<Record<Exclude<Reason, 'reentry' | 'exit'>, 'operator' | 'supervisor' | 'nobody'>> = {
  // Nobody knows whose code it is: the person is found by name, or registers.
  invalid: 'nobody',
  wrong_fair: 'nobody',
  // Only the person can give it: the gate asks for it.
  consent: 'nobody',
  // The earlier scan may have been somebody's mistake, and the person stands here.
  already_admitted: 'operator',
  // Whoever runs the door sees whether it can be opened a little earlier, or kept open.
  too_early: 'operator',
  too_late: 'operator',
  // Answers can be gathered later, at the desk.
  questions: 'operator',
  // Whom a room is for, and whether somebody has paid, is the organizer's word.
  category: 'supervisor',
  unpaid: 'supervisor',
  unapproved: 'supervisor',
  canceled: 'supervisor',
  // How many a room holds is a matter of safety.
  full: 'supervisor',
  // Somebody decided against this very person.
  blocked: 'supervisor',
  revoked: 'supervisor',
}

/** May this member of staff set that refusal aside? */
export function mayOverride(role: StaffRole, refusal: Reason): boolean {
  const who = refusal === 'reentry' || refusal === 'exit' ? 'operator' : OVERRIDES[refusal]
  return who === 'operator' || (who === 'supervisor' && role !== 'operator')
}

/**
 * Admits, or lets out, a visitor whom staff chose. The rules are asked as for every scan: what speaks against it must be
 * what staff were shown, and theirs to set aside. It is a scan like any other, with the override beside it.
 */
export function decideAdmission(
  state: ScanState & { readonly visitor: KnownVisitor; readonly role: StaffRole; readonly reasons: readonly string[] },
  command: AdmitCommand,
  ctx: CommandContext,
): Result<NewEvent<ScanBody>, AdmitError> {
  if (!state.reasons.includes(command.reason)) return err('reason_not_listed')
  const decision = decideScan(
    { ...state, recognised: { as: 'visitor', visitor: state.visitor } },
    {
      scanId: command.scanId,
      direction: command.direction,
      gate: command.gate,
      via: 'staff',
      credential: { kind: 'none', hmac: NO_CODE_HASH, length: 0, looks: 'empty' },
      typedAt: null,
    },
    ctx,
  )
  const refusal = decision.outcome === 'admitted' ? null : decision.reason
  if (refusal !== command.knows) return err('rules_differ', { refusal })
  if (refusal !== null && !mayOverride(state.role, refusal))
    return err(mayOverride('organizer', refusal) ? 'supervisor_needed' : 'not_overridable', { refusal })
  const enteredBefore = state.attendance !== null && state.attendance.firstEntryAt !== null
  const { stream, body } = decision.event
  return ok(
    scanRecorded.make(
      stream,
      {
        ...body,
        outcome: 'admitted',
        reason: refusal === null ? body.reason : enteredBefore ? 'reentry' : null,
        override: { reason: command.reason, refusal, note: command.note },
      },
      ctx,
      { id: command.scanId, ...(command.refusedScan === null ? {} : { causation: command.refusedScan }) },
    ),
  )
}
