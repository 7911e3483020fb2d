import { useCallback, useRef } from 'react'
import { call } from '../../api/call'
import type { Scan } from '../../scanner/scanner'
import { toneOf } from '../../../core/contract/tone'
import { sinceOpened, useMachine } from '../../parts/use-machine'
import { play } from '../../sound/sounds'
import {
  gateStep,
  isAskedAgain,
  nextTick,
  START,
  toneOfShown,
  type GateEvent,
  type GateState,
  type SentScan,
  type Shown,
} from './gate-machine'
import { useScanners } from './use-scanners'
import type { Locale } from '../../../core/contract/app'
import type { AnswerProblem } from '../../../core/people/answers'
import { answersOf, type WalkState } from './walk-in/walk-in-machine'

const MACHINE = { start: START, step: gateStep, nextTick }

/** A scan that main could not take just now is sent again, with the same id, before anybody is told. */
const RETRY_MS = 400
const TRIES = 3
/** A code held before the camera after a failure is tried again, but not at every frame. */
const HELD_RETRY_MS = 2_000

/** The gate's model: scans come in at any time, are sent to main, and their answers shown. */
export function useGate() {
  const { state, send, latest } = useMachine<GateState, GateEvent>(MACHINE)

  const ask = useCallback(
    async (scan: SentScan) => {
      send({ type: 'scanned', scan })
      const shown = await record(scan)
      send({ type: 'answered', shown })
      play(toneOfShown(shown))
    },
    [send],
  )
  const taker = useRef<((scan: Scan) => void) | null>(null)
  const takeScans = useCallback((take: ((scan: Scan) => void) | null) => {
    taker.current = take
  }, [])
  const askNew = (scan: Pick<Scan, 'text' | 'length'>, via: SentScan['via']) =>
    void ask({ scanId: crypto.randomUUID(), text: scan.text, length: scan.length, via, at: Date.now() })

  const scanners = useScanners({
    onNew: (scan) => {
      // While staff work in the panel a code tells them whose it is, and lets nobody in.
      if (latest.current.screen.at === 'panel') taker.current?.(scan)
      else askNew(scan, scan.via)
    },
    onHeld: (text) => {
      const failed = failedScan(latest.current, text)
      if (failed === null) send({ type: 'held', text })
      else if (sinceOpened() >= failed.since + HELD_RETRY_MS) void ask(failed.scan)
    },
    onStray: () => {
      const wasAsked = isAskedAgain(latest.current)
      send({ type: 'stray' })
      // Once for each code: its letters may come one by one.
      if (!wasAsked && isAskedAgain(latest.current)) play('attention')
    },
  })

  const register = useCallback(
    async (walk: WalkState, locale: Locale) => {
      send({ type: 'walk', event: { type: 'sent' } })
      const { requestId } = walk
      const answer = await sendWalkIn(walk, locale)
      if (answer.ok) {
        send({ type: 'registered', requestId, answer: answer.value, at: Date.now() })
        play(toneOf(answer.value.scan.outcome, answer.value.scan.reason))
        return
      }
      const { field, problem } = answer.detail ?? {}
      send({
        type: 'walk',
        event:
          answer.code === 'bad_answer' && typeof field === 'string'
            ? { type: 'bad', field, problem: problem as AnswerProblem }
            : { type: 'failed', failure: answer.code },
      })
    },
    [send],
  )

  return {
    state,
    send,
    ...scanners,
    /** Who gets the scans while the staff panel is open. */
    takeScans,
    submitCode: (code: string) => askNew({ text: code, length: code.length }, 'keypad'),
    /** Registers who filled this in. Pressed again after a failure it is the same request, and one person. */
    submitWalkIn: (walk: WalkState, locale: Locale) => {
      if (!walk.sending) void register(walk, locale)
    },
    retry: () => {
      const { screen } = latest.current
      if (screen.at === 'result' && latest.current.asked === null) void ask(screen.shown.scan)
    },
  }
}

/** Sends a scan to main until it is written or cannot be; always with the same id, so that it is one row. */
async function record(scan: SentScan): Promise<Shown> {
  const { scanId, text, length, via } = scan
  for (let tries = 1; ; tries += 1) {
    const answer = await call('checkin.scan', { scanId, text, length, via })
    if (answer.ok) return { ok: true, scan, answer: answer.value }
    const isPassing = answer.code === 'database_busy' || answer.code === 'internal'
    if (!isPassing || tries >= TRIES) return { ok: false, scan, code: answer.code, detail: answer.detail }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

/** Sends a registration until it is written or cannot be; always with the same id, so that it is one person. */
async function sendWalkIn(walk: WalkState, locale: Locale) {
  for (let tries = 1; ; tries += 1) {
    const answer = await call('walkIn.register', { requestId: walk.requestId, answers: toSend(walk), locale })
    const isPassing = !answer.ok && (answer.code === 'database_busy' || answer.code === 'internal')
    if (!isPassing || tries >= TRIES) return answer
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

function toSend(walk: WalkState) {
  const { questions, consents, ...rest } = answersOf(walk)
  return { ...rest, questions: { ...questions }, consents: [...consents] }
}

/** The scan on the screen, when it is of this text and could not be saved. */
function failedScan({ screen, asked }: GateState, text: string): { scan: SentScan; since: number } | null {
  if (screen.at !== 'result' || screen.shown.ok || asked !== null) return null
  return screen.shown.scan.text === text ? { scan: screen.shown.scan, since: screen.since } : null
}
