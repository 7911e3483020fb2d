import { ArrowDown, ArrowUp } from 'lucide-react'
import { useState } from 'react'
import type { TodayService, TodayView } from '../../../../core/contract/today'
import { minutesOf, percent } from '../../../i18n/amounts'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { Bullet } from './bullet'

/** A column that sorts; a service without a value stands last, whichever way. */
interface Column {
  readonly id: string
  readonly title: MessageId
  readonly valueOf: (row: TodayService) => number | null
}

const COLUMNS: readonly Column[] = [
  { id: 'waiting', title: 'today.services.waiting', valueOf: ({ waiting }) => waiting },
  { id: 'longest', title: 'today.services.longest', valueOf: ({ longest }) => longest?.ms ?? null },
  { id: 'p50', title: 'today.services.p50', valueOf: ({ waits }) => waits?.p50 ?? null },
  { id: 'p90', title: 'today.services.p90', valueOf: ({ waits }) => waits?.p90 ?? null },
  { id: 'inTarget', title: 'today.services.inTarget', valueOf: ({ inTarget }) => inTarget },
  { id: 'done', title: 'today.services.done', valueOf: ({ done }) => done },
  { id: 'noShows', title: 'today.services.noShows', valueOf: ({ noShows }) => noShows },
  { id: 'open', title: 'today.services.counters', valueOf: ({ openCounters }) => openCounters },
]
/** What is missed oftener than this is amber: one in ten may wait longer than promised. */
const GOOD_SHARE = 0.8

interface Order {
  readonly by: string
  readonly isUp: boolean
}

