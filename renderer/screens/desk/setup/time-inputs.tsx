import { CalendarPlus, Plus, X } from 'lucide-react'
import { nextDay } from '../../../../core/setup/propose'
import { fromDayWindow, sameHours, toDayWindow, type DayWindow, type LocalSpan } from '../../../../core/setup/windows'
import { longDay } from '../../../i18n/dates'
import { useWords } from '../../../i18n/words'
import { useForm, useValue, typed } from './form-context'
import { SelectInput } from './choice-inputs'
import { TimeInput, type At } from './plain-inputs'

const FROM = '08:00'
const TO = '16:00'

/** A day of the set-up in words; what is no day (yet) as it was typed. */
export function useDay(): (day: string) => string {
  const { locale } = useWords()
  return (day) => (/^\d{4}-\d{2}-\d{2}$/.test(day) ? longDay(day, locale) : day)
}

/** When a list is open: the days of the fair, each with its hours; other days only where a window lies on one. */
export function WindowsInput(at: At) {
  const { t } = useWords()
  const dayText = useDay()
  const nth = useNth()
  const { file } = useForm()
  const { value, put } = useValue(at.path)
  const windows = Array.isArray(value) ? (value as LocalSpan[]) : []
  const shown = windows.map((window, index) => ({ ...toDayWindow(window), index }))
  const days = [...new Set([...file.days, ...shown.map(({ day }) => day)])].toSorted((a, b) => a.localeCompare(b))
  const ofSpan = (day: string, n: number, of: number) => {
    const ofDay = { ...at, label: t('setup.of.day', { label: at.label, day: dayText(day) }) }
    return of < 2 ? ofDay.label : nth(ofDay, n)
  }
  const inOrder = (spans: readonly LocalSpan[]) => put(spans.toSorted((a, b) => a.from.localeCompare(b.from)))
  const change = (index: number, before: DayWindow, more: Partial<DayWindow>) => {
    // A night that only the order of its times made is judged anew.
    const nights = before.nights === 1 && before.to < before.from ? 0 : before.nights
    put(windows.with(index, fromDayWindow({ ...before, nights, ...more })))
  }
  const add = (day: string, from: string, to: string) =>
    inOrder([...windows, fromDayWindow({ day, from, to, nights: 0 })])
  const isSame = days.length < 2 || JSON.stringify(sameHours(windows, file.days)) === JSON.stringify(windows)
  return (
    <div className="setup-spans" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      <ul>
        {days.map((day) => {
          const ofDay = shown.filter((one) => one.day === day)
          return (
            <li key={day} className="setup-day" data-day={day}>
              <label className="setup-day-name">
                <input
                  type="checkbox"
                  checked={ofDay.length > 0}
                  onChange={({ target }) =>
                    target.checked
                      ? add(day, shown[0]?.from ?? FROM, shown[0]?.to ?? TO)
                      : put(windows.filter((_, index) => !ofDay.some((one) => one.index === index)))
                  }
                />
                <span>
                  {dayText(day)}
                  {file.days.includes(day) ? null : <span className="st-over">{t('setup.noDay')}</span>}
                </span>
              </label>
              <div>
                {ofDay.map((one, n) => (
                  <p key={one.index} className="setup-span">
                    <TimeInput
                      {...at}
                      label={t('setup.from.of', { label: ofSpan(day, n, ofDay.length) })}
                      path={`${at.path}.${one.index}.from`}
                      value={one.from}
                      onValue={(from) => change(one.index, one, { from: from ?? '' })}
                    />
                    <span>{t('setup.until')}</span>
                    <TimeInput
                      {...at}
                      label={t('setup.to.of', { label: ofSpan(day, n, ofDay.length) })}
                      path={`${at.path}.${one.index}.to`}
                      value={one.to}
                      onValue={(to) => change(one.index, one, { to: to ?? '' })}
                    />
                    {one.nights === 0 ? null : <span className="st-muted">{t('setup.nights', { n: one.nights })}</span>}
                    {ofDay.length < 2 ? null : (
                      <RemoveButton
                        label={t('setup.span.remove')}
                        of={ofSpan(day, n, ofDay.length)}
                        onRemove={() => put(windows.filter((_, index) => index !== one.index))}
                      />
                    )}
                  </p>
                ))}
                {ofDay.length === 0 ? <p className="st-muted setup-shut">{t('setup.shut')}</p> : null}
              </div>
              {ofDay.length === 0 ? null : (
                <AddButton label={t('setup.span.add')} onAdd={() => add(day, ofDay.at(-1)?.to ?? FROM, '24:00')} />
              )}
            </li>
          )
        })}
      </ul>
      {isSame ? null : (
        <button
          type="button"
          className="st-btn st-btn-small"
          data-act="same_hours"
          onClick={() => put(sameHours(windows, file.days))}
        >
          {t('setup.sameHours')}
        </button>
      )}
    </div>
  )
}

