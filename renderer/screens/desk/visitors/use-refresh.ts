import { useQueryClient } from '@tanstack/react-query'

/** Reads anew all that is shown of people, after something was done to one of them. */
export function useRefresh(): () => Promise<void> {
  const client = useQueryClient()
  return () => client.invalidateQueries({ queryKey: ['people'] })
}
