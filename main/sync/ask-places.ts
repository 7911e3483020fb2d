import { limitOf, type FairList } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import type { AskHub } from './ask-hub'

/**
 * Asks the hub for places of a list when this station has none left: somebody stands before it. Whatever comes of it,
 * the scan is then decided by what is leased here. Null: there is nothing to ask.
 */
export function askPlaces(
  folder: FairFolder,
  hub: Pick<AskHub, 'places'> | null,
  list: FairList | null,
): Promise<unknown> | null {
  if (hub === null || list === null || limitOf(list) === null || folder.checkin.leased(list.code).left > 0) return null
  return hub.places(list.code, { want: 'lease', command: folder.ports.newId() })
}

/** Decides at once, or when the hub's word on places has come. */
export const afterPlaces = <T>(asked: Promise<unknown> | null, decide: () => T): T | Promise<T> =>
  asked === null
    ? decide()
    : (async () => {
        await asked
        return decide()
      })()
