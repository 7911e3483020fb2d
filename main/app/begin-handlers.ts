import type { WebContents } from 'electron'
import { staffSignedIn, staffStream } from '../../core/events/system'
import type { WindowPlace } from '../../core/contract/app'
import type { Protection } from '../../core/contract/begin'
import { err, ok, type Result } from '../../core/result/result'
import { FIRST_ORGANIZER } from '../../core/setup/new-fair'
import type { FairFile } from '../../core/setup/schema'
import { localDate } from '../../core/time/zone'
import { chooseFairFile } from '../begin/choose-file'
import { makeFair, makeNewFair, type MakeFairError } from '../begin/make-fair'
import { sheetOf } from '../begin/recovery-sheet'
import { mayHoldSheet, sheetAsks, type SheetStation } from '../begin/sheet-access'
import { logoText, type Logo } from '../commands/picture'
import { recordPersonal } from '../exports/record-personal'
import { writeWhole } from '../commands/whole-file'
import type { FairFolder, KeyMeans } from '../folder/fair-folder'
import { say } from '../i18n'
import type { Handlers } from '../ipc/register'
import type { ReportWindows } from '../reports/report-window'
import { askFileIn, askPlaceIn } from './ask-place'
import { signIn } from '../commands/staff'
import { deskSession, staffRoleOf } from './desk-session'
import { systemPorts } from './ports'
import { contextOf } from '../commands/context'

export type BeginCalls = Extract<keyof Handlers, `begin.${string}` | `recovery.${string}`>

type Making = (dir: string, means: KeyMeans) => Promise<Result<null, MakeFairError>>

/** What beginning a fair asks of the station. */
export interface BeginStation extends SheetStation {
  /** Does this computer have a keychain that deserves the name? */
  hasKeychain(): boolean
  /** Is the folder empty, and nobody else filling it? */
  isEmpty(): boolean
  /** Fills the empty folder and opens it, while nobody else may. */
  begin(protection: KeyMeans, make: Making): Promise<Result<null, MakeFairError | 'not_now'>>
  /** Gives a window its place. @returns the page that shows it now */
  become(sender: WebContents, place: WindowPlace): WebContents
}

