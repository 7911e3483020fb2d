import { decideUndo, type UndoScanError } from '../../core/commands/undo-scan'
import { attendanceStream, scanRecorded, scanUndone, type ScanBody } from '../../core/events/checkin'
import type { LogEvent } from '../../core/events/envelope'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

export interface UndoRequest {
  /** Kept for every retry. */
  readonly requestId: string
  readonly scan: string
  /** The gate that asks: it takes back its own scans only. */
  readonly gate: string | null
  readonly reason: string
  readonly actor: string
}

/** Takes a scan back, with the exits it brought about, in one transaction; it is on the disk on return. */
export function undoScan(folder: FairFolder, request: UndoRequest): Result<null, UndoScanError | 'no_fair'> {
  return folder.log.transact((append): Result<null, UndoScanError | 'no_fair'> => {
    if (folder.log.find(request.requestId) !== null) return ok(null)
    const fair = folder.checkin.fair()
    if (fair === null) return err('no_fair')
    const stored = folder.log.find(request.scan)
    const scan =
      stored !== null && scanRecorded.is(stored.event) && stored.event.body.gate === request.gate ? stored.event : null
    const decided = decideUndo(
      {
        scan,
        recordedAt: scan === null ? 0 : recordedAt(folder, scan, stored?.hubOffset ?? null),
        isUndone: scan !== null && isUndone(folder, scan),
        caused: scan === null ? [] : causedBy(folder, fair, scan),
        reasons: fair.setup.reasons.flatMap(({ code, uses }) => (uses.includes('undo_scan') ? [code] : [])),
      },
      request,
      contextOf(folder, request.actor),
    )
    if (!decided.ok) return decided
    for (const event of decided.value) append(event)
    return ok(null)
  })
}

/** By this station's clock, as far as it can tell: its own scans as they were, another's by the best offset known. */
const recordedAt = (folder: FairFolder, { at, offset, station }: LogEvent, hubOffset: number | null): number =>
  station === folder.log.station ? at : at + (hubOffset ?? offset)

const isUndone = (folder: FairFolder, scan: LogEvent<ScanBody>): boolean =>
  folder.log.stream(scan.stream).some(({ event }) => scanUndone.is(event) && event.body.scan === scan.id)

/** Looked for on every list, not only those the entry leaves by now: the set-up may have changed meanwhile. */
function causedBy(folder: FairFolder, fair: Fair, { id, body }: LogEvent<ScanBody>): LogEvent<ScanBody>[] {
  const { visitor } = body
  if (visitor === null) return []
  return fair.lists.flatMap((list) =>
    folder.log
      .stream(attendanceStream(list.code, visitor, id))
      .flatMap(({ event }) =>
        scanRecorded.is(event) && event.causation === id && event.body.direction === 'exit' ? [event] : [],
      ),
  )
}
