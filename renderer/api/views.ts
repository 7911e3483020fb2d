import { QueryClient, useQuery, useQueryClient, type UseQueryResult } from '@tanstack/react-query'
import { useEffect } from 'react'
import type { CallName, Output, Topic } from '../../core/contract/channels'
import { call, CallFailed } from './call'

/** The calls that only read, and the topic main pushes on when their answer has changed. */
const VIEWS = { 'app.boot': 'app', 'gate.view': 'gate', 'staff.list': 'app' } as const satisfies Partial<
  Record<CallName, Topic>
>
type ViewName = keyof typeof VIEWS

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
export function useView<K extends ViewName>(name: K, every: Every<Output<K>> = () => false): UseQueryResult<Output<K>> {
  return useQuery<Output<K>>({
    queryKey: [VIEWS[name], name],
    queryFn: async () => {
      const answer = await call<ViewName>(name, null)
      if (answer.ok) return answer.value as Output<K>
      throw new CallFailed(answer.code, answer.detail)
    },
    refetchInterval: ({ state }) => every(state.data),
    refetchIntervalInBackground: true,
  })
}

/** Re-reads what a push names. */
export function usePushes(): void {
  const client = useQueryClient()
  useEffect(() => window.pendopo.onPush(({ topic }) => void client.invalidateQueries({ queryKey: [topic] })), [client])
}
