import { ChevronDown, QrCode } from 'lucide-react'
import { useId, useState } from 'react'
import { CODE_FILES, MOST_CODES, type CodeFile } from '../../../../core/contract/codes'
import type { DeskView } from '../../../../core/contract/desk'
import { call, type PlainFailure } from '../../../api/call'
import { useWords, type MessageId } from '../../../i18n/words'
import { Field } from '../visitors/field'
import './codes.css'

const FILES: Readonly<Record<CodeFile, readonly [name: MessageId, say: MessageId]>> = {
  csv: ['codes.file.csv', 'codes.file.csv.say'],
  pdf: ['codes.file.pdf', 'codes.file.pdf.say'],
  folder: ['codes.file.folder', 'codes.file.folder.say'],
}

interface Props {
  readonly categories: DeskView['categories']
  readonly onFailure: (failure: PlainFailure | null) => void
}

/** For whom codes are made, how long they are good, and what they are saved as. */
export function CodesForm({ categories, onFailure }: Props) {
  const { t, text } = useWords()
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
      validFrom: from === '' ? null : from,
      validUntil: until === '' ? null : until,
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
        <div className="desk-field">
          <label htmlFor={`${group}-category`}>{t('people.category')}</label>
          <span className="st-field desk-choice">
            <select
              id={`${group}-category`}
              data-field="category"
              value={category}
              onChange={({ target }) => setCategory(target.value)}
            >
              {isNew ? null : <option value="">{t('people.category.all')}</option>}
              {categories.map(({ code, name }) => (
                <option key={code} value={code}>
                  {text(name)}
                </option>
              ))}
            </select>
            <ChevronDown className="st-i st-i-s" aria-hidden="true" />
          </span>
        </div>
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
        <Field label={t('codes.from')} name="from" type="datetime-local" value={from} onValue={setFrom} />
        <Field
          label={t('codes.until')}
          name="until"
          type="datetime-local"
          value={until}
          onValue={setUntil}
          mistake={mistake === 'validity' ? t('codes.validity.mistake') : null}
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
