import { ArrowUp, LogIn, LogOut, type LucideIcon } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PersonLine } from '../../../../core/contract/people'
import type { TicketState } from '../../../../core/queue/ticket'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { ROW_PX, rowWindow, scrollToRow } from './row-window'
import { STATUS_TEXT } from './status-text'
import './people-table.css'

interface Props {
  readonly total: number
  readonly lineAt: (row: number) => PersonLine | null
  /** The row that the keyboard is on; null: none. */
  readonly active: number | null
  readonly onRows: (first: number, last: number) => void
  readonly onChoose: (row: number) => void
}

/** The table of visitors. Only the rows in view exist; the scroll bar stands for all of them. */
export function PeopleTable({ total, lineAt, active, onRows, onChoose }: Props) {
  const { t } = useWords()
  const scroller = useRef<HTMLDivElement>(null)
  const [view, setView] = useState(ROW_PX)
  const [top, setTop] = useState(0)
  const shown = rowWindow(total, view, top)
  const last = shown.first + Math.max(0, shown.count - 1)
  useEffect(() => {
    const seen = scroller.current
    if (seen === null) return undefined
    const watch = new ResizeObserver(() => setView(seen.clientHeight))
    watch.observe(seen)
    return () => watch.disconnect()
  }, [])
  const tell = useEffectEvent(onRows)
  useEffect(() => tell(shown.first, last), [shown.first, last])
  const follow = useEffectEvent((row: number) => {
    const seen = scroller.current
    if (seen !== null) seen.scrollTop = scrollToRow(row, total, view, seen.scrollTop)
  })
  useEffect(() => {
    if (active !== null) follow(active)
  }, [active])
  return (
    <div className="people" role="table" aria-label={t('desk.visitors')} aria-rowcount={total + 1}>
      <div className="people-row people-head" role="row" aria-rowindex={1}>
        <span role="columnheader" aria-sort="ascending">
          <b>{t('people.name')}</b> <ArrowUp className="st-i st-i-s" aria-hidden="true" />
        </span>
        <span role="columnheader" className="people-wide">
          {t('people.category')}
        </span>
        <span role="columnheader" className="people-wide">
          {t('people.institution')}
        </span>
        <span role="columnheader" className="st-num">
          {t('people.entered')}
        </span>
        <span role="columnheader" className="people-wide">
          {t('people.gate')}
        </span>
        <span role="columnheader">{t('people.state')}</span>
        <span role="columnheader">{t('people.queue')}</span>
      </div>
      <div
        ref={scroller}
        className="people-scroll"
        role="rowgroup"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached by the keyboard
        tabIndex={0}
        onScroll={({ currentTarget }) => setTop(currentTarget.scrollTop)}
      >
        <div style={{ height: `${shown.height}px` }}>
          <div className="people-window" style={{ height: `${Math.min(view, shown.height)}px` }}>
            <div style={{ transform: `translateY(${-shown.offset}px)` }}>
              {Array.from({ length: shown.count }, (_, n) => shown.first + n).map((row) => (
                <Row key={row} row={row} line={lineAt(row)} isActive={row === active} onChoose={() => onChoose(row)} />
              ))}
            </div>
          </div>
        </div>
      </div>
    </div>
  )
}

interface RowProps {
  readonly row: number
  readonly line: PersonLine | null
  readonly isActive: boolean
  readonly onChoose: () => void
}

function Row({ row, line, isActive, onChoose }: RowProps) {
  const words = useWords()
  const { t, text, times } = words
  if (line === null) return <div className="people-row" role="row" aria-rowindex={row + 2} aria-busy="true" />
  const none = <span className="st-muted">{t('people.none')}</span>
  return (
    <div
      className="people-row"
      role="row"
      aria-rowindex={row + 2}
      aria-current={isActive ? 'true' : undefined}
      data-visitor={line.id}
      data-presence={line.presence}
    >
      <span role="cell" className="st-cut" title={line.name ?? undefined}>
        {/* Covers its row; the keyboard has the arrows and Enter instead of a stop at every row. */}
        <button type="button" className="people-open" tabIndex={-1} onClick={onChoose}>
          {line.name ?? <span className="st-muted">{t('people.noName')}</span>}
        </button>
      </span>
      <span role="cell" className="people-wide st-cut">
        {line.category === null ? none : text(line.category)}
      </span>
      <span role="cell" className="people-wide st-cut" title={line.institution ?? undefined}>
        {line.institution ?? none}
      </span>
      <span role="cell" className="st-num">
        {line.enteredAt === null ? none : times.time(line.enteredAt)}
      </span>
      <span role="cell" className="people-wide st-cut">
        {line.gate === null ? none : text(line.gate)}
      </span>
      <span role="cell" className="st-cut">
        <Presence line={line} />
      </span>
      <span role="cell" className="st-cut">
        {line.queue === null ? none : queueText(line.queue, words)}
      </span>
    </div>
  )
}

function Presence({ line }: { line: PersonLine }) {
  const { t, times } = useWords()
  if (line.presence === 'not_here') {
    if (line.status !== null && line.status !== 'active')
      return <span className="people-status">{t(STATUS_TEXT[line.status])}</span>
    return <span className="st-muted">{t('people.notHere')}</span>
  }
  if (line.presence === 'inside') return <Mark Icon={LogIn} tone="good" said={t('people.inside')} />
  const left = line.leftAt === null ? t('people.left') : t('people.leftAt', { time: times.time(line.leftAt) })
  return <Mark Icon={LogOut} tone="plain" said={left} />
}

/** Where somebody is: a word with a mark, never colour alone. */
export function Mark({ Icon, tone, said }: { Icon: LucideIcon; tone: 'good' | 'plain'; said: string }) {
  return (
    <span className="people-mark" data-tone={tone}>
      <Icon className="st-i st-i-s" aria-hidden="true" />
      {said}
    </span>
  )
}

const QUEUE_TEXT: Readonly<Record<TicketState, MessageId>> = {
  BOOKED: 'people.queue.booked',
  ISSUING: 'people.queue.issuing',
  WAITING: 'people.queue.waiting',
  CALLED: 'people.queue.called',
  SERVING: 'people.queue.serving',
  PARKED: 'people.queue.parked',
  MISSED: 'people.queue.missed',
  DONE: 'people.queue.ended',
  CANCELLED: 'people.queue.ended',
  EXPIRED: 'people.queue.ended',
}

const queueText = (queue: NonNullable<PersonLine['queue']>, { t }: Words): string =>
  'done' in queue ? t('people.queue.done', { n: queue.done }) : t(QUEUE_TEXT[queue.state], { label: queue.label })
