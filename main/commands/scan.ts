import type { ScanAnswer } from '../../core/contract/gate'
import { decideScan, type ScanCommand, type ScanDecision } from '../../core/commands/scan'
import {
  attendanceStream,
  scanRecorded,
  scanUndone,
  type ScanBody,
  type ScanDirection,
  type Via,
} from '../../core/events/checkin'
import type { CommandContext, LogEvent, NewEvent } from '../../core/events/envelope'
import { evolveAttendance, isInside, NEVER_CAME, type Attendance } from '../../core/projections/attendance'
import { lastReset, type Fair, type FairList } from '../../core/setup/fair'
import type { Sign } from '../../core/setup/schema'
import { effectiveTime } from '../../db/projections/checkin'
import { recognise } from '../codes/recognise'
import type { FairFolder } from '../folder/fair-folder'
import { roomOf } from './room'

export interface ScanRequest {
  /** Kept for every retry: the same scan twice is one row. */
  readonly scanId: string
  readonly text: string
  /** True length, when the text came cut. */
  readonly length: number
  readonly via: Via
  readonly gate: string | null
  readonly direction: ScanDirection | 'either'
  readonly typedAt: number | null
}

/** A scan that is on the disk. */
export interface CommittedScan {
  readonly fair: Fair
  readonly list: FairList
  readonly decision: ScanDecision
  /** When it counts, UTC ms. */
  readonly at: number
}

/** Which list a scan is for, asked inside the transaction; null: none. */
export type ListOf = (fair: Fair, now: number) => FairList | null

/** Decides and records one scan and answers, once it is on the disk, with what the screen needs. */
export function recordScan(
  folder: FairFolder,
  request: ScanRequest,
  listOf: ListOf,
): { answer: ScanAnswer; visitor: string | null } | 'no_fair' | 'no_list' {
  const scan = commitScan(folder, request, listOf)
  if (typeof scan === 'string') return scan
  return { answer: answerOf(folder, scan), visitor: scan.decision.event.body.visitor }
}

/** Decides and records one scan in one transaction; it is on the disk on return. */
export function commitScan(
  folder: FairFolder,
  request: ScanRequest,
  listOf: ListOf,
): CommittedScan | 'no_fair' | 'no_list' {
  return folder.log.transact((append): CommittedScan | 'no_fair' | 'no_list' => {
    const fair = folder.checkin.fair()
    if (fair === null) return 'no_fair'
    const now = folder.ports.wall()
    const list = listOf(fair, now)
    if (list === null) return 'no_list'
    const before = folder.log.find(request.scanId)
    if (before !== null && scanRecorded.is(before.event)) {
      return { fair, ...recordedScan(folder, fair, before.event, before.hubOffset) }
    }
    const { recognised, credential } = recognise(folder, fair, request.text, request.length)
    const visitor = recognised.as === 'visitor' ? recognised.visitor : null
    const command: ScanCommand = { ...request, credential }
    const ctx = { now, newId: folder.ports.newId }
    const decision = decideScan(
      {
        list,
        timeZone: fair.setup.timeZone,
        recognised,
        attendance: visitor === null ? null : attendanceFor(folder, list, visitor.id, request.typedAt),
        room: roomOf(folder, list, fair.setup.timeZone, { now, typedAt: request.typedAt }),
      },
      command,
      ctx,
    )
    append(decision.event)
    for (const exit of exitsCausedBy(folder, fair, decision.event, ctx)) append(exit)
    return { fair, list, decision, at: request.typedAt ?? now }
  })
}

/** The visitor's row; for a scan written on paper, as it stood at that time: what came later is not held against it. */
function attendanceFor(folder: FairFolder, list: FairList, visitor: string, typedAt: number | null): Attendance | null {
  if (typedAt === null) return folder.checkin.attendance(list.code, visitor)
  const events = folder.log.stream(attendanceStream(list.code, visitor, ''))
  const undone = new Set(events.flatMap(({ event }) => (scanUndone.is(event) ? [event.body.scan] : [])))
  return events
    .flatMap(({ event, hubOffset }) =>
      scanRecorded.is(event)
        ? [{ body: event.body, at: effectiveTime(event, event.body, hubOffset), undone: undone.has(event.id) }]
        : [],
    )
    .filter((scan) => scan.at <= typedAt)
    .sort((a, b) => a.at - b.at)
    .reduce((row, scan) => evolveAttendance(row, scan).row, NEVER_CAME)
}

