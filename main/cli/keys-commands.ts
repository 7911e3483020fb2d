import { keepFairKeys } from '../folder/fair-folder'
import { isSameFair, keysFromSheet, recoveryLines } from '../keys/recovery'
import type { Command } from './command'
import { readText } from './files'
import { done, refused } from './outcome'

/** Of the recovery sheet, by which a folder gets its fair's keys again. Printing it belongs to the app. */
export const KEYS_COMMANDS: readonly Command[] = [
  {
    name: 'keys restore',
    takes: ['<sheet.txt>'],
    options: [],
    run: async (world, [path = '']) => {
      const read = keysFromSheet(readText(path))
      if (!read.ok) return refused(read.code, read.detail)
      return world.withFolder(async (folder) => {
        // Names of another fair would stay shut, and this one's would be lost: what is held here decides.
        if (!isSameFair(folder.keys, read.value)) return refused('other_fair_keys')
        const had = recoveryLines(folder.keys) !== null
        const kept = await keepFairKeys(folder, world.means, read.value)
        return kept.ok ? done({ restored: !had }) : refused(kept.code, { folder: world.dir, ...kept.detail })
      })
    },
  },
]
