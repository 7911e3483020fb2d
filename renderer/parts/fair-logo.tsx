import { useQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'
import { call } from '../api/call'
import { Flower } from './icons'

/** A picture that is not here yet may come with the next page of the log, ms. */
const AGAIN_MS = 10_000

interface Props {
  /** SHA-256 of the fair's picture; null: it has none. */
  readonly logo: string | null
  readonly className: string
  /** Shown without a picture, or until it is here; left out: Pendopo's flower. */
  readonly otherwise?: ReactNode
}

/** The fair's picture, PNG in base64; null: it has none, or it is not here yet. Asked once: under its hash it never changes. */
export function useLogo(logo: string | null): string | null {
  const { data } = useQuery({
    queryKey: ['logo', logo],
    enabled: logo !== null,
    queryFn: async () => {
      const answer = await call('app.logo', { sha256: logo ?? '' })
      return answer.ok ? answer.value : null
    },
    refetchInterval: ({ state }) => (typeof state.data === 'string' ? false : AGAIN_MS),
  })
  return data ?? null
}

/** The logo of the fair. */
export function FairLogo({ logo, className, otherwise }: Props) {
  const data = useLogo(logo)
  if (data === null) return otherwise ?? <Flower className={className} />
  // Its name stands beside it everywhere.
  return <img className={className} data-logo={logo ?? undefined} src={`data:image/png;base64,${data}`} alt="" />
}
