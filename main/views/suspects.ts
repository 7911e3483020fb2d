import type { Suspect } from '../../core/contract/people'
import type { Fair } from '../../core/setup/fair'
import { suspects } from '../commands/walk-in'
import type { FairFolder } from '../folder/fair-folder'
import type { PeopleSearch } from '../search/people-search'

/** More than anybody reads through at a desk. */
const MOST = 6

/** People who may be this one, registered before: the same phone or e-mail first, then names that are much alike. */
export async function suspectsOf(
  folder: FairFolder,
  fair: Fair,
  search: PeopleSearch | null,
  person: { readonly name: string; readonly institution: string; readonly phone: string; readonly email: string },
): Promise<readonly Suspect[]> {
  const { phone, email } = person
  const byContact = suspects(folder, { phone: phone === '' ? null : phone, email: email === '' ? null : email })
  const name = person.name.trim()
  const similar = name === '' ? null : await search?.similar({ name, institution: person.institution.trim() || null })
  const byName = (similar?.people ?? []).map(({ visitor }) => visitor).filter((id) => !byContact.includes(id))
  const suspectOf =
    (why: Suspect['why']) =>
    (id: string): Suspect => {
      const facts = folder.desk.facts(id)
      const greet = folder.people.read(id, 'greet')
      return {
        id,
        name: greet.ok ? greet.value.name : null,
        category: facts === null ? null : (fair.category(facts.category)?.name ?? null),
        institution: facts?.institution ?? null,
        why,
      }
    }
  return [...byContact.map(suspectOf('contact')), ...byName.map(suspectOf('name'))].slice(0, MOST)
}
