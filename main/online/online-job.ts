import type { OnlineCheck, OnlineDecision, OnlineDone, OnlineReading } from '../../core/contract/online'
import { MOST_REJECTED_SHOWN } from '../../core/contract/online'
import type { Joined } from '../../core/online/participants'
import { assertNever, err, ok, type Result } from '../../core/result/result'
import type { Fair, FairList } from '../../core/setup/fair'
import { localDate } from '../../core/time/zone'
import { union } from '../../core/projections/online'
import type { FairFolder } from '../folder/fair-folder'
import type { RosterFileError } from '../rosters/open-file'
import { presentFor, readOnline, withDecisions, writeOnline, type Doubtful, type OnlineList } from './import-online'

const MINUTE_MS = 60_000

/** What the job is to do with a list of participants. */
export type OnlineTask = { readonly file: string; readonly reading: OnlineReading } & (
  | { readonly do: 'check' }
  | {
      readonly do: 'write'
      readonly decisions: Readonly<Record<string, OnlineDecision>>
      readonly category: string
      readonly actor: string
    }
)
type Refusal = RosterFileError | 'no_participants' | 'unknown_list'
export type OnlineResult =
  | { readonly do: 'check'; readonly result: Result<OnlineCheck, Refusal> }
  | { readonly do: 'write'; readonly result: Result<OnlineDone, Refusal> }

/** Does what it was asked, in the process of the job: every name is opened to look people up. */
export async function workOnOnline(folder: FairFolder, task: OnlineTask): Promise<OnlineResult> {
  const fair = folder.checkin.fair()
  const list = fair?.list(task.reading.list) ?? null
  const read =
    fair === null || list === null
      ? err('unknown_list')
      : await readOnline(folder, task.file, {
          timeZone: task.reading.timeZone,
          date: localDate(list.opensAt, fair.setup.timeZone),
        })
  switch (task.do) {
    case 'check':
      if (!read.ok || fair === null) return { do: 'check', result: read.ok ? err('unknown_list') : read }
      return { do: 'check', result: ok(checkOf(folder, fair, read.value, task.reading)) }
    case 'write':
      if (!read.ok || list === null) return { do: 'write', result: read.ok ? err('unknown_list') : read }
      return { do: 'write', result: ok(write(folder, list, read.value, task)) }
    default:
      return assertNever(task)
  }
}

function write(
  folder: FairFolder,
  list: FairList,
  read: OnlineList,
  { decisions, category, actor, reading }: Extract<OnlineTask, { do: 'write' }>,
): OnlineDone {
  const decided = withDecisions(folder, read, new Map(Object.entries(decisions)), { category, actor })
  const request = { list, minimum: reading.minimum * MINUTE_MS, actor }
  const { registered, open } = decided
  return { ...writeOnline(folder, decided.found, request), registered, open, rejected: read.rejected.length }
}

function checkOf(folder: FairFolder, fair: Fair, read: OnlineList, reading: OnlineReading): OnlineCheck {
  const { columns, rows, rejected, found, by, doubtful } = read
  const minimum = reading.minimum * MINUTE_MS
  const stays = [...[...found.values()].flat(), ...doubtful.flatMap(({ joins }) => joins)]
  return {
    columns,
    rows,
    people: found.size + doubtful.length,
    found: by,
    counted: [...found.values()].filter((present) => presentFor(present) >= minimum).length,
    rejected: rejected.slice(0, MOST_REJECTED_SHOWN),
    rejectedCount: rejected.length,
    doubtful: doubtful
      .toSorted((a, b) => Number(b.candidates.length > 0) - Number(a.candidates.length > 0))
      .map((one) => doubtOf(folder, fair, one)),
    span:
      stays.length === 0
        ? null
        : stays.reduce((span, { from, to }) => ({ from: Math.min(span.from, from), to: Math.max(span.to, to) }), {
            from: Infinity,
            to: -Infinity,
          }),
  }
}

function doubtOf(
  folder: FairFolder,
  fair: Fair,
  { key, joins, why, candidates }: Doubtful,
): OnlineCheck['doubtful'][number] {
  const names = folder.people.names(candidates)
  const present = union(joins.map(({ from, to }) => ({ from, to })))
  const [called = '', ...more] = textsOf(joins[0])
  return {
    key,
    called,
    more,
    why,
    minutes: Math.round(presentFor(present) / MINUTE_MS),
    from: present[0]?.from ?? 0,
    to: present.at(-1)?.to ?? 0,
    candidates: candidates.map((id) => {
      const facts = folder.desk.facts(id)
      return {
        id,
        name: names.get(id)?.name ?? null,
        category: facts === null ? null : (fair.category(facts.category)?.name ?? null),
        institution: facts?.institution ?? null,
      }
    }),
  }
}

const textsOf = (joined: Joined | undefined): readonly string[] =>
  joined === undefined
    ? []
    : [...joined.names, joined.email, joined.code].filter((text): text is string => text !== null && text !== '')
