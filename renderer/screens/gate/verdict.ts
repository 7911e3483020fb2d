import type { GateView, ScanAnswer } from '../../../core/contract/gate'
import type { Reason } from '../../../core/events/checkin'
import { assertNever } from '../../../core/result/result'
import type { Sign } from '../../../core/setup/schema'
import { FAILURE_TEXT } from '../../api/failure-text'
import type { PlainFailure } from '../../api/call'
import type { MessageId, Words } from '../../i18n/words'
import { listText, momentText, windowText } from '../../i18n/windows'
import type { Shown } from './gate-machine'

/** The picture in the seal; seal-icon.tsx draws it. */
export type SealPicture =
  | 'tick'
  | 'door'
  | 'history'
  | 'question'
  | 'ticket'
  | 'hourglass'
  | 'calendar'
  | 'signpost'
  | 'seats'
  | 'bell'
  | 'checklist'
  | 'retry'

/** All that a result screen says. */
export interface Verdict {
  readonly picture: SealPicture
  /** The one huge word. */
  readonly poster: string
  /** Goes on after the poster, large. */
  readonly when: string | null
  readonly name: string | null
  readonly category: string | null
  readonly say: string | null
  /** The paper band: arrow, place, one sentence. */
  readonly sign: { readonly direction: Sign['direction']; readonly place: string; readonly text: string } | null
  readonly action: 'type' | 'type-again' | 'retry' | null
  /** For staff who stand by: what it is and what to do. */
  readonly hint: string | null
}

type Told = Partial<Pick<Verdict, 'when' | 'say' | 'action'>> &
  Pick<Verdict, 'picture' | 'poster'> & {
    /** The band's sentence, unless the sign brings its own; has `{direction}`. */
    readonly lead?: MessageId
  }

/** What the screen says of a scan. Every reason of the contract has its case; a forgotten one is a type error. */
export function verdictOf(shown: Shown, gate: GateView, words: Words): Verdict {
  if (!shown.ok) return unsaved(shown.code, gate, words)
  const { answer } = shown
  const told = tell(answer, shown.scan.via === 'keypad', gate, words)
  const isGo = answer.outcome === 'admitted'
  // No dead ends: who is not let in is always shown a place to go.
  const sign = answer.sign ?? (isGo ? null : gate.gate.help)
  return {
    picture: told.picture,
    poster: told.poster,
    when: told.when ?? null,
    say: told.say ?? null,
    action: told.action ?? null,
    name: answer.visitor?.name ?? null,
    category: answer.visitor === null ? null : words.text(answer.visitor.category),
    sign: sign === null ? null : band(sign, told.lead, words),
    hint: isGo || answer.reason === null ? null : hintOf(answer.reason, words),
  }
}

function tell(answer: ScanAnswer, typed: boolean, gate: GateView, words: Words): Told {
  const { t, text } = words
  switch (answer.reason) {
    case null:
      return answer.outcome === 'admitted'
        ? { picture: 'tick', poster: t('result.admitted') }
        : { picture: 'bell', poster: t('result.staff') }
    case 'reentry':
      return { picture: 'tick', poster: t('result.reentry') }
    case 'exit':
      return { picture: 'door', poster: t('result.exit'), when: t('result.exit.when') }
    case 'already_admitted':
      return { picture: 'history', poster: t('result.already'), when: seen(answer, words), lead: 'result.already.sign' }
    case 'invalid':
      return {
        picture: 'question',
        poster: t('result.invalid'),
        say: t(typed ? 'result.invalid.typed' : 'result.invalid.say'),
        action: typed ? 'type-again' : 'type',
        lead: 'result.invalid.sign',
      }
    case 'wrong_fair':
      return {
        picture: 'ticket',
        poster: t('result.wrongFair'),
        say: t('result.wrongFair.say', { fair: text(gate.fair.name) }),
      }
    case 'too_early':
      return {
        picture: 'hourglass',
        poster: t('result.early'),
        say: answer.window
          ? t('result.early.say', { window: windowText(words, answer.window, answer.at) })
          : t('result.early.none'),
      }
    case 'too_late':
      return {
        picture: 'calendar',
        poster: t('result.late'),
        say: answer.window
          ? t('result.late.say', { window: windowText(words, answer.window, answer.at) })
          : t('result.late.none'),
      }
    case 'category':
      return {
        picture: 'signpost',
        poster: t('result.category'),
        say:
          answer.admits.length === 0
            ? t('result.category.none')
            : t('result.category.say', { categories: listText(words, answer.admits.map(text)) }),
      }
    case 'full':
      return {
        picture: 'seats',
        poster: t('result.full'),
        say: answer.places
          ? t('result.full.say', { capacity: answer.places.capacity, list: text(answer.list) })
          : t('result.full.none', { list: text(answer.list) }),
      }
    case 'revoked':
    case 'blocked':
    case 'canceled':
    case 'unpaid':
    case 'unapproved':
      // Why is between the visitor and the staff, not for the people behind.
      return { picture: 'bell', poster: t('result.staff') }
    case 'consent':
    case 'questions':
      return {
        picture: 'checklist',
        poster: t('result.open'),
        say: t('result.open.say', { n: answer.open }),
        lead: 'result.open.sign',
      }
    default:
      return assertNever(answer.reason)
  }
}

function unsaved(code: PlainFailure, gate: GateView, words: Words): Verdict {
  const notReady = code === 'no_list' || code === 'no_fair' || code === 'not_a_gate'
  const { t } = words
  return {
    picture: notReady ? 'bell' : 'retry',
    poster: t(notReady ? 'result.notReady' : 'result.failed'),
    when: null,
    name: null,
    category: null,
    say: t(notReady ? 'result.notReady.say' : 'result.failed.say'),
    sign: band(gate.gate.help, undefined, words),
    action: notReady ? null : 'retry',
    hint: `${t(FAILURE_TEXT[code])} (${code})`,
  }
}

function seen({ seen, at }: ScanAnswer, words: Words): string | null {
  if (seen === null) return null
  const when = momentText(words, seen.at, at)
  return seen.gate === null ? when : words.t('result.already.at', { when, gate: words.text(seen.gate) })
}

const DIRECTION: Readonly<Record<Sign['direction'], MessageId>> = {
  left: 'direction.left',
  right: 'direction.right',
  ahead: 'direction.ahead',
  back: 'direction.back',
}

function band({ place, direction, text }: Sign, lead: MessageId | undefined, { t, text: say }: Words): Verdict['sign'] {
  const own = text === null ? null : say(text)
  const led = t(lead ?? 'result.place', { direction: t(DIRECTION[direction]) })
  // The set-up's own sentence says more than ours; a lead that asks something first stays before it.
  const sentence = own === null ? led : lead === undefined ? own : `${led} ${own}`
  return { direction, place: say(place), text: sentence }
}

const HINTS: Readonly<Record<Exclude<Reason, 'reentry' | 'exit'>, MessageId>> = {
  already_admitted: 'hint.already_admitted',
  invalid: 'hint.invalid',
  wrong_fair: 'hint.wrong_fair',
  too_early: 'hint.too_early',
  too_late: 'hint.too_late',
  category: 'hint.category',
  full: 'hint.full',
  revoked: 'hint.revoked',
  blocked: 'hint.blocked',
  canceled: 'hint.canceled',
  unpaid: 'hint.unpaid',
  unapproved: 'hint.unapproved',
  consent: 'hint.consent',
  questions: 'hint.questions',
}

const hintOf = (reason: Reason, { t }: Words): string | null =>
  reason === 'reentry' || reason === 'exit' ? null : t(HINTS[reason])
