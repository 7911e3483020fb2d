import { ArrowLeft, FilePlus2, FolderOpen, Network } from 'lucide-react'
import { useState } from 'react'
import type { Boot } from '../../../core/contract/app'
import { call } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords, type MessageId } from '../../i18n/words'
import { JoinForm } from './join-form'
import { NewFair, type Means } from './new-fair'
import { OpenFile } from './open-file'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'empty' }>
type Way = { readonly to: 'join' } | { readonly to: 'new' | 'file'; readonly means: Means } | null

const WAYS = [
  { to: 'join', icon: Network, name: 'start.join', say: 'start.join.say' },
  { to: 'new', icon: FilePlus2, name: 'begin.new', say: 'begin.new.say' },
  { to: 'file', icon: FolderOpen, name: 'begin.file', say: 'begin.file.say' },
] as const

/** No fair in this folder: joins one that is elsewhere, makes a new one, or opens one from its file. */
export function Empty({ locale, folder }: Props) {
  return (
    <Start phase="empty" locale={locale}>
      <EmptyFrame folder={folder} />
    </Start>
  )
}

function EmptyFrame({ folder }: { folder: string }) {
  const { t } = useWords()
  const [way, setWay] = useState<Way>(null)
  const [trouble, setTrouble] = useState<MessageId | null>(null)
  const leave = () => setWay(null)
  const go = async (to: NonNullable<Way>['to']) => {
    setTrouble(null)
    if (to === 'join') return setWay({ to })
    const means = await call('begin.means', null)
    if (means.ok) setWay({ to, means: means.value })
    else setTrouble(FAILURE_TEXT[means.code])
  }
  if (way?.to === 'join')
    return (
      <StartFrame
        title={t('start.join.title')}
        lead={t('start.join.lead')}
        back={
          <button type="button" className="btn btn-quiet" data-act="back" onClick={leave}>
            <ArrowLeft className="icon" aria-hidden="true" />
            {t('action.back')}
          </button>
        }
      >
        <JoinForm passphrase="offered" />
      </StartFrame>
    )
  if (way?.to === 'new') return <NewFair means={way.means} onBack={leave} />
  if (way?.to === 'file') return <OpenFile means={way.means} onBack={leave} />
  return (
    <StartFrame title={t('start.ways')} lead={t('start.ways.say')}>
      <ul className="start-choices">
        {WAYS.map(({ to, icon: Icon, name, say }) => (
          <li key={to}>
            <button type="button" className="choice" data-way={to} onClick={() => void go(to)}>
              <Icon className="icon" aria-hidden="true" />
              <b>{t(name)}</b>
              <span>{t(say)}</span>
            </button>
          </li>
        ))}
        <li className="how-folder">{t('start.empty.folder', { folder })}</li>
      </ul>
      <p className="start-trouble" role="alert">
        {trouble === null ? null : t(trouble)}
      </p>
    </StartFrame>
  )
}
