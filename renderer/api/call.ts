import type { Answer, CommonError } from '../../core/contract/call'
import type { AnswerOf, CallName, ErrorCode, Input, Output, PendopoBridge } from '../../core/contract/channels'
import type { OnlineReading } from '../../core/contract/online'
import type { QueueError } from '../../core/queue/errors'
import type { Detail } from '../../core/result/result'
import { report } from '../app/report'

declare global {
  interface Window {
    readonly pendopo: PendopoBridge
  }
}

/** Any way in which a call may fail. */
export type FailureCode = ErrorCode<CallName> | CommonError

/** Failures that say the same on every screen. Why a queue refused is said by the screen, to whom stands before it. */
export type PlainFailure = Exclude<
  FailureCode,
  Exclude<QueueError, 'unknown_counter' | 'unknown_ticket' | 'not_signed_in'>
>

/** A view that failed in an expected way, for where an exception is the only road (react-query). */
export class CallFailed extends Error {
  constructor(
    readonly code: PlainFailure,
    readonly detail: Detail | undefined,
  ) {
    super(`the call failed: ${code}`)
  }
}

/** Asks main. Never rejects: a bridge that breaks is `internal`, and is reported. */
export async function call<K extends CallName>(name: K, input: Input<K>): Promise<Answer<Output<K>, ErrorCode<K>>> {
  try {
    return await window.pendopo.call(name, input)
  } catch (error) {
    report(error)
    return { ok: false, code: 'internal' }
  }
}

/** Hands a file that was let fall on the window to main; as `call`, never rejects. */
export async function dropRoster(file: File): Promise<AnswerOf<'roster.drop'>> {
  try {
    return await window.pendopo.dropRoster(file)
  } catch (error) {
    report(error)
    return { ok: false, code: 'internal' }
  }
}

/** The same for a list of online participants, and how it is to be read. */
export async function dropOnline(file: File, reading: OnlineReading): Promise<AnswerOf<'online.drop'>> {
  try {
    return await window.pendopo.dropOnline(file, reading)
  } catch (error) {
    report(error)
    return { ok: false, code: 'internal' }
  }
}
