import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { WaitingRow } from '../../../core/contract/queue'
import type { FinishOutcome } from '../../../core/events/queue'
import type { MessageId, Words } from '../../i18n/words'
import { handsOf } from './hands'

/** What the one primary button does: its big word, what will happen, and the act; `act` null: it rests and says why. */
export interface PrimaryAction {
  readonly is: 'open' | 'call_next' | 'call' | 'start' | 'finish' | 'rest'
  readonly title: string
  readonly say: string
  readonly act: CounterAct | null
  /** The number it is about; null: none. */
  readonly label: string | null
}

/** What the operator has set before pressing it. */
export interface PrimarySettings {
  /** The row chosen from the list, if it is still there. */
  readonly chosen: WaitingRow | null
  readonly outcome: FinishOutcome
}

export const OUTCOME_WORD: Readonly<Record<FinishOutcome, MessageId>> = {
  solved: 'counter.outcome.solved',
  pending: 'counter.outcome.pending',
  refused: 'counter.outcome.refused',
  referred: 'counter.outcome.referred',
}
const FINISH_SAY: Readonly<Record<FinishOutcome, MessageId>> = {
  solved: 'counter.finish.solved',
  pending: 'counter.finish.pending',
  refused: 'counter.finish.refused',
  referred: 'counter.finish.referred',
}

/** The next right thing at this counter. */
export function primaryAction(view: CounterView, settings: PrimarySettings, words: Words): PrimaryAction {
  const { held } = view
  if (held !== null) {
    const { id: ticket, version: seen, label } = held
    return handsOf(view) === 'called' ? start(ticket, seen, label, words) : finish(ticket, seen, label, settings, words)
  }
  if (view.status !== 'open') return open(view, words)
  if (settings.chosen !== null) return callChosen(view, settings.chosen, words)
  return callNext(view, words)
}

function start(ticket: string, seen: number, label: string, { t }: Words): PrimaryAction {
  return {
    is: 'start',
    title: t('counter.start'),
    say: t('counter.start.say', { label }),
    act: { do: 'start', ticket, seen },
    label,
  }
}

function finish(ticket: string, seen: number, label: string, settings: PrimarySettings, { t }: Words): PrimaryAction {
  const { outcome } = settings
  return {
    is: 'finish',
    title: t('counter.finish'),
    say: t(FINISH_SAY[outcome], { label }),
    act: { do: 'finish', ticket, seen, outcome },
    label,
  }
}

function open(view: CounterView, { t }: Words): PrimaryAction {
  return {
    is: 'open',
    title: t(view.status === 'paused' ? 'counter.reopen' : 'counter.open'),
    say: t('counter.open.say', { n: view.waitingCount }),
    act: { do: 'open' },
    label: null,
  }
}

function callChosen(view: CounterView, row: WaitingRow, words: Words): PrimaryAction {
  const { t, text } = words
  if (row.elsewhere !== null) {
    return rest(t('counter.call', { label: row.label }), t('counter.elsewhere', { counter: text(row.elsewhere) }))
  }
  return {
    is: 'call',
    title: t('counter.call', { label: row.label }),
    say: row.id === view.next?.id ? nextSay(row, words) : t('counter.call.outOfOrder'),
    act: { do: 'call', ticket: row.id, seen: row.version },
    label: row.label,
  }
}

function callNext(view: CounterView, words: Words): PrimaryAction {
  const { t } = words
  if (view.next !== null) {
    const said = view.next.class === 'priority' ? 'counter.next.priority' : 'counter.next.normal'
    return {
      is: 'call_next',
      title: t('counter.callNext'),
      say: t(said, { label: view.next.label }),
      act: { do: 'call_next' },
      label: view.next.label,
    }
  }
  return view.waitingCount === 0
    ? rest(t('counter.nobody'), t('counter.nobody.say'))
    : rest(t('counter.callNext'), t('counter.allElsewhere'))
}

const nextSay = (row: WaitingRow, { t }: Words): string =>
  t(row.class === 'priority' ? 'counter.call.head.priority' : 'counter.call.head')

const rest = (title: string, say: string): PrimaryAction => ({ is: 'rest', title, say, act: null, label: null })
