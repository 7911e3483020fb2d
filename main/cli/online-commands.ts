import { isTimeZone } from '../../core/setup/parts'
import { findNamed, type Fair, type FairList } from '../../core/setup/fair'
import { isoWithOffset, localDate } from '../../core/time/zone'
import { mergeVisitors, unmergeVisitor } from '../commands/merge-visitors'
import { importOnline, type OnlineReport } from '../online/import-online'
import { writeReview } from '../online/review-file'
import type { Command } from './command'
import { aFile } from './files'
import { done, refused } from './outcome'
import { visitorCalled } from '../codes/recognise'

const MINUTE_MS = 60_000

/** Presence online, and who is whom. */
export const ONLINE_COMMANDS: readonly Command[] = [
  {
    name: 'attendance import-online',
    takes: ['<file>'],
    options: ['session', 'minimum', 'zone', 'review'],
    run: (world, [path = '']) =>
      world.withFolder(async (folder) => {
        const fair = folder.checkin.fair()
        if (fair === null) return refused('no_fair', { folder: world.dir })
        const { session, zone = fair.setup.timeZone, review } = world.options
        if (session === undefined) return refused('option_missing', { option: '--session' })
        const list = listOfSession(fair, session)
        if (list === null)
          return refused('unknown_session', {
            session,
            known: fair.setup.sessions.map(({ code }) => code).join(', '),
          })
        const minimum = world.options.minimum ?? minimumOf(fair, list)
        if (!/^\d{1,4}$/.test(minimum)) return refused('bad_minimum', { minimum })
        if (!isTimeZone(zone)) return refused('bad_zone', { zone })
        const imported = await importOnline(folder, aFile(path), {
          list,
          day: { timeZone: zone, date: localDate(list.opensAt, fair.setup.timeZone) },
          minimum: Number(minimum) * MINUTE_MS,
          actor: null,
        })
        if (!imported.ok) return refused(imported.code, { file: path, ...imported.detail })
        const { doubtful } = imported.value
        if (review !== undefined && doubtful.length > 0)
          writeReview(folder, fair, doubtful, { file: review, locale: world.locale })
        return done(answerOf(imported.value, fair))
      }),
  },
  {
    name: 'visitor merge',
    takes: ['<visitor>'],
    options: ['into'],
    run: (world, [called = '']) =>
      world.withFolder((folder) => {
        const { into } = world.options
        if (into === undefined) return refused('option_missing', { option: '--into' })
        const [one, other] = [visitorCalled(folder, called), visitorCalled(folder, into)]
        if (one === null || other === null) return refused('unknown_visitor', { visitor: one === null ? called : into })
        const merged = mergeVisitors(folder, one, other, null)
        return merged.ok ? done(merged.value) : refused(merged.code, { visitor: called, ...merged.detail })
      }),
  },
  {
    name: 'visitor unmerge',
    takes: ['<visitor>'],
    options: [],
    run: (world, [called = '']) =>
      world.withFolder((folder) => {
        const visitor = visitorCalled(folder, called)
        if (visitor === null) return refused('unknown_visitor', { visitor: called })
        const unmerged = unmergeVisitor(folder, visitor, null)
        return unmerged.ok ? done(unmerged.value) : refused(unmerged.code, { visitor: called, ...unmerged.detail })
      }),
  },
]

/** As the set-up has it, in minutes. */
const minimumOf = (fair: Fair, { code }: FairList): string =>
  String(fair.setup.sessions.find(({ list }) => list === code)?.onlineMinutes ?? 0)

/** By the session's code or title, else by its list. */
function listOfSession(fair: Fair, called: string): FairList | null {
  const session = findNamed(
    fair.setup.sessions.map((one) => ({ ...one, name: one.title })),
    called,
  )
  return session === null ? findNamed(fair.lists, called) : fair.list(session.list)
}

/** As the other imports answer; the doubtful by what their list calls them, never by what the roster does. */
function answerOf({ doubtful, ...report }: OnlineReport, { setup }: Fair) {
  return {
    ...report,
    doubtful: doubtful.map(({ joins, why, candidates }) => ({
      lines: joins.map(({ line }) => line),
      value: joins[0]?.names[0] ?? joins[0]?.email ?? joins[0]?.code ?? '',
      from: isoWithOffset(Math.min(...joins.map(({ from }) => from)), setup.timeZone),
      reason: why,
      candidates,
    })),
  }
}
