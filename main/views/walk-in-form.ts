import { badgeFor } from '../../core/badges/badge'
import type { GateDirection } from '../../core/contract/app'
import type { WalkInForm } from '../../core/contract/walk-in-form'
import { windowAt, type Fair, type FairList } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'

/**
 * What somebody without registration is asked at a gate; null: nobody registers there now. Only those are asked whom the
 * list could let in: a minute of typing must not end at a door that was never theirs, or not open yet.
 */
export function walkInForm(
  folder: Pick<FairFolder, 'settings' | 'ports'>,
  fair: Fair,
  direction: GateDirection,
  list: FairList | null,
): WalkInForm | null {
  const { setup } = fair
  if (setup.walkIn === null || direction === 'exit' || list === null) return null
  if (windowAt(list, folder.ports.wall()).open !== 'now') return null
  const categories = setup.walkIn.categories.flatMap((code) => {
    const known = list.admits === null || list.admits.has(code) ? fair.category(code) : null
    return known === null ? [] : [{ code, name: known.name, color: known.color }]
  })
  if (categories.length === 0) return null
  const prints =
    (folder.settings.get('badgePrinter')?.kind ?? 'none') !== 'none' && folder.settings.get('badgeWhen') !== 'never'
  return {
    categories,
    fields: setup.walkIn.fields,
    purposes: setup.purposes,
    hasBadge: prints && categories.some(({ code }) => badgeFor(setup, code) !== null),
  }
}

/** What is asked at a desk: all of the fair's categories, whatever list is open; null: the fair registers nobody. */
export function deskWalkInForm(fair: Fair): WalkInForm | null {
  const { setup } = fair
  if (setup.walkIn === null) return null
  const categories = setup.walkIn.categories.flatMap((code) => {
    const known = fair.category(code)
    return known === null ? [] : [{ code, name: known.name, color: known.color }]
  })
  return {
    categories,
    fields: setup.walkIn.fields,
    purposes: setup.purposes,
    hasBadge: categories.some(({ code }) => badgeFor(setup, code) !== null),
  }
}
