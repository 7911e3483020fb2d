import type { StationInfo } from '../../core/hub/stations'
import { isoWithOffset } from '../../core/time/zone'
import { COMMAND_PATIENCE, erasureState, eraseVisitor, type ErasurePlace, type ErasureState } from '../commands/erase'
import type { FairFolder } from '../folder/fair-folder'
import { hubOf } from '../sync/station-sync'
import type { Command } from './command'
import { done, refused } from './outcome'
import { visitorOnceCalled } from '../codes/recognise'
import { withQueue } from './queue-parts'
import type { CommandWorld } from './world'

/** Forgets a person, or says how far that has come. */
export const ERASE_COMMAND: Command = {
  name: 'erase',
  takes: ['<visitor>'],
  options: ['status'],
  run: (world, [called = '']) =>
    withQueue(world, async ({ folder, fair }) => {
      const visitor = visitorOnceCalled(folder, called)
      if (visitor === null) return refused('unknown_visitor', { visitor: called })
      const iso = (at: number) => isoWithOffset(at, fair.setup.timeZone)
      if (world.options.status !== true) {
        const erased = eraseVisitor(folder, visitor, { actor: null, patience: COMMAND_PATIENCE })
        if (!erased.ok) return refused(erased.code, { visitor: called })
      }
      if (folder.erasures.erasedAt(visitor) === null) return refused('not_erased', { visitor: called })
      const told = await stationsOf(folder, world)
      const state = erasureState(folder, visitor, told ?? [])
      if (state === null) throw new Error('an erasure that was written is not there')
      return done({ ...answerOf(state, iso), hubAsked: told !== null })
    }),
}

/** What the hub says of all stations: only it knows which are revoked, and which of those wiped; null: it did not answer. */
async function stationsOf(folder: FairFolder, world: CommandWorld): Promise<readonly StationInfo[] | null> {
  const hub = hubOf(folder, world.hub)
  if (hub === null) return null
  try {
    const told = await hub.stations()
    return told.ok ? told.value.stations : null
  } finally {
    hub.close()
  }
}

/** As the command prints it; `iso`: a time with the fair's offset. */
function answerOf({ visitors, at, hub, stations, end }: ErasureState, iso: (at: number) => string) {
  const those = (...words: readonly ErasurePlace['word']['is'][]) =>
    stations.filter(({ word }) => words.includes(word.is))
  const ids = (places: readonly ErasurePlace[]) => places.map(({ station }) => station)
  return {
    visitors,
    erasedAt: iso(at),
    state: end,
    hub: hub === 'none' ? null : hub,
    stations: ids(those('erased', 'wiped')),
    missing: ids(those('waiting')),
    /** Revoked ones that did not erase this person by name; names as `hub stations` has them. */
    revoked: those('wiped', 'told', 'unseen').map(({ station, number, word }) => ({
      station,
      number,
      data: word.is,
      [word.is === 'wiped' ? 'wipedAt' : 'lastSeenAt']: word.at === null ? null : iso(word.at),
    })),
    // Pendopo keeps none beside the folder; whoever copied it, or a hub's backup file, still has the sealed rows.
    backups: [],
  }
}
