import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Draft } from '../../../../core/setup/part-names'
import { useWords, type MessageId } from '../../../i18n/words'
import type { Option } from './fields'
import { typed, useForm, useValue } from './form-context'
import { OneInput, SelectInput } from './choice-inputs'
import { BothInput, NumberInput, SwitchInput, type At } from './plain-inputs'
import { AddButton, RemoveButton, useNth } from './time-inputs'

const DIRECTIONS: readonly Option[] = [
  { value: 'left', label: 'setup.option.left' },
  { value: 'ahead', label: 'setup.option.ahead' },
  { value: 'right', label: 'setup.option.right' },
  { value: 'back', label: 'setup.option.back' },
]
const NEW_SIGN = { place: { id: '', en: '' }, direction: 'left', text: null }

/** A small label within a field, and the input that it names. */
function Part({ label, at, children }: { label: string; at: At; children: (at: At) => ReactNode }) {
  return (
    <div className="setup-part">
      <span className="setup-part-label" aria-hidden="true">
        {label}
      </span>
      {children({ ...at, label: `${at.label}, ${label}` })}
    </div>
  )
}

/** A sign: a place in large letters, an arrow, one sentence. */
export function SignInput({ isEmptyNull, ...at }: At & { isEmptyNull: boolean }) {
  const { t } = useWords()
  const { value } = useValue(at.path)
  const isThere = (value ?? null) !== null
  return (
    <div className="setup-parts">
      {isEmptyNull ? <SwitchInput {...at} begins={NEW_SIGN} /> : null}
      {isThere ? (
        <>
          <Part label={t('setup.sign.place')} at={{ ...at, path: `${at.path}.place` }}>
            {(inner) => <BothInput {...inner} isLong={false} isEmptyNull={false} />}
          </Part>
          <Part label={t('setup.sign.direction')} at={{ ...at, path: `${at.path}.direction` }}>
            {(inner) => <OneInput {...inner} options={DIRECTIONS} none={null} />}
          </Part>
          <Part label={t('setup.sign.text')} at={{ ...at, path: `${at.path}.text` }}>
            {(inner) => <BothInput {...inner} isLong={false} isEmptyNull />}
          </Part>
        </>
      ) : null}
    </div>
  )
}

const PLAIN_KINDS = ['name', 'institution', 'phone', 'email'] as const
const KIND_WORDS: Readonly<Record<string, MessageId>> = {
  name: 'people.name',
  institution: 'people.institution',
  phone: 'person.phone',
  email: 'person.email',
  question: 'setup.ask.question',
}

/** What somebody without a ticket is asked, in its order; our own questions have a text and perhaps choices. */
export function WalkInFieldsInput(at: At) {
  const { t } = useWords()
  const { value, put } = useValue(at.path)
  const fields = Array.isArray(value) ? (value as Draft[]) : []
  const left = PLAIN_KINDS.filter((kind) => !fields.some((one) => one['kind'] === kind))
  const move = (index: number, by: number) => {
    const one = fields[index]
    if (one !== undefined) put(fields.toSpliced(index, 1).toSpliced(index + by, 0, one))
  }
  return (
    <div className="setup-asked" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      {fields.map((one, index) => {
        const path = `${at.path}.${index}`
        const label = t(KIND_WORDS[typed(one['kind'])] ?? 'setup.ask.question')
        // Several may be questions of our own.
        const spoken = `${index + 1}. ${label}`
        return (
          <div key={index} className="setup-asked-one">
            <p className="setup-span">
              <b className="setup-ordinal">{index + 1}</b>
              <b className="setup-grow">{label}</b>
              <label className="setup-switch">
                <input
                  type="checkbox"
                  checked={one['required'] === true}
                  aria-label={`${spoken}, ${t('setup.ask.required')}`}
                  onChange={({ target }) => put(fields.with(index, { ...one, required: target.checked }))}
                />
                <span>{t('setup.ask.required')}</span>
              </label>
              <MoveButtons
                isFirst={index === 0}
                isLast={index === fields.length - 1}
                of={spoken}
                onMove={(by) => move(index, by)}
              />
              <RemoveButton
                label={t('setup.ask.remove')}
                of={spoken}
                onRemove={() => put(fields.toSpliced(index, 1))}
              />
            </p>
            {one['kind'] === 'question' ? <QuestionPart at={{ ...at, path, label: spoken }} /> : null}
          </div>
        )
      })}
      <p className="setup-adds">
        {left.map((kind) => (
          <AddButton
            key={kind}
            label={t(KIND_WORDS[kind] ?? 'setup.ask.question')}
            onAdd={() => put([...fields, { kind, required: false }])}
          />
        ))}
        <AddButton
          label={t('setup.ask.question')}
          onAdd={() =>
            put([
              ...fields,
              { kind: 'question', code: freeCode('q', fields), text: { id: '', en: '' }, choices: [], required: false },
            ])
          }
        />
      </p>
    </div>
  )
}