/** The calls with which a fair begins on this computer, and of its recovery sheet. */
export function beginHandlers(
  station: BeginStation,
  windows: Pick<ReportWindows, 'toPdf' | 'toPaper'>,
  report: (what: string, thrown: unknown) => void,
): Pick<Handlers, BeginCalls> {
  const { locale } = station
  const askPlace = askPlaceIn(say(locale, 'dialog.recovery'))
  const askFile = askFileIn(say(locale, 'dialog.fairFile'), [
    { name: say(locale, 'dialog.fairFiles'), extensions: ['json'] },
    { name: say(locale, 'dialog.allFiles'), extensions: ['*'] },
  ])
  let chosen: { readonly file: FairFile; readonly logo: Logo | null } | null = null
  /** Who typed their PIN when the fair was made, while this program runs. */
  let maker: string | null = null

  const make = async (protection: Protection, work: Making) => {
    const made = await station.begin(meansOf(protection), work)
    return made.ok ? ({ ok: true, value: null } as const) : ({ ok: false, code: refusalOf(made.code, report) } as const)
  }
  const isDue = () => station.folder?.settings.get('sheetDue') !== undefined
  /** Who is at the sheet that is due, as far as is known. */
  const holderOf = (sender: WebContents): string | null => station.sheets.at(sender) ?? maker
  /** The folder whose sheet this window may print, and who prints it; else why not. */
  const folderOfSheet = (
    sender: WebContents,
  ): Result<{ folder: FairFolder; actor: string | null }, 'begin_not_now' | 'not_signed_in'> => {
    const { folder } = station
    if (folder === null) return err('begin_not_now')
    if (isDue())
      return sheetAsks(station, sender) === null ? ok({ folder, actor: holderOf(sender) }) : err('not_signed_in')
    const session = deskSession(station, sender, 'organizer')
    return session.ok ? ok({ folder: session.value.folder, actor: session.value.actor }) : err('begin_not_now')
  }
  return {
    'begin.means': () => {
      if (!station.isEmpty()) return { ok: false, code: 'begin_not_now' }
      const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
      return {
        ok: true,
        value: { keychain: station.hasKeychain(), timeZone, today: localDate(systemPorts.wall(), timeZone) },
      }
    },
    'begin.make': async ({ fair, pin, protection }) => {
      const made = await make(protection, (dir, means) => makeNewFair(dir, fair, pin, systemPorts, means))
      if (made.ok) maker = FIRST_ORGANIZER
      return made
    },
    'begin.chooseFile': async (_input, sender) => {
      if (!station.isEmpty()) return { ok: false, code: 'begin_not_now' }
      const path = await askFile(sender)
      if (path === null) return { ok: true, value: null }
      const read = chooseFairFile(path)
      chosen = read.fair === null ? null : { file: read.fair, logo: read.logo }
      return { ok: true, value: read.choice }
    },
    'begin.makeFromFile': async ({ protection }) => {
      const from = chosen
      if (from === null) return { ok: false, code: 'begin_no_file' }
      const made = await make(protection, (dir, means) => makeFair(dir, from.file, null, systemPorts, means, from.logo))
      if (made.ok) chosen = null
      return made
    },
    'recovery.signIn': async ({ staff, pin }, sender) => {
      const { folder } = station
      const fair = folder?.checkin.fair() ?? null
      if (folder === null || fair === null || !isDue()) return { ok: false, code: 'begin_not_now' }
      // Told before the PIN is looked at, as at the desk.
      if (staffRoleOf(fair, staff) !== null && !mayHoldSheet(fair, staff)) return { ok: false, code: 'role_too_low' }
      const signedIn = await signIn(folder, staff, pin, 'desk')
      if (!signedIn.ok) return signedIn
      station.sheets.begin(sender, staff)
      station.changed('app')
      return { ok: true, value: null }
    },
    'recovery.print': async ({ to, locale: shown }, sender) => {
      const may = folderOfSheet(sender)
      if (!may.ok) return may
      const { folder, actor } = may.value
      const sheet = sheetOf(folder)
      if (sheet === null) return { ok: false, code: 'not_all_keys' }
      const page = { report: sheet, locale: shown, logo: logoText(folder) }
      // Who holds the sheet opens every name: that one was made is in the log before it leaves the program.
      const record = () => recordPersonal(folder, 'keys', { reason: say(locale, 'dialog.recovery'), actor })
      if (to === 'paper') {
        record()
        const printed = await windows.toPaper(page)
        return printed === 'trouble'
          ? { ok: false, code: 'print_trouble' }
          : { ok: true, value: { printed: printed === 'printed' } }
      }
      const name = say(shown, 'recovery.file', { fair: folder.checkin.fair()?.setup.code ?? '' })
      const file = await askPlace(sender, name, 'pdf')
      if (file === null) return { ok: true, value: { printed: false } }
      record()
      const left = say(shown, 'recovery.foot', { fair: sheet.fair.name[shown] })
      const pdf = await windows.toPdf(page, { left, page: say(shown, 'report.page', { n: '{n}', of: '{of}' }) })
      try {
        writeWhole(file, (put) => put(pdf))
      } catch (thrown) {
        report('recovery sheet', thrown)
        return { ok: false, code: 'print_place' }
      }
      return { ok: true, value: { printed: true } }
    },
    'recovery.done': (_input, sender) => {
      const { folder } = station
      if (folder === null || !isDue()) return { ok: false, code: 'begin_not_now' }
      if (sheetAsks(station, sender) !== null) return { ok: false, code: 'not_signed_in' }
      const holder = holderOf(sender)
      const isMaker = station.sheets.at(sender) === null
      folder.settings.clear('sheetDue')
      station.sheets.end(sender)
      const desk = station.become(sender, { role: 'desk' })
      if (holder !== null) {
        // Who gave a PIN for the sheet is in the log already.
        if (isMaker) signInMaker(folder, holder)
        station.desks.begin(desk, holder)
        maker = null
      }
      station.changed('app')
      return { ok: true, value: null }
    },
  }
}

/** Who made the fair has typed the PIN a moment ago, and is not asked for it again. */
function signInMaker({ log, ports }: FairFolder, staff: string): void {
  const ctx = contextOf({ ports }, staff)
  log.transact((append) => append(staffSignedIn.make(staffStream(staff), { staff, purpose: 'desk' }, ctx)))
}

function meansOf(protection: Protection): KeyMeans {
  return protection.kind === 'passphrase' ? { passphrase: protection.passphrase } : {}
}

function refusalOf(code: MakeFairError | 'not_now', report: (what: string, thrown: unknown) => void) {
  switch (code) {
    case 'days_backwards':
    case 'too_many_days':
    case 'hours_backwards':
    case 'pin_weak':
      return code
    case 'not_now':
    case 'folder_taken':
      return 'begin_not_now'
    case 'keychain_unavailable':
    case 'keychain_refused':
      return 'begin_keychain'
    case 'other_fair':
    case 'demo_is_for_ever':
    case 'number_is_for_ever':
      return 'begin_file'
    default:
      report('begin', new Error(code))
      return 'begin_folder'
  }
}
