import type { DayFigures, PresenceFigures } from '../../core/figures/figures'
import { serviceReport, serviceTally, type ReportRules, type ServiceReport } from '../../core/figures/service-report'
import type { Fair } from '../../core/setup/fair'
import { localHour } from '../../core/time/zone'
import type { Database } from '../connection'
import { attendanceTotals } from './attendance-totals'
import type { CheckinQueries } from './checkin'
import { doorFigures } from './door-figures'
import { onlineQueries } from './online'
import { personQueries } from './persons'
import type { QueueQueries } from './queue'
import { serviceFigures } from './service-figures'

/**
 * Every figure of a fair, each made in one place: `stats`, the live view, the summary sheets of exports and the reports
 * ask here and nowhere else (core/figures/ says what each means). `day`, `sessions` and `services` are sums, cheap enough
 * for once a second; `attendance` and `serviceReport` pass over the rows of whole days: where a window waits, ask them in
 * a process of their own.
 */
export function figureQueries(db: Database, { checkin, queue }: { checkin: CheckinQueries; queue: QueueQueries }) {
  const persons = personQueries(db)
  const online = onlineQueries(db, persons)
  return {
    ...doorFigures(db, { checkin, persons, online }),
    services: serviceFigures(db, queue),
    attendance: attendanceTotals(db),
    /** Where the people of a day were. It looks up each of those who were online. */
    presence: (fair: Fair, { day, people }: Pick<DayFigures, 'day' | 'people'>): PresenceFigures =>
      online.presence(fair, day, people),
    /** The tickets of whole days at the services of an agency (null: all), measured. */
    serviceReport(fair: Fair, days: readonly string[], agency: string | null): ServiceReport {
      const rules = reportRules(fair, agency)
      function* tickets() {
        for (const ticket of queue.tickets(days)) {
          // A service that a changed set-up has no more belongs to no agency, and to the whole.
          if (agency === null || rules.targetMs(ticket.service) !== null) yield ticket
        }
      }
      return serviceReport(tickets(), rules)
    },
    /** All tickets of whole days, and those of each agency that has services: what `serviceReport` says, in one pass. */
    serviceReports(
      fair: Fair,
      days: readonly string[],
    ): { readonly all: ServiceReport; readonly agencies: ReadonlyMap<string, ServiceReport> } {
      const all = serviceTally(reportRules(fair, null))
      const agencyOf = new Map(fair.setup.services.map(({ code, agency }) => [code, agency]))
      const agencies = new Map(
        [...new Set(agencyOf.values())].map((agency) => [agency, serviceTally(reportRules(fair, agency))]),
      )
      for (const ticket of queue.tickets(days)) {
        all.add(ticket)
        agencies.get(agencyOf.get(ticket.service) ?? '')?.add(ticket)
      }
      return {
        all: all.report(),
        agencies: new Map([...agencies].map(([agency, tally]) => [agency, tally.report()])),
      }
    },
  }
}
export type FigureQueries = ReturnType<typeof figureQueries>

/** What the report of an agency (null: of all) must know of the fair. */
function reportRules({ setup }: Fair, agency: string | null): ReportRules {
  const targets = new Map(
    setup.services
      .filter((service) => agency === null || service.agency === agency)
      .map(({ code, targetMinutes }) => [code, targetMinutes * 60_000]),
  )
  return {
    targetMs: (service) => targets.get(service) ?? null,
    hourOf: (at) => localHour(at, setup.timeZone),
  }
}
