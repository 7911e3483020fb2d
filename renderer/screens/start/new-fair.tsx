import { useQueryClient } from '@tanstack/react-query'
import { ArrowLeft } from 'lucide-react'
import { useState } from 'react'
import { newFairProblem } from '../../../core/setup/new-fair'
import { call } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { datesText } from '../../i18n/dates'
import { useWords, type MessageId } from '../../i18n/words'
import { Check, Field, KeepFields, Tiles, TroubleLine } from './begin-fields'
import {
  askedOf,
  emptyDraft,
  INDONESIAN_ZONES,
  keepTrouble,
  protectionOf,
  whatTrouble,
  whoTrouble,
  type Draft,
  type KeepDraft,
  type Trouble,
} from './new-fair-draft'
import { StartFrame } from './start-frame'

const STEPS = ['what', 'when', 'you'] as const
type Step = (typeof STEPS)[number]
const TITLES: Readonly<Record<Step, readonly [title: MessageId, lead: MessageId]>> = {
  what: ['begin.what.title', 'begin.what.lead'],
  when: ['begin.when.title', 'begin.when.lead'],
  you: ['begin.you.title', 'begin.you.lead'],
}

export interface Means {
  readonly keychain: boolean
  readonly timeZone: string
  readonly today: string
}

/** A fair from nothing, on three short pages. Once it is made main shows the recovery sheet. */
export function NewFair({ means, onBack }: { means: Means; onBack: () => void }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [draft, setDraft] = useState<Draft>(() => emptyDraft(means.today, means.timeZone))
  const [keep, setKeep] = useState<KeepDraft>({ kind: 'passphrase', passphrase: '', again: '' })
  const [step, setStep] = useState<Step>('what')
  const [trouble, setTrouble] = useState<Trouble>(null)
  const [isBusy, setBusy] = useState(false)
  const change = (more: Partial<Draft>) => {
    setTrouble(null)
    setDraft({ ...draft, ...more })
  }
  const at = STEPS.indexOf(step)
  const back = () => {
    const before = STEPS[at - 1]
    setTrouble(null)
    if (before === undefined) onBack()
    else setStep(before)
  }
  const make = async () => {
    setBusy(true)
    const made = await call('begin.make', { fair: askedOf(draft), pin: draft.pin, protection: protectionOf(keep) })
    if (made.ok) return client.invalidateQueries({ queryKey: ['app'] })
    setBusy(false)
    setTrouble({ is: 'sentence', text: FAILURE_TEXT[made.code] })
  }
  const next = () => {
    if (isBusy) return
    const found = troubleOf(step, draft, keep)
    setTrouble(found)
    if (found !== null) return
    const after = STEPS[at + 1]
    if (after === undefined) void make()
    else setStep(after)
  }
  const [title, lead] = TITLES[step]
  return (
    <StartFrame
      key={step}
      title={t(title)}
      lead={isBusy ? t('begin.making') : t(lead)}
      back={
        <button type="button" className="btn btn-quiet" data-act="back" disabled={isBusy} onClick={back}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
      }
      next={
        <button type="submit" form="begin" className="btn btn-main" data-act="next" disabled={isBusy}>
          {t(step !== 'you' ? 'action.next' : isBusy ? 'begin.making' : 'begin.make')}
        </button>
      }
    >
      <form
        id="begin"
        ref={focusFirst}
        className="bg-form"
        data-step={step}
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          next()
        }}
      >
        <p className="bg-step">{t('begin.step', { step: at + 1, of: STEPS.length })}</p>
        {step === 'what' ? <What draft={draft} change={change} /> : null}
        {step === 'when' ? <When draft={draft} change={change} /> : null}
        {step === 'you' ? (
          <>
            <Field
              name="organizer"
              label="begin.organizer"
              maxLength={120}
              value={draft.organizer}
              onChange={(organizer) => change({ organizer })}
            />
            <div className="bg-two">
              <Field
                name="pin"
                label="begin.pin"
                type="password"
                isDigits
                maxLength={8}
                value={draft.pin}
                onChange={(pin) => change({ pin })}
              />
              <Field
                name="pinAgain"
                label="begin.pin.again"
                type="password"
                isDigits
                maxLength={8}
                value={draft.pinAgain}
                onChange={(pinAgain) => change({ pinAgain })}
              />
            </div>
            <KeepFields
              keep={keep}
              hasKeychain={means.keychain}
              onKeep={(kept) => {
                setTrouble(null)
                setKeep(kept)
              }}
            />
          </>
        ) : null}
        <TroubleLine trouble={trouble} />
      </form>
    </StartFrame>
  )
}

/** Each page is a form of its own: its first field has the focus when it comes. */
const focusFirst = (form: HTMLFormElement | null) => form?.querySelector('input')?.focus()

