import { mayOverride } from '../../core/commands/admit'
import { UNDO_MS } from '../../core/commands/undo-scan'
import type { BadgeHealth } from '../../core/contract/badge'
import type { GatePanel, PanelPerson, PanelScan } from '../../core/contract/gate-panel'
import type { Link } from '../../core/contract/queue'
import { REFUSALS, Reason } from '../../core/events/checkin'
import { isInside } from '../../core/projections/attendance'
import { lastReset, type Fair, type FairList } from '../../core/setup/fair'
import type { ReasonUse, StaffRole, Text } from '../../core/setup/schema'
import { dailySpan, localDate } from '../../core/time/zone'
import { QUARTER_MS } from '../../db/projections/checkin'
import type { LastScan } from '../../db/queries/gate'
import { gateOf, listOfGate, stationNotices, type GatePlace } from '../app/station'
import { refusalOf } from '../commands/admit'
import { staffName } from '../commands/staff'
import type { FairFolder } from '../folder/fair-folder'
import type { HubFacts } from '../sync/app-sync'

/** As many as staff look back through after a rush. */
const LAST_SCANS = 50
/** Quarter hours in the picture: the last four and a half hours. */
const BARS = 18

/** What the panel is asked for. */
export interface PanelOf {
  readonly place: GatePlace
  readonly staff: string
  readonly leftMs: number
  readonly search: GatePanel['search']
  readonly logDamaged: boolean
  readonly link: Link
  /** Null: nobody keeps the folder in step. */
  readonly hub: HubFacts | null
  /** Null: the fair's folder is not open yet. */
  readonly badges: BadgeHealth | null
}

/** All that the staff panel of a gate shows. */
export function gatePanelView(folder: FairFolder, fair: Fair, of: PanelOf): GatePanel {
  const { place } = of
  const now = folder.ports.wall()
  const gate = gateOf(fair, place)?.code ?? place.gate
  const list = listOfGate(fair, place, now)
  const role = roleOf(fair, of.staff)
  const sums =
    list === null ? [] : folder.gates.sums(gate, list.code, dailySpan(now, '00:00', fair.setup.timeZone).last)
  const entries = sums.filter(({ what }) => what === 'entry')
  const notices = stationNotices(folder, of.logDamaged)
  const scans = folder.gates.lastScans(gate, LAST_SCANS)
  const overridden = new Set(scans.flatMap(({ event, mark }) => (mark === null ? (event.causation ?? []) : [])))
  return {
    staff: { code: of.staff, name: staffName(folder, of.staff), role },
    leftMs: of.leftMs,
    list: list === null ? null : { code: list.code, name: list.name },
    chosen: list !== null && place.list === list.code ? list.code : null,
    direction: place.direction,
    figures: {
      entered: entries.reduce((n, sum) => n + sum.n, 0),
      inside: list === null ? 0 : folder.checkin.inside(list, fair.setup.timeZone, now),
      capacity: list?.capacity ?? null,
      refused: REFUSALS.map((reason) => ({
        reason,
        n: sums.reduce((n, sum) => n + (sum.what === reason ? sum.n : 0), 0),
      }))
        .filter(({ n }) => n > 0)
        .sort((a, b) => b.n - a.n),
    },
    bars: barsOf(entries, now),
    scans: scans.map((scan) => panelScan(folder, fair, scan, { role, now, isSetAside: overridden.has(scan.event.id) })),
    lists: listsOf(fair, gate, list, now).map(({ code, name, admits }) => ({
      code,
      name,
      categories: [...(admits ?? [])].flatMap((category) => fair.category(category)?.name ?? []),
    })),
    reasons: { admit: reasonsFor(fair, 'admit'), undo: reasonsFor(fair, 'undo_scan') },
    link: of.link,
    asOf: of.link.state === 'cut_off' ? (of.hub?.contactAt ?? null) : null,
    health: {
      clockOffset: of.hub?.offset ?? null,
      isClockWrong: notices.includes('clock_behind') || notices.includes('clock_off'),
      isDiskLow: notices.includes('disk_low'),
      isLogDamaged: notices.includes('log_damaged'),
      badges: fair.setup.badges.length === 0 ? null : of.badges,
    },
    search: of.search,
  }
}

/** A visitor as the search shows them, with what the rules say to an entry now; null: nobody by this id. */
export function panelPerson(
  folder: FairFolder,
  fair: Fair,
  { list, role, visitor }: { list: FairList | null; role: StaffRole; visitor: string },
): PanelPerson | null {
  const row = folder.checkin.visitor(visitor)
  if (row === null) return null
  const greet = folder.people.read(visitor, 'greet')
  const now = folder.ports.wall()
  const attendance = list === null ? null : folder.checkin.attendance(list.code, visitor)
  const refusal = list === null ? null : refusalOf(folder, fair, list, row)
  const base = {
    visitor,
    name: greet.ok ? greet.value.name : null,
    category: categoryName(fair, row.category),
    institution: row.institution,
    refusal,
    overridable: refusal === null ? null : whoMay(role, refusal),
  }
  if (list === null || attendance === null || attendance.firstEntryAt === null)
    return { ...base, stay: { is: 'never' } }
  const { stayFrom, stayGate, lastEntryAt, lastExitAt, firstEntryAt } = attendance
  if (isInside(attendance, lastReset(list, fair.setup.timeZone, now))) {
    const gate = fair.gate(stayGate)?.name ?? null
    return { ...base, stay: { is: 'inside', since: stayFrom ?? lastEntryAt ?? firstEntryAt, gate } }
  }
  return { ...base, stay: { is: 'gone', at: lastExitAt ?? lastEntryAt ?? firstEntryAt } }
}

