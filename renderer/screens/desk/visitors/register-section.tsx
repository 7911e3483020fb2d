import { useState, type FormEvent } from 'react'
import type { WalkInForm } from '../../../../core/contract/walk-in-form'
import type { RegisteredPerson, Suspect } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { useEscape } from '../../../parts/use-keys'
import { Field } from './field'
import { PROBLEM_TEXT } from './problem-text'
import { REFUSAL_TEXT } from './refusal-text'
import { Registered } from './registered'
import { answersOf, EMPTY_DRAFT, missingOf, type Draft } from './register-draft'
import { Suspects } from './suspects'
import { useRefresh } from './use-refresh'
import './register.css'

interface Props {
  readonly walkIn: WalkInForm
  readonly list: string
  /** Leaves the form; a person to open beside the table, or nobody. */
  readonly onLeave: (open: string | null) => void
}

/** What is wrong, and with which field (null: with none of them alone). */
interface Mistake {
  readonly field: string | null
  readonly said: string
}

/** Registers somebody on one page, by staff: what the fair asks, what they agree to, and whether they are known already. */
export function RegisterSection({ walkIn, list, onLeave }: Props) {
  const { t, text } = useWords()
  const refresh = useRefresh()
  const [draft, setDraft] = useState<Draft>(EMPTY_DRAFT)
  // Kept for every retry of this person: the same press is one registration.
  const [requestId, setRequestId] = useState(() => crypto.randomUUID())
  const [suspects, setSuspects] = useState<readonly Suspect[]>([])
  const [others, setOthers] = useState<ReadonlySet<string>>(new Set())
  const [mistake, setMistake] = useState<Mistake | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [done, setDone] = useState<RegisteredPerson | null>(null)
  useEscape(() => onLeave(null))
  const change = (more: Partial<Draft>) => {
    setDraft({ ...draft, ...more })
    setMistake(null)
  }
  const mistakeOf = (field: string) => (mistake?.field === field ? mistake.said : null)

  const save = async (admits: boolean) => {
    const missing = missingOf(draft, walkIn)
    if (missing !== null) return setMistake({ field: missing.field, said: t(missing.message) })
    setBusy(true)
    const answers = answersOf(draft)
    const known = await call('people.suspects', {
      name: draft.texts['name'] ?? '',
      institution: draft.texts['institution'] ?? '',
      phone: draft.texts['phone'] ?? '',
      email: draft.texts['email'] ?? '',
    })
    const open = known.ok ? known.value.filter(({ id }) => !others.has(id)) : []
    setSuspects(open)
    if (open.length > 0) {
      setBusy(false)
      return
    }
    const answer = await call('people.register', { requestId, answers, admitTo: admits ? list : null })
    setBusy(false)
    if (!answer.ok) {
      const { detail } = answer
      const field = typeof detail?.['field'] === 'string' ? detail['field'] : null
      const problem = PROBLEM_TEXT[String(detail?.['problem'])]
      return setMistake({ field, said: t(problem ?? FAILURE_TEXT[answer.code]) })
    }
    const { visitor, refusal } = answer.value
    if (visitor === null) {
      // Refused by the list: nothing of them was stored, and another press is another try.
      setRequestId(crypto.randomUUID())
      return setMistake({
        field: null,
        said: t('register.refused', { refusal: refusal === null ? '' : t(REFUSAL_TEXT[refusal]) }),
      })
    }
    await refresh()
    setDone(answer.value)
  }
  const again = () => {
    setDraft(EMPTY_DRAFT)
    setRequestId(crypto.randomUUID())
    setSuspects([])
    setOthers(new Set())
    setDone(null)
  }
  if (done !== null && done.visitor !== null)
    return (
      <Registered
        name={draft.texts['name']?.trim() ?? ''}
        visitor={done.visitor}
        code={done.code}
        isIn={done.isIn}
        onAgain={again}
        onLeave={onLeave}
      />
    )
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (!isBusy) void save(true)
  }
  return (
    <main className="desk-main" data-section-open="register">
      <form className="register" onSubmit={submit} noValidate>
        <header className="desk-top">
          <h1>{t('register.title')}</h1>
        </header>
        <div className="register-body">
          {suspects.length === 0 ? null : (
            <Suspects
              suspects={suspects}
              onSame={(id) => onLeave(id)}
              onOther={() => {
                setOthers(new Set([...others, ...suspects.map(({ id }) => id)]))
                setSuspects([])
              }}
            />
          )}
          <section className="st-section">
            <header>
              <h2>{t('register.person')}</h2>
            </header>
            <div className="register-fields">
              {walkIn.categories.length < 2 ? null : (
                <fieldset className="desk-radios register-wide" data-field="category">
                  <legend>{t('people.category')}</legend>
                  {walkIn.categories.map(({ code, name }) => (
                    <label key={code}>
                      <input
                        type="radio"
                        name="category"
                        checked={draft.category === code}
                        onChange={() => change({ category: code })}
                      />
                      {text(name)}
                    </label>
                  ))}
                  <Wrong said={mistakeOf('category')} />
                </fieldset>
              )}
              {walkIn.fields.map((field) => {
                const name = field.kind === 'question' ? field.code : field.kind
                const label = field.kind === 'question' ? text(field.text) : t(FIELD_TEXT[field.kind])
                const value = draft.texts[name] ?? ''
                const onValue = (typed: string) => change({ texts: { ...draft.texts, [name]: typed } })
                if (field.kind === 'question' && field.choices.length > 0)
                  return (
                    <fieldset key={name} className="desk-radios register-wide" data-field={name}>
                      <legend>{field.required ? t('register.required', { label }) : label}</legend>
                      {field.choices.map((choice) => (
                        <label key={choice.code}>
                          <input
                            type="radio"
                            name={name}
                            checked={value === choice.code}
                            onChange={() => onValue(choice.code)}
                          />
                          {text(choice.name)}
                        </label>
                      ))}
                      <Wrong said={mistakeOf(name)} />
                    </fieldset>
                  )
                return (
                  <Field
                    key={name}
                    name={name}
                    label={field.required ? t('register.required', { label }) : label}
                    type={field.kind === 'phone' ? 'tel' : field.kind === 'email' ? 'email' : 'text'}
                    value={value}
                    mistake={mistakeOf(name)}
                    onValue={onValue}
                  />
                )
              })}
            </div>
          </section>
          {walkIn.purposes.length === 0 ? null : (
            <section className="st-section">
              <header>
                <h2>{t('person.consents')}</h2>
                <p className="st-muted">{t('register.consents.say')}</p>
              </header>
              {walkIn.purposes.map((purpose) => (
                <fieldset key={purpose.code} className="register-purpose" data-purpose={purpose.code}>
                  <legend>
                    {purpose.required ? t('register.required', { label: text(purpose.name) }) : text(purpose.name)}
                  </legend>
                  <p className="st-muted">{text(purpose.text)}</p>
                  <div className="desk-radios">
                    {([true, false] as const).map((given) => (
                      <label key={String(given)}>
                        <input
                          type="radio"
                          name={`purpose ${purpose.code}`}
                          data-given={given}
                          checked={draft.consents[purpose.code]?.given === given}
                          onChange={() =>
                            change({
                              consents: {
                                ...draft.consents,
                                [purpose.code]: { version: purpose.version, given },
                              },
                            })
                          }
                        />
                        {t(given ? 'person.consents.yes' : 'person.consents.no')}
                      </label>
                    ))}
                  </div>
                  <Wrong said={mistakeOf(purpose.code)} />
                </fieldset>
              ))}
            </section>
          )}
        </div>
        <footer className="register-foot">
          <button type="button" className="st-btn" data-act="leave" onClick={() => onLeave(null)}>
            {t('action.cancel')} <kbd>{t('people.key.escape')}</kbd>
          </button>
          <p className="st-bad" role="alert">
            {mistake !== null && mistake.field === null ? mistake.said : null}
          </p>
          <button
            type="button"
            className="st-btn"
            data-act="register_only"
            disabled={isBusy}
            onClick={() => void save(false)}
          >
            {t('register.only')}
          </button>
          <button type="submit" className="st-btn st-btn-main" data-act="register" disabled={isBusy}>
            {t('register.admit')} <kbd>{t('people.key.enter')}</kbd>
          </button>
        </footer>
      </form>
    </main>
  )
}

const FIELD_TEXT = {
  name: 'people.name',
  institution: 'people.institution',
  phone: 'person.phone',
  email: 'person.email',
} as const

function Wrong({ said }: { said: string | null }) {
  return said === null ? null : (
    <span className="st-bad" role="alert">
      {said}
    </span>
  )
}
