import { isoWithOffset } from '../../core/time/zone'
import type { Fair } from '../../core/setup/fair'
import type { Locale } from '../../core/contract/app'
import { writeCsv } from '../commands/write-csv'
import { recordPersonal } from '../exports/record-personal'
import type { FairFolder } from '../folder/fair-folder'
import { say } from '../i18n'
import type { Doubtful } from './import-online'

/**
 * Writes the doubtful as a list that can be imported again: whoever knows who somebody is puts their code, or the visitor
 * named under "may be", into the first column. It names people of the roster, so that it was made is recorded.
 * @throws NodeJS.ErrnoException whose `path` is the file that was asked for
 */
export function writeReview(
  folder: FairFolder,
  fair: Fair,
  doubtful: readonly Doubtful[],
  out: { readonly file: string; readonly locale: Locale },
): number {
  const { locale } = out
  recordPersonal(folder, 'online-review', { reason: say(locale, 'online.review.reason'), columns: ['name'] })
  const iso = (at: number) => isoWithOffset(at, fair.setup.timeZone)
  const header = (['code', 'name', 'email', 'join', 'leave', 'why', 'maybe'] as const).map((key) =>
    say(locale, `online.column.${key}`),
  )
  const maybe = (visitors: readonly string[]) =>
    [...folder.people.names(visitors)].map(([visitor, { name }]) => `${name} = ${visitor}`).join('; ')
  return writeCsv(
    out.file,
    header,
    doubtful.flatMap(({ joins, why, candidates }) =>
      joins.map(({ names, email, code, from, to }) => [
        code,
        names[0] ?? null,
        email,
        iso(from),
        iso(to),
        say(locale, `online.why.${why}`),
        maybe(candidates),
      ]),
    ),
  )
}
