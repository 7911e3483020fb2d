import type { CounterView } from '../../../core/contract/counter'
import { isQueueError, type QueueError } from '../../../core/queue/errors'
import type { Detail } from '../../../core/result/result'
import type { FailureCode } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import type { MessageId, Words } from '../../i18n/words'

/** Why an act was not done, in two sentences: what is so, and what to do. */
export interface Refusal {
  readonly title: string
  readonly say: string | null
}

/** What was tried: the number it was about, and the counters whose codes can be turned into names. */
export interface Tried {
  readonly label: string | null
  readonly counters: CounterView['allCounters']
}

/** The words for a refused act. */
export function refusalOf(code: FailureCode, detail: Detail | undefined, tried: Tried, words: Words): Refusal {
  const { t } = words
  if (!isQueueError(code)) return { title: t(FAILURE_TEXT[code]), say: null }
  if (code === 'changed' || code === 'other_counter') return changedOf(detail, tried, words)
  const values = valuesOf(detail, tried, words)
  if (code === 'served_elsewhere' && values.by !== '')
    return { title: t('counter.refused.elsewhere', values), say: t('counter.refused.elsewhere.say') }
  const [title, say] = REFUSALS[code]
  return { title: t(title, values), say: say === null ? null : t(say, values) }
}

type Sentences = readonly [MessageId, MessageId | null]

/** What is so, and what to do about it. */
const REFUSALS: Readonly<Record<Exclude<QueueError, 'changed' | 'other_counter'>, Sentences>> = {
  unknown_service: ['counter.refused.unknownService', 'counter.refused.chooseAgain'],
  unknown_counter: ['counter.refused.unknownCounter', 'counter.refused.callIt'],
  unknown_ticket: ['counter.refused.unknownTicket', null],
  unknown_reason: ['counter.refused.unknownReason', 'counter.refused.chooseAgain'],
  service_closed: ['counter.refused.serviceClosed', 'counter.refused.serveDirectly'],
  after_last_number: ['counter.refused.afterLastNumber', 'counter.refused.serveDirectly'],
  on_break: ['counter.refused.onBreak', 'counter.refused.onBreak.say'],
  quota_used: ['counter.refused.quotaUsed', 'counter.refused.serveDirectly'],
  already_waiting: ['counter.refused.alreadyWaiting', 'counter.refused.alreadyWaiting.say'],
  numbers_out: ['counter.refused.numbersOut', 'counter.refused.serveDirectly'],
  priority_by_staff: ['counter.refused.priorityByStaff', null],
  no_appointments: ['counter.refused.noAppointments', null],
  slot_taken: ['counter.refused.slotTaken', null],
  bad_slot: ['counter.refused.badSlot', null],
  counter_closed: ['counter.refused.closed', 'counter.refused.closed.say'],
  counter_paused: ['counter.refused.paused', 'counter.refused.paused.say'],
  counter_open: ['counter.refused.open', null],
  ticket_in_hand: ['counter.refused.inHand', 'counter.refused.inHand.say'],
  tickets_parked: ['counter.refused.parked', 'counter.refused.parked.say'],
  park_limit: ['counter.refused.parkLimit', 'counter.refused.parkLimit.say'],
  nobody_waiting: ['counter.refused.nobodyWaiting', 'counter.refused.nobodyWaiting.say'],
  served_elsewhere: ['counter.allElsewhere', 'counter.refused.elsewhere.say'],
  wrong_state: ['counter.refused.wrongState', 'counter.refused.fresh'],
  other_service: ['counter.refused.otherService', 'counter.refused.otherService.say'],
  too_soon: ['counter.refused.tooSoon', 'counter.refused.tooSoon.say'],
  reason_needed: ['counter.refused.reasonNeeded', null],
  too_late_to_return: ['counter.refused.tooLateToReturn', 'counter.refused.newNumber'],
  returned_too_often: ['counter.refused.returnedTooOften', 'counter.refused.newNumber'],
  not_today: ['counter.refused.notToday', 'counter.refused.newNumber'],
  same_service: ['counter.refused.sameService', 'counter.refused.chooseAgain'],
  nothing_to_undo: ['counter.refused.nothingToUndo', null],
  bad_slip: ['counter.refused.badSlip', 'counter.refused.badSlip.say'],
  slip_of_other_fair: ['counter.refused.slipOfOtherFair', 'counter.refused.newNumber'],
  slip_unknown_station: ['counter.refused.slipUnknownStation', 'counter.refused.badSlip.say'],
  not_signed_in: ['counter.refused.notSignedIn', 'counter.refused.notSignedIn.say'],
}

const CHANGED: Readonly<Partial<Record<string, MessageId>>> = {
  WAITING: 'counter.changed.waiting',
  CALLED: 'counter.changed.called',
  SERVING: 'counter.changed.serving',
  PARKED: 'counter.changed.parked',
  MISSED: 'counter.changed.missed',
  DONE: 'counter.changed.done',
  CANCELLED: 'counter.changed.cancelled',
  EXPIRED: 'counter.changed.expired',
}
/** When another counter did it, that counter is the subject of the sentence. */
const CHANGED_BY: Readonly<Partial<Record<string, MessageId>>> = {
  CALLED: 'counter.changed.called.by',
  SERVING: 'counter.changed.serving.by',
  PARKED: 'counter.changed.parked.by',
  MISSED: 'counter.changed.missed.by',
  DONE: 'counter.changed.done.by',
}

/** `A-047 dipanggil Loket 3 pukul 10.42.` */
function changedOf(detail: Detail | undefined, tried: Tried, words: Words): Refusal {
  const { t } = words
  const values = valuesOf(detail, tried, words)
  const state = String(detail?.['state'] ?? '')
  const by = values.by === '' ? undefined : CHANGED_BY[state]
  return { title: t(by ?? CHANGED[state] ?? 'counter.changed', values), say: t('counter.refused.fresh') }
}

/** The facts of a refusal as the sentences use them; `none` where there is no such fact. */
function valuesOf(detail: Detail | undefined, tried: Tried, { t, text, times }: Words) {
  const moment = (key: string) => {
    const at = detail?.[key]
    return typeof at === 'number' ? times.time(at) : 'none'
  }
  const by = String(detail?.['by'] ?? detail?.['counter'] ?? '')
  const counter = tried.counters.find((one) => one.code === by)
  return {
    label: String(detail?.['label'] ?? detail?.['number'] ?? tried.label ?? t('counter.thisNumber')),
    by: counter === undefined ? by : text(counter.name),
    at: moment('at'),
    until: moment('until'),
    opensAt: moment('opensAt'),
    seconds: Number(detail?.['seconds'] ?? 0),
    calls: Number(detail?.['calls'] ?? 0),
  }
}
