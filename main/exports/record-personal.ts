import type { PersonalColumn } from '../../core/contract/exports'
import { personalDataExported, stationStream } from '../../core/events/system'
import { contextOf } from '../commands/context'
import type { FairFolder } from '../folder/fair-folder'

/** The typed reason is a note of the people store; the event says only that there is one. */
export function recordPersonal(
  folder: FairFolder,
  what: string,
  { reason, columns, actor }: { reason: string; columns?: readonly PersonalColumn[]; actor?: string | null },
): void {
  const note = folder.ports.newId()
  folder.people.put([{ visitor: note, group: 'note', fields: { text: reason } }])
  const body = { what, reasonNote: note, ...(columns === undefined ? {} : { columns: [...columns] }) }
  folder.log.transact((append) =>
    append(personalDataExported.make(stationStream(folder.log.station), body, contextOf(folder, actor))),
  )
}
