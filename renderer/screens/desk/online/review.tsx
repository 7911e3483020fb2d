import { useEffect, useEffectEvent, useState } from 'react'
import type { OnlineDecision, OnlineDoubt } from '../../../../core/contract/online'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Pager } from '../pager'
import { decided, decidedRest, decisionOfKey, openCount, type Picked } from './decisions'
import { PickVisitor } from './pick-visitor'

/** Rows on a page: as many as a person looks through without losing their place. */
const PAGE = 50

/** The chosen row is in sight; called when it becomes the chosen one. */
const intoView = (row: HTMLElement | null) => row?.scrollIntoView({ block: 'nearest' })

interface Props {
  readonly doubtful: readonly OnlineDoubt[]
  readonly picked: Picked
  readonly list: string
  readonly onPicked: (picked: Picked) => void
}

/** The doubtful of a list, a row each: who it is, that they are new, or no visitor. One key decides and goes on. */
export function Review({ doubtful, picked, list, onPicked }: Props) {
  const { t } = useWords()
  const [chosen, choose] = useState(0)
  const [isFinding, setFinding] = useState(false)
  const page = Math.floor(chosen / PAGE)
  const shown = doubtful.slice(page * PAGE, (page + 1) * PAGE)
  const open = openCount(picked.decisions, doubtful)
  const at = doubtful[chosen]
  const decide = (doubt: OnlineDoubt, decision: OnlineDecision | null, name?: string) => {
    onPicked(decided(picked, doubt.key, decision, name))
    const n = doubtful.indexOf(doubt)
    choose(decision === null ? n : Math.min(n + 1, doubtful.length - 1))
  }
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || event.ctrlKey || event.altKey || event.metaKey || isFinding || at === undefined)
      return
    if (event.target instanceof HTMLInputElement || event.target instanceof HTMLSelectElement) return
    // A question lies over the rows.
    if (event.target instanceof Element && event.target.closest('dialog') !== null) return
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault()
      choose(Math.max(0, Math.min(doubtful.length - 1, chosen + (event.key === 'ArrowDown' ? 1 : -1))))
      return
    }
    const decision = decisionOfKey(event.key, at)
    if (decision === null) return
    event.preventDefault()
    if (decision === 'find') setFinding(true)
    else decide(at, decision === 'take_back' ? null : decision)
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
  if (doubtful.length === 0) return <p className="online-clear">{t('online.review.none')}</p>
  return (
    <section className="st-section">
      <header>
        <h2>{t('online.review')}</h2>
        <p className="st-muted">{t('online.review.keys')}</p>
      </header>
      <p className="online-rest">
        <span>{t('online.rest')}</span>
        {(['nobody', 'new'] as const).map((is) => (
          <button
            key={is}
            type="button"
            className="st-btn st-btn-small"
            data-rest={is}
            aria-disabled={open === 0}
            onClick={() => onPicked(decidedRest(picked, doubtful, is))}
          >
            {t(`online.rest.${is}`)}
          </button>
        ))}
        <span className="online-left" role="status" data-open={open}>
          {t('online.doubtful.left', { n: open })}
        </span>
      </p>
      <ol className="online-rows" start={page * PAGE + 1}>
        {shown.map((doubt, n) => (
          <li
            key={doubt.key}
            ref={page * PAGE + n === chosen ? intoView : undefined}
            data-doubt={doubt.called}
            data-decided={picked.decisions[doubt.key]?.is}
            aria-current={page * PAGE + n === chosen ? 'true' : undefined}
          >
            <Row
              doubt={doubt}
              picked={picked}
              onDecide={(decision) => decide(doubt, decision)}
              onFind={() => {
                choose(page * PAGE + n)
                setFinding(true)
              }}
            />
          </li>
        ))}
      </ol>
      {doubtful.length > PAGE ? (
        <Pager from={page * PAGE} page={PAGE} shown={shown.length} of={doubtful.length} onFrom={choose} />
      ) : null}
      {isFinding && at !== undefined ? (
        <Modal name="find" title={at.called} say={t(`online.why.${at.why}`)} onClose={() => setFinding(false)}>
          <PickVisitor
            list={list}
            first={at.called}
            onPick={({ id, name }) => {
              setFinding(false)
              decide(at, { is: 'visitor', visitor: id }, name ?? '')
            }}
          />
        </Modal>
      ) : null}
    </section>
  )
}

function Row({
  doubt,
  picked,
  onDecide,
  onFind,
}: {
  doubt: OnlineDoubt
  picked: Picked
  onDecide: (decision: OnlineDecision | null) => void
  onFind: () => void
}) {
  const { t, text } = useWords()
  const decision = picked.decisions[doubt.key]
  const chosen = decision?.is === 'visitor' ? decision.visitor : null
  const isFound = chosen !== null && !doubt.candidates.some(({ id }) => id === chosen)
  return (
    <>
      <div className="online-who">
        <b>{doubt.called}</b>
        <span className="st-muted">{[...doubt.more, t('online.minutes', { n: doubt.minutes })].join(' · ')}</span>
        <span className="online-why">{t(`online.why.${doubt.why}`)}</span>
      </div>
      <div className="online-choices">
        {doubt.candidates.map(({ id, name, category, institution }, n) => (
          <button
            key={id}
            type="button"
            className="online-choice"
            aria-pressed={chosen === id}
            data-candidate={id}
            onClick={() => onDecide({ is: 'visitor', visitor: id })}
          >
            <kbd aria-hidden="true">{n + 1}</kbd>
            <span>
              <b>{name ?? t('people.noName')}</b>
              <small>
                {[category === null ? null : text(category), institution].filter((part) => part !== null).join(', ')}
              </small>
            </span>
          </button>
        ))}
        {isFound ? (
          <span className="online-choice" data-picked={chosen}>
            <span>
              <b>{t('online.picked', { name: picked.names[chosen] ?? '' })}</b>
            </span>
          </span>
        ) : null}
      </div>
      <div className="online-acts">
        <button
          type="button"
          className="st-btn st-btn-small"
          aria-pressed={decision?.is === 'new'}
          data-act="new"
          onClick={() => onDecide({ is: 'new' })}
        >
          {t('online.new')} <kbd aria-hidden="true">B</kbd>
        </button>
        <button
          type="button"
          className="st-btn st-btn-small"
          aria-pressed={decision?.is === 'nobody'}
          data-act="nobody"
          onClick={() => onDecide({ is: 'nobody' })}
        >
          {t('online.nobody')} <kbd aria-hidden="true">X</kbd>
        </button>
        <button type="button" className="st-btn st-btn-small" data-act="find" onClick={onFind}>
          {t('online.find')} <kbd aria-hidden="true">C</kbd>
        </button>
        {decision === undefined ? null : (
          <button type="button" className="st-btn st-btn-small" data-act="undo" onClick={() => onDecide(null)}>
            {t('online.undo')} <kbd aria-hidden="true">Z</kbd>
          </button>
        )}
      </div>
    </>
  )
}
