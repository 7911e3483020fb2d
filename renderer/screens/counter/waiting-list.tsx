import { useEffect, useRef } from 'react'
import type { CounterView } from '../../../core/contract/counter'
import type { WaitingRow } from '../../../core/contract/queue'
import { StickyNote } from 'lucide-react'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'
import type { Action } from './actions'
import { minutesSince } from './durations'
import { ClassName, Late } from './parts'
import { KEY_CAPS } from './shortcuts'
import { useNow } from './use-now'

/** Letters of a number that has room in its column; `AD-K3-01` makes it wider. */
const LONG_LABEL = 7

interface Props {
  readonly view: CounterView
  readonly chosen: WaitingRow | null
  /** What may be done with the chosen row. */
  readonly rowActions: readonly Action[]
  readonly onChoose: (row: WaitingRow) => void
  readonly onAction: (action: Action) => void
  readonly onTold: (ticket: { readonly ticket: string; readonly label: string }) => void
  /** Opens the lists of who is parked and who did not come. */
  readonly onLists: () => void
}

/** Who waits, in the order of the calls, never by name; below it what concerns the chosen row, or the day so far. */
export function WaitingList(props: Props) {
  const { t } = useWords()
  const { view } = props
  return (
    <aside className="ct-line">
      <Head view={view} />
      <Unprinted view={view} onTold={props.onTold} />
      {view.waiting.length === 0 ? (
        <p className="ct-none st-muted">{t('counter.waiting.none')}</p>
      ) : (
        <Rows {...props} />
      )}
      <Foot {...props} />
    </aside>
  )
}

function Head({ view }: { view: CounterView }) {
  const { t, times } = useWords()
  const now = useNow(10_000)
  const { link, longestSince } = view
  return (
    <header>
      <b>{view.waitingCount}</b>
      <span>{t('counter.waiting.count')}</span>
      {link.state === 'cut_off' && link.since !== null ? (
        <span className="st-over">{t('counter.waiting.asOf', { time: times.time(link.since) })}</span>
      ) : longestSince === null ? null : (
        <span className="st-muted">{t('counter.waiting.longest', { n: minutesSince(longestSince, now) })}</span>
      )}
    </header>
  )
}

function Unprinted({ view, onTold }: Pick<Props, 'view' | 'onTold'>) {
  const { t } = useWords()
  return view.unprinted.map((one) => (
    <p key={one.ticket} className="ct-unprinted" data-ticket={one.ticket}>
      <span>
        <b>{t('counter.unprinted', { label: one.label })}</b>{' '}
        <span className="st-muted">{t('counter.unprinted.say')}</span>
      </span>
      <button
        type="button"
        className="st-btn st-btn-small"
        data-act="number_told"
        onPointerDown={keepFocus}
        onClick={() => onTold(one)}
      >
        {t('counter.unprinted.told')}
      </button>
    </p>
  ))
}

/** What may scroll must be reached by the keyboard. */
const SCROLLED = { role: 'region', tabIndex: 0 }

function Rows({ view, chosen, onChoose }: Props) {
  const { t } = useWords()
  const now = useNow(10_000)
  return (
    <div className="ct-scroll" {...SCROLLED} aria-label={t('counter.waiting')}>
      <table className="ct-queue">
        <colgroup>
          <col className="ct-col-number" />
          <col />
          <col className="ct-col-wait" />
          <col className="ct-col-time" />
        </colgroup>
        <thead>
          <tr>
            <th scope="col">{t('counter.column.number')}</th>
            <th scope="col">{t('counter.column.class')}</th>
            <th scope="col" className="st-num">
              {t('counter.column.waiting')}
            </th>
            <th scope="col" className="st-num">
              {t('counter.column.promised')}
            </th>
          </tr>
        </thead>
        <tbody>
          {view.waiting.map((row) => (
            <Row
              key={row.id}
              row={row}
              now={now}
              isNext={view.held === null && view.status === 'open' && row.id === view.next?.id}
              isChosen={row.id === chosen?.id}
              onChoose={onChoose}
            />
          ))}
        </tbody>
      </table>
      <p className="spoken" role="status">
        {chosen === null ? '' : t('counter.row.chosen', { label: chosen.label })}
      </p>
    </div>
  )
}