/** What a row of a list is called: two rows have never the same name. */
export function useNth(): (at: At, n: number) => string {
  const { t } = useWords()
  return (at, n) => t('setup.nth', { label: at.label, n: n + 1 })
}

/** From when until when, at the n-th place (from 0) of a list of spans. */
function SpanAt({ at, n }: { at: At; n: number }) {
  const { t } = useWords()
  const label = useNth()(at, n)
  return (
    <>
      <TimeAt {...at} label={t('setup.from.of', { label })} path={`${at.path}.${n}.from`} />
      <span>{t('setup.until')}</span>
      <TimeAt {...at} label={t('setup.to.of', { label })} path={`${at.path}.${n}.to`} />
    </>
  )
}

interface HoursSpan {
  readonly from: string
  readonly to: string
}

/** Hours that are the same each day. */
export function HoursInput(at: At) {
  const { t } = useWords()
  const nth = useNth()
  const { value, put } = useValue(at.path)
  const hours = Array.isArray(value) ? (value as HoursSpan[]) : []
  return (
    <div className="setup-spans" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      {hours.map((_, index) => (
        <p key={index} className="setup-span">
          <SpanAt at={at} n={index} />
          {hours.length < 2 ? null : (
            <RemoveButton
              label={t('setup.span.remove')}
              of={nth(at, index)}
              onRemove={() => put(hours.toSpliced(index, 1))}
            />
          )}
        </p>
      ))}
      <AddButton
        label={t('setup.span.add')}
        onAdd={() => put([...hours, { from: hours.at(-1)?.to ?? FROM, to: hours.length === 0 ? TO : '24:00' }])}
      />
    </div>
  )
}

/** A time of day at a place of the form; empty is none. */
export function TimeAt({ isNeeded = true, ...at }: At & { isNeeded?: boolean }) {
  const { value, put } = useValue(at.path)
  return <TimeInput {...at} value={value} onValue={(time) => put(isNeeded ? (time ?? '') : time)} />
}

const WEEKDAYS = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const

interface Break extends HoursSpan {
  readonly weekdays: readonly string[]
  readonly reason: string
}

/** Planned breaks: hours, weekdays, and what the screens say. */
export function BreaksInput(at: At) {
  const { t, text } = useWords()
  const nth = useNth()
  const { file } = useForm()
  const { value, put } = useValue(at.path)
  const breaks = Array.isArray(value) ? (value as Break[]) : []
  const reasons = file.reasons.filter(({ uses }) => uses.includes('pause'))
  return (
    <div className="setup-spans" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      {breaks.map((one, index) => (
        <div key={index} className="setup-break">
          <p className="setup-span">
            <SpanAt at={at} n={index} />
            <SelectInput
              {...at}
              label={t('setup.break.reason', { label: nth(at, index) })}
              path={`${at.path}.${index}.reason`}
              none={null}
              choices={reasons.map(({ code, name }) => ({ value: code, label: text(name) }))}
            />
            <RemoveButton
              label={t('setup.break.remove')}
              of={nth(at, index)}
              onRemove={() => put(breaks.toSpliced(index, 1))}
            />
          </p>
          <p className="setup-weekdays" role="group" aria-label={`${nth(at, index)}, ${t('setup.weekdays')}`}>
            {WEEKDAYS.map((weekday) => (
              <label key={weekday}>
                <input
                  className="spoken"
                  type="checkbox"
                  checked={one.weekdays.includes(weekday)}
                  onChange={({ target }) =>
                    put(
                      breaks.with(index, {
                        ...one,
                        weekdays: WEEKDAYS.filter((each) =>
                          each === weekday ? target.checked : one.weekdays.includes(each),
                        ),
                      }),
                    )
                  }
                />
                {t(`setup.weekday.${weekday}`)}
              </label>
            ))}
            {one.weekdays.length === 0 ? <span className="st-muted">{t('setup.everyDay')}</span> : null}
          </p>
        </div>
      ))}
      <AddButton
        label={t('setup.break.add')}
        onAdd={() => put([...breaks, { from: '11:30', to: '13:00', weekdays: [], reason: reasons[0]?.code ?? '' }])}
      />
    </div>
  )
}

