import { keepPreviousData, useQuery, type UseQueryResult } from '@tanstack/react-query'
import type { Input } from '../../../../core/contract/channels'
import type { ExportPreview } from '../../../../core/contract/exports'
import { call, CallFailed } from '../../../api/call'

/** The first rows and the counts; what was shown stays until the new answer is there. Read anew whenever it is asked again. */
export function usePreview(asked: Input<'exports.preview'>): UseQueryResult<ExportPreview> {
  return useQuery({
    queryKey: ['export-preview', asked],
    queryFn: async () => {
      const answer = await call('exports.preview', asked)
      if (answer.ok) return answer.value
      throw new CallFailed(answer.code, answer.detail)
    },
    staleTime: 0,
    placeholderData: keepPreviousData,
  })
}
