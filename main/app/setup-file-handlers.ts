import { basename } from 'node:path'
import type { WebContents } from 'electron'
import type { SetupAnswer } from '../../core/contract/setup'
import { differenceOf } from '../../core/setup/difference'
import { withoutNames, type FairFile } from '../../core/setup/schema'
import { chooseFairFile } from '../begin/choose-file'
import { replaceSetup } from '../commands/change-setup'
import { exportFair } from '../commands/fair-file'
import { setLogo } from '../commands/logo'
import { withLogo, type Logo } from '../commands/picture'
import { writeWhole } from '../commands/whole-file'
import type { FairFolder } from '../folder/fair-folder'
import { say } from '../i18n'
import type { Handlers } from '../ipc/register'
import { askFileIn, askPlaceIn } from './ask-place'
import { deskSession, type DeskStation } from './desk-session'
import { SHOW_THE_SETUP } from './setup-handlers'

export type SetupFileCalls = 'app.logo' | 'logo.set' | 'setupFile.save' | 'setupFile.choose' | 'setupFile.import'

/** The fair's logo, and its set-up as a file at the desk. */
export function setupFileHandlers(
  station: DeskStation,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, SetupFileCalls> {
  const { locale } = station
  const askPlace = askPlaceIn(say(locale, 'dialog.fairFile.save'))
  const askFile = askFileIn(say(locale, 'dialog.fairFile'), [
    { name: say(locale, 'dialog.fairFiles'), extensions: ['json'] },
    { name: say(locale, 'dialog.allFiles'), extensions: ['*'] },
  ])
  /** What each desk window chose last. */
  const chosen = new WeakMap<WebContents, { readonly file: FairFile; readonly logo: Logo | null }>()
  const organizer = (sender: WebContents) => deskSession(station, sender, 'organizer')
  const tell = (answer: SetupAnswer): void => {
    if (answer.is === 'done' && answer.changed) for (const topic of SHOW_THE_SETUP) station.changed(topic)
  }
  return {
    'app.logo': ({ sha256 }) => ({
      ok: true,
      value: station.folder?.pictures.png(sha256)?.toString('base64') ?? null,
    }),
    'logo.set': ({ png, confirmed }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder, actor } = session.value
      const set = setLogo(folder, png === null ? null : Buffer.from(png, 'base64'), { actor, confirmed })
      if (set.ok) tell(set.value)
      return set
    },
    'setupFile.save': async (_input, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder, fair } = session.value
      const path = await askPlace(sender, fair.setup.code, 'json')
      if (path === null) return { ok: true, value: null }
      const file = exportFair(folder)
      if (file === null) return { ok: false, code: 'no_fair' }
      try {
        writeWhole(path, (put) => put(`${JSON.stringify(withLogo(folder, file), null, 2)}\n`))
      } catch (thrown) {
        report('set-up file', thrown)
        return { ok: false, code: 'print_place' }
      }
      return { ok: true, value: { file: basename(path) } }
    },
    'setupFile.choose': async (_input, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder } = session.value
      chosen.delete(sender)
      const path = await askFile(sender)
      if (path === null) return { ok: true, value: null }
      const { choice, fair: file, logo } = chooseFairFile(path)
      if (choice.is === 'refused' || file === null) return { ok: true, value: choice.is === 'refused' ? choice : null }
      const now = folder.checkin.fair()?.setup
      if (now === undefined) return { ok: false, code: 'no_fair' }
      if (now.code !== file.code || now.demo !== file.demo)
        return { ok: true, value: { is: 'other_fair', file: basename(path), code: file.code, name: file.name } }
      chosen.set(sender, { file, logo })
      const difference = differenceOf(now, withoutNames(file).setup)
      return { ok: true, value: { is: 'change', file: basename(path), difference, names: otherNames(folder, file) } }
    },
    'setupFile.import': ({ confirmed }, sender) => {
      const session = organizer(sender)
      if (!session.ok) return session
      const { folder, actor } = session.value
      const from = chosen.get(sender)
      if (from === undefined) return { ok: false, code: 'begin_no_file' }
      const replaced = replaceSetup(folder, from.file, { actor, confirmed, logo: from.logo })
      if (replaced.ok) {
        tell(replaced.value)
        if (replaced.value.is === 'done') chosen.delete(sender)
      }
      return replaced
    },
  }
}

/** How many of the file's staff are new here or go by another name. */
function otherNames(folder: FairFolder, file: FairFile): number {
  const here = new Map(exportFair(folder)?.staff.map(({ code, name }) => [code, name]))
  return file.staff.filter(({ code, name }) => here.get(code) !== name).length
}
