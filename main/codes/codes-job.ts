import type { Result } from '../../core/result/result'
import { issueCodes, type IssueProblem, type IssueProgress, type IssueRequest } from '../commands/issue-codes'
import type { FairFolder } from '../folder/fair-folder'

export type CodesResult = Result<{ readonly codes: number }, IssueProblem>

/** Makes codes as a desk asked for them, in the process of the job. */
export async function makeCodes(
  folder: FairFolder,
  request: IssueRequest,
  signal: AbortSignal,
  onProgress: (progress: IssueProgress) => void,
): Promise<CodesResult> {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('the fair is gone')
  return issueCodes(folder, fair, request, { signal, onProgress })
}
