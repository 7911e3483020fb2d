import { useCallback, useEffect, useLayoutEffect, useReducer, useRef, type RefObject } from 'react'

/** Time since the page was opened, ms: a clock that nobody sets back. */
export const sinceOpened = (): number => performance.now()

/** A screen's machine: what comes after an event at a moment, and when it next wants to hear that time passed. */
interface Machine<State, Event> {
  readonly start: State
  readonly step: (before: State, event: Event, at: number) => State
  /** By `sinceOpened`; null: nothing is due. */
  readonly nextTick: (state: State) => number | null
}

/**
 * Runs a machine, and tells it each time that something it waits for is due. `machine` stays the same for the life of
 * the screen. `latest` is the state for whoever comes back from an await.
 */
export function useMachine<State, Event>(
  machine: Machine<State, Event | { readonly type: 'tick' }>,
): { readonly state: State; readonly send: (event: Event) => void; readonly latest: RefObject<State> } {
  type Told = Event | { readonly type: 'tick' }
  const { start, step, nextTick } = machine
  const [state, dispatch] = useReducer(
    (before: State, { event, at }: { event: Told; at: number }) => step(before, event, at),
    start,
  )
  const send = useCallback((event: Told) => dispatch({ event, at: sinceOpened() }), [])
  const latest = useRef(state)
  useLayoutEffect(() => {
    latest.current = state
  }, [state])
  useEffect(() => {
    const due = nextTick(state)
    if (due === null) return undefined
    const timer = window.setTimeout(() => send({ type: 'tick' }), Math.max(0, due - sinceOpened()) + 1)
    return () => window.clearTimeout(timer)
  }, [state, send, nextTick])
  return { state, send, latest }
}
