import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { HeldTicket, WaitingRow } from '../../../core/contract/queue'
import { assertNever } from '../../../core/result/result'
import type { ReasonUse } from '../../../core/setup/schema'
import type { MessageId, Words } from '../../i18n/words'
import type { Dialog } from './dialogs'
import { minutesSince, secondsSince, secondsUntil } from './durations'
import { handsOf } from './hands'

/** Every action beside the primary one. */
export type ActionId =
  | 'recall'
  | 'serve_direct'
  | 'park'
  | 'resume'
  | 'transfer'
  | 'add_line'
  | 'no_show'
  | 'pause'
  | 'issue'
  | 'undo'
  | 'uncall'
  | 'choose'
  | 'call_and_start'
  | 'change_service'
  | 'cancel'

/** What a press leads to. */
export type Press =
  | { readonly is: 'act'; readonly act: CounterAct; readonly label: string | null }
  | { readonly is: 'dialog'; readonly dialog: Dialog }
  /** The first row of the waiting list is marked. */
  | { readonly is: 'choose' }

/** An action as its button shows it. `press` null: it rests, and `say` is why. */
export interface Action {
  readonly id: ActionId
  readonly title: string
  readonly say: string
  readonly press: Press | null
  /** Possible, but against the rule unless a reason is given: it looks as if it rested. */
  readonly isEarly: boolean
  /** For the undo: how much of its time is left, 0…1. */
  readonly left: number | null
}

export interface ActionSettings {
  readonly chosen: WaitingRow | null
  readonly now: number
}

/** How long an act can be taken back, ms. */
const UNDO_MS = 120_000

/** The five places of the action bar; each action keeps its place while the hands stay the same. */
export function placesOf(view: CounterView, { chosen }: Pick<ActionSettings, 'chosen'>): readonly ActionId[] {
  const hands = handsOf(view)
  switch (hands) {
    case 'empty':
      return ['serve_direct', 'issue', 'resume', chosen === null ? 'choose' : 'call_and_start', 'undo']
    case 'called':
      return ['recall', 'park', 'transfer', 'no_show', 'uncall']
    case 'serving':
      return ['recall', 'park', 'transfer', 'no_show', 'undo']
    default:
      return assertNever(hands)
  }
}

/** An action as it stands now. */
export function actionOf(id: ActionId, view: CounterView, settings: ActionSettings, words: Words): Action {
  return { id, isEarly: false, left: null, ...MAKERS[id](view, settings, words) }
}

type Made = Pick<Action, 'title' | 'say' | 'press'> & Partial<Pick<Action, 'isEarly' | 'left'>>
type Maker = (view: CounterView, settings: ActionSettings, words: Words) => Made

const MAKERS: Readonly<Record<ActionId, Maker>> = {
  recall: (view, { now }, { t }) => {
    const title = t('counter.recall')
    const { held } = view
    if (held === null || handsOf(view) === 'serving') return { title, say: whyNotCalled(view, t), press: null }
    const since = secondsSince(held.lastCallAt ?? held.calledAt ?? now, now)
    const wait = view.rules.recallSeconds - since
    if (wait > 0) return { title, say: t('counter.wait.seconds', { n: wait }), press: null }
    return {
      title,
      say:
        since < 60 ? t('counter.ago.seconds', { n: since }) : t('counter.ago.minutes', { n: Math.floor(since / 60) }),
      press: actOn(held, { do: 'recall', ticket: held.id }),
    }
  },
  serve_direct: (view, _settings, { t }) => ({
    title: t('counter.serveDirect'),
    ...unlessReady(view, t, t('counter.serveDirect.say'), open({ is: 'serve_direct' })),
  }),
  park: (view, _settings, { t }) => {
    const title = t('counter.park')
    const { held } = view
    if (held === null || held.state !== 'SERVING') return { title, say: t('counter.rests.whileServing'), press: null }
    const left = view.parkLimit - view.parked.length
    if (left <= 0) return { title, say: t('counter.park.full', { n: view.parkLimit }), press: null }
    return { title, say: t('counter.park.left', { n: left }), press: open({ is: 'park', ticket: held }) }
  },
  resume: (view, { now }, { t }) => {
    const [first] = view.parked
    if (first === undefined) return { title: t('counter.resume'), say: t('counter.rests.nothingParked'), press: null }
    const title = t('counter.resume.label', { label: first.label })
    const say = t('counter.parkedFor', { n: minutesSince(first.parkedAt ?? now, now) })
    return { title, ...unlessReady(view, t, say, resumePress(first)) }
  },
  transfer: (view, _settings, { t }) => {
    const title = t('counter.transfer')
    if (view.held === null) return { title, say: t('counter.rests.nobodyHere'), press: null }
    return { title, say: t('counter.transfer.say'), press: open({ is: 'transfer', ticket: view.held }) }
  },
  add_line: (view, _settings, { t }) => {
    const title = t('counter.addLine')
    const { held } = view
    if (held === null || held.state !== 'SERVING') return { title, say: t('counter.lines.whileServing'), press: null }
    return { title, say: '', press: open({ is: 'add_line', ticket: held }) }
  },
  no_show: (view, { now }, { t }) => noShow(view, now, t),
  pause: (view, _settings, { t }) => {
    if (view.status === 'paused') {
      return { title: t('counter.reopen'), say: '', press: { is: 'act', act: { do: 'open' }, label: null } }
    }
    const title = t('counter.pause')
    if (view.status === 'closed') return { title, say: t('counter.rests.closed'), press: null }
    if (view.held !== null) {
      const { label, state } = view.held
      const why = state === 'CALLED' ? 'counter.rests.calling' : 'counter.rests.inHand'
      return { title, say: t(why, { label }), press: null }
    }
    return { title, say: '', press: open({ is: 'pause' }) }
  },
  issue: (view, _settings, { t }) => {
    const title = t('counter.issue')
    if (view.status === 'closed') return { title, say: t('counter.rests.openFirst'), press: null }
    return { title, say: t('counter.issue.say'), press: open({ is: 'issue' }) }
  },
  undo: (view, { now }, { t }) => {
    const { undo } = view
    // The screen's clock ticks by the second and may be behind the act.
    const left = undo === null ? 0 : Math.min(UNDO_MS / 1_000, secondsUntil(undo.until, now))
    if (undo === null || left === 0) return { title: t('counter.undo'), say: t('counter.undo.none'), press: null }
    return {
      title: t(UNDO_TITLE[undo.what] ?? 'counter.undo'),
      say: t('counter.undo.left', { n: left }),
      press: { is: 'act', act: { do: 'undo' }, label: undo.label },
      left: Math.min(1, (undo.until - now) / UNDO_MS),
    }
  },
  uncall: (view, _settings, { t }) => {
    const title = t('counter.uncall')
    const { held } = view
    if (held === null || handsOf(view) !== 'called') return { title, say: t('counter.rests.nobodyCalled'), press: null }
    return { title, say: t('counter.withReason'), press: open({ is: 'uncall', ticket: held }) }
  },
  choose: (view, _settings, { t }) => {
    const title = t('counter.choose')
    if (view.waiting.length === 0) return { title, say: t('counter.rests.nobodyWaits'), press: null }
    return { title, ...unlessReady(view, t, t('counter.choose.say'), { is: 'choose' }) }
  },
  call_and_start: (view, { chosen }, words) => {
    const { t } = words
    if (chosen === null) return MAKERS.choose(view, { chosen, now: 0 }, words)
    const title = t('counter.serveLabel', { label: chosen.label })
    if (chosen.elsewhere !== null) return { title, say: t('counter.elsewhere.short'), press: null }
    const act: CounterAct = { do: 'call_and_start', ticket: chosen.id, seen: chosen.version }
    return { title, ...unlessReady(view, t, t('counter.serveLabel.say'), actOn(chosen, act)) }
  },
  change_service: (_view, { chosen }, { t }) => ({
    title: t('counter.changeService'),
    say: '',
    press: chosen === null ? null : open({ is: 'change_service', row: chosen }),
  }),
  cancel: (view, { chosen }, { t }) => ({
    title: t('counter.cancel'),
    say: '',
    press: chosen === null || !hasReason(view, 'cancel') ? null : open({ is: 'cancel', row: chosen }),
  }),
}

