import { ScanDirection } from '../../core/events/checkin'
import { findNamed, listForGate } from '../../core/setup/fair'
import { isoWithOffset, readTime } from '../../core/time/zone'
import { exportFair, importFair, problemDetail, readFairFile, startOn } from '../commands/fair-file'
import { withLogo } from '../commands/picture'
import { recordScan } from '../commands/scan'
import { stats } from '../commands/stats'
import { writeWhole } from '../commands/whole-file'
import { rebuildFolder, verifyFolder } from '../folder/fair-folder'
import type { Command } from './command'
import { readText } from './files'
import { KEYS_COMMANDS } from './keys-commands'
import { ONLINE_COMMANDS } from './online-commands'
import { QUEUE_COMMANDS } from './queue-commands'
import { CODE_COMMANDS } from './code-commands'
import { COUNTER_COMMANDS } from './counter-commands'
import { EXPORT_COMMANDS } from './export-commands'
import { REPORT_COMMANDS } from './report-command'
import { IMPORT_ROSTER_COMMAND } from './roster-command'
import { ERASE_COMMAND } from './erase-command'
import { BADGE_COMMAND } from './badge-command'
import { SYNC_COMMANDS } from './sync-commands'
import { SIMULATE_COMMAND } from './simulate-command'
import { NeedsElectron } from './world'
import { done, refused } from './outcome'

/** Every headless command there is, in the order of the help. */
export const COMMANDS: readonly Command[] = [
  {
    name: 'fair import',
    takes: ['<file.json>'],
    options: ['start'],
    run: async (world, [path = '']) => {
      const read = readFairFile(readText(path))
      if (!read.ok)
        return refused(read.code, { file: path, ...problemDetail(read.problems) }, { problems: read.problems })
      const start = world.options.start
      const file = start === undefined ? read.file : startOn(read.file, start, world.ports.wall())
      if (file === null) return refused('bad_start', { start: start ?? '' })
      const imported = await importFair(world.dir, file, world.ports, world.means, { logo: read.logo })
      // Plain Node has no keychain to offer: Electron is asked before the answer is no.
      if (!imported.ok && imported.code === 'keychain_unavailable' && world.means.safeStorage === undefined)
        throw new NeedsElectron()
      return imported.ok ? done(imported.value) : refused(imported.code, { folder: world.dir, ...imported.detail })
    },
  },
  {
    name: 'fair export',
    takes: ['<file.json>'],
    options: [],
    run: (world, [path = '']) =>
      world.withFolder((folder) => {
        const fair = exportFair(folder)
        if (fair === null) return refused('no_fair', { folder: world.dir })
        writeWhole(path, (put) => put(`${JSON.stringify(withLogo(folder, fair), null, 2)}\n`))
        return done({ file: path })
      }),
  },
  IMPORT_ROSTER_COMMAND,
  {
    name: 'scan',
    takes: ['<code>'],
    options: ['list', 'direction', 'at', 'gate'],
    run: (world, [code = '']) =>
      world.withFolder((folder) => {
        const fair = folder.checkin.fair()
        if (fair === null) return refused('no_fair', { folder: world.dir })
        const { timeZone } = fair.setup
        const { list: called, direction: way = 'entry', at, gate: gateCalled } = world.options
        const list = called === undefined ? null : findNamed(fair.lists, called)
        if (called !== undefined && list === null)
          return refused('unknown_list', { list: called, known: fair.lists.map((row) => row.code).join(', ') })
        const gate = gateCalled === undefined ? null : findNamed(fair.setup.gates, gateCalled)
        if (gateCalled !== undefined && gate === null) return refused('unknown_gate', { gate: gateCalled })
        const direction = ScanDirection.safeParse(way)
        if (!direction.success) return refused('bad_direction', { direction: way })
        const typedAt = at === undefined ? null : readTime(at, timeZone)
        if (at !== undefined && typedAt === null) return refused('bad_time', { at })
        const scanned = recordScan(
          folder,
          {
            scanId: folder.ports.newId(),
            text: code.slice(0, 5_000),
            length: code.length,
            via: typedAt === null ? 'command' : 'paper',
            gate: gate?.code ?? null,
            direction: direction.data,
            typedAt,
          },
          (now, moment) => (list === null ? listForGate(now, gate?.code ?? null, moment) : now.list(list.code)),
        )
        if (scanned === 'no_fair' || scanned === 'no_list') return refused(scanned, { folder: world.dir })
        const { answer, visitor } = scanned
        const reply = {
          outcome: answer.outcome,
          reason: answer.reason,
          visitor,
          scanId: answer.scanId,
          ...(answer.seen === null
            ? {}
            : { seenAt: isoWithOffset(answer.seen.at, timeZone), seenGate: answer.seen.gate?.[world.locale] ?? null }),
        }
        return answer.outcome === 'admitted'
          ? done(reply)
          : refused(`scan.${answer.reason ?? answer.outcome}`, {}, reply)
      }),
  },
  ...QUEUE_COMMANDS,
  ...COUNTER_COMMANDS,
  ...CODE_COMMANDS,
  ...REPORT_COMMANDS,
  SIMULATE_COMMAND,
  BADGE_COMMAND,
  ...ONLINE_COMMANDS,
  ...SYNC_COMMANDS,
  ...KEYS_COMMANDS,
  ERASE_COMMAND,
  {
    name: 'stats',
    takes: [],
    options: [],
    run: (world) =>
      world.withFolder((folder) => {
        const figures = stats(folder)
        return figures === null ? refused('no_fair', { folder: world.dir }) : done(figures)
      }),
  },
  ...EXPORT_COMMANDS,
  {
    name: 'verify',
    takes: [],
    options: [],
    run: (world) => {
      if (!world.holdsFair()) return refused('no_fair', { folder: world.dir })
      world.endAbandonedImports()
      const found = verifyFolder(world.dir, (did, total) => world.progress('progress.verify', { done: did, total }))
      const answer = { ok: found.problems.length === 0, ...found }
      return answer.ok
        ? done(answer)
        : refused('log_damaged', { count: found.problems.length, first: JSON.stringify(found.problems[0]) }, answer)
    },
  },
  {
    name: 'rebuild',
    takes: [],
    options: [],
    run: (world) => {
      if (!world.holdsFair()) return refused('no_fair', { folder: world.dir })
      world.endAbandonedImports()
      return done({
        events: rebuildFolder(world.dir, (did, total) => world.progress('progress.rebuild', { done: did, total })),
      })
    },
  },
]
