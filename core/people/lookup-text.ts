/** What a hashed look-up is made of. Each kind has its own domain, so that a code never equals a phone number. */
export type LookupKind = 'code' | 'phone' | 'email' | 'row' | 'scanned'

/** Digits behind the country code of an Indonesian mobile number (8…). */
const MOBILE = /^8\d{7,11}$/

/**
 * A phone number as it is compared: digits with the country code, so that 0812…, +62 812…, 62-812… and +62 (0)812… are
 * one number, and so is 812…: what a spreadsheet leaves of 0812… when it takes it for a number. Only a number written with
 * + or 00 may begin with another country's 8 (+81, +86, +886). Null when there is nothing to compare.
 */
export function phoneLookupText(phone: string): string | null {
  // As some programs write a column of numbers: 81234567890.0
  const text = phone.trim().replace(/^(\d{8,})\.0$/, '$1')
  const digits = text.replaceAll(/\D/g, '')
  if (digits === '') return null
  const international = digits.startsWith('00') ? digits.slice(2) : digits
  // Behind 62 no number has a zero; people write it there all the same.
  if (international.startsWith('620')) return `62${international.slice(3)}`
  if (text.startsWith('+') || international !== digits) return international
  if (digits.startsWith('0')) return `62${digits.slice(1)}`
  return MOBILE.test(digits) ? `62${digits}` : digits
}

/**
 * How folders of earlier versions hashed a number that came to them as 812…, by its text of today; null: as today. A hash
 * cannot be made anew without the number, which only a desk can open: so it is looked for in both forms.
 */
export function earlierPhoneText(text: string): string | null {
  const own = text.startsWith('62') ? text.slice(2) : ''
  return MOBILE.test(own) ? own : null
}

/** An e-mail address as it is compared: without case or surrounding spaces. Null when there is nothing to compare. */
export function emailLookupText(email: string): string | null {
  const text = email.trim().normalize('NFC').toLowerCase()
  return text === '' ? null : text
}
