import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft, FolderOpen } from 'lucide-react'
import { useState } from 'react'
import type { FileChoice } from '../../../core/contract/begin'
import { call } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { datesText } from '../../i18n/dates'
import { useWords } from '../../i18n/words'
import { KeepFields, TroubleLine } from './begin-fields'
import type { Means } from './new-fair'
import { keepTrouble, protectionOf, type KeepDraft, type Trouble } from './new-fair-draft'
import { StartFrame } from './start-frame'

type Chosen = NonNullable<FileChoice>

/** A fair from its file: choose it, look at what is in it, say how the keys are kept. */
export function OpenFile({ means, onBack }: { means: Means; onBack: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [keep, setKeep] = useState<KeepDraft>({ kind: 'passphrase', passphrase: '', again: '' })
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [isBusy, setBusy] = useState(false)
  const choose = async () => {
    const answer = await call('begin.chooseFile', null)
    if (!answer.ok) return setTrouble({ is: 'sentence', text: FAILURE_TEXT[answer.code] })
    if (answer.value === null) return
    setTrouble(null)
    setChosen(answer.value)
    const isDemo = answer.value.is === 'fair' && answer.value.summary.demo
    setKeep({ ...keep, kind: isDemo ? 'demo' : 'passphrase' })
  }
  const make = async () => {
    const found = keepTrouble(keep)
    setTrouble(found)
    if (found !== null || isBusy) return
    setBusy(true)
    const made = await call('begin.makeFromFile', { protection: protectionOf(keep) })
    if (made.ok) return client.invalidateQueries({ queryKey: ['app'] })
    setBusy(false)
    setTrouble({ is: 'sentence', text: FAILURE_TEXT[made.code] })
  }
  return (
    <StartFrame
      title={t('begin.open.title')}
      lead={isBusy ? t('begin.making') : t('begin.open.lead')}
      back={
        <button type="button" className="btn btn-quiet" data-act="back" disabled={isBusy} onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
      }
      next={
        chosen?.is === 'fair' ? (
          <button type="submit" form="begin" className="btn btn-main" data-act="make" disabled={isBusy}>
            {t(isBusy ? 'begin.making' : 'begin.make')}
          </button>
        ) : undefined
      }
    >
      <form
        id="begin"
        className="bg-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          if (chosen?.is === 'fair') void make()
        }}
      >
        {chosen === null ? null : <ChosenFile chosen={chosen} />}
        <button
          type="button"
          className={chosen === null ? 'btn btn-main' : 'btn btn-quiet'}
          data-act="choose_file"
          disabled={isBusy}
          onClick={() => void choose()}
        >
          <FolderOpen className="icon" aria-hidden="true" />
          {t(chosen === null ? 'begin.open.choose' : 'begin.open.other')}
        </button>
        {chosen?.is === 'fair' ? (
          <KeepFields
            keep={keep}
            hasKeychain={means.keychain}
            onKeep={(kept) => {
              setTrouble(null)
              setKeep(kept)
            }}
          />
        ) : null}
        <TroubleLine trouble={trouble} />
      </form>
    </StartFrame>
  )
}

function ChosenFile({ chosen }: { chosen: Chosen }) {
  const { t, text, locale } = useWords()
  if (chosen.is === 'refused')
    return (
      <div className="bg-refused" role="alert" data-refused={chosen.code}>
        <p>
          <b>{t(`begin.refused.${chosen.code}`, { file: chosen.file, count: chosen.count })}</b>
        </p>
        <ul>
          {chosen.problems.slice(0, 8).map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path === '' ? null : <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
        {chosen.count > 8 ? <p>{t('begin.refused.more', { count: chosen.count - 8 })}</p> : null}
      </div>
    )
  const { summary } = chosen
  const { name, venue, city, days, gates, lists, sessions, agencies, services, counters, staff } = summary
  return (
    <section className="bg-summary" role="status" data-file={summary.file}>
      <h2>{text(name)}</h2>
      <p>
        {t('begin.open.where', { venue: text(venue), city })} · {datesText(days, locale)}
      </p>
      <p>{t('begin.open.parts', { gates, lists, sessions, agencies, services, counters, staff })}</p>
      {staff > 0 ? <p className="bg-muted">{t('begin.open.staff')}</p> : null}
    </section>
  )
}
