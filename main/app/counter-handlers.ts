import type { WebContents } from 'electron'
import { labelOf } from '../../core/commands/queue/checks'
import type { OperatorCommand } from '../../core/commands/queue/command'
import type { AnswerOf } from '../../core/contract/channels'
import type { CounterAct, CounterDone, CounterView } from '../../core/contract/counter'
import type { Ticket } from '../../core/queue/ticket'
import { actAtCounter, numberAtCounter } from '../commands/queue/act'
import { callAtCounter, isCall } from '../commands/queue/ask-call'
import { numberByHub } from '../commands/queue/ask-number'
import type { Committed } from '../commands/queue/commit'
import { signIn } from '../commands/staff'
import type { FairFolder } from '../folder/fair-folder'
import type { Handlers } from '../ipc/register'
import type { AskHub } from '../sync/ask-hub'
import { counterView } from '../views/counter-view'
import { ALONE, counterName } from '../views/parts'
import { placed, type Placed, type QueueStation } from './queue-station'
import { stationNotices } from './station'
import { WindowSessions } from './window-sessions'

export type CounterCalls = 'counter.view' | 'counter.signIn' | 'counter.signOut' | 'counter.act'

/** An operator who has done nothing for so long has left the counter. */
const SESSION_MS = 4 * 3_600_000

/** The calls of a counter's window. Looking needs nobody signed in; every act is somebody's. */
export function counterHandlers(station: QueueStation): Pick<Handlers, CounterCalls> {
  const sessions = new WindowSessions(SESSION_MS, () => station.folder?.ports.uptime() ?? 0)

  const viewOf = (
    { folder, fair, place }: Placed<'counter'>,
    counter: string,
    sender: WebContents,
  ): CounterView | null =>
    place.counters.includes(counter)
      ? counterView(folder, fair, {
          counter,
          counters: place.counters,
          signedIn: sessions.at(sender),
          locale: station.locale,
          notices: stationNotices(folder, station.logDamaged),
          link: station.sync?.link() ?? ALONE,
        })
      : null

  return {
    'counter.view': ({ counter }, sender) => {
      const at = placed(station, sender, 'counter')
      if (!at.ok) return at
      const view = viewOf(at.value, counter, sender)
      return view === null ? { ok: false, code: 'unknown_counter' } : { ok: true, value: view }
    },
    'counter.signIn': async ({ counter, staff, pin }, sender) => {
      const at = placed(station, sender, 'counter')
      if (!at.ok) return at
      if (!at.value.place.counters.includes(counter)) return { ok: false, code: 'unknown_counter' }
      const signedIn = await signIn(at.value.folder, staff, pin, 'counter')
      if (!signedIn.ok) return signedIn
      sessions.begin(sender, staff)
      station.changed('queue')
      const view = viewOf(at.value, counter, sender)
      return view === null ? { ok: false, code: 'unknown_counter' } : { ok: true, value: view }
    },
    'counter.signOut': (_input, sender) => {
      const at = placed(station, sender, 'counter')
      if (!at.ok) return at
      sessions.end(sender)
      station.changed('queue')
      return { ok: true, value: null }
    },
    'counter.act': ({ counter, requestId, act }, sender) => {
      const at = placed(station, sender, 'counter')
      if (!at.ok) return at
      const { folder, place } = at.value
      if (!place.counters.includes(counter)) return { ok: false, code: 'unknown_counter' }
      const operator = sessions.use(sender)
      if (operator === null) return { ok: false, code: 'not_signed_in' }
      const printing = station.slips !== null && station.slips.state() !== null
      const by = { requestId, counter, operator }
      const done = (acted: Acted): AnswerOf<'counter.act'> => {
        if (!acted.ok) return acted
        const { ticket, isRepeated } = acted.value
        if (act.do === 'issue' && printing && ticket !== null && !isRepeated)
          station.slips?.print(ticket, station.locale)
        station.changed('queue')
        const view = viewOf(at.value, counter, sender)
        return view === null
          ? { ok: false, code: 'unknown_counter' }
          : { ok: true, value: doneAt(at.value, acted.value, view) }
      }
      const asked = askedOfHub(folder, station.sync?.ask ?? null, by, act, printing)
      return asked === null ? done(actAtCounter(folder, by, act, printing)) : (async () => done(await asked))()
    },
  }
}

type Acted = ReturnType<typeof actAtCounter>

/** What the hub decides for all counters and machines; null: this act is the counter's own, or there is no hub. */
function askedOfHub(
  folder: FairFolder,
  hub: AskHub | null,
  by: OperatorCommand,
  act: CounterAct,
  printing: boolean,
): Promise<Acted> | null {
  if (hub === null) return null
  if (isCall(act)) return callAtCounter(folder, hub, by, act)
  return act.do === 'issue' ? numberByHub(folder, hub, numberAtCounter(by, act, printing)) : null
}

function doneAt(
  { folder, fair }: Placed<'counter'>,
  { ticket, passedOver }: Committed,
  view: CounterView,
): CounterDone {
  const reads = folder.queue.reads(fair)
  const touched = ticket === null ? null : reads.ticket(ticket)
  const where = passedOver === null ? null : standsAt(passedOver, (visitor) => reads.liveOf(visitor))
  return {
    view,
    label: touched === null ? null : labelOf(touched),
    passedOver:
      passedOver === null || where === null ? null : { label: labelOf(passedOver), counter: counterName(fair, where) },
  }
}

/** The counter where the visitor of a passed-over ticket stands just now. */
function standsAt(ticket: Ticket, liveOf: (visitor: string) => readonly Ticket[]): string | null {
  if (ticket.visitor === null) return null
  const other = liveOf(ticket.visitor).find(({ state }) => state === 'CALLED' || state === 'SERVING')
  return other?.counter ?? null
}
