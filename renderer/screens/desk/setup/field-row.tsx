import { TriangleAlert } from 'lucide-react'
import { useId, type ReactNode } from 'react'
import { assertNever } from '../../../../core/result/result'
import { rowName, rowsOf, type Draft } from '../../../../core/setup/part-names'
import { useWords } from '../../../i18n/words'
import type { Field } from './fields'
import { useForm, useValue, typed } from './form-context'
import { ColorInput, IconInput, ManyInput, OneInput, SelectInput, TimeZoneInput, ZoneInput } from './choice-inputs'
import {
  BothInput,
  LinesInput,
  NumberInput,
  PrefixInput,
  SwitchInput,
  TextInput,
  YesInput,
  type At,
} from './plain-inputs'
import { PretixItemsInput, SignInput, WalkInFieldsInput } from './nested-inputs'
import { problemText } from './setup-words'
import { BreaksInput, DaysInput, HoursInput, MomentInput, TimeAt, WindowsInput } from './time-inputs'

/** A field: what it is called and one sentence on it, its input, and what is wrong with it. */
export function FieldRow({ field }: { field: Field }) {
  const words = useWords()
  const { t } = words
  const { problems } = useForm()
  const id = useId()
  const own = problems.filter(
    ({ at, path }) =>
      at === null && (path === field.path || path.startsWith(`${field.path}.`)) && !isOfInner(field, path),
  )
  const at: At = {
    path: field.path,
    label: t(`setup.field.${field.name}`),
    describedBy: own.length === 0 ? `${id}-help` : `${id}-wrong ${id}-help`,
  }
  return (
    <div className="setup-field" data-field={field.path} data-wrong={own.length > 0 ? '' : undefined}>
      <div className="setup-label">
        <p>{at.label}</p>
        <p id={`${id}-help`} className="st-muted">
          {t(`setup.field.${field.name}.say`)}
        </p>
      </div>
      <div className="setup-input">
        <Input field={field} at={at} />
        <div id={`${id}-wrong`} role={own.length > 0 ? 'alert' : undefined}>
          {[...new Set(own.map((problem) => problemText(problem, words)))].map((said) => (
            <p key={said} className="st-bad setup-wrong">
              <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
              {said}
            </p>
          ))}
        </div>
      </div>
    </div>
  )
}

/** A field that is switched on has fields of its own, which say themselves what is wrong with them. */
const isOfInner = (field: Field, path: string): boolean => field.input.kind === 'switch' && path !== field.path

function Input({ field: { input }, at }: { field: Field; at: At }): ReactNode {
  const { text, t } = useWords()
  const { file, draft } = useForm()
  switch (input.kind) {
    case 'both':
      return (
        <BothInput {...at} isLong={input.isLong === true} isEmptyNull={input.isEmptyNull === true} max={input.max} />
      )
    case 'text':
      return <TextInput {...at} maxLength={input.max} />
    case 'number':
      return <NumberInput {...at} />
    case 'time':
      return <TimeAt {...at} isNeeded={false} />
    case 'moment':
      return <MomentInput {...at} />
    case 'windows':
      return <WindowsInput {...at} />
    case 'hours':
      return <HoursInput {...at} />
    case 'breaks':
      return <BreaksInput {...at} />
    case 'days':
      return <DaysInput {...at} />
    case 'lines':
      return <LinesInput {...at} />
    case 'prefix':
      return <PrefixInput {...at} />
    case 'zone':
      return <ZoneInput {...at} />
    case 'time_zone':
      return <TimeZoneInput {...at} />
    case 'icon':
      return <IconInput {...at} />
    case 'color':
      return <ColorInput {...at} isEmptyNull={input.isEmptyNull === true} />
    case 'fixed':
      return <FixedValue path={at.path} />
    case 'yes':
      return <YesInput {...at} />
    case 'sign':
      return <SignInput {...at} isEmptyNull={input.isEmptyNull === true} />
    case 'code': {
      const rows = rowsOf(file, input.of).filter((row) => input.only?.(row as unknown as Draft) ?? true)
      const choices = rows.map((row) => ({ value: row.code, label: text(rowName(row)) }))
      return <SelectInput {...at} choices={choices} none={input.isEmptyNull === true ? t('setup.none') : null} />
    }
    case 'codes': {
      // A list leaves others, never itself.
      const rows = rowsOf(file, input.of).filter(({ code }) => at.path !== 'leaves' || code !== draft['code'])
      return (
        <ManyInput
          {...at}
          choices={rows.map((row) => ({ value: row.code, label: labelOf(row, text(rowName(row))) }))}
        />
      )
    }
    case 'one':
      return <OneInput {...at} options={input.options} none={input.isEmptyNull ?? null} />
    case 'many':
      return <ManyInput {...at} choices={input.options.map(({ value, label }) => ({ value, label: t(label) }))} />
    case 'switch':
      return <SwitchInput {...at} begins={input.begins} />
    case 'walk_in_fields':
      return <WalkInFieldsInput {...at} />
    case 'pretix_items':
      return <PretixItemsInput {...at} />
    default:
      return assertNever(input)
  }
}

/** Services are told apart by their letters too. */
const labelOf = (row: object, name: string): string =>
  'prefix' in row && typeof row.prefix === 'string' ? `${row.prefix}  ${name}` : name

function FixedValue({ path }: { path: string }) {
  const { value } = useValue(path)
  return <p className="setup-fixed">{typed(value)}</p>
}
