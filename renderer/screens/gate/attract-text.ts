import type { GateView } from '../../../core/contract/gate'
import type { MessageId, Words } from '../../i18n/words'
import { windowText } from '../../i18n/windows'
import type { ScannerState } from '../../scanner/scanner'

/** What the waiting gate says, most urgent thing first. */
export interface AttractText {
  readonly title: string
  /** Date and hours under the title, when there is a list. */
  readonly when: string | null
  readonly headline: string
  readonly lead: string
}

const DIRECTION: Readonly<Record<GateView['direction'], MessageId>> = {
  entry: 'attract.entry',
  exit: 'attract.exit',
  either: 'attract.either',
}

/** Whether the camera is of no use now. While it starts, the screen waits for it. */
export const isCameraOff = (camera: ScannerState): boolean =>
  camera === 'missing' || camera === 'denied' || camera === 'lost'

/** The words of the waiting screen for what the gate serves now and for what it can scan with. */
export function attractText(gate: GateView, camera: ScannerState, now: number, words: Words): AttractText {
  return { title: wayText(gate, words), when: whenOf(gate, words), ...invitation(gate, camera, now, words) }
}

/** `Masuk, hari ke-2`; on a day outside of the fair the way alone. */
export function wayText({ direction, list }: GateView, { t }: Words): string {
  const way = t(DIRECTION[direction])
  const day = list?.day ?? null
  return day === null ? way : t('attract.day', { direction: way, day })
}

function whenOf({ list }: GateView, words: Words): string | null {
  if (list === null) return null
  const when = hoursOf(list, words)
  // Staff who come back see at once that this gate does not follow the schedule.
  return list.isChosen ? words.t('attract.chosen', { when, list: words.text(list.name) }) : when
}

function hoursOf(list: NonNullable<GateView['list']>, { t, times }: Words): string {
  const { from, to } = list.window
  const day = times.day(from)
  const hours = times.hours(from, to)
  return hours === null ? day : t('time.dayHours', { day, hours })
}

function invitation(
  gate: GateView,
  camera: ScannerState,
  now: number,
  words: Words,
): Pick<AttractText, 'headline' | 'lead'> {
  const { t, times } = words
  const { list, direction } = gate
  if (list === null) return { headline: t('attract.noList'), lead: t('attract.noList.lead') }
  // Who leaves is never refused, so a way out needs no hours.
  if (list.open !== 'now' && direction !== 'exit') {
    const leave = direction === 'either' ? t('attract.exit.lead') : null
    if (list.open === 'over') {
      const lead = t('attract.over.lead', { window: windowText(words, list.window, now) })
      return { headline: t('attract.over'), lead: leave ?? lead }
    }
    const time = times.time(list.window.from)
    const headline = times.sameDay(list.window.from, now)
      ? t('attract.later', { time })
      : t('attract.later.day', { day: times.day(list.window.from), time })
    return { headline, lead: leave ?? t('attract.later.lead') }
  }
  if (!isCameraOff(camera)) return { headline: t('attract.headline'), lead: t('attract.lead') }
  const { handScanner } = gate.gate
  if (handScanner === null) return { headline: t('attract.headline.type'), lead: t('attract.lead.type') }
  return {
    headline: t(handScanner === 'left' ? 'attract.headline.hand.left' : 'attract.headline.hand.right'),
    lead: t('attract.lead'),
  }
}
