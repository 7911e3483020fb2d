import { QueryClient, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallName, Input, Output, Topic } from '../../core/contract/channels'
import { call, CallFailed } from './call'

/** The calls that only read, and the topic main pushes on when their answer has changed. */
const VIEWS = {
  'app.boot': 'app',
  'app.hub': 'app',
  'gate.view': 'gate',
  'gatePanel.view': 'gate',
  'staff.list': 'app',
  'walkIn.badge': 'badge',
  'badge.settings': 'badge',
  'dispenser.view': 'queue',
  'dispenser.panel': 'queue',
  'dispenser.ticket': 'queue',
  'counter.view': 'queue',
  'display.view': 'queue',
  'desk.view': 'desk',
  'today.view': 'desk',
  'reports.view': 'report',
  'roster.view': 'roster',
  'codes.view': 'codes',
  'exports.view': 'exports',
  'online.view': 'online',
  'people.page': 'people',
  'people.person': 'people',
  'stations.view': 'stations',
  'setup.view': 'setup',
  'setup.history': 'setup',
  'setup.difference': 'setup',
} as const satisfies Partial<Record<CallName, Topic>>
type ViewName = keyof typeof VIEWS
/** Views that need to be told nothing. */
type PlainViewName = { [K in ViewName]: null extends Input<K> ? K : never }[ViewName]

const BUSY_TRIES = 10

/** The client of every window. Data comes over IPC, so the network of the machine says nothing. */
export function makeQueryClient(): QueryClient {
  return new QueryClient({
    defaultOptions: {
      queries: {
        networkMode: 'always',
        staleTime: Infinity,
        refetchOnWindowFocus: false,
        refetchOnReconnect: false,
        retry: (tries, error) => error instanceof CallFailed && error.code === 'database_busy' && tries < BUSY_TRIES,
        retryDelay: 500,
      },
      mutations: { networkMode: 'always' },
    },
  })
}

/** How soon to ask again without a push, ms, after what was told last; false: not by itself. */
type Every<T> = (told: T | undefined) => number | false

/** What main shows of itself, kept fresh by its pushes; `every` asks again without one, since a push may be lost. */
export function useView<K extends PlainViewName>(
  name: K,
  every: Every<Output<K>> = () => false,
): UseQueryResult<Output<K>> {
  return useViewOf(name, null as Input<K>, every)
}

/** The same for a view of one thing: `input` says which. What was shown of it stays until the new answer is there. */
export function useViewOf<K extends ViewName>(
  name: K,
  input: Input<K>,
  every: Every<Output<K>> = () => false,
): UseQueryResult<Output<K>> {
  return useQuery<Output<K>>({
    queryKey: viewKey(name, input),
    queryFn: async () => {
      const answer = await call<ViewName>(name, input)
      if (answer.ok) return answer.value as Output<K>
      throw new CallFailed(answer.code, answer.detail)
    },
    refetchInterval: ({ state }) => every(state.data),
    refetchIntervalInBackground: true,
  })
}

/** Under which key a view is kept: what an act answered can be put there at once. */
export const viewKey = <K extends ViewName>(name: K, input: Input<K>): readonly unknown[] => [VIEWS[name], name, input]

/** Re-reads what a push names. */
export function usePushes(): void {
  const client = useQueryClient()
  useEffect(() => window.pendopo.onPush(({ topic }) => void client.invalidateQueries({ queryKey: [topic] })), [client])
}
