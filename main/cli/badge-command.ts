import { resolve } from 'node:path'
import { BADGE_OCCASIONS, type BadgeOccasion } from '../../core/badges/badge'
import type { BadgePrinter } from '../../core/contract/badge'
import { isFolder } from '../badges/label-printer'
import type { Command } from './command'
import { done, refused } from './outcome'

const isOccasion = (word: string): word is BadgeOccasion => BADGE_OCCASIONS.some((known) => known === word)

/** Sets where this station's labels come out, for who installs it; without an option it says how it stands. */
export const BADGE_COMMAND: Command = {
  name: 'badge printer',
  takes: [],
  options: ['to', 'out', 'printer', 'when'],
  run: (world) =>
    world.withFolder(({ settings }) => {
      const { to, out, printer: name, when } = world.options
      if (when !== undefined && !isOccasion(when))
        return refused('bad_occasion', { when, known: BADGE_OCCASIONS.join(', ') })
      let printer: BadgePrinter | null = null
      if (to === 'none') printer = { kind: 'none' }
      else if (to !== undefined) return refused('bad_printer', { to })
      else if (name !== undefined) printer = { kind: 'os', name }
      else if (out !== undefined) {
        const folder = resolve(out)
        if (!isFolder(folder)) return refused('no_folder', { folder })
        printer = { kind: 'pdf', folder }
      }
      if (printer !== null) settings.set('badgePrinter', printer)
      if (when !== undefined) settings.set('badgeWhen', when)
      return done({
        printer: settings.get('badgePrinter') ?? { kind: 'none' },
        when: settings.get('badgeWhen') ?? 'walk_ins',
      })
    }),
}
