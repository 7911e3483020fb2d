import { passphraseStrength } from '../../../core/people/passphrase'
import type { NewFair } from '../../../core/setup/new-fair'
import { pinProblem } from '../../../core/people/pin-rules'
import type { Protection } from '../../../core/contract/begin'
import type { MessageId } from '../../i18n/words'

/** What has been typed so far. */
export interface Draft {
  readonly nameId: string
  readonly nameEn: string
  readonly venueId: string
  readonly venueEn: string
  /** Name and venue are the same in both languages. */
  readonly isSame: boolean
  readonly city: string
  readonly timeZone: string
  readonly firstDay: string
  readonly lastDay: string
  readonly opens: string
  readonly closes: string
  readonly organizer: string
  readonly pin: string
  readonly pinAgain: string
}
export interface KeepDraft {
  readonly kind: Protection['kind']
  readonly passphrase: string
  readonly again: string
}

export const INDONESIAN_ZONES = ['Asia/Jakarta', 'Asia/Makassar', 'Asia/Jayapura'] as const

/** An empty form; days begin with today, the zone is the computer's when it is an Indonesian one. */
export function emptyDraft(today: string, timeZone: string): Draft {
  return {
    nameId: '',
    nameEn: '',
    venueId: '',
    venueEn: '',
    isSame: true,
    city: '',
    timeZone: INDONESIAN_ZONES.find((zone) => zone === timeZone) ?? INDONESIAN_ZONES[0],
    firstDay: today,
    lastDay: today,
    opens: '08:00',
    closes: '16:00',
    organizer: '',
    pin: '',
    pinAgain: '',
  }
}

/** A page's trouble: fields left empty, or one sentence. */
export type Trouble =
  | { readonly is: 'missing'; readonly fields: readonly MessageId[] }
  | { readonly is: 'sentence'; readonly text: MessageId }
  | null

const missing = (fields: readonly (readonly [string, MessageId])[]): Trouble => {
  const empty = fields.filter(([value]) => value.trim() === '').map(([, label]) => label)
  return empty.length === 0 ? null : { is: 'missing', fields: empty }
}
const sentence = (text: MessageId): Trouble => ({ is: 'sentence', text })

export const whatTrouble = (draft: Draft): Trouble =>
  missing([
    [draft.nameId, draft.isSame ? 'begin.name' : 'begin.name.id'],
    ...(draft.isSame ? [] : [[draft.nameEn, 'begin.name.en'] as const]),
    [draft.venueId, draft.isSame ? 'begin.venue' : 'begin.venue.id'],
    ...(draft.isSame ? [] : [[draft.venueEn, 'begin.venue.en'] as const]),
    [draft.city, 'begin.city'],
  ])

export const whoTrouble = (draft: Draft): Trouble => {
  const empty = missing([
    [draft.organizer, 'begin.organizer'],
    [draft.pin, 'begin.pin'],
    [draft.pinAgain, 'begin.pin.again'],
  ])
  if (empty !== null) return empty
  if (pinProblem(draft.pin) !== null) return sentence('failure.pin_weak')
  return draft.pin === draft.pinAgain ? null : sentence('begin.differ.pin')
}

export const keepTrouble = (keep: KeepDraft): Trouble => {
  if (keep.kind !== 'passphrase') return null
  const empty = missing([
    [keep.passphrase, 'begin.passphrase'],
    [keep.again, 'begin.passphrase.again'],
  ])
  if (empty !== null) return empty
  if (passphraseStrength(keep.passphrase) === 'too_short') return sentence('begin.strength.too_short')
  return keep.passphrase === keep.again ? null : sentence('begin.differ.passphrase')
}

/** What is asked of main. */
export function askedOf(draft: Draft): NewFair {
  const { nameId, nameEn, venueId, venueEn, isSame, city, timeZone, firstDay, lastDay, opens, closes, organizer } =
    draft
  const both = (id: string, en: string) => ({ id: id.trim(), en: (isSame ? id : en).trim() })
  return {
    name: both(nameId, nameEn),
    venue: both(venueId, venueEn),
    city: city.trim(),
    timeZone,
    firstDay,
    lastDay,
    opens,
    closes,
    organizer: organizer.trim(),
  }
}

export const protectionOf = ({ kind, passphrase }: KeepDraft): Protection =>
  kind === 'passphrase' ? { kind, passphrase } : { kind }
