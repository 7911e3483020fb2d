import { REPORT_KINDS } from '../../core/contract/reports'
import { logoText } from '../commands/picture'
import { makeReport } from '../reports/make-report'
import { reportFacts } from '../reports/report-facts'
import type { Command } from './command'
import { done, refused } from './outcome'
import { NeedsElectron } from './world'

/** `report attendance`, `report services`: as the desk makes them. Electron lays the pages out, without a display. */
export const REPORT_COMMANDS: readonly Command[] = REPORT_KINDS.map((kind) => ({
  name: `report ${kind}`,
  takes: [],
  options: ['out'],
  needsElectron: true,
  run: (world) => {
    const { options, print, locale } = world
    const { out } = options
    if (out === undefined) return refused('option_missing', { option: '--out' })
    if (print === undefined) throw new NeedsElectron()
    return world.withFolder(async (folder) => {
      const fair = folder.checkin.fair()
      if (fair === null) return refused('no_fair', { folder: world.dir })
      const report = reportFacts(folder, fair, kind, folder.ports.wall())
      return done(await makeReport(report, { locale, logo: logoText(folder), file: out, print }))
    })
  },
}))
