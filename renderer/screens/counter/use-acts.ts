import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { AnswerOf } from '../../../core/contract/channels'
import type { Detail } from '../../../core/result/result'
import { call, type FailureCode } from '../../api/call'
import { viewKey } from '../../api/views'
import { useWords } from '../../i18n/words'
import { doneMessage, lostMessage, lostTicket, type Message } from './message'
import { mayPress, NO_PRESS } from './press-guard'
import { refusalOf } from './refusal'

/** What became of a press: done, refused with a code, or (`ignored`) taken for the second half of another one. */
export type Outcome = 'done' | 'ignored' | FailureCode
type Act = (act: CounterAct, label: string | null) => Promise<Outcome>

/** An act that main could not take just now is sent again, under the same id, before anybody is told. */
const RETRY_MS = 300
const TRIES = 3
/** How long a good message stays, ms. */
const DONE_MS = 8_000

/** The acts of one counter, one at a time, and what there is to say about them. */
export function useActs(view: CounterView) {
  const words = useWords()
  const client = useQueryClient()
  const counter = view.counter.code
  const presses = useRef(NO_PRESS)
  const [isBusy, setBusy] = useState(false)
  const [message, setMessage] = useState<Message | null>(() =>
    // The program was started again since: told until this counter takes somebody else.
    view.lost === null ? null : lostMessage(view.lost, view.lost, words),
  )
  const known = useRef<string | null>(view.held?.id ?? null)

  const sayRefused = (code: FailureCode, detail: Detail | undefined, label: string | null = null) =>
    setMessage({ tone: 'refused', ...refusalOf(code, detail, { label, counters: view.allCounters }, words) })

  const act: Act = async (wanted, label) => {
    const at = performance.now()
    if (!mayPress(presses.current, at, wanted.do === 'set_line')) return 'ignored'
    presses.current = { isWaiting: true, lastAt: at }
    setBusy(true)
    setMessage(null)
    const key = viewKey('counter.view', { counter })
    const answer = await record(counter, wanted)
    if (answer.ok) {
      known.current = answer.value.view.held?.id ?? null
      // A view asked for before the act must not come after its answer.
      await client.cancelQueries({ queryKey: key })
      client.setQueryData(key, answer.value.view)
      setMessage(doneMessage(wanted.do, answer.value, words))
    } else {
      sayRefused(answer.code, answer.detail, label)
      void client.invalidateQueries({ queryKey: key })
    }
    presses.current = { ...presses.current, isWaiting: false }
    setBusy(false)
    return answer.ok ? 'done' : answer.code
  }

  useLost(view, (before) => {
    const lost = presses.current.isWaiting ? null : lostTicket(before, view, known.current)
    if (lost !== null) setMessage(lostMessage(lost, view.lost, words))
    if (!presses.current.isWaiting) known.current = view.held?.id ?? null
  })
  useEffect(() => {
    if (message === null || message.tone === 'refused') return undefined
    const timer = window.setTimeout(() => setMessage(null), DONE_MS)
    return () => window.clearTimeout(timer)
  }, [message])
  return { act, isBusy, message, say: setMessage, sayRefused, dismiss: () => setMessage(null) }
}

/** Tells when the counter holds something else than before. */
function useLost(view: CounterView, onChange: (before: CounterView['held']) => void): void {
  const before = useRef(view.held)
  const changed = useEffectEvent(onChange)
  useEffect(() => {
    if (before.current?.id !== view.held?.id) changed(before.current)
    before.current = view.held
  }, [view.held])
}

async function record(counter: string, act: CounterAct): Promise<AnswerOf<'counter.act'>> {
  const requestId = crypto.randomUUID()
  for (let tries = 1; ; tries += 1) {
    const answer = await call('counter.act', { counter, requestId, act })
    if (answer.ok || tries >= TRIES || (answer.code !== 'database_busy' && answer.code !== 'internal')) return answer
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}
