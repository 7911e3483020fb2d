import { Globe } from 'lucide-react'
import type { Locale } from '../../core/contract/app'
import { useWords } from '../i18n/words'

/** One button that names the other language. */
export function LanguageButton({ look, onChoose }: { look: 'quiet' | 'on'; onChoose: (locale: Locale) => void }) {
  const { locale, t } = useWords()
  const other = locale === 'id' ? 'en' : 'id'
  return (
    <button type="button" className={`btn btn-${look} btn-lang`} lang={other} onClick={() => onChoose(other)}>
      <Globe className="icon" aria-hidden="true" />
      {t('language.other')}
    </button>
  )
}
