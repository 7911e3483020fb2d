import type { Boot } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'empty' }>

/** The two commands that fill a folder; what they are called is no text of a language. */
const IMPORT_FAIR = 'npm run -s pendopo -- fair import acara.json'
const IMPORT_ROSTER = 'npm run -s pendopo -- import roster peserta.csv'

/** No fair in this folder: says how to begin. */
export function Empty({ locale, folder }: Props) {
  return (
    <Start phase="empty" locale={locale}>
      <EmptyFrame folder={folder} />
    </Start>
  )
}

function EmptyFrame({ folder }: { folder: string }) {
  const { t } = useWords()
  return (
    <StartFrame title={t('start.empty')} lead={t('start.empty.say')}>
      <div className="how">
        <code>{IMPORT_FAIR}</code>
        <p>{t('start.empty.then')}</p>
        <code>{IMPORT_ROSTER}</code>
        <p className="how-folder">{t('start.empty.folder', { folder })}</p>
      </div>
    </StartFrame>
  )
}
