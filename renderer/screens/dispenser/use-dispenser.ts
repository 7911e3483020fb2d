import { useRef } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { TicketClass } from '../../../core/events/queue'
import { call } from '../../api/call'
import { useMachine } from '../../parts/use-machine'
import { play } from '../../sound/sounds'
import {
  dispenserStep,
  isPassing,
  issueOf,
  nextTick,
  START,
  type DispenserEvent,
  type DispenserState,
  type Outcome,
  type Request,
} from './dispenser-machine'
import { useHandScanner } from './use-hand-scanner'

const MACHINE = { start: START, step: dispenserStep, nextTick }

/** A request that main could not take just now is sent again, with the same id, before anybody is told. */
const RETRY_MS = 400
const TRIES = 3

/** The dispenser's model: what is pressed and scanned goes to main, and the answers are shown. */
export function useDispenser(ownLocale: Locale) {
  const { state, send, latest } = useMachine<DispenserState, DispenserEvent>(MACHINE)

  // Set by the press itself: a second one may come before the first is drawn.
  const isUnderWay = useRef(false)
  const ask = async (request: Request) => {
    if (isUnderWay.current || latest.current.asked !== null) return
    isUnderWay.current = true
    send({ type: 'asked', request })
    const outcome = await record(request, latest.current.chosen ?? ownLocale)
    isUnderWay.current = false
    send({ type: 'answered', request, outcome })
    play(outcome.ok ? 'go' : 'attention')
  }

  useHandScanner({
    onNew: (scan) => {
      const { screen } = latest.current
      if (screen.at === 'staff' || screen.at === 'panel') return
      void identify(scan.text, scan.length).then(send)
    },
    onStray: () => {
      const { screen, asked, notice } = latest.current
      // A number on the screen stays: its slip is being taken.
      if (asked !== null || (screen.at !== 'agencies' && screen.at !== 'services')) return
      if (notice === null) play('attention')
      send({ type: 'told', notice: { is: 'part-of-a-code' } })
    },
  })

  return {
    state,
    send,
    take: (service: string, of: TicketClass) =>
      void ask(issueOf(latest.current, service, of, () => crypto.randomUUID())),
    checkIn: (ticket: string) => void ask({ is: 'check-in', ticket }),
    retry: () => {
      const { screen } = latest.current
      if (screen.at === 'refused') void ask(screen.request)
    },
  }
}

/** Sends a request until it is on the disk or cannot be; always with the same id, so that it is one ticket. */
async function record(request: Request, locale: Locale): Promise<Outcome> {
  for (let tries = 1; ; tries += 1) {
    const answer =
      request.is === 'issue'
        ? await call('dispenser.issue', {
            requestId: request.requestId,
            service: request.service,
            class: request.class,
            visitor: request.visitor,
            locale,
          })
        : await call('dispenser.checkIn', { ticket: request.ticket, locale })
    if (answer.ok) return { ok: true, ticket: answer.value }
    if (!isPassing(answer.code) || tries >= TRIES) return { ok: false, code: answer.code, detail: answer.detail }
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS))
  }
}

/** Whose code that is, as an event: nobody is held up by a code that we do not know. */
async function identify(text: string, length: number): Promise<DispenserEvent> {
  const answer = await call('dispenser.identify', { text, length })
  if (answer.ok) {
    play('go')
    return { type: 'identified', visitor: answer.value }
  }
  play('attention')
  return { type: 'told', notice: { is: answer.code === 'unknown_code' ? 'unknown-code' : 'unread-code' } }
}