/**
 * Entering this room leaves those: an exit of its own for each list where the visitor still is, caused by the entry.
 * Of a scan that let nobody in: none.
 */
export function exitsCausedBy(
  folder: FairFolder,
  fair: Fair,
  entry: NewEvent<ScanBody>,
  ctx: CommandContext,
): NewEvent<ScanBody>[] {
  const { visitor, outcome, direction, typedAt } = entry.body
  if (visitor === null || outcome !== 'admitted' || direction === 'exit') return []
  const { override: _override, ...body } = entry.body
  return (fair.list(entry.body.list)?.leaves ?? []).flatMap((code) => {
    const left = fair.list(code)
    const row = left === null ? null : folder.checkin.attendance(left.code, visitor)
    if (left === null || row === null || !isInside(row, lastReset(left, fair.setup.timeZone, ctx.now))) return []
    const { multipleEntries, entryAfterExit } = left
    const id = ctx.newId()
    const resetAt = lastReset(left, fair.setup.timeZone, typedAt ?? ctx.now)
    return [
      scanRecorded.make(
        attendanceStream(left.code, visitor, id),
        {
          ...body,
          list: left.code,
          direction: 'exit',
          reason: 'exit',
          rules: { multipleEntries, entryAfterExit, resetAt },
        },
        ctx,
        { id, causation: entry.id },
      ),
    ]
  })
}

/** The answer a scan got the first time, for a retry of it. */
export function recordedScan(
  folder: FairFolder,
  fair: Fair,
  event: LogEvent<ScanBody>,
  hubOffset: number | null,
): { list: FairList; decision: ScanDecision; at: number } {
  const { body } = event
  const list = fair.list(body.list)
  if (list === null) throw new Error(`the list ${body.list} of a recorded scan is not in the set-up any more`)
  const row = body.visitor === null ? null : folder.checkin.attendance(list.code, body.visitor)
  const decision = {
    event,
    outcome: body.outcome,
    reason: body.reason,
    direction: body.direction,
    window:
      body.reason === 'too_early' || body.reason === 'too_late' ? { from: list.opensAt, to: list.closesAt } : null,
    seen:
      body.reason === 'already_admitted' && row !== null && row.stayFrom !== null
        ? { at: row.stayFrom, gate: row.stayGate }
        : null,
    places:
      body.reason === 'full' && list.capacity !== null ? { inside: list.capacity, capacity: list.capacity } : null,
    open: 0,
  }
  return { list, decision, at: effectiveTime(event, body, hubOffset) }
}

/** What the screen needs of a scan that is on the disk. */
export function answerOf(folder: FairFolder, { fair, list, decision, at }: CommittedScan): ScanAnswer {
  const { body } = decision.event
  const gate = fair.gate(body.gate)
  const row = body.visitor === null ? null : folder.checkin.visitor(body.visitor)
  const greet = row === null ? null : folder.people.read(row.id, 'greet')
  // Who came with a signed code may stand in no roster: the code says the category, nobody the name.
  const code = row?.category ?? body.credential.category ?? null
  return {
    scanId: decision.event.id,
    outcome: decision.outcome,
    reason: decision.reason,
    direction: decision.direction,
    at,
    visitor:
      code === null
        ? null
        : {
            name: greet?.ok === true ? (greet.value.greeting ?? greet.value.name) : null,
            category: fair.category(code)?.name ?? { id: code, en: code },
          },
    seen: decision.seen === null ? null : { at: decision.seen.at, gate: fair.gate(decision.seen.gate)?.name ?? null },
    window: decision.window,
    places: decision.places,
    admits:
      decision.reason === 'category' ? [...(list.admits ?? [])].flatMap((code) => fair.category(code)?.name ?? []) : [],
    open: decision.open,
    list: list.name,
    gate: gate?.name ?? null,
    sign: signFor(decision, list, gate),
  }
}

/** Where to go next: no answer is a dead end. */
function signFor(decision: ScanDecision, list: FairList, gate: { welcome: Sign; help: Sign } | null): Sign | null {
  if (decision.outcome === 'admitted') return decision.direction === 'exit' ? null : (gate?.welcome ?? null)
  if (decision.reason === 'full' && list.whenFull !== null) return list.whenFull
  if (decision.reason === 'category' && list.otherCategories !== null) return list.otherCategories
  return gate?.help ?? null
}