function QuestionPart({ at }: { at: At }) {
  const { t } = useWords()
  const { value, put } = useValue(`${at.path}.choices`)
  const choices = Array.isArray(value) ? (value as Draft[]) : []
  return (
    <div className="setup-parts">
      <Part label={t('setup.ask.text')} at={{ ...at, path: `${at.path}.text` }}>
        {(inner) => <BothInput {...inner} isLong={false} isEmptyNull={false} />}
      </Part>
      {choices.map((_, index) => (
        <Part
          key={index}
          label={t('setup.ask.choice', { n: index + 1 })}
          at={{ ...at, path: `${at.path}.choices.${index}.name` }}
        >
          {(inner) => (
            <div className="setup-span setup-choice">
              <BothInput {...inner} isLong={false} isEmptyNull={false} />
              <RemoveButton
                label={t('setup.ask.choice.remove')}
                of={inner.label}
                onRemove={() => put(choices.toSpliced(index, 1))}
              />
            </div>
          )}
        </Part>
      ))}
      <AddButton
        label={t('setup.ask.choice.add')}
        onAdd={() => put([...choices, { code: freeCode('a', choices), name: { id: '', en: '' } }])}
      />
    </div>
  )
}

/** A code that none of these has: people never see it, and it never changes once it is saved. */
function freeCode(stem: string, rows: readonly Draft[]): string {
  const taken = new Set(rows.map((row) => row['code']))
  for (let n = 1; ; n += 1) if (!taken.has(`${stem}${n}`)) return `${stem}${n}`
}

/** Which product of a shop stands for which category. */
export function PretixItemsInput(at: At) {
  const { t, text } = useWords()
  const nth = useNth()
  const { file } = useForm()
  const { value, put } = useValue(at.path)
  const items = Array.isArray(value) ? (value as Draft[]) : []
  const choices = file.categories.map(({ code, name }) => ({ value: code, label: text(name) }))
  return (
    <div className="setup-spans" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      {items.map((_, index) => (
        <p key={index} className="setup-span">
          <span className="st-muted">{t('setup.pretix.item')}</span>
          <NumberInput
            {...at}
            label={`${nth(at, index)}, ${t('setup.pretix.item')}`}
            path={`${at.path}.${index}.item`}
          />
          <span className="st-muted">{t('setup.pretix.is')}</span>
          <SelectInput
            {...at}
            label={`${nth(at, index)}, ${t('setup.pretix.category')}`}
            path={`${at.path}.${index}.category`}
            none={null}
            choices={choices}
          />
          <RemoveButton
            label={t('setup.pretix.remove')}
            of={nth(at, index)}
            onRemove={() => put(items.toSpliced(index, 1))}
          />
        </p>
      ))}
      <AddButton
        label={t('setup.pretix.add')}
        onAdd={() => put([...items, { item: null, category: file.categories[0]?.code ?? '' }])}
      />
    </div>
  )
}

export function MoveButtons(props: {
  isFirst: boolean
  isLast: boolean
  /** What is moved, as it is spoken. */
  of: string
  /** A move is on its way: the next one waits for it. */
  isBusy?: boolean
  onMove: (by: -1 | 1) => void
}) {
  const { isFirst, isLast, of, isBusy = false, onMove } = props
  const { t } = useWords()
  return (
    <span className="setup-moves">
      <button
        type="button"
        className="st-btn st-btn-small st-btn-icon"
        aria-label={`${t('setup.up')}: ${of}`}
        title={t('setup.up')}
        disabled={isFirst}
        aria-disabled={isBusy}
        onClick={() => (isBusy ? undefined : onMove(-1))}
      >
        <ArrowUp className="st-i st-i-s" aria-hidden="true" />
      </button>
      <button
        type="button"
        className="st-btn st-btn-small st-btn-icon"
        aria-label={`${t('setup.down')}: ${of}`}
        title={t('setup.down')}
        disabled={isLast}
        aria-disabled={isBusy}
        onClick={() => (isBusy ? undefined : onMove(1))}
      >
        <ArrowDown className="st-i st-i-s" aria-hidden="true" />
      </button>
    </span>
  )
}