/** Every service of the fair with its line, sortable by any figure; the longest wait first. */
export function ServicesTable({ view }: { view: TodayView }) {
  const { t } = useWords()
  const [order, setOrder] = useState<Order>({ by: view.isNow ? 'longest' : 'done', isUp: false })
  const sort = (by: string) => setOrder((now) => ({ by, isUp: now.by === by ? !now.isUp : false }))
  return (
    <section className="st-section td-services">
      <header>
        <h2>{t('today.services')}</h2>
        <p className="st-muted">{t('today.services.say')}</p>
      </header>
      {view.services.length === 0 ? (
        <p className="td-calm">{t('today.services.none')}</p>
      ) : (
        <table className="td-table">
          <colgroup>
            <col />
            {COLUMNS.map(({ id }) => (
              <col key={id} data-column={id} />
            ))}
          </colgroup>
          <thead>
            <tr>
              <th scope="col">{t('today.services.name')}</th>
              {COLUMNS.map(({ id, title }) => (
                <th
                  key={id}
                  scope="col"
                  className="st-num"
                  aria-sort={order.by !== id ? 'none' : order.isUp ? 'ascending' : 'descending'}
                >
                  <button type="button" data-sort={id} onClick={() => sort(id)}>
                    {order.by !== id ? null : order.isUp ? (
                      <ArrowUp className="st-i st-i-s" aria-hidden="true" />
                    ) : (
                      <ArrowDown className="st-i st-i-s" aria-hidden="true" />
                    )}
                    {t(title)}
                  </button>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {sorted(view.services, order).map((row) => (
              <Row key={row.service} row={row} isNow={view.isNow} />
            ))}
          </tbody>
          <tfoot>
            <Total view={view} />
          </tfoot>
        </table>
      )}
    </section>
  )
}

function sorted(services: readonly TodayService[], { by, isUp }: Order): readonly TodayService[] {
  const column = COLUMNS.find(({ id }) => id === by)
  if (column === undefined) return services
  return services.toSorted((a, b) => {
    const [first, second] = [column.valueOf(a), column.valueOf(b)]
    if (first === second) return 0
    if (first === null) return 1
    if (second === null) return -1
    return isUp ? first - second : second - first
  })
}

function Row({ row, isNow }: { row: TodayService; isNow: boolean }) {
  const words = useWords()
  const { t, text } = words
  const { face, waits, inTarget, longest, targetMs } = row
  const isMissed = inTarget !== null && inTarget < GOOD_SHARE
  return (
    <tr data-service={row.service}>
      <th scope="row" aria-label={`${face.prefix} ${text(face.name)}`}>
        <span className="td-service">
          <span className="st-prefix">{face.prefix}</span>
          <span className="st-cut" title={text(face.name)}>
            {text(face.name)}
          </span>
          <span className="st-muted st-cut">{agencyText(row, words)}</span>
        </span>
      </th>
      <Count n={row.waiting} isStrong />
      <td className="st-num" data-longest={longest?.ms}>
        {longest === null ? (
          <Nothing />
        ) : (
          <>
            <Bullet valueMs={longest.ms} targetMs={targetMs} />
            <span className={longest.ms > targetMs ? 'st-over td-minutes' : 'td-minutes'} title={longest.label}>
              {t('today.n', { n: minutesOf(longest.ms) })}
            </span>
          </>
        )}
      </td>
      <Minutes ms={waits?.p50 ?? null} />
      <Minutes ms={waits?.p90 ?? null} />
      <td className="st-num">
        {inTarget === null ? (
          <Nothing />
        ) : (
          <span className={isMissed ? 'st-over' : undefined}>{t('today.percent', { n: percent(inTarget) })}</span>
        )}
      </td>
      <Count n={row.done} />
      <Count n={row.noShows} />
      <td className="st-num">
        <span
          className={
            isNow && row.openCounters === 0 && row.waiting > 0
              ? 'st-over'
              : row.openCounters === 0
                ? 'st-muted'
                : undefined
          }
        >
          {isNow
            ? t('today.services.open', { open: row.openCounters, counters: row.counters })
            : t('today.n', { n: row.counters })}
        </span>
      </td>
    </tr>
  )
}

function agencyText({ face, pause }: TodayService, { t, text, times }: Words): string {
  const agency = face.agency.shortName === '' ? text(face.agency.name) : face.agency.shortName
  if (pause === null) return agency
  return pause.until === null
    ? t('today.services.paused', { agency })
    : t('today.services.pausedUntil', { agency, time: times.time(pause.until) })
}

function Total({ view: { allServices: all, isNow } }: { view: TodayView }) {
  const { t } = useWords()
  return (
    <tr>
      <th scope="row">{t('today.services.all')}</th>
      <Count n={all.waiting} />
      <td className="st-num">
        {all.longest === null ? (
          <Nothing />
        ) : (
          <span className="td-minutes">{t('today.n', { n: minutesOf(all.longest.ms) })}</span>
        )}
      </td>
      <Minutes ms={all.waits?.p50 ?? null} />
      <Minutes ms={all.waits?.p90 ?? null} />
      <td className="st-num">
        {all.inTarget === null ? <Nothing /> : t('today.percent', { n: percent(all.inTarget) })}
      </td>
      <Count n={all.done} />
      <Count n={all.noShows} />
      <td className="st-num">
        {isNow
          ? t('today.services.open', { open: all.openCounters, counters: all.counters })
          : t('today.n', { n: all.counters })}
      </td>
    </tr>
  )
}

function Nothing() {
  const { t } = useWords()
  return <span className="st-muted">{t('today.none')}</span>
}

/** A number; nothing is muted, so that the eye finds what is something. */
export function Count({ n, isStrong = false }: { n: number; isStrong?: boolean }) {
  const { t } = useWords()
  const said = t('today.n', { n })
  return (
    <td className="st-num">{n === 0 ? <span className="st-muted">{said}</span> : isStrong ? <b>{said}</b> : said}</td>
  )
}

function Minutes({ ms }: { ms: number | null }) {
  const { t } = useWords()
  return <td className="st-num">{ms === null ? <Nothing /> : t('today.n', { n: minutesOf(ms) })}</td>
}
