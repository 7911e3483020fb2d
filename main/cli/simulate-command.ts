import demoFair from '../../assets/demo/fair.json'
import { LOAD_NAMES } from '../../core/queue/simulation-load'
import { FairFile } from '../../core/setup/schema'
import { simulate } from '../commands/queue/simulate'
import type { Command } from './command'
import { done, refused } from './outcome'

/** Days of a fair as large as asked, made of the demo fair and played on a folder of its own: no data folder is touched. */
export const SIMULATE_COMMAND: Command = {
  name: 'simulate',
  takes: [],
  options: ['days', 'load', 'seed'],
  hasOwnFolder: true,
  run: async (world) => {
    const { days: wanted = '1', load: called = 'normal', seed = '1' } = world.options
    const load = LOAD_NAMES.find((name) => name === called)
    if (load === undefined) return refused('unknown_load', { load: called, known: LOAD_NAMES.join(', ') })
    if (!/^([1-9]|[12]\d|30)$/.test(wanted)) return refused('bad_days', { days: wanted })
    const days = Number(wanted)
    return done(
      await simulate(FairFile.parse(demoFair), { days, load, seed }, (played) =>
        world.progress('progress.simulate', { done: played, total: days }),
      ),
    )
  },
}
