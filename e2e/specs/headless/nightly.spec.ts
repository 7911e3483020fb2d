import { pendopo } from '../../helpers/command'
import { sure } from '../../helpers/folder'
import { expect, figures, makeFair, rosterOf, test, type File } from './small-fair'
import { SMALL_FAIR } from './support'

// The fair lies in Jakarta; the computer believes to be in New York, where it is another day for half of the day.
const ABROAD = { env: { TZ: 'America/New_York', PENDOPO_LOCALE: 'en' } }
const QUARTER_MS = 15 * 60_000
const JAKARTA_MS = 7 * 60 * 60_000
/** A moment as the fair's clock shows it, `2026-10-13T08:00`. */
const inJakarta = (at: number): string => new Date(at + JAKARTA_MS).toISOString().slice(0, 16)

/** A door at which everybody counts as gone at the last quarter hour. */
async function aDoor(dir: string, file: File): Promise<{ resetAt: number }> {
  const resetAt = Math.floor(Date.now() / QUARTER_MS) * QUARTER_MS
  const [door, ...others] = SMALL_FAIR.lists
  await makeFair(dir, file, { lists: [{ ...door, resetAt: inJakarta(resetAt).slice(11) }, ...others] })
  sure(await pendopo(['import', 'roster', file('r.csv', rosterOf(3)), '--data', dir, '--json'], ABROAD))
  return { resetAt }
}

test('who forgot to leave counts as gone after the night, by the clock of the fair, and may come again', async ({
  dir,
  file,
}) => {
  const { resetAt } = await aDoor(dir, file)
  const scan = async (code: string, ...more: string[]) =>
    (await pendopo(['scan', code, '--list', 'pintu', '--data', dir, '--json', ...more], ABROAD)).answer
  const before = ['--at', `${inJakarta(resetAt - 20 * 60_000)}+07:00`]
  expect(await scan('S1', ...before)).toMatchObject({ outcome: 'admitted' })
  expect(await scan('S2', ...before)).toMatchObject({ outcome: 'admitted' })
  expect(await figures(dir, 'pintu')).toMatchObject({ entered: 2, inside: 0, entries: 2 })
  // In the evening before, a second entry was refused; in the morning it is a new one.
  expect(await scan('S1')).toMatchObject({ outcome: 'admitted' })
  expect(await scan('S3')).toMatchObject({ outcome: 'admitted' })
  expect(await scan('S3')).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
  expect(await figures(dir, 'pintu')).toMatchObject({ entered: 3, inside: 2, duplicates: 0 })
})
