import { personalDataExported, stationStream } from '../../core/events/system'
import { visitorChanged, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { NewRow } from '../../db/people/store'
import type { FairFolder } from '../folder/fair-folder'
import { contextOf } from './context'

/** What a desk corrects; what is left out stays. */
export interface PersonChange {
  readonly visitor: string
  readonly name?: string | undefined
  readonly phone?: string | null | undefined
  readonly email?: string | null | undefined
  readonly institution?: string | null | undefined
  readonly category?: string | undefined
  readonly status?: VisitorFacts['status'] | undefined
}

export type ChangeError = 'unknown_visitor' | 'unknown_category' | 'erased' | 'cannot_open'

/**
 * Corrects what is known of a person: the sealed rows first, then one event with the whole of the facts. The event is
 * written also when only a name changed: who corrected it and when is worth knowing, and what it was is nobody's business.
 */
export function changePerson(
  folder: FairFolder,
  fair: Fair,
  change: PersonChange,
  actor: string,
): Result<null, ChangeError> {
  const { visitor } = change
  if (folder.desk.facts(visitor) === null) return err('unknown_visitor')
  if (change.category !== undefined && fair.category(change.category) === null) return err('unknown_category')
  const rows = changedRows(folder, change)
  if (!rows.ok) return rows
  if (rows.value.length > 0 && folder.people.put(rows.value).includes('erased')) return err('erased')
  return folder.log.transact((append) => {
    // Read again under the write lock: what another desk changed meanwhile stays changed.
    const facts = folder.desk.facts(visitor)
    if (facts === null) return err('unknown_visitor')
    const ctx = contextOf(folder, actor)
    const next: VisitorFacts = {
      ...facts,
      category: change.category ?? facts.category,
      institution: change.institution === undefined ? facts.institution : change.institution,
      status: change.status ?? facts.status,
    }
    append(visitorChanged.make(visitorStream(visitor), next, ctx))
    return ok(null)
  })
}

/** The sealed rows that a change touches, whole; a group that this station cannot open is not overwritten blindly. */
function changedRows(folder: FairFolder, change: PersonChange): Result<NewRow[], ChangeError> {
  const { visitor, name, phone, email } = change
  const rows: NewRow[] = []
  const reachChanges = phone !== undefined || email !== undefined
  if (name !== undefined || reachChanges) {
    const greet = folder.people.read(visitor, 'greet')
    if (!greet.ok && greet.code !== 'absent') return err(greet.code === 'erased' ? 'erased' : 'cannot_open')
    const before = greet.ok ? greet.value : { name: '' }
    // What somebody is greeted by belonged to the old name.
    const isRenamed = name !== undefined && name !== before.name
    const fields = isRenamed ? { name } : before
    rows.push({ visitor, group: 'greet', fields, lookup: lookupOf(phone, email) })
  }
  if (reachChanges) {
    const contact = folder.people.read(visitor, 'contact')
    if (!contact.ok && contact.code !== 'absent') return err(contact.code === 'erased' ? 'erased' : 'cannot_open')
    const before = contact.ok ? contact.value : {}
    const fields = {
      ...before,
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
    }
    rows.push({ visitor, group: 'contact', fields })
  }
  return ok(rows)
}

const lookupOf = (phone: string | null | undefined, email: string | null | undefined) => ({
  ...(phone === undefined ? {} : { phone }),
  ...(email === undefined ? {} : { email }),
})

/**
 * Opens the sealed contact of one person for somebody who says why. Who, whom and when are in the log before anything is
 * shown; the typed reason is a note of the people store.
 */
export function revealContact(
  folder: FairFolder,
  visitor: string,
  reason: string,
  actor: string,
): Result<{ phone: string | null; email: string | null; code: string | null }, 'unknown_visitor' | 'cannot_open'> {
  if (folder.desk.facts(visitor) === null) return err('unknown_visitor')
  const contact = folder.people.read(visitor, 'contact')
  if (!contact.ok) return err('cannot_open')
  const note = folder.ports.newId()
  folder.people.put([{ visitor: note, group: 'note', fields: { text: reason } }])
  const ctx = contextOf(folder, actor)
  folder.log.transact((append) =>
    append(
      personalDataExported.make(
        stationStream(folder.log.station),
        { what: `contact:${visitor}`, reasonNote: note },
        ctx,
      ),
    ),
  )
  const { phone, email, code } = contact.value
  return ok({ phone: phone ?? null, email: email ?? null, code: code ?? null })
}