/** The days of the fair, always in order. */
export function DaysInput(at: At) {
  const { t } = useWords()
  const dayText = useDay()
  const nth = useNth()
  const { value, put } = useValue(at.path)
  const days = Array.isArray(value) ? value.map(typed) : []
  const sorted = (all: readonly string[]) => put(all.toSorted((a, b) => a.localeCompare(b)))
  return (
    <div className="setup-spans" role="group" aria-label={at.label} aria-describedby={at.describedBy}>
      {days.map((day, index) => (
        <p key={index} className="setup-span" data-day={day}>
          <b className="setup-ordinal">{index + 1}</b>
          <DateInput
            {...at}
            label={nth(at, index)}
            path={`${at.path}.${index}`}
            value={day}
            onValue={(date) => put(days.with(index, date))}
            onLeave={() => sorted(days)}
          />
          <span className="setup-date">{dayText(day)}</span>
          <RemoveButton
            label={t('setup.day.remove')}
            of={day === '' ? nth(at, index) : dayText(day)}
            onRemove={() => put(days.toSpliced(index, 1))}
          />
        </p>
      ))}
      <button
        type="button"
        className="st-btn st-btn-small"
        data-act="add_day"
        onClick={() => sorted([...days, nextDay(days.filter((day) => day !== '')) ?? ''])}
      >
        <CalendarPlus className="st-i st-i-s" aria-hidden="true" />
        {t('setup.day.add')}
      </button>
    </div>
  )
}

function DateInput({
  value,
  onValue,
  onLeave,
  path,
  label,
  describedBy,
}: At & { value: string; onValue: (date: string) => void; onLeave?: () => void }) {
  const { isWrong } = useValue(path)
  return (
    <span className="st-field" data-width="date">
      <input
        type="date"
        value={value}
        data-path={path}
        aria-label={label}
        aria-describedby={describedBy}
        aria-invalid={isWrong}
        onChange={({ target }) => onValue(target.value)}
        onBlur={onLeave}
      />
    </span>
  )
}

/** A day of the fair and a time. */
export function MomentInput(at: At) {
  const { t } = useWords()
  const dayText = useDay()
  const { file } = useForm()
  const { value, put, isWrong } = useValue(at.path)
  const [day = '', time = ''] = typed(value).split('T')
  const days = file.days.includes(day) || day === '' ? file.days : [...file.days, day]
  return (
    <p className="setup-span">
      <span className="st-field desk-choice setup-select">
        <select
          value={day}
          aria-label={at.label}
          aria-describedby={at.describedBy}
          aria-invalid={isWrong}
          onChange={({ target }) => put(`${target.value}T${time}`)}
        >
          {days.map((one) => (
            <option key={one} value={one}>
              {dayText(one)}
            </option>
          ))}
        </select>
      </span>
      <span>{t('setup.at')}</span>
      <TimeInput {...at} value={time} onValue={(typedTime) => put(`${day}T${typedTime ?? ''}`)} />
    </p>
  )
}

export function AddButton({ label, onAdd }: { label: string; onAdd: () => void }) {
  return (
    <button type="button" className="st-btn st-btn-small setup-add" onClick={onAdd}>
      <Plus className="st-i st-i-s" aria-hidden="true" />
      {label}
    </button>
  )
}

/** Takes a row of a list away. `of` is heard alone: which row it is, the eye sees. */
export function RemoveButton({ label, of, onRemove }: { label: string; of: string; onRemove: () => void }) {
  return (
    <button
      type="button"
      className="st-btn st-btn-small st-btn-icon"
      aria-label={`${label}: ${of}`}
      title={label}
      onClick={onRemove}
    >
      <X className="st-i st-i-s" aria-hidden="true" />
    </button>
  )
}
