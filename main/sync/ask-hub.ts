import type {
  CallAnswer,
  CallCommand,
  NumberAnswer,
  NumberCommand,
  PlaceAnswer,
  PlaceCommand,
} from '../../core/hub/claims'
import type { HubError, HubResult } from '../../core/hub/errors'
import type { Hub } from '../../core/hub/port'
import type { HubEvent } from '../../core/hub/wire'
import { err } from '../../core/result/result'
import type { AskFrom, SyncEngine } from './engine'

/**
 * How long somebody waits for the hub's word before the station decides by what it knows, ms. A hub in the same hall
 * answers within a tenth of that, also while several counters call and an outbox goes out first; after it an operator
 * presses again and a visitor doubts the screen.
 */
export const PATIENCE_MS = 1_500
/**
 * … and while the last try failed: time enough for a hub that is back, and nobody waits at every press for a cable that
 * was pulled.
 */
const IMPATIENCE_MS = 300
/** Pause before a command whose answer was lost is repeated, ms: an address that refuses is not asked in a busy loop. */
const AGAIN_MS = 100

type Without<T> = T extends unknown ? Omit<T, 'after' | 'log'> : never

/** What a station asks of its hub when somebody waits. An error that is not `refused`: decide by what is known here. */
export interface AskHub {
  call(counter: string, command: Without<CallCommand>): Promise<HubResult<CallAnswer>>
  number(service: string, command: Without<NumberCommand>): Promise<HubResult<NumberAnswer>>
  places(list: string, command: Without<PlaceCommand>): Promise<HubResult<PlaceAnswer>>
}

/** After these the command may have been done and its answer lost: it is repeated while there is time. */
const MAY_BE_DONE: ReadonlySet<HubError> = new Set(['offline', 'aborted', 'internal', 'unavailable'])

/**
 * Asks through the engine, so that what was written here is out before. In bounded time: then the answer is `offline`,
 * and what the hub decided all the same comes with the page.
 */
export function askHub(
  engine: SyncEngine,
  hub: Hub,
  wait: (ms: number) => Promise<void> = (ms) => new Promise((done) => setTimeout(done, ms)),
): AskHub {
  const isDown = () => {
    const { machine, silentSince } = engine.facts
    const { link } = machine
    // Before the first greeting nothing has failed yet; after an answer that did not come the link is up by its word only.
    return link.is === 'over' || (link.is === 'ungreeted' && link.failures > 0) || silentSince !== null
  }
  const ask = async <T extends { readonly event: HubEvent }>(
    command: string,
    send: (from: AskFrom) => Promise<HubResult<T>>,
  ): Promise<HubResult<T>> => {
    let isOver = false
    const wasDown = isDown()
    const tooLate = wait(wasDown ? IMPATIENCE_MS : PATIENCE_MS).then((): HubResult<T> => {
      isOver = true
      return err('offline', { cause: 'too_slow' })
    })
    const asked = async (): Promise<HubResult<T>> => {
      for (;;) {
        const answer = await engine.claim(command, send)
        if (answer.ok || isOver || wasDown || !MAY_BE_DONE.has(answer.code)) return answer
        await wait(AGAIN_MS)
        if (isOver) return answer
      }
    }
    const answer = await Promise.race([asked(), tooLate])
    if (isOver) engine.giveUp(command)
    return answer
  }
  return {
    call: (counter, command) => ask(command.command, (from) => hub.call(counter, { ...command, ...from })),
    number: (service, command) => ask(command.command, (from) => hub.number(service, { ...command, ...from })),
    places: (list, command) => ask(command.command, (from) => hub.places(list, { ...command, ...from })),
  }
}
