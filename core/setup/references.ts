import { ROW_PARTS } from './row-parts'
import type { z } from 'zod'
import type { shape } from './parts'
import type { ProblemWord } from './problem-words'

type Issue = {
  code: 'custom'
  path: (string | number)[]
  message: string
  input: unknown
  /** The same for screens, which have words of their own (problem-words.ts). */
  params: { problem: ProblemWord; value?: string | number }
}

/** What a file says, as far as it is looked at here. */
type Shape = z.output<z.ZodObject<typeof shape>> & { staff: readonly { code: string }[] }

/** What one field alone cannot show: names used twice, codes that lead nowhere, times in the wrong order. */
export function checkReferences(file: Shape, ctx: { addIssue: (issue: Issue) => void }): void {
  const issue = (path: (string | number)[], problem: ProblemWord, message: string, input: unknown) => {
    const value = typeof input === 'string' || typeof input === 'number' ? input : undefined
    ctx.addIssue({ code: 'custom', path, message, input, params: { problem, ...(value !== undefined && { value }) } })
  }
  const unique = (group: string, key: string, values: readonly (string | number)[]) => {
    const seen = new Set<string | number>()
    values.forEach((value, i) => {
      const folded = typeof value === 'string' ? value.normalize('NFC').toLowerCase() : value
      if (seen.has(folded))
        issue(key === '' ? [group, i] : [group, i, key], 'used_twice', `"${value}" is used twice`, value)
      seen.add(folded)
    })
  }
  const known = (
    group: string,
    key: string,
    values: readonly string[],
    rows: readonly { code: string }[],
    i: number,
  ) => {
    const codes = new Set(rows.map((row) => row.code))
    for (const value of values)
      if (!codes.has(value)) issue([group, i, key], 'not_known', `"${value}" is not defined`, value)
  }
  const ordered = (path: (string | number)[], what: string, { from, to }: { from: string; to: string }) => {
    if (to <= from) issue(path, 'ends_before', `${what} ends at or before its beginning (${from} to ${to})`, to)
  }

  for (const group of ROW_PARTS) {
    unique(
      group,
      'code',
      file[group].map((row) => row.code),
    )
  }
  // Commands and rosters may call these by name.
  for (const group of ['categories', 'gates', 'lists'] as const) {
    unique(
      group,
      'name',
      file[group].map((row) => row.name.id),
    )
  }
  unique(
    'categories',
    'number',
    file.categories.map((row) => row.number),
  )
  unique(
    'services',
    'prefix',
    file.services.map((row) => row.prefix),
  )
  unique('days', '', file.days)
  if (file.days.some((day, i) => day < (file.days[i - 1] ?? '')))
    issue(['days'], 'out_of_order', 'days must be in order', file.days)
  file.lists.forEach((list, i) => {
    known('lists', 'categories', list.categories, file.categories, i)
    known('lists', 'gates', list.gates, file.gates, i)
    known('lists', 'leaves', list.leaves, file.lists, i)
    if (list.leaves.includes(list.code))
      issue(['lists', i, 'leaves'], 'leaves_itself', 'a list cannot leave itself', list.code)
    list.windows.forEach((window, n) => ordered(['lists', i, 'windows', n], 'a window', window))
  })
  file.sessions.forEach((session, i) => {
    known(
      'sessions',
      'list',
      [session.list],
      file.lists.filter((list) => list.kind === 'session'),
      i,
    )
    ordered(['sessions', i], 'a session', session)
  })
  file.services.forEach((service, i) => {
    known('services', 'agency', [service.agency], file.agencies, i)
    service.hours.forEach((hours, n) => ordered(['services', i, 'hours', n], 'opening hours', hours))
    service.breaks.forEach((pause, n) => {
      ordered(['services', i, 'breaks', n], 'a break', pause)
      const isKnown = file.reasons.some(({ code, uses }) => code === pause.reason && uses.includes('pause'))
      if (!isKnown)
        issue(
          ['services', i, 'breaks', n, 'reason'],
          'no_pause',
          `"${pause.reason}" is no reason for a pause`,
          pause.reason,
        )
    })
  })
  file.counters.forEach((counter, i) => known('counters', 'services', counter.services, file.services, i))
  file.badges.forEach((badge, i) => known('badges', 'categories', badge.categories, file.categories, i))
  const categories = new Set(file.categories.map(({ code }) => code))
  const isCategory = (path: (string | number)[], code: string | null) => {
    if (code !== null && !categories.has(code)) issue(path, 'not_known', `"${code}" is not defined`, code)
  }
  file.walkIn?.categories.forEach((code, i) => isCategory(['walkIn', 'categories', i], code))
  const asked = new Set<string>()
  file.walkIn?.fields.forEach((field, i) => {
    const name = field.kind === 'question' ? `question ${field.code}` : field.kind
    if (asked.has(name)) issue(['walkIn', 'fields', i], 'asked_twice', `"${name}" is asked twice`, name)
    asked.add(name)
  })
  file.pretix.items.forEach(({ category }, i) => isCategory(['pretix', 'items', i, 'category'], category))
  isCategory(['pretix', 'otherwise'], file.pretix.otherwise)
}
