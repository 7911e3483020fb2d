import { createIntl, createIntlCache, type IntlShape } from '@formatjs/intl'
import type { Locale } from '../../core/contract/app'
import { en } from './en'
import { id } from './id'

export type MessageKey = Extract<keyof typeof id, string>
type Values = Readonly<Record<string, string | number | boolean | null>>

const cache = createIntlCache()
const intls: Record<Locale, IntlShape> = {
  id: createIntl({ locale: 'id', messages: id }, cache),
  en: createIntl({ locale: 'en', messages: en }, cache),
}

/** Words for people outside the windows: on the command line, in a system dialog. */
export function say(locale: Locale, key: MessageKey, values: Values = {}): string {
  return intls[locale].formatMessage({ id: key }, { ...values })
}

/** True when there are words for this key: codes that come from data have to be asked for. */
export const isMessage = (key: string): key is MessageKey => key in id

/** The language of words outside the windows: as told, else the system's when it is English, else Indonesian. */
export function systemLocale(env: Readonly<Record<string, string | undefined>>): Locale {
  const told = env['PENDOPO_LOCALE']
  if (told === 'id' || told === 'en') return told
  const system = env['LC_ALL'] ?? env['LC_MESSAGES'] ?? env['LANG'] ?? ''
  return /^(en|C$|C\.|POSIX)/i.test(system) ? 'en' : 'id'
}
