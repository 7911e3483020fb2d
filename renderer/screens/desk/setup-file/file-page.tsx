import { FileDown, FileUp, KeyRound, Printer } from 'lucide-react'
import { useState } from 'react'
import type { SetupFileChoice } from '../../../../core/contract/setup-file'
import type { SetupView } from '../../../../core/contract/setup'
import type { SetupProblem } from '../../../../core/setup/problems'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { usePrintSheet } from '../../../parts/use-print-sheet'
import { differenceTexts, problemText } from '../setup/setup-words'
import { useChange } from '../setup/use-change'
import './setup-file.css'

interface Props {
  readonly view: SetupView
  readonly onSaved: (said: string | null) => void
}

/** The whole set-up as one file, out and in; and the recovery sheet once more. */
export function FilePage({ view, onSaved }: Props) {
  const { t } = useWords()
  const [chosen, setChosen] = useState<NonNullable<SetupFileChoice> | null>(null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const save = async () => {
    setTrouble(null)
    const answer = await call('setupFile.save', null)
    if (!answer.ok) setTrouble(t(FAILURE_TEXT[answer.code]))
    else if (answer.value !== null) onSaved(t('file.saved', { file: answer.value.file }))
  }
  const choose = async () => {
    setTrouble(null)
    onSaved(null)
    const answer = await call('setupFile.choose', null)
    if (!answer.ok) setTrouble(t(FAILURE_TEXT[answer.code]))
    else if (answer.value !== null) setChosen(answer.value)
  }
  return (
    <section className="setup-page" data-page="file">
      <header className="setup-head">
        <div>
          <h2>{t('setup.part.file')}</h2>
        </div>
        <p className="st-muted">{t('setup.say.file')}</p>
      </header>
      <p className="file-trouble st-bad" role="alert">
        {trouble}
      </p>
      <section className="st-section file-part">
        <header>
          <h3>{t('file.export')}</h3>
        </header>
        <p>{t('file.export.say')}</p>
        <button type="button" className="st-btn" data-act="export_file" onClick={() => void save()}>
          <FileDown className="st-i" aria-hidden="true" />
          {t('file.export.go')}
        </button>
      </section>
      <section className="st-section file-part">
        <header>
          <h3>{t('file.import')}</h3>
        </header>
        <p>{t('file.import.say')}</p>
        <button type="button" className="st-btn" data-act="choose_file" onClick={() => void choose()}>
          <FileUp className="st-i" aria-hidden="true" />
          {t(chosen === null ? 'begin.open.choose' : 'begin.open.other')}
        </button>
        {chosen === null ? null : (
          <Chosen
            chosen={chosen}
            view={view}
            onDone={(said) => {
              setChosen(null)
              onSaved(said)
            }}
          />
        )}
      </section>
      <SheetAgain />
    </section>
  )
}

function Chosen({
  chosen,
  view,
  onDone,
}: {
  chosen: NonNullable<SetupFileChoice>
  view: SetupView
  onDone: (said: string) => void
}) {
  const words = useWords()
  const { t, text } = words
  const [problems, setProblems] = useState<readonly SetupProblem[]>([])
  const { ask, isBusy, trouble, dialog } = useChange({
    onDone: ({ changed }) => onDone(t(changed ? 'file.imported' : 'setup.saved.same')),
    onProblems: setProblems,
  })
  if (chosen.is === 'other_fair')
    return (
      <p className="st-bad" role="alert" data-chosen="other_fair">
        {t('file.other', { file: chosen.file, name: text(chosen.name) })}
      </p>
    )
  if (chosen.is === 'refused')
    return (
      <div role="alert" data-chosen={chosen.code}>
        <p className="st-bad">{t(`begin.refused.${chosen.code}`, { file: chosen.file, count: chosen.count })}</p>
        <ul className="file-problems">
          {chosen.problems.map(({ path, message }) => (
            <li key={`${path} ${message}`}>
              {path === '' ? null : <code>{path}</code>} {message}
            </li>
          ))}
        </ul>
      </div>
    )
  const said = differenceTexts(chosen.difference, {}, view.file, words)
  const all = chosen.names === 0 ? said : [...said, t('file.names', { n: chosen.names })]
  return (
    <div className="file-changes" data-chosen="change" data-changes={all.length}>
      <p>
        <b>{all.length === 0 ? t('file.same', { file: chosen.file }) : t('file.changes', { file: chosen.file })}</b>
      </p>
      <ul className="setup-did">
        {all.map((one) => (
          <li key={one}>{one}</li>
        ))}
      </ul>
      {all.length === 0 ? null : (
        <button
          type="button"
          className="st-btn st-btn-main"
          data-act="import_file"
          aria-disabled={isBusy}
          onClick={() => {
            setProblems([])
            void ask((confirmed) => call('setupFile.import', { confirmed }))
          }}
        >
          {t('file.import.go')}
        </button>
      )}
      <div className="st-bad" role="alert">
        {problems.map((one, n) => (
          <p key={n}>{problemText(one, words)}</p>
        ))}
        {trouble}
      </div>
      {dialog}
    </div>
  )
}

/** A sheet that was lost, or is to lie in a second safe. */
function SheetAgain() {
  const { t } = useWords()
  const { print, said, trouble } = usePrintSheet()
  return (
    <section className="st-section file-part">
      <header>
        <h3>
          <KeyRound className="st-i" aria-hidden="true" /> {t('recovery.sheet')}
        </h3>
      </header>
      <p>{t('file.sheet.say')}</p>
      <p className="logo-acts">
        <button type="button" className="st-btn" data-print="paper" onClick={() => void print('paper')}>
          <Printer className="st-i" aria-hidden="true" />
          {t('recovery.paper')}
        </button>
        <button type="button" className="st-btn" data-print="pdf" onClick={() => void print('pdf')}>
          <FileDown className="st-i" aria-hidden="true" />
          {t('recovery.pdf')}
        </button>
      </p>
      <p role="status" className={trouble === null ? undefined : 'st-bad'}>
        {trouble ?? said}
      </p>
    </section>
  )
}