interface RowProps {
  readonly row: WaitingRow
  readonly now: number
  readonly isNext: boolean
  readonly isChosen: boolean
  readonly onChoose: (row: WaitingRow) => void
}

function Row({ row, now, isNext, isChosen, onChoose }: RowProps) {
  const { t, text, times } = useWords()
  const place = useRef<HTMLTableRowElement>(null)
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: 'nearest' })
  }, [isChosen])
  const minutes = minutesSince(row.waitingSince, now)
  // One mark a row: at the promise when there is one, that is the time people come with.
  const isBroken = row.promisedAt !== null && row.promisedAt < now
  const level = row.late === 0 && isBroken ? 1 : row.late
  const lateLabel = t(level === 2 ? 'counter.row.veryLate' : 'counter.row.late')
  return (
    <tr
      ref={place}
      data-ticket={row.id}
      data-label={row.label}
      data-late={row.late}
      data-next={isNext ? '' : undefined}
      data-chosen={isChosen ? '' : undefined}
      data-elsewhere={row.elsewhere === null ? undefined : ''}
    >
      <td>
        {/* The arrow keys go through the list; Tab passes it by. */}
        <button
          type="button"
          tabIndex={-1}
          data-long={row.label.length > LONG_LABEL ? '' : undefined}
          onPointerDown={keepFocus}
          onClick={() => onChoose(row)}
        >
          {row.label}
        </button>
      </td>
      <td title={row.elsewhere === null ? undefined : t('counter.elsewhere', { counter: text(row.elsewhere) })}>
        {row.elsewhere === null ? (
          <ClassName of={row.class} />
        ) : (
          <span className="st-muted">{t('counter.row.at', { counter: text(row.elsewhere) })}</span>
        )}
        {row.twin === null ? null : (
          <span className="ct-twin" data-twin={row.twin} title={t('counter.row.twin.say', { label: row.twin })}>
            {t('counter.row.twin', { label: row.twin })}
          </span>
        )}
        {row.note ? (
          <span className="ct-has-note" title={t('counter.row.note')}>
            <StickyNote className="st-i st-i-s" aria-hidden="true" />
            <span className="spoken">{t('counter.row.note')}</span>
          </span>
        ) : null}
      </td>
      <td className="st-num">
        {row.promisedAt === null ? (
          <Late level={level} label={lateLabel}>
            {minutes}
          </Late>
        ) : (
          <span className={level === 2 ? 'st-bad' : undefined}>{minutes}</span>
        )}{' '}
        <span className="st-muted">{t('counter.min')}</span>
      </td>
      <td className="st-num">
        {row.promisedAt === null ? (
          <span className="st-muted">–</span>
        ) : (
          <Late level={level} label={lateLabel}>
            {times.time(row.promisedAt)}
          </Late>
        )}
      </td>
    </tr>
  )
}

function Foot({ view, chosen, rowActions, onAction, onLists }: Props) {
  const { t } = useWords()
  const shown = view.waiting.length
  return (
    <footer>
      {shown < view.waitingCount ? (
        <span className="ct-shown">{t('counter.waiting.shown', { shown, n: view.waitingCount })}</span>
      ) : null}
      {chosen !== null ? (
        <span className="ct-row-acts" data-row={chosen.label}>
          <b>{chosen.label}</b>
          {rowActions.map((action) => (
            <button
              key={action.id}
              type="button"
              className="st-btn st-btn-small"
              data-act={action.id}
              aria-disabled={action.press === null}
              onPointerDown={keepFocus}
              onClick={() => onAction(action)}
            >
              {action.title}
              {action.id === 'change_service' && view.held !== null ? null : <kbd>{KEY_CAPS[action.id]}</kbd>}
            </button>
          ))}
        </span>
      ) : view.held === null ? null : (
        <>
          <span>{t('counter.foot.done', { n: view.tally.done })}</span>
          <button type="button" className="st-link" data-act="lists" onPointerDown={keepFocus} onClick={onLists}>
            {t('counter.foot.missed', { n: view.missed.length })}
          </button>
          <button type="button" className="st-link" onPointerDown={keepFocus} onClick={onLists}>
            {t('counter.foot.parked', { n: view.parked.length })}
          </button>
        </>
      )}
    </footer>
  )
}
