import { scanUndone, type ScanBody } from '../events/checkin'
import type { CommandContext, LogEvent, NewEvent } from '../events/envelope'
import { err, ok, type Result } from '../result/result'

/** How long staff may take a scan back, from when it was recorded. */
export const UNDO_MS = 120_000

/**
 * `not_undoable`: it let nobody in or out, or belongs to an entry that is to be taken back instead.
 * `undo_expired`: more than two minutes ago.
 */
export type UndoScanError = 'unknown_scan' | 'reason_not_listed' | 'not_undoable' | 'undo_expired'

/** A scan with what is known of it. */
export interface UndoState {
  readonly scan: LogEvent<ScanBody> | null
  /** UTC ms by this station's clock. */
  readonly recordedAt: number
  /** Somebody took it back before. */
  readonly isUndone: boolean
  /** The exits from other lists that this entry brought about. */
  readonly caused: readonly LogEvent<ScanBody>[]
  readonly reasons: readonly string[]
}

/**
 * Takes back an entry or an exit, with the exits from other lists that it brought about. Taken back twice it is taken
 * back once: then there is nothing to write.
 */
export function decideUndo(
  state: UndoState,
  command: { readonly requestId: string; readonly reason: string },
  ctx: CommandContext,
): Result<readonly NewEvent[], UndoScanError> {
  const { scan } = state
  if (scan === null) return err('unknown_scan')
  if (!state.reasons.includes(command.reason)) return err('reason_not_listed')
  if (scan.body.visitor === null || scan.body.outcome !== 'admitted' || isCausedExit(scan)) return err('not_undoable')
  if (state.isUndone) return ok([])
  if (ctx.now - state.recordedAt > UNDO_MS) return err('undo_expired')
  return ok(
    [scan, ...state.caused].flatMap((taken, n) => {
      const { list, visitor, gate } = taken.body
      if (visitor === null) return []
      const body = { scan: taken.id, list, visitor, gate, reason: command.reason }
      const more = n === 0 ? { id: command.requestId } : { causation: command.requestId }
      return [scanUndone.make(taken.stream, body, ctx, more)]
    }),
  )
}

/** An exit that an entry elsewhere brought about. What staff let through after a refusal names its cause as well. */
const isCausedExit = ({ causation, body }: LogEvent<ScanBody>): boolean =>
  causation !== undefined && body.direction === 'exit' && body.override === undefined
