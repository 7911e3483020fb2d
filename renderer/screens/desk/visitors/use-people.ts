import { keepPreviousData, useQueries } from '@tanstack/react-query'
import { useState } from 'react'
import type { PeoplePage, PeopleQuery, PersonLine } from '../../../../core/contract/people'
import { call, CallFailed } from '../../../api/call'
import { viewKey } from '../../../api/views'

/** Lines asked for at once. */
const CHUNK = 60
/** People come and go without a push of this window: what is seen is read anew so often, ms. */
const REREAD_MS = 3_000

export type PeopleFilter = Omit<PeopleQuery, 'from' | 'limit'>

/** What the table knows of all its lines. */
export type PeopleHead = Omit<PeoplePage, 'lines' | 'from'>

export interface People {
  /** Null until the first answer; of an older filter until the new one is answered. */
  readonly head: PeopleHead | null
  /** What is known of the lines is of this very filter. */
  readonly isAnswered: boolean
  readonly error: Error | null
  /** The line in a row; null: not read yet. */
  readonly lineAt: (row: number) => PersonLine | null
  readonly retry: () => void
}

/** The lines of a filter from one row to another, read in pieces and kept fresh. */
export function usePeople(filter: PeopleFilter, first: number, last: number): People {
  const [from, to] = [Math.floor(Math.max(0, first) / CHUNK), Math.floor(Math.max(0, last) / CHUNK)]
  const chunks = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  const results = useQueries({
    queries: chunks.map((chunk) => {
      const input: PeopleQuery = { ...filter, from: chunk * CHUNK, limit: CHUNK }
      return {
        queryKey: viewKey('people.page', input),
        queryFn: async () => {
          const answer = await call('people.page', input)
          if (answer.ok) return answer.value
          throw new CallFailed(answer.code, answer.detail)
        },
        placeholderData: keepPreviousData<PeoplePage>,
        refetchInterval: REREAD_MS,
        gcTime: 30_000,
      }
    }),
  })
  const answered = results.find(({ data }) => data !== undefined)?.data
  const [kept, keep] = useState<PeoplePage | null>(null)
  // What was known last stays while pieces of another place are read: the scroll bar must not jump.
  if (answered !== undefined && answered !== kept) keep(answered)
  const pages = new Map(results.flatMap(({ data }) => (data === undefined ? [] : [[data.from / CHUNK, data] as const])))
  return {
    head: answered ?? kept,
    isAnswered: results.every(({ data, isPlaceholderData }) => data !== undefined && !isPlaceholderData),
    error: results.find(({ error }) => error !== null)?.error ?? null,
    lineAt: (row) => pages.get(Math.floor(row / CHUNK))?.lines[row % CHUNK] ?? null,
    retry: () => {
      for (const { refetch } of results) void refetch()
    },
  }
}
