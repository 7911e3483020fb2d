import type { AgencyReport, FiguresBy, ServicesReport } from '../../core/contract/reports'
import type { TicketFigures } from '../../core/figures/service-report'
import { longDay } from '../i18n/dates'
import { minutesOf, percent } from '../i18n/amounts'
import { useWords, type Words } from '../i18n/words'
import { Figure, HourBars, Method, Section, Table } from './parts'

/** How the services did: all agencies side by side, then each on a page of its own to be handed to it. */
export function ServicesPages({ report }: { report: ServicesReport }) {
  const words = useWords()
  const { t } = words
  const { all, agencies } = report
  return (
    <>
      <Figures figures={all.all} />
      <Section title={t('report.agencies')} say={t('report.minutes')}>
        <Table
          titles={titlesOf(t('report.agency'), words)}
          rows={agencies.map(({ code, agency, all: figures }) => ({
            key: code,
            cells: [agency.shortName, ...cellsOf(figures, words)],
          }))}
          total={[t('today.gates.all'), ...cellsOf(all.all, words)]}
        />
      </Section>
      <ByDay days={all.days} />
      <ByHour hours={all.hours} />
      <Method
        notes={[
          t('report.method.tickets'),
          t('report.method.wait'),
          t('report.method.percentiles'),
          t('report.method.target'),
          t('report.method.noShows'),
          t('report.method.abandoned'),
          t('report.method.leftOut'),
          t('report.method.source'),
        ]}
      />
      {agencies.map((agency) => (
        <Agency key={agency.code} agency={agency} />
      ))}
    </>
  )
}

function Agency({ agency }: { agency: ServicesReport['agencies'][number] }) {
  const words = useWords()
  const { t, text } = words
  const { all, days, hours, counters, services } = agency
  return (
    <article className="rp-agency">
      <h2 className="rp-title">{text(agency.agency.name)}</h2>
      <Figures figures={all} />
      <Section title={t('report.byService')} say={t('report.minutes')}>
        <Table
          titles={[t('report.service'), t('report.target'), ...titlesOf('', words).slice(1)]}
          rows={services.map(({ key, figures, name, prefix, targetMs }) => ({
            key,
            cells: [
              t('report.service.name', { prefix, name: text(name) }),
              t('report.n', { n: minutesOf(targetMs) }),
              ...cellsOf(figures, words),
            ],
          }))}
          total={[t('today.gates.all'), '', ...cellsOf(all, words)]}
        />
      </Section>
      <div className="rp-pair">
        <Durations figures={all} />
        {counters.length === 0 ? null : (
          <Section title={t('report.byCounter')} say={t('report.byCounter.say')}>
            <Table
              titles={[
                t('report.counter'),
                t('today.services.done'),
                t('report.servedP50'),
                t('report.servedP90'),
                t('today.services.noShows'),
              ]}
              rows={counters.map(({ key, name, figures }) => ({
                key,
                cells: [
                  name === null ? key : text(name),
                  t('report.n', { n: figures.done }),
                  minutes(figures.service?.p50, words),
                  minutes(figures.service?.p90, words),
                  t('report.n', { n: figures.noShows }),
                ],
              }))}
            />
          </Section>
        )}
      </div>
      {days.length > 1 ? <ByDay days={days} /> : null}
      <ByHour hours={hours} />
    </article>
  )
}

function Figures({ figures }: { figures: TicketFigures }) {
  const words = useWords()
  const { t } = words
  const { tickets, done, wait, inTarget, noShows, noShowRate } = figures
  return (
    <div className="rp-figures">
      <Figure
        label={t('report.tickets')}
        value={t('report.n', { n: tickets })}
        say={t('report.tickets.say', { n: done })}
      />
      <Figure
        label={t('report.halfWaited')}
        value={wait === null ? t('report.none') : t('report.mins', { n: minutesOf(wait.p50) })}
        say={wait === null ? undefined : t('report.halfWaited.say', { n: minutesOf(wait.p90) })}
      />
      <Figure label={t('report.inTarget')} value={share(inTarget, words)} />
      <Figure
        label={t('today.services.noShows')}
        value={share(noShowRate, words)}
        say={t('report.noShows.say', { n: noShows })}
      />
    </div>
  )
}

/** Columns that every table of tickets has, behind its first. */
const titlesOf = (first: string, { t }: Words): string[] => [
  first,
  t('report.tickets.short'),
  t('today.services.done'),
  t('today.services.p50'),
  t('report.p80'),
  t('today.services.p90'),
  t('report.p95'),
  t('today.services.inTarget'),
  t('today.services.noShows'),
  t('report.reEntries'),
  t('report.abandoned'),
]

function cellsOf(figures: TicketFigures, words: Words): string[] {
  const n = (value: number) => words.t('report.n', { n: value })
  const { tickets, done, wait, inTarget, noShows, reEntries, abandoned } = figures
  return [
    n(tickets),
    n(done),
    minutes(wait?.p50, words),
    minutes(wait?.p80, words),
    minutes(wait?.p90, words),
    minutes(wait?.p95, words),
    share(inTarget, words),
    n(noShows),
    n(reEntries),
    n(abandoned),
  ]
}

const minutes = (ms: number | undefined, { t }: Words): string =>
  ms === undefined ? t('report.none') : t('report.n', { n: minutesOf(ms) })

const share = (value: number | null, { t }: Words): string =>
  value === null ? t('report.none') : t('today.percent', { n: percent(value) })

/** Waiting, answering a call, being served, the whole stay. */
function Durations({ figures }: { figures: TicketFigures }) {
  const words = useWords()
  const { t } = words
  const rows = (
    [
      ['report.duration.wait', figures.wait],
      ['report.duration.response', figures.response],
      ['report.duration.service', figures.service],
      ['report.duration.stay', figures.stay],
    ] as const
  ).filter(([, values]) => values !== null)
  if (rows.length === 0) return null
  return (
    <Section title={t('report.durations')} say={t('report.minutes')}>
      <Table
        titles={[
          t('report.duration'),
          t('today.services.p50'),
          t('report.p80'),
          t('today.services.p90'),
          t('report.p95'),
        ]}
        rows={rows.map(([name, values]) => ({
          key: name,
          cells: [
            t(name),
            minutes(values?.p50, words),
            minutes(values?.p80, words),
            minutes(values?.p90, words),
            minutes(values?.p95, words),
          ],
        }))}
      />
    </Section>
  )
}

function ByDay({ days }: { days: readonly FiguresBy<string>[] }) {
  const words = useWords()
  const { t, locale } = words
  if (days.length === 0) return null
  return (
    <Section title={t('report.byDay')} say={t('report.minutes')}>
      <Table
        titles={titlesOf(t('report.day'), words)}
        rows={days.map(({ key, figures }) => ({ key, cells: [longDay(key, locale), ...cellsOf(figures, words)] }))}
      />
    </Section>
  )
}

function ByHour({ hours }: { hours: AgencyReport['hours'] }) {
  const { t } = useWords()
  if (hours.length === 0) return null
  const keys = hours.map(({ key }) => key)
  const counts = new Map(hours.map(({ key, figures }) => [key, figures.tickets]))
  return (
    <Section title={t('report.ticketsByHour')} say={t('report.ticketsByHour.say')}>
      <HourBars
        title={t('report.ticketsByHour')}
        isCaptioned={false}
        counts={counts}
        from={Math.min(...keys)}
        to={Math.max(...keys)}
        top={Math.max(...counts.values())}
      />
    </Section>
  )
}
