import type { Break } from '../../../../core/setup/breaking'
import type { Difference, FieldChange, Plain, RowChange } from '../../../../core/setup/difference'
import type { Note } from '../../../../core/setup/notes'
import { isSame, rowName, rowsOf, type Block, type Draft, type RowPart } from '../../../../core/setup/part-names'
import type { SetupProblem } from '../../../../core/setup/problems'
import type { FairFile, Text } from '../../../../core/setup/schema'
import { toDayWindow, type LocalSpan } from '../../../../core/setup/windows'
import { longDay, shortDay } from '../../../i18n/dates'
import type { Words } from '../../../i18n/words'
import { fieldAt, valueAt, type Field } from './fields'

/** What is wrong, in a sentence that says what to do. */
export function problemText(problem: SetupProblem, { t, text }: Words): string {
  const said = t(`setup.problem.${problem.is}`, { min: '', max: '', value: '', ...problem.values })
  if (problem.is === 'named_by')
    return problem.at === null
      ? t('setup.namedBy.block', { block: t(partOfPath(problem.path)) })
      : t('setup.namedBy.row', { part: t(`setup.part.${problem.at.part}`), name: text(problem.at.name) })
  return problem.at === null
    ? said
    : t('setup.problem.at', { part: t(`setup.part.${problem.at.part}`), name: text(problem.at.name), said })
}

const partOfPath = (path: string) => (path.startsWith('pretix') ? 'setup.part.pretix' : 'setup.part.walkIn')

/** What a change would break, with its numbers. */
export function breakText({ why, name, values }: Break, { t, text, locale }: Words): string {
  const days = typeof values['days'] === 'string' ? values['days'].split(', ').map((day) => longDay(day, locale)) : []
  return t(`setup.break.${why}`, {
    n: 0,
    issued: 0,
    live: 0,
    inside: 0,
    from: '',
    to: '',
    quota: 0,
    capacity: 0,
    ...values,
    name: name === null ? '' : text(name),
    days: days.join(', '),
  })
}

export const noteText = ({ is, n }: Note, { t }: Words): string => t(`setup.note.${is}`, { n })

/** A value of a field, short enough for a table or a sentence. */
export function valueText(field: Field, value: unknown, file: FairFile, words: Words): string {
  const { t, text, locale } = words
  if (value === null || value === undefined || value === '') return t('setup.value.none')
  const { input } = field
  if (typeof value === 'boolean') return t(value ? 'setup.yes' : 'setup.no')
  if (typeof value === 'number') return value.toLocaleString(locale)
  if (isText(value)) return text(value)
  const named = (of: RowPart, code: unknown): string => {
    const row = rowsOf(file, of).find((one) => one.code === code)
    if (row === undefined) return String(code)
    return 'shortName' in row && typeof row.shortName === 'string' ? row.shortName : text(rowName(row))
  }
  if (input.kind === 'one' || input.kind === 'many') {
    const label = (one: unknown) => {
      const found = input.options.find((option) => option.value === one)
      return found === undefined ? String(one) : t(found.label)
    }
    return Array.isArray(value) ? value.map(label).join(', ') : label(value)
  }
  if (input.kind === 'code') return named(input.of, value)
  if (Array.isArray(value)) {
    if (value.length === 0) return t('setup.value.none')
    if (input.kind === 'codes') return value.map((code) => named(input.of, code)).join(', ')
    if (input.kind === 'hours') return (value as LocalSpan[]).map(({ from, to }) => `${from}–${to}`).join(', ')
    if (input.kind === 'windows') return windowsText(value as LocalSpan[], words)
    if (input.kind === 'days') return value.map((day) => longDay(String(day), locale)).join(', ')
    if (input.kind === 'lines') return value.join(', ')
    return t('setup.value.several', { n: value.length })
  }
  if (input.kind === 'moment' && typeof value === 'string') {
    const [day = '', time = ''] = value.split('T')
    return `${shortDay(day, locale)}, ${time}`
  }
  if (typeof value === 'string') return value
  return isSign(value) ? text(value.place) : t('setup.value.set')
}

function windowsText(windows: readonly LocalSpan[], { locale }: Words): string {
  const all = windows.map(toDayWindow)
  return all.map(({ day, from, to }) => `${shortDay(day, locale)} ${from}–${to}`).join(', ')
}

const isText = (value: unknown): value is Text =>
  typeof value === 'object' && value !== null && 'id' in value && 'en' in value
const isSign = (value: unknown): value is { place: Text } =>
  typeof value === 'object' && value !== null && 'place' in value

/** Everything that lies between two set-ups, one sentence each. */
export function differenceTexts(
  { rows, blocks }: Difference,
  staff: Readonly<Record<string, Text>>,
  file: FairFile,
  words: Words,
): string[] {
  const { t, text } = words
  const nameOf = ({ name, code }: RowChange) => {
    const known = name ?? (code === null ? null : (staff[code] ?? null))
    return known === null ? (code ?? '') : text(known)
  }
  return [
    ...rows.map((row) => {
      const values = { part: t(`setup.part.${row.part}`), name: nameOf(row) }
      if (row.did === 'changed')
        return t('setup.did.changed', { ...values, fields: fieldsText(row.part, row.fields, file, words) })
      return t(row.did === 'moved' && row.code === null ? 'setup.did.reordered' : `setup.did.${row.did}`, values)
    }),
    ...blocks.map(({ block, fields }) =>
      t('setup.did.block', { part: t(`setup.part.${block}`), fields: fieldsText(block, fields, file, words) }),
    ),
  ]
}

function fieldsText(part: RowPart | Block, changes: readonly FieldChange[], file: FairFile, words: Words): string {
  const { t } = words
  const all = changes.map(({ field: path, plain }) => {
    const field = fieldAt(part, path)
    if (field === null) return path
    const label = t(`setup.field.${field.name}`)
    if (plain === null || field.path !== path) return label
    const say = (value: Plain) => valueText(field, value, file, words)
    return t('setup.did.field', { label, from: say(plain.from), to: say(plain.to) })
  })
  return [...new Set(all)].join('; ')
}

/** The fields in which two versions of a row differ, with both values: what two desks made of it. */
export function bothVersions(fields: readonly Field[], mine: Draft, theirs: Draft, file: FairFile, words: Words) {
  return fields.flatMap((field) => {
    const [own, other] = [valueAt(mine, field.path), valueAt(theirs, field.path)]
    if (isSame(own, other)) return []
    const [a, b] = [valueText(field, own, file, words), valueText(field, other, file, words)]
    return [{ label: words.t(`setup.field.${field.name}`), mine: a, theirs: b }]
  })
}