function troubleOf(step: Step, draft: Draft, keep: KeepDraft): Trouble {
  if (step === 'what') return whatTrouble(draft)
  if (step === 'you') return whoTrouble(draft) ?? keepTrouble(keep)
  const empty = (
    [
      ['firstDay', 'begin.firstDay'],
      ['lastDay', 'begin.lastDay'],
      ['opens', 'begin.opens'],
      ['closes', 'begin.closes'],
    ] as const
  )
    .filter(([field]) => draft[field] === '')
    .map(([, label]) => label)
  if (empty.length > 0) return { is: 'missing', fields: empty }
  const problem = newFairProblem(askedOf(draft))
  return problem === null ? null : { is: 'sentence', text: FAILURE_TEXT[problem] }
}

interface PageProps {
  readonly draft: Draft
  readonly change: (more: Partial<Draft>) => void
}

function What({ draft, change }: PageProps) {
  const { t } = useWords()
  const { isSame } = draft
  return (
    <>
      <div className={isSame ? 'bg-one' : 'bg-two'}>
        <Field
          name="nameId"
          label={isSame ? 'begin.name' : 'begin.name.id'}
          example="begin.name.example"
          maxLength={120}
          value={draft.nameId}
          onChange={(nameId) => change({ nameId })}
        />
        {isSame ? null : (
          <Field
            name="nameEn"
            label="begin.name.en"
            maxLength={120}
            value={draft.nameEn}
            onChange={(nameEn) => change({ nameEn })}
          />
        )}
      </div>
      <div className={isSame ? 'bg-one' : 'bg-two'}>
        <Field
          name="venueId"
          label={isSame ? 'begin.venue' : 'begin.venue.id'}
          example="begin.venue.example"
          maxLength={120}
          value={draft.venueId}
          onChange={(venueId) => change({ venueId })}
        />
        {isSame ? null : (
          <Field
            name="venueEn"
            label="begin.venue.en"
            maxLength={120}
            value={draft.venueEn}
            onChange={(venueEn) => change({ venueEn })}
          />
        )}
      </div>
      <Check
        name="isSame"
        title={t('begin.same')}
        say={t('begin.same.say')}
        isOn={isSame}
        onChange={(same) =>
          change({
            isSame: same,
            // The translation begins with what it translates.
            ...(same ? {} : { nameEn: draft.nameEn || draft.nameId, venueEn: draft.venueEn || draft.venueId }),
          })
        }
      />
      <Field
        name="city"
        label="begin.city"
        example="begin.city.example"
        maxLength={80}
        value={draft.city}
        onChange={(city) => change({ city })}
      />
    </>
  )
}

const OTHER = 'other'
const ZONE_NAMES = ['begin.zone.wib', 'begin.zone.wita', 'begin.zone.wit'] as const

function When({ draft, change }: PageProps) {
  const { t, locale } = useWords()
  const { firstDay, lastDay, timeZone } = draft
  const isOurs = INDONESIAN_ZONES.some((zone) => zone === timeZone)
  const others = Intl.supportedValuesOf('timeZone').filter((zone) => !INDONESIAN_ZONES.some((one) => one === zone))
  const problem = firstDay === '' || lastDay === '' ? 'days_backwards' : newFairProblem(askedOf(draft))
  const count = problem === null ? Math.round((Date.parse(lastDay) - Date.parse(firstDay)) / 86_400_000) + 1 : 0
  return (
    <>
      <Tiles
        legend="begin.zone"
        name="zone"
        value={isOurs ? timeZone : OTHER}
        tiles={[
          ...INDONESIAN_ZONES.map((zone, n) => ({
            value: zone as string,
            title: t(ZONE_NAMES[n] ?? 'begin.zone.wib'),
            say: zone.replace('Asia/', ''),
          })),
          { value: OTHER, title: t('begin.zone.other') },
        ]}
        onChange={(zone) => change({ timeZone: zone === OTHER ? (others[0] ?? 'UTC') : zone })}
      />
      {isOurs ? null : (
        <label className="bg-field">
          <b>{t('begin.zone.other')}</b>
          <select data-field="timeZone" value={timeZone} onChange={({ target }) => change({ timeZone: target.value })}>
            {others.map((zone) => (
              <option key={zone}>{zone}</option>
            ))}
          </select>
        </label>
      )}
      <div className="bg-two">
        <Field
          name="firstDay"
          label="begin.firstDay"
          type="date"
          value={firstDay}
          onChange={(day) => change({ firstDay: day, ...(lastDay < day ? { lastDay: day } : {}) })}
        />
        <Field
          name="lastDay"
          label="begin.lastDay"
          type="date"
          min={firstDay}
          value={lastDay}
          onChange={(day) => change({ lastDay: day })}
        />
      </div>
      <div className="bg-two">
        <Field
          name="opens"
          label="begin.opens"
          type="time"
          value={draft.opens}
          onChange={(opens) => change({ opens })}
        />
        <Field
          name="closes"
          label="begin.closes"
          type="time"
          value={draft.closes}
          onChange={(closes) => change({ closes })}
        />
      </div>
      <p className="bg-note" role="status">
        {count === 0 ? ' ' : t('begin.days', { n: count, dates: datesText([firstDay, lastDay], locale) })}
      </p>
    </>
  )
}
