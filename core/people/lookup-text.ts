/** What a hashed look-up is made of. Each kind has its own domain, so that a code never equals a phone number. */
export type LookupKind = 'code' | 'phone' | 'email' | 'row' | 'scanned'

/**
 * A phone number as it is compared: digits with the country code, so that 0812…, +62 812… and 62-812… are one number.
 * Null when there is nothing to compare.
 */
export function phoneLookupText(phone: string): string | null {
  const digits = phone.replaceAll(/\D/g, '')
  if (digits === '') return null
  if (digits.startsWith('00')) return digits.slice(2)
  return digits.startsWith('0') ? `62${digits.slice(1)}` : digits
}

/** An e-mail address as it is compared: without case or surrounding spaces. Null when there is nothing to compare. */
export function emailLookupText(email: string): string | null {
  const text = email.trim().normalize('NFC').toLowerCase()
  return text === '' ? null : text
}
