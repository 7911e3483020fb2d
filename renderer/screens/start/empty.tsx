import { ArrowLeft, FilePlus2, Network } from 'lucide-react'
import { useState } from 'react'
import type { Boot } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'
import { JoinForm } from './join-form'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'empty' }>

/** The two commands that fill a folder; what they are called is no text of a language. */
const IMPORT_FAIR = 'npm run -s pendopo -- fair import acara.json'
const IMPORT_ROSTER = 'npm run -s pendopo -- import roster peserta.csv'

/** No fair in this folder: joins one that is elsewhere, or says how to begin a new one. */
export function Empty({ locale, folder }: Props) {
  return (
    <Start phase="empty" locale={locale}>
      <EmptyFrame folder={folder} />
    </Start>
  )
}

function EmptyFrame({ folder }: { folder: string }) {
  const { t } = useWords()
  const [way, setWay] = useState<'join' | 'new' | null>(null)
  const back = (
    <button type="button" className="btn btn-quiet" data-act="back" onClick={() => setWay(null)}>
      <ArrowLeft className="icon" aria-hidden="true" />
      {t('action.back')}
    </button>
  )
  if (way === 'join')
    return (
      <StartFrame title={t('start.join.title')} lead={t('start.join.lead')} back={back}>
        <JoinForm passphrase="offered" />
      </StartFrame>
    )
  if (way === 'new')
    return (
      <StartFrame title={t('start.empty')} lead={t('start.empty.say')} back={back}>
        <div className="how">
          <code>{IMPORT_FAIR}</code>
          <p>{t('start.empty.then')}</p>
          <code>{IMPORT_ROSTER}</code>
          <p className="how-folder">{t('start.empty.folder', { folder })}</p>
        </div>
      </StartFrame>
    )
  return (
    <StartFrame title={t('start.ways')} lead={t('start.ways.say')}>
      <ul className="start-choices">
        <li>
          <button type="button" className="choice" data-way="join" onClick={() => setWay('join')}>
            <Network className="icon" aria-hidden="true" />
            <b>{t('start.join')}</b>
            <span>{t('start.join.say')}</span>
          </button>
        </li>
        <li>
          <button type="button" className="choice" data-way="new" onClick={() => setWay('new')}>
            <FilePlus2 className="icon" aria-hidden="true" />
            <b>{t('start.new')}</b>
            <span>{t('start.new.say')}</span>
          </button>
        </li>
      </ul>
    </StartFrame>
  )
}
