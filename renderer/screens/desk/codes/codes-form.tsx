import { ChevronDown, QrCode } from 'lucide-react'
import { useId, useState } from 'react'
import { CODE_FILES, MOST_CODES, type CodeFile } from '../../../../core/contract/codes'
import type { DeskView } from '../../../../core/contract/desk'
import { call, type PlainFailure } from '../../../api/call'
import { datesText } from '../../../i18n/dates'
import { useWords, type MessageId } from '../../../i18n/words'
import { Field } from '../visitors/field'
import './codes.css'

const FILES: Readonly<Record<CodeFile, readonly [name: MessageId, say: MessageId]>> = {
  csv: ['codes.file.csv', 'codes.file.csv.say'],
  pdf: ['codes.file.pdf', 'codes.file.pdf.say'],
  folder: ['codes.file.folder', 'codes.file.folder.say'],
}

interface Props {
  readonly view: DeskView
  readonly onFailure: (failure: PlainFailure | null) => void
}

/** For whom codes are made, how long they are good, and what they are saved as. */
export function CodesForm({ view, onFailure }: Props) {
  const { t, text, locale } = useWords()
  const { categories } = view
  const days = view.fair.days.map((day) => ({ value: day, name: datesText([day], locale) }))
  const group = useId()
  const [isNew, setNew] = useState(true)
  const [category, setCategory] = useState(categories[0]?.code ?? '')
  const [count, setCount] = useState('100')
  const [from, setFrom] = useState('')
  const [until, setUntil] = useState('')
  const [file, setFile] = useState<CodeFile>('pdf')
  const [mistake, setMistake] = useState<'count' | 'validity' | null>(null)
  const wanted = /^\d{1,6}$/.test(count) ? Number(count) : 0
  const make = async () => {
    if (isNew && (wanted < 1 || wanted > MOST_CODES)) return setMistake('count')
    setMistake(null)
    const answer = await call('codes.make', {
      category: category === '' ? null : category,
      count: isNew ? wanted : null,
      firstDay: from === '' ? null : from,
      lastDay: until === '' ? null : until,
      file,
    })
    if (!answer.ok && answer.code === 'bad_validity') setMistake('validity')
    onFailure(answer.ok || answer.code === 'bad_validity' ? null : answer.code)
  }
  return (
    <form
      className="codes-form"
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        void make()
      }}
    >
      <fieldset className="desk-radios">
        <legend>{t('codes.who')}</legend>
        <label>
          <input
            type="radio"
            name={`${group}-who`}
            data-who="new"
            checked={isNew}
            onChange={() => {
              setNew(true)
              if (category === '') setCategory(categories[0]?.code ?? '')
            }}
          />
          <span>
            {t('codes.who.new')} <span className="st-muted">{t('codes.who.new.say')}</span>
          </span>
        </label>
        <label>
          <input type="radio" name={`${group}-who`} data-who="roster" checked={!isNew} onChange={() => setNew(false)} />
          <span>
            {t('codes.who.roster')} <span className="st-muted">{t('codes.who.roster.say')}</span>
          </span>
        </label>
      </fieldset>
      <div className="codes-row">
        <Choice
          label={t('people.category')}
          name="category"
          value={category}
          onValue={setCategory}
          options={[
            ...(isNew ? [] : [{ value: '', name: t('people.category.all') }]),
            ...categories.map(({ code, name }) => ({ value: code, name: text(name) })),
          ]}
        />
        {isNew ? (
          <Field
            label={t('codes.count')}
            name="count"
            value={count}
            maxLength={6}
            onValue={setCount}
            mistake={mistake === 'count' ? t('codes.count.mistake', { most: MOST_CODES }) : null}
          />
        ) : null}
      </div>
      <div className="codes-row">
        <Choice
          label={t('codes.from')}
          name="from"
          value={from}
          onValue={setFrom}
          options={[{ value: '', name: t('codes.from.now') }, ...days]}
        />
        <Choice
          label={t('codes.until')}
          name="until"
          value={until}
          onValue={setUntil}
          options={[{ value: '', name: t('codes.until.ever') }, ...days]}
          mistake={mistake === 'validity' ? t('failure.bad_validity') : null}
        />
        <p className="st-muted codes-note">{t('codes.validity.say')}</p>
      </div>
      <fieldset className="desk-radios">
        <legend>{t('codes.file')}</legend>
        {CODE_FILES.map((one) => (
          <label key={one}>
            <input
              type="radio"
              name={`${group}-file`}
              data-file={one}
              checked={one === file}
              onChange={() => setFile(one)}
            />
            <span>
              {t(FILES[one][0])} <span className="st-muted">{t(FILES[one][1])}</span>
            </span>
          </label>
        ))}
      </fieldset>
      <footer className="imp-foot">
        <p className="st-muted">{t('codes.foot')}</p>
        <button type="submit" className="st-btn st-btn-main imp-go" data-act="make">
          <QrCode className="st-i" aria-hidden="true" />
          {t('codes.make')}
        </button>
      </footer>
    </form>
  )
}

interface ChoiceProps {
  readonly label: string
  readonly name: string
  readonly value: string
  readonly onValue: (value: string) => void
  readonly options: readonly { readonly value: string; readonly name: string }[]
  readonly mistake?: string | null
}

/** One of few, with its name above it. */
function Choice({ label, name, value, onValue, options, mistake = null }: ChoiceProps) {
  const id = useId()
  return (
    <div className="desk-field">
      <label htmlFor={id}>{label}</label>
      <span className="st-field desk-choice">
        <select
          id={id}
          data-field={name}
          value={value}
          aria-invalid={mistake !== null}
          aria-describedby={mistake === null ? undefined : `${id}-below`}
          onChange={({ target }) => onValue(target.value)}
        >
          {options.map((option) => (
            <option key={option.value} value={option.value}>
              {option.name}
            </option>
          ))}
        </select>
        <ChevronDown className="st-i st-i-s" aria-hidden="true" />
      </span>
      {mistake === null ? null : (
        <span id={`${id}-below`} className="st-bad">
          {mistake}
        </span>
      )}
    </div>
  )
}
