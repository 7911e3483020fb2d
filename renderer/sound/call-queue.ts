import type { ShownCall } from '../../core/contract/display'
import { assertNever } from '../../core/result/result'

/**
 * Which call is spoken next at one loudspeaker: one after the other, each once, nothing old. Pure; speaker.ts does what
 * it says. Times called `steady` are ms of a clock that nobody sets (performance.now).
 */

/** A call that could not be spoken within this time is not spoken any more. */
export const TOO_OLD_MS = 120_000
/** With more calls than this in line, first calls go before repeats. */
export const LONG_QUEUE = 3
/** A counter may repeat a call after five seconds; an `at` that moved by less is the same call, its clock put right. */
const SAME_CALL_MS = 5_000
/** Tickets remembered; a display shows seven. */
const REMEMBERED = 200

export interface WaitingCall {
  readonly call: ShownCall
  /** Steady ms from which it is too old. */
  readonly until: number
}

interface Heard {
  readonly counter: string
  readonly calls: number
  readonly at: number
}

export interface CallQueue {
  /** False until the first view: what stands there then was called before anybody listened here. */
  readonly isListening: boolean
  /** The last call of each ticket that was taken notice of, by ticket. */
  readonly heard: ReadonlyMap<string, Heard>
  readonly waiting: readonly WaitingCall[]
  readonly speaking: ShownCall | null
}

export const NOTHING_CALLED: CallQueue = { isListening: false, heard: new Map(), waiting: [], speaking: null }

export type QueueInput =
  /** What the display shows now, newest first. `now`: effective ms at which it was read. */
  | {
      readonly type: 'shown'
      readonly calls: readonly ShownCall[]
      readonly now: number
      readonly steady: number
      readonly isOn: boolean
    }
  /** The one that was spoken has ended. */
  | { readonly type: 'spoken'; readonly steady: number }
  /** The display is gone: nobody listens any more. What is being spoken is not cut off. */
  | { readonly type: 'left' }

/** Why a call is not spoken: it waited too long, the person is there already, or a newer call of the ticket came. */
export type PassedOver = 'too_old' | 'not_called' | 'newer'

export type QueueEffect =
  | { readonly do: 'speak'; readonly call: ShownCall }
  | { readonly do: 'pass_over'; readonly call: ShownCall; readonly why: PassedOver }

export interface QueueStep {
  readonly queue: CallQueue
  readonly effects: readonly QueueEffect[]
}

/** What follows from an input. */
export function step(queue: CallQueue, input: QueueInput): QueueStep {
  switch (input.type) {
    case 'shown':
      return shown(queue, input)
    case 'spoken':
      return speakNext({ ...queue, speaking: null }, input.steady, [])
    case 'left':
      return { queue: { ...NOTHING_CALLED, speaking: queue.speaking }, effects: [] }
    default:
      return assertNever(input)
  }
}

function shown(queue: CallQueue, input: Extract<QueueInput, { type: 'shown' }>): QueueStep {
  const { calls, now, steady, isOn } = input
  const isFresh = (call: ShownCall) => isNewCall(call, queue.heard.get(call.ticket))
  const fresh = queue.isListening && isOn ? calls.filter(isFresh).toReversed() : []
  const effects: QueueEffect[] = []
  const passOver = (call: ShownCall, why: PassedOver) => effects.push({ do: 'pass_over', call, why })

  const stateOf = new Map(calls.map((call) => [call.ticket, call.state]))
  let waiting = queue.waiting.filter(({ call }) => {
    // A ticket that left the list may still be called: in a rush more are called than shown.
    const isGone = (stateOf.get(call.ticket) ?? 'called') !== 'called'
    if (isGone) passOver(call, 'not_called')
    return !isGone && isOn
  })
  for (const call of fresh) {
    const age = Math.max(0, now - call.at)
    if (call.state !== 'called') passOver(call, 'not_called')
    else if (age > TOO_OLD_MS) passOver(call, 'too_old')
    else {
      const earlier = waiting.find((other) => other.call.ticket === call.ticket)
      if (earlier !== undefined) passOver(earlier.call, 'newer')
      const entry: WaitingCall = { call, until: steady + TOO_OLD_MS - age }
      // The newer call takes the place of the earlier one: asking again must not send a person to the end.
      waiting =
        earlier === undefined ? [...waiting, entry] : waiting.map((other) => (other === earlier ? entry : other))
    }
  }
  return speakNext({ ...queue, isListening: true, heard: remembered(queue.heard, calls), waiting }, steady, effects)
}

function speakNext(queue: CallQueue, steady: number, before: readonly QueueEffect[]): QueueStep {
  if (queue.speaking !== null) return { queue, effects: before }
  const effects = [...before]
  for (const { call, until } of queue.waiting)
    if (until < steady) effects.push({ do: 'pass_over', call, why: 'too_old' })
  const inTime = queue.waiting.filter(({ until }) => until >= steady)
  const isLong = inTime.length > LONG_QUEUE
  const next = (isLong ? inTime.find(({ call }) => call.calls === 1) : undefined) ?? inTime[0]
  if (next === undefined) return { queue: { ...queue, waiting: [] }, effects }
  effects.push({ do: 'speak', call: next.call })
  return { queue: { ...queue, waiting: inTime.filter((other) => other !== next), speaking: next.call }, effects }
}

/**
 * Whether a call was not heard here yet. The count of calls begins anew when a ticket is passed on or comes back, so
 * counter and time count too: it is better to say one twice than to call nobody.
 */
function isNewCall(call: ShownCall, heard: Heard | undefined): boolean {
  if (heard === undefined || call.counter.code !== heard.counter) return true
  return call.calls > heard.calls || call.at - heard.at >= SAME_CALL_MS
}

function remembered(heard: ReadonlyMap<string, Heard>, calls: readonly ShownCall[]): ReadonlyMap<string, Heard> {
  const all = new Map(heard)
  for (const { ticket, counter, calls: count, at } of calls.toReversed()) {
    // Last in the map is heard last: the oldest are forgotten first.
    all.delete(ticket)
    all.set(ticket, { counter: counter.code, calls: count, at })
  }
  return new Map([...all].slice(-REMEMBERED))
}
