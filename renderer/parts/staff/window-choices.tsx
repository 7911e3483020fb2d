import type { Locale } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'

interface ChoiceProps {
  /** For tests. */
  readonly act: string
  readonly title: string
  readonly say?: string
  /** The keys that do the same. */
  readonly keys?: string
  /** Of the title, where it is not the page's. */
  readonly lang?: Locale
  readonly onPress: () => void
}

/** One line of a list of things to do in a dialog. */
export function Choice({ act, title, say, keys, lang, onPress }: ChoiceProps) {
  return (
    <li>
      <button type="button" data-act={act} lang={lang} onClick={onPress}>
        <span>
          {title}
          {say === undefined ? null : <span className="st-muted">{say}</span>}
        </span>
        {keys === undefined ? null : <kbd>{keys}</kbd>}
      </button>
    </li>
  )
}

interface Props {
  readonly onLanguage: (locale: Locale) => void
  readonly onMove: () => void
  readonly onOpenWindow: () => void
  readonly onClose: () => void
}

/** What a person at work may do with the window itself: its language, another task, one more window. */
export function WindowChoices({ onLanguage, onMove, onOpenWindow, onClose }: Props) {
  const { t, locale } = useWords()
  const other = locale === 'id' ? 'en' : 'id'
  return (
    <>
      <Choice
        act="language"
        title={t('language.other')}
        lang={other}
        onPress={() => {
          onLanguage(other)
          onClose()
        }}
      />
      <Choice act="move" title={t('counter.move')} onPress={onMove} />
      <Choice act="open_window" title={t('counter.openWindow')} onPress={onOpenWindow} />
    </>
  )
}
