import { isoWithOffset } from '../../core/time/zone'
import { COMMAND_PATIENCE, erasureState, eraseVisitor, type ErasureState } from '../commands/erase'
import type { Command } from './command'
import { done, refused } from './outcome'
import { visitorCalled } from '../codes/recognise'
import { withQueue } from './queue-parts'

/** Forgets a person, or says how far that has come. */
export const ERASE_COMMAND: Command = {
  name: 'erase',
  takes: ['<visitor>'],
  options: ['status'],
  run: (world, [called = '']) =>
    withQueue(world, ({ folder, fair }) => {
      const visitor = visitorCalled(folder, called)
      if (visitor === null) return refused('unknown_visitor', { visitor: called })
      const iso = (at: number) => isoWithOffset(at, fair.setup.timeZone)
      const answer = ({ visitors, at, hub, stations }: ErasureState) => ({
        visitors,
        erasedAt: iso(at),
        hub: hub === 'none' ? null : hub,
        stations: stations.filter(({ confirmedAt }) => confirmedAt !== null).map(({ station }) => station),
        missing: stations.filter(({ confirmedAt }) => confirmedAt === null).map(({ station }) => station),
        // Pendopo keeps none beside the folder; whoever copied it, or a hub's backup file, still has the sealed rows.
        backups: [],
      })
      if (world.options.status === true) {
        const state = erasureState(folder, visitor)
        return state === null ? refused('not_erased', { visitor: called }) : done(answer(state))
      }
      const erased = eraseVisitor(folder, visitor, { actor: null, patience: COMMAND_PATIENCE })
      return erased.ok ? done(answer(erased.value)) : refused(erased.code, { visitor: called })
    }),
}
