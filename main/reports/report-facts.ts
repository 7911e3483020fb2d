import type {
  AgencyReport,
  AttendanceReport,
  FiguresBy,
  Report,
  ReportKind,
  ServicesReport,
} from '../../core/contract/reports'
import type { DayFigures } from '../../core/figures/figures'
import { NO_TICKETS, type ServiceReport } from '../../core/figures/service-report'
import { serviceDay } from '../../core/queue/hours'
import type { Fair } from '../../core/setup/fair'
import { localToEpoch } from '../../core/time/zone'
import type { LiveReads } from '../figures/today'
import { counterName } from '../views/parts'

/**
 * Everything a report says, as of `now`: the figures of the fair's days that have begun (before the first, of that day),
 * with the names of what they speak of. It reads whole days: where a window waits, ask it in a process of its own.
 */
export function reportFacts(reads: Pick<LiveReads, 'figures'>, fair: Fair, kind: ReportKind, now: number): Report {
  const { setup } = fair
  const today = serviceDay(fair, now)
  const begun = setup.days.filter((day) => day <= today)
  const days = begun.length > 0 ? begun : setup.days.slice(0, 1)
  const head = {
    fair: {
      name: setup.name,
      venue: setup.venue,
      city: setup.city,
      days: setup.days,
      timeZone: setup.timeZone,
      brand: setup.brand.color,
    },
    days,
    madeAt: now,
  }
  return kind === 'attendance'
    ? { ...head, ...attendance(reads, fair, days, now) }
    : { ...head, ...services(reads, fair, days) }
}

function attendance(
  { figures }: Pick<LiveReads, 'figures'>,
  fair: Fair,
  days: readonly string[],
  now: number,
): Omit<AttendanceReport, 'fair' | 'days' | 'madeAt'> {
  const { setup } = fair
  const totals = figures.attendance(fair, days)
  const at = (local: string) => localToEpoch(local, setup.timeZone)
  return {
    kind: 'attendance',
    people: totals.people,
    byDay: days.map((day) => {
      const { gates: _gates, quarters, inside: _inside, capacity: _capacity, ...row } = figures.day(fair, day, now)
      return { ...row, peak: peakOf(quarters) }
    }),
    gates: totals.gates.map((row) => ({ ...row, name: fair.gate(row.gate)?.name ?? null })),
    categories: totals.categories.map((row) => ({ ...row, name: fair.category(row.category)?.name ?? null })),
    institutions: totals.institutions,
    hours: totals.hours,
    sessions: days.flatMap((day) =>
      figures.sessions(fair, day, now).flatMap(({ session, people, capacity, refused }) => {
        const found = setup.sessions.find(({ code }) => code === session)
        if (found === undefined) return []
        const { title, room, from, to } = found
        return [{ session, people, capacity, refused, title, room, from: at(from), to: at(to) }]
      }),
    ),
  }
}

function peakOf(quarters: DayFigures['quarters']): { from: number; people: number } | null {
  let peak: { from: number; people: number } | null = null
  for (const { from, people } of quarters) if (people > (peak?.people ?? 0)) peak = { from, people }
  return peak
}

function services(
  { figures }: Pick<LiveReads, 'figures'>,
  fair: Fair,
  days: readonly string[],
): Omit<ServicesReport, 'fair' | 'days' | 'madeAt'> {
  const { all, agencies } = figures.serviceReports(fair, days)
  const { services: _services, counters: _counters, ...whole } = shown(fair, all, null)
  return {
    kind: 'services',
    all: whole,
    agencies: fair.setup.agencies.flatMap(({ code, name, shortName }) => {
      const report = agencies.get(code)
      return report === undefined ? [] : [{ code, agency: { name, shortName }, ...shown(fair, report, code) }]
    }),
  }
}

function shown(fair: Fair, report: ServiceReport, agency: string | null): AgencyReport {
  const rows = <Key>(by: ReadonlyMap<Key, FiguresBy<Key>['figures']>): FiguresBy<Key>[] =>
    [...by].map(([key, figures]) => ({ key, figures }))
  return {
    all: report.all,
    days: rows(report.days),
    hours: rows(report.hours),
    counters: rows(report.counters).map((row) => ({ ...row, name: counterName(fair, row.key) })),
    services: fair.setup.services
      .filter((service) => service.agency === agency)
      .map(({ code, name, prefix, targetMinutes }) => ({
        key: code,
        figures: report.services.get(code) ?? NO_TICKETS,
        name,
        prefix,
        targetMs: targetMinutes * 60_000,
      })),
  }
}
