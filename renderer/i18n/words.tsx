import { createContext, useContext, useMemo, type ReactNode } from 'react'
import { createIntl, createIntlCache } from 'react-intl'
import type { Locale } from '../../core/contract/app'
import type { Text } from '../../core/setup/schema'
import { report } from '../app/report'
import { en } from './en'
import { id } from './id'
import { timesOf, type Times } from './times'

export type MessageId = keyof typeof id
export type MessageValues = Readonly<Record<string, string | number>>
/** Gives a text of the tables in the language shown. */
export type Say = (message: MessageId, values?: MessageValues) => string

/** The language shown: its texts, its form of the set-up's own texts, its times. */
export interface Words {
  readonly locale: Locale
  readonly t: Say
  /** A text of the set-up in this language. */
  readonly text: (text: Text) => string
  readonly times: Times
}

const TABLES: Readonly<Record<Locale, Readonly<Record<MessageId, string>>>> = { id, en }

/** Words for a language and the fair's time zone; outside React for tests. */
export function wordsOf(locale: Locale, timeZone: string): Words {
  const intl = createIntl({ locale, messages: TABLES[locale], timeZone, onError: report }, createIntlCache())
  return {
    locale,
    t: (message, values) => intl.formatMessage({ id: message }, values),
    text: (text) => text[locale],
    times: timesOf(locale, timeZone),
  }
}

const WordsContext = createContext<Words | null>(null)

/** Shows everything inside in one language. */
export function Speak(props: { locale: Locale; timeZone: string; children: ReactNode }) {
  const { locale, timeZone, children } = props
  const words = useMemo(() => wordsOf(locale, timeZone), [locale, timeZone])
  return <WordsContext value={words}>{children}</WordsContext>
}

/** The words of the language shown. */
export function useWords(): Words {
  const words = useContext(WordsContext)
  if (words === null) throw new Error('useWords outside of <Speak>')
  return words
}
