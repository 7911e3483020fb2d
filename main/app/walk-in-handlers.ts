import { cleanScan } from '../../core/codes/clean'
import type { AnswerOf } from '../../core/contract/channels'
import type { ScanAnswer } from '../../core/contract/gate'
import { listForGate } from '../../core/setup/fair'
import { ok } from '../../core/result/result'
import type { BadgePrinting } from '../badges/badge-printing'
import { registerWalkIn } from '../commands/walk-in'
import type { Handlers } from '../ipc/register'
import { afterPlaces, askPlaces } from '../sync/ask-places'
import { placed, type QueueStation } from './queue-station'
import { gateOf } from './station'

export type WalkInCalls = 'walkIn.register' | 'walkIn.badge'

/** What the calls of walk-ins ask of the station. */
export interface WalkInStation extends QueueStation {
  /** Prints the badges of this installation; null until the folder is open. */
  readonly badges: BadgePrinting | null
}

/** Registering at the gate, by the visitor alone. */
export function walkInHandlers(station: WalkInStation): Pick<Handlers, WalkInCalls> {
  return {
    'walkIn.register': ({ requestId, answers, locale }, sender) => {
      const at = placed(station, sender, 'gate')
      if (!at.ok) return at
      const { folder, fair, place } = at.value
      // A way out registers nobody.
      if (place.direction === 'exit') return { ok: false, code: 'no_walk_in' }
      const gate = gateOf(fair, place)?.code ?? null
      const list = listOfPlace(fair, place, gate, folder.ports.wall())
      return afterPlaces(askPlaces(folder, station.sync?.ask ?? null, list), (): AnswerOf<'walkIn.register'> => {
        const done = registerWalkIn(folder, {
          requestId,
          answers,
          gate,
          admitTo: (now, moment) => listOfPlace(now, place, gate, moment),
        })
        if (!done.ok) return done
        const { visitor, scan, code, credential } = done.value
        // The gate always asks to be let in, so a registration without a scan is another's: no one here may see it.
        if (scan === null) return { ok: false, code: 'not_allowed' }
        const { badges } = station
        const category = visitor === null ? null : (folder.checkin.visitor(visitor)?.category ?? null)
        if (badges !== null && visitor !== null && category !== null && badges.comesOut('walk_in', category)) {
          const badge = code === null ? null : { text: code, credential }
          badges.first({ id: requestId, visitor, gate, locale, code: badge })
        }
        return ok({ scan, code, badge: badges?.state(requestId) ?? 'none' })
      })
    },
    'walkIn.badge': ({ requestId }, sender) => {
      const at = placed(station, sender, 'gate')
      return at.ok ? ok(station.badges?.state(requestId) ?? 'none') : at
    },
  }
}

/** The list a gate serves: the one that staff chose, else the one the schedule says. */
function listOfPlace(
  fair: Parameters<typeof listForGate>[0],
  place: { readonly list?: string | undefined },
  gate: string | null,
  now: number,
) {
  return (place.list === undefined ? null : fair.list(place.list)) ?? listForGate(fair, gate, now)
}

/**
 * The first badge of somebody of the roster who was just let in, where the station prints them. The code that they
 * showed stands on it; who is known by no name here gets none, since a label without a name helps nobody.
 */
export function badgeAfterScan(
  { badges, folder, locale }: WalkInStation,
  { answer, visitor }: { readonly answer: ScanAnswer; readonly visitor: string | null },
  shown: { readonly text: string; readonly gate: string | null },
): void {
  const isFirst = answer.outcome === 'admitted' && answer.direction === 'entry' && answer.reason === null
  if (badges === null || folder === null || visitor === null || !isFirst || (answer.visitor?.name ?? null) === null)
    return
  const category = folder.checkin.visitor(visitor)?.category
  if (category === undefined || !badges.comesOut('roster', category)) return
  badges.first({
    id: answer.scanId,
    visitor,
    gate: shown.gate,
    locale,
    code: { text: cleanScan(shown.text), credential: null },
  })
}
