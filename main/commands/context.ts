import type { CommandContext } from '../../core/events/envelope'
import type { FairFolder } from '../folder/fair-folder'

/** What an event of this folder is made with, now. `actor`: who acts; null: nobody signed in. */
export const contextOf = ({ ports }: Pick<FairFolder, 'ports'>, actor: string | null = null): CommandContext => ({
  now: ports.wall(),
  newId: ports.newId,
  ...(actor === null ? {} : { actor }),
})
