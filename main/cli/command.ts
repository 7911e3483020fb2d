import type { OptionName } from './arguments'
import type { Outcome } from './outcome'
import type { CommandWorld } from './world'

/** A headless command: the words that name it, how many more it takes, its options, and what it does. */
export interface Command {
  readonly name: string
  /** What follows the name, for the help: `<file.json>`. */
  readonly takes: readonly string[]
  readonly options: readonly OptionName[]
  /** True: it works in a folder that it makes and removes itself, and needs no `--data`. */
  readonly hasOwnFolder?: true
  /** True: only Electron can do it; plain Node hands it over before it asks for anything. */
  readonly needsElectron?: boolean
  readonly run: (world: CommandWorld, words: readonly string[]) => Outcome | Promise<Outcome>
}
