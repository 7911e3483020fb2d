import type { WebContents } from 'electron'
import type { CodeFile } from '../../core/contract/codes'
import { readTime, shiftDays } from '../../core/time/zone'
import { codePng } from '../commands/code-file'
import { revealContact } from '../commands/person'
import { revokeCode } from '../commands/revoke'
import { isRevokeReason } from '../commands/visitor-code'
import { writeWhole } from '../commands/whole-file'
import { DeskCodes, type DeskCodesPorts } from '../codes/desk-codes'
import { say } from '../i18n'
import type { Handlers } from '../ipc/register'
import { deskSession, type DeskStation } from './desk-session'

export type CodesCalls = Extract<keyof Handlers, `codes.${string}`>

/** How the system's dialog asks where to save; null: nowhere. */
export type AskPlace = (sender: WebContents, suggested: string, ending: string | null) => Promise<string | null>

export interface CodesMeans extends Pick<DeskCodesPorts, 'start' | 'report'> {
  readonly askPlace: AskPlace
}

const ENDING: Readonly<Record<CodeFile, string | null>> = { csv: 'csv', pdf: 'pdf', folder: null }

/** The calls of the making of codes at a desk. One making at a time for all desks of this installation. */
export function codesHandlers(station: DeskStation, means: CodesMeans): Pick<Handlers, CodesCalls> {
  const { locale } = station
  const codes = new DeskCodes({ ...means, changed: () => station.changed('codes') })
  const at = (sender: WebContents) => {
    const session = deskSession(station, sender)
    return session.ok && codes.isTaken(sender) ? ({ ok: false, code: 'codes_under_way' } as const) : session
  }
  const done = <T>(value: T) => ({ ok: true as const, value })
  const refuse = <C extends string>(code: C) => ({ ok: false as const, code })
  return {
    'codes.view': (_input, sender) => {
      const session = at(sender)
      return session.ok ? done(codes.view()) : session
    },
    'codes.make': async ({ category, count, firstDay, lastDay, file }, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      const { fair, folder, actor } = session.value
      if (firstDay !== null && lastDay !== null && lastDay < firstDay) return refuse('bad_validity')
      const midnight = (day: string) => readTime(`${day}T00:00`, fair.setup.timeZone)
      const validFrom = firstDay === null ? null : midnight(firstDay)
      const validUntil = lastDay === null ? null : midnight(shiftDays(lastDay, 1))
      if (category === null ? count !== null : fair.category(category) === null) return refuse('unknown_category')
      const suggested = [say(locale, 'dialog.codesName'), category ?? ''].filter((part) => part !== '').join(' ')
      const place = await means.askPlace(sender, suggested, ENDING[file])
      if (place === null) return done(false)
      // Asked again: the desk may have been locked while the dialog stood, or another window begun.
      const still = at(sender)
      if (!still.ok) return still
      if (codes.isBusy) return refuse('not_now')
      const out = withEnding(place, ENDING[file])
      codes.make(folder, { category, count, validFrom, validUntil, out, locale, personal: null, actor }, sender)
      return done(true)
    },
    'codes.cancel': (_input, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      codes.cancel()
      return done(null)
    },
    'codes.leave': (_input, sender) => {
      const session = at(sender)
      if (!session.ok) return session
      return codes.leave() ? done(null) : refuse('not_now')
    },
    'codes.end': ({ text, reason }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const { folder, fair, actor } = session.value
      if (!isRevokeReason(fair, reason)) return refuse('unknown_reason')
      const ended = revokeCode(folder, fair, text, reason, actor)
      if (!ended.ok) return refuse(ended.code)
      station.changed('people')
      const greet = folder.people.read(ended.value.visitor, 'greet')
      return done({ changed: ended.value.changed, name: greet.ok ? greet.value.name : null })
    },
    'codes.savePerson': async ({ visitor, reason }, sender) => {
      const session = deskSession(station, sender)
      if (!session.ok) return session
      const place = await means.askPlace(sender, say(locale, 'dialog.codeName'), 'png')
      if (place === null) return done(false)
      // Asked again: the desk may have been locked while the dialog stood.
      const still = deskSession(station, sender)
      if (!still.ok) return still
      const revealed = revealContact(still.value.folder, visitor, reason, still.value.actor)
      if (!revealed.ok) return revealed
      const { code } = revealed.value
      if (code === null) return refuse('no_code')
      writeWhole(withEnding(place, 'png'), (put) => put(codePng(code)))
      return done(true)
    },
  }
}

/** What the writers know a file by; null: a folder. */
const withEnding = (place: string, ending: string | null): string =>
  ending === null ? `${place}/` : place.toLowerCase().endsWith(`.${ending}`) ? place : `${place}.${ending}`