/** Whether the set-up has a reason for this. */
export const hasReason = (view: Pick<CounterView, 'reasons'>, use: ReasonUse): boolean =>
  view.reasons.some((reason) => reason.uses.includes(use))

/** The press that takes a parked ticket up again. */
export const resumePress = (ticket: HeldTicket): Press =>
  actOn(ticket, { do: 'resume', ticket: ticket.id, seen: ticket.version })

/** What Ctrl+Z takes back, by the last part of the event's type. */
const UNDO_TITLE: Readonly<Partial<Record<string, MessageId>>> = {
  issued: 'counter.undo.issued',
  started: 'counter.undo.started',
  served_directly: 'counter.undo.started',
  missed: 'counter.undo.missed',
  re_entered: 'counter.undo.reEntered',
  uncalled: 'counter.undo.uncalled',
  parked: 'counter.undo.parked',
  resumed: 'counter.undo.resumed',
  transferred: 'counter.undo.transferred',
  service_changed: 'counter.undo.serviceChanged',
  line_set: 'counter.undo.lineSet',
  finished: 'counter.undo.finished',
  cancelled: 'counter.undo.cancelled',
}

/** Not come: after enough calls and enough time; earlier only with a reason, which the dialog asks for. */
function noShow(view: CounterView, now: number, t: Words['t']): Made {
  const title = t('counter.noShow')
  const { held, rules } = view
  if (held === null || handsOf(view) !== 'called') return { title, say: whyNotCalled(view, t), press: null }
  const missing = Math.max(0, rules.noShowCalls - held.calls)
  const wait = rules.noShowSeconds - secondsSince(held.lastCallAt ?? held.calledAt ?? now, now)
  if (missing === 0 && wait <= 0) {
    const act: CounterAct = { do: 'no_show', ticket: held.id, seen: held.version, reason: null }
    return { title, say: t('counter.noShow.say', { n: held.calls }), press: actOn(held, act) }
  }
  const why = missing > 0 ? t('counter.noShow.after', { n: rules.noShowCalls }) : t('counter.wait.seconds', { n: wait })
  if (!hasReason(view, 'no_show')) return { title, say: why, press: null }
  return { title, say: why, press: open({ is: 'no_show', ticket: held }), isEarly: true }
}

const whyNotCalled = (view: CounterView, t: Words['t']): string =>
  t(view.held === null ? 'counter.rests.nobodyCalled' : 'counter.rests.hasCome')

/** What needs an open counter and empty hands. */
function unlessReady(
  view: CounterView,
  t: Words['t'],
  say: string,
  press: Press,
): { say: string; press: Press | null } {
  if (view.held !== null) return { say: t('counter.rests.finishFirst'), press: null }
  if (view.status === 'closed') return { say: t('counter.rests.openFirst'), press: null }
  if (view.status === 'paused') return { say: t('counter.rests.paused'), press: null }
  return { say, press }
}

const open = (dialog: Dialog): Press => ({ is: 'dialog', dialog })
const actOn = ({ label }: { label: string }, act: CounterAct): Press => ({ is: 'act', act, label })
