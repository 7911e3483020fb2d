import { readShortCode } from './short-code'
import type { TextKind } from '../events/checkin'

/** Longer texts are no code of ours and of nobody we know (a QR holds at most 4 296 alphanumeric characters). */
export const MAX_CODE_LENGTH = 4_296

/** ECI marks that some scanners put before the text (`\000026` is UTF-8), AIM symbology identifiers (`]Q1`). */
const PREFIX = /^(?:\][A-Za-z][0-9A-Za-z])?(?:\\\d{6})*/
// oxlint-disable-next-line no-control-regex -- control characters are exactly what is taken off
const CONTROL = /[\u0000-\u001f\u007f-\u009f\u200b-\u200f\u2060\ufeff]/g

/**
 * Takes off what scanners add to a code: ECI and symbology marks, control characters, end marks, surrounding spaces.
 * Its letters are composed, as those of the roster are.
 */
export function cleanScan(raw: string): string {
  return raw.replace(CONTROL, '').trim().replace(PREFIX, '').trim().normalize('NFC')
}

/** What a text looks like, so that refusals can be counted by kind without keeping the text. */
export function kindOfText(text: string): TextKind {
  if (text === '') return 'empty'
  if (/^(https?:\/\/|www\.)/i.test(text)) return 'url'
  if (/^(BEGIN:VCARD|MECARD:)/i.test(text)) return 'vcard'
  if (/^WIFI:/i.test(text)) return 'wifi'
  if (/^(PDP1|PDQ1):/.test(text)) return 'signed'
  if (/^[+\d][\d\s.-]*$/.test(text)) return 'number'
  if (readShortCode(text) !== null) return 'short_code'
  return 'text'
}
