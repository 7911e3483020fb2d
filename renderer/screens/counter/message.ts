import type { CounterAct, CounterDone, CounterView } from '../../../core/contract/counter'
import type { HeldTicket } from '../../../core/contract/queue'
import type { MessageId, Words } from '../../i18n/words'

/** What is told above the ticket. refused: stays until it is read; done, and why something rests, go by themselves. */
export interface Message {
  readonly tone: 'refused' | 'done' | 'rests'
  readonly title: string
  readonly say: string | null
}

/** What there is to say after an act; null: the screen itself shows it. */
export function doneMessage(act: CounterAct['do'], done: CounterDone, words: Words): Message | null {
  const { t, text } = words
  if (done.passedOver !== null) {
    const { label, counter } = done.passedOver
    const title = t('counter.passedOver', { label, counter: text(counter) })
    return { tone: 'done', title, say: t('counter.passedOver.say') }
  }
  if (act === 'undo') {
    const title = done.label === null ? t('counter.done.undone.plain') : t('counter.done.undone', { label: done.label })
    return { tone: 'done', title, say: null }
  }
  const told = TOLD[act]
  if (told === undefined || done.label === null) return null
  const say = act === 'issue' ? t('counter.done.issued.say') : null
  return { tone: 'done', title: t(told, { label: done.label }), say }
}

const TOLD: Readonly<Partial<Record<CounterAct['do'], MessageId>>> = {
  issue: 'counter.done.issued',
  re_enter: 'counter.done.returned',
  transfer: 'counter.done.transferred',
  cancel: 'counter.done.cancelled',
  change_service: 'counter.done.serviceChanged',
  number_told: 'counter.done.told',
}

/**
 * The number that this counter held and holds no more although nobody here did anything: another counter was faster,
 * or somebody changed it from another screen. `known`: what the last act made here left in hand.
 */
export function lostTicket(before: HeldTicket | null, view: CounterView, known: string | null): HeldTicket | null {
  const now = view.held?.id ?? null
  if (before === null || before.id === now || now === known) return null
  const isKept = [...view.parked, ...view.missed].some(({ id }) => id === before.id)
  return isKept ? null : before
}

/** Says that a number is no longer in hand, and who has it where that is known. */
export function lostMessage({ label }: { label: string }, to: CounterView['lost'], words: Words): Message {
  const { t, text, times } = words
  const tell = to === null || to.label !== label || to.counter === null ? undefined : TAKEN[to.state]
  const say =
    tell === undefined || to === null || to.counter === null
      ? t('counter.lost.say')
      : t(tell, { counter: text(to.counter), time: times.time(to.at) })
  return { tone: 'refused', title: t('counter.lost', { label }), say }
}

const TAKEN: Readonly<Partial<Record<NonNullable<CounterView['lost']>['state'], MessageId>>> = {
  CALLED: 'counter.lost.at',
  SERVING: 'counter.lost.at',
  PARKED: 'counter.lost.at',
  DONE: 'counter.lost.done',
}

const CONFLICT: Readonly<Record<NonNullable<HeldTicket['conflict']>, MessageId>> = {
  lost_call: 'counter.conflict.lostCall',
  ended_twice: 'counter.conflict.endedTwice',
  late_undo: 'counter.conflict.lateUndo',
  no_effect: 'counter.conflict.noEffect',
}

/** What two stations did to one ticket without knowing of each other, in words. */
export const conflictText = ({ conflict, label }: HeldTicket, { t }: Words): string | null =>
  conflict === null ? null : t(CONFLICT[conflict], { label })
