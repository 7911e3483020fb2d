import type { AttendanceReport, ReportDay } from '../../core/contract/reports'
import type { PeopleCount } from '../../core/figures/figures'
import { capital } from '../i18n/capital'
import { longDay, shortDay } from '../i18n/dates'
import { useWords, type Words } from '../i18n/words'
import { REFUSAL_WORDS } from '../screens/gate/panel/refusal-words'
import { percent } from '../i18n/amounts'
import { Figure, HourBars, Method, Section, Table } from './parts'

/** Who came: by day, hour, gate, category and institution, with how it was counted. */
export function AttendancePages({ report }: { report: AttendanceReport }) {
  const words = useWords()
  const { t } = words
  const { byDay, people, hours } = report
  const sum = (of: (day: ReportDay) => number) => byDay.reduce((all, day) => all + of(day), 0)
  const busiest = byDay.reduce<ReportDay['peak']>(
    (most, { peak }) => (peak !== null && peak.people > (most?.people ?? 0) ? peak : most),
    null,
  )
  const isOneDay = report.days.length === 1
  const all = people.all
  return (
    <>
      <div className="rp-figures">
        <Figure
          label={t('report.people')}
          value={t('report.n', { n: all })}
          say={isOneDay ? undefined : t('report.people.say', { n: people.days.reduce((total, n) => total + n, 0) })}
        />
        <Figure
          label={t('report.entries')}
          value={t('report.n', { n: sum(({ entries }) => entries) })}
          say={t('report.entries.say', { n: sum(({ again }) => again) })}
        />
        <Figure
          label={t('report.refused')}
          value={t('report.n', { n: sum(({ refused }) => refused) })}
          say={refusedSay(byDay, words)}
        />
        <Figure
          label={t('report.peak')}
          value={busiest === null ? t('report.none') : t('report.n', { n: busiest.people })}
          say={busiest === null ? undefined : peakText(busiest.from, words)}
        />
      </div>
      <ByDay report={report} />
      {hours.length === 0 ? null : <ByHour report={report} />}
      <Counted
        title={t('report.byGate')}
        say={t('report.byGate.say')}
        report={report}
        rows={report.gates.map(({ gate, name, ...count }) => ({
          key: gate ?? '',
          name: name === null ? (gate ?? t('today.gates.none')) : words.text(name),
          ...count,
        }))}
      />
      <Counted
        title={t('report.byCategory')}
        report={report}
        rows={report.categories.map(({ category, name, ...count }) => ({
          key: category,
          name: name === null ? category : words.text(name),
          ...count,
        }))}
      />
      <Counted
        title={t('report.byInstitution')}
        say={t('report.byInstitution.say')}
        report={report}
        rows={report.institutions.map(({ institution, ...count }) => ({
          key: institution ?? '',
          name: institution ?? t('report.noInstitution'),
          ...count,
        }))}
      />
      <Refusals byDay={byDay} />
      <Sessions report={report} />
      <Method
        notes={[
          t('report.method.people'),
          t('report.method.again'),
          t('report.method.duplicates'),
          t('report.method.hours'),
          t('report.method.kinds'),
          t('report.method.online'),
          t('report.method.source'),
        ]}
      />
    </>
  )
}

function refusedSay(byDay: readonly ReportDay[], { t }: Words): string | undefined {
  const [first] = refusalsOf(byDay)
  return first === undefined ? undefined : t('report.refused.most', { reason: t(REFUSAL_WORDS[first.reason]) })
}

function refusalsOf(byDay: readonly ReportDay[]) {
  const reasons = [...new Set(byDay.flatMap(({ refusals }) => refusals.map(({ reason }) => reason)))]
  return reasons
    .map((reason) => {
      const days = byDay.map(({ refusals }) => refusals.find((row) => row.reason === reason)?.n ?? 0)
      return { reason, days, all: days.reduce((total, n) => total + n, 0) }
    })
    .sort((a, b) => b.all - a.all)
}

function peakText(from: number, { t, times }: Words): string {
  return t('report.peak.say', { day: times.day(from), from: times.time(from), to: times.time(from + 900_000) })
}

