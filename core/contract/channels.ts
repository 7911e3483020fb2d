import { appCalls } from './app'
import { badgeCalls } from './badge'
import { beginCalls } from './begin'
import type { Answer, Call } from './call'
import { codesCalls } from './codes'
import { counterCalls } from './counter'
import { deskCalls } from './desk'
import { dispenserCalls } from './dispenser'
import { displayCalls } from './display'
import { exportsCalls } from './exports'
import { gateCalls } from './gate'
import { gatePanelCalls } from './gate-panel'
import { onlineCalls, type OnlineReading } from './online'
import { peopleCalls } from './people'
import { reportCalls } from './reports'
import { rosterCalls } from './roster'
import { setupFileCalls } from './setup-file'
import { setupCalls } from './setup'
import { staffCalls } from './staff'
import { stationsCalls } from './stations'
import { todayCalls } from './today'
import { walkInCalls } from './walk-in'
import type { CALL_NAMES, DROP_CALL, ONLINE_DROP_CALL } from './names'
import type { z } from 'zod'

/** Every call there is. A missing handler in main, or a name the preload script does not know, is a type error. */
export const CALLS = {
  ...appCalls,
  ...beginCalls,
  ...gateCalls,
  ...gatePanelCalls,
  ...walkInCalls,
  ...badgeCalls,
  ...staffCalls,
  ...dispenserCalls,
  ...counterCalls,
  ...displayCalls,
  ...deskCalls,
  ...todayCalls,
  ...reportCalls,
  ...rosterCalls,
  ...exportsCalls,
  ...onlineCalls,
  ...peopleCalls,
  ...codesCalls,
  ...stationsCalls,
  ...setupCalls,
  ...setupFileCalls,
} satisfies Record<(typeof CALL_NAMES)[number], Call>
export type Calls = typeof CALLS
export type CallName = keyof Calls

export type Input<K extends CallName> = z.output<Calls[K]['input']>
export type Output<K extends CallName> = Calls[K] extends Call<z.ZodType, infer Out> ? Out : never
export type ErrorCode<K extends CallName> = Calls[K]['errors'][number]
export type AnswerOf<K extends CallName> = Answer<Output<K>, ErrorCode<K>>

/** What a push names: re-read what you show of it. */
export type Topic =
  | 'app'
  | 'gate'
  | 'queue'
  | 'desk'
  | 'people'
  | 'online'
  | 'roster'
  | 'codes'
  | 'badge'
  | 'report'
  | 'exports'
  | 'stations'
  | 'setup'
export interface Push {
  readonly topic: Topic
  readonly revision: number
}

/** What the preload script puts on `window.pendopo`. */
export interface PendopoBridge {
  call<K extends CallName>(name: K, input: Input<K>): Promise<AnswerOf<K>>
  /** Hands over a file that a person let fall on the page (a `File`): it is checked as if chosen in a dialog. */
  dropRoster(file: object): Promise<AnswerOf<typeof DROP_CALL>>
  dropOnline(file: object, reading: OnlineReading): Promise<AnswerOf<typeof ONLINE_DROP_CALL>>
  /** Returns the function that ends the subscription. */
  onPush(listener: (push: Push) => void): () => void
}