export const roleOf = (fair: Fair, staff: string): StaffRole =>
  fair.setup.staff.find(({ code }) => code === staff)?.role ?? 'operator'

function panelScan(
  folder: FairFolder,
  fair: Fair,
  { event, at, mark }: LastScan,
  { role, now, isSetAside }: { role: StaffRole; now: number; isSetAside: boolean },
): PanelScan {
  const { body } = event
  const row = body.visitor === null ? null : folder.checkin.visitor(body.visitor)
  const greet = row === null ? null : folder.people.read(row.id, 'greet')
  const isOwn = event.station === folder.log.station
  const left = UNDO_MS - (now - (isOwn ? event.at : at))
  const isCaused = event.causation !== undefined && body.direction === 'exit' && body.override === undefined
  const canUndo = body.outcome === 'admitted' && body.visitor !== null && !isCaused && mark !== 'undone' && left > 0
  return {
    scanId: event.id,
    at,
    direction: body.direction,
    outcome: body.outcome,
    reason: body.reason,
    visitor:
      row === null
        ? null
        : {
            id: row.id,
            name: greet?.ok === true ? greet.value.name : null,
            category: categoryName(fair, row.category),
          },
    list: fair.list(body.list)?.name ?? { id: body.list, en: body.list },
    suspect: row === null || body.outcome !== 'admitted' ? null : suspectOf(folder, row.id),
    isDuplicate: mark === 'duplicate',
    counts: mark === 'duplicate' && row !== null ? entryThatCounts(folder, fair, body.list, row.id) : null,
    isUndone: mark === 'undone',
    isByHand: body.override !== undefined,
    undoMs: canUndo ? Math.min(left, UNDO_MS) : null,
    overridable:
      body.outcome === 'admitted' || body.reason === null || row === null || isSetAside
        ? null
        : whoMay(role, body.reason),
  }
}

/** Of a walk-in: who gave the same phone or e-mail, the earliest first, unless somebody said who they are: one person, or two. */
function suspectOf(folder: FairFolder, visitor: string): PanelScan['suspect'] {
  if (folder.desk.facts(visitor)?.source !== 'walk_in') return null
  const person = folder.persons.personOf(visitor)
  const apart = folder.persons.apartFrom(visitor)
  const other = folder.people
    .sharesContact(visitor)
    .find((id) => folder.persons.personOf(id) !== person && !apart.includes(id))
  if (other === undefined) return null
  const greet = folder.people.read(other, 'greet')
  return { name: greet.ok ? greet.value.name : null }
}

/** Where and when somebody whom two gates let in without hearing of each other entered first. */
function entryThatCounts(folder: FairFolder, fair: Fair, list: string, visitor: string): PanelScan['counts'] {
  const stay = folder.checkin.attendance(list, visitor)
  if (stay === null || stay.stayFrom === null) return null
  const gate = stay.stayGate === null ? null : (fair.gate(stay.stayGate)?.name ?? null)
  return { at: stay.stayFrom, gate }
}

function whoMay(role: StaffRole, refusal: Reason): 'me' | 'supervisor' | null {
  if (mayOverride(role, refusal)) return 'me'
  return mayOverride('organizer', refusal) ? 'supervisor' : null
}

function barsOf(entries: readonly { from: number; n: number }[], now: number): GatePanel['bars'] {
  const running = Math.floor(now / QUARTER_MS)
  const first = Math.max(
    running - BARS + 1,
    Math.min(running - 3, ...entries.map(({ from }) => Math.floor(from / QUARTER_MS))),
  )
  const counts = new Map(entries.map(({ from, n }) => [Math.floor(from / QUARTER_MS), n]))
  return {
    from: first * QUARTER_MS,
    entries: Array.from({ length: running - first + 1 }, (_, i) => counts.get(first + i) ?? 0),
  }
}

/** The lists of today that this gate may serve, the one it serves first. */
function listsOf(fair: Fair, gate: string, served: FairList | null, now: number): readonly FairList[] {
  const today = localDate(now, fair.setup.timeZone)
  const isToday = (list: FairList) =>
    list.windows.some(
      ({ from, to }) =>
        localDate(from, fair.setup.timeZone) <= today && today <= localDate(to - 1, fair.setup.timeZone),
    )
  const others = fair.lists.filter(
    (list) => list !== served && isToday(list) && (list.gates.length === 0 || list.gates.includes(gate)),
  )
  return [...(served === null ? [] : [served]), ...others].sort((a, b) => a.opensAt - b.opensAt)
}

const reasonsFor = (fair: Fair, use: ReasonUse) =>
  fair.setup.reasons.flatMap(({ code, name, uses }) => (uses.includes(use) ? [{ code, name }] : []))

const categoryName = (fair: Fair, code: string): Text => fair.category(code)?.name ?? { id: code, en: code }