function ByDay({ report: { byDay, people } }: { report: AttendanceReport }) {
  const words = useWords()
  const { t, times, locale } = words
  const n = (value: number) => t('report.n', { n: value })
  const rows = byDay.map((day) => ({
    key: day.day,
    cells: [
      longDay(day.day, locale),
      n(day.people),
      day.expected === 0 ? t('report.none') : t('today.percent', { n: percent(day.people / day.expected) }),
      n(day.entries),
      n(day.again),
      n(day.duplicates),
      n(day.exits),
      n(day.refused),
      day.peak === null
        ? t('report.none')
        : t('report.peakAt', { time: times.time(day.peak.from), n: day.peak.people }),
    ],
  }))
  const sum = (of: (day: ReportDay) => number) => n(byDay.reduce((all, day) => all + of(day), 0))
  return (
    <Section title={t('report.byDay')}>
      <Table
        titles={[
          t('report.day'),
          t('report.people.short'),
          t('report.ofRegistered'),
          t('report.entries'),
          t('report.again'),
          t('report.duplicates'),
          t('report.exits'),
          t('report.refused'),
          t('report.peak.short'),
        ]}
        rows={rows}
        {...(byDay.length > 1 && {
          total: [
            t('report.allDays'),
            n(people.all),
            '',
            sum(({ entries }) => entries),
            sum(({ again }) => again),
            sum(({ duplicates }) => duplicates),
            sum(({ exits }) => exits),
            sum(({ refused }) => refused),
            '',
          ],
        })}
      />
    </Section>
  )
}

function ByHour({ report: { byDay, hours } }: { report: AttendanceReport }) {
  const { t, locale } = useWords()
  const seen = hours.map(({ hour }) => hour)
  const [from, to] = [Math.min(...seen), Math.max(...seen)]
  const top = Math.max(...hours.flatMap(({ days }) => days))
  return (
    <Section title={t('report.byHour')} say={t('report.byHour.say')}>
      {byDay.map(({ day }, n) => (
        <HourBars
          key={day}
          title={longDay(day, locale)}
          counts={new Map(hours.map(({ hour, days }) => [hour, days[n] ?? 0]))}
          from={from}
          to={to}
          top={top}
        />
      ))}
    </Section>
  )
}

interface CountedProps {
  readonly title: string
  readonly say?: string
  readonly report: AttendanceReport
  readonly rows: readonly (PeopleCount & { readonly key: string; readonly name: string })[]
}

/** People by one thing, a column a day and one of everybody. */
function Counted({ title, say, report, rows }: CountedProps) {
  const { t, locale } = useWords()
  const { days, people } = report
  const n = (value: number) => t('report.n', { n: value })
  const most = Math.max(1, ...rows.map(({ all }) => all))
  const cells = (name: string, count: PeopleCount) => [
    name,
    ...(days.length > 1 ? count.days.map(n) : []),
    n(count.all),
    people.all === 0 ? t('report.none') : t('today.percent', { n: percent(count.all / people.all) }),
  ]
  if (rows.length === 0) return null
  return (
    <Section title={title} {...(say !== undefined && { say })}>
      <Table
        titles={[
          t('report.name'),
          ...(days.length > 1 ? days.map((day) => shortDay(day, locale)) : []),
          t('report.people.short'),
          t('report.share'),
        ]}
        rows={rows.map(({ key, name, ...count }) => ({ key, cells: cells(name, count) }))}
        total={cells(t('report.everybody'), people)}
        shareOf={(row) => (rows[row]?.all ?? 0) / most}
      />
    </Section>
  )
}

function Refusals({ byDay }: { byDay: readonly ReportDay[] }) {
  const { t, locale } = useWords()
  const n = (value: number) => t('report.n', { n: value })
  const rows = refusalsOf(byDay)
  if (rows.length === 0) return null
  return (
    <Section title={t('today.refusals')}>
      <Table
        titles={[
          t('report.reason'),
          ...(byDay.length > 1 ? byDay.map(({ day }) => shortDay(day, locale)) : []),
          t('report.scans'),
        ]}
        rows={rows.map(({ reason, days, all }) => ({
          key: reason,
          cells: [capital(t(REFUSAL_WORDS[reason])), ...(byDay.length > 1 ? days.map(n) : []), n(all)],
        }))}
        total={[
          t('today.gates.all'),
          ...(byDay.length > 1 ? byDay.map(({ refused }) => n(refused)) : []),
          n(byDay.reduce((sum, { refused }) => sum + refused, 0)),
        ]}
      />
    </Section>
  )
}

function Sessions({ report: { sessions } }: { report: AttendanceReport }) {
  const { t, text, times } = useWords()
  const n = (value: number) => t('report.n', { n: value })
  if (sessions.length === 0) return null
  return (
    <Section title={t('today.sessions')}>
      <Table
        titles={[
          t('report.session'),
          t('report.people.short'),
          t('report.seats'),
          t('report.ofSeats'),
          t('report.refused'),
        ]}
        rows={sessions.map(({ session, title, room, from, to, people, capacity, refused }) => ({
          key: session,
          cells: [
            <>
              {text(title)}
              <span className="rp-muted rp-below">
                {t('report.session.when', {
                  day: times.day(from),
                  from: times.time(from),
                  to: times.time(to),
                  room: text(room),
                })}
              </span>
            </>,
            n(people),
            capacity === null ? t('report.none') : n(capacity),
            capacity === null ? t('report.none') : t('today.percent', { n: percent(people / capacity) }),
            n(refused),
          ],
        }))}
      />
    </Section>
  )
}
