import { headerKey, REPORT_HEADERS } from '../../core/roster/columns'
import type { RosterSaid } from '../../core/roster/read-roster'
import type { FairFolder } from '../folder/fair-folder'

type Settings = Pick<FairFolder['settings'], 'get' | 'set'>

/** Files of so many kinds are remembered; the one that was not used for longest is forgotten. */
const MOST = 50
const OWN_HEADERS: ReadonlySet<string> = new Set(Object.values(REPORT_HEADERS).flat().map(headerKey))

/** What a person said before of a file with these headers, in whatever order they stand. */
export function recall(settings: Settings, headers: readonly string[]): RosterSaid {
  const key = keyOf(headers)
  return settings.get('rosterReadings')?.find((reading) => keyOf(reading.headers) === key) ?? {}
}

/** Keeps what a person said of a file's columns and category words, for the next file with the same headers. */
export function remember(settings: Settings, headers: readonly string[], said: RosterSaid): void {
  const known = settings.get('rosterReadings') ?? []
  const key = keyOf(headers)
  const before = known.find((reading) => keyOf(reading.headers) === key)
  const columns = { ...before?.columns, ...said.columns }
  const words = { ...before?.words, ...said.words }
  if (Object.keys(columns).length === 0 && Object.keys(words).length === 0) return
  const others = known.filter((reading) => reading !== before)
  settings.set('rosterReadings', [{ headers: ownHeaders(headers), columns, words }, ...others].slice(0, MOST))
}

/** The headers of the file itself: the list of rejected rows has two more, and is the same file. */
function ownHeaders(headers: readonly string[]): string[] {
  return headers.map(headerKey).filter((header) => header !== '' && !OWN_HEADERS.has(header))
}

function keyOf(headers: readonly string[]): string {
  return [...new Set(ownHeaders(headers))].toSorted().join('\n')
}
