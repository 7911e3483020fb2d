import type { StationLine } from '../../../../core/contract/stations'
import { dataFate, REPORT_MS, type DataFate, type StationAlert } from '../../../../core/desk/stations'
import { groupsFor } from '../../../../core/hub/permissions'
import type { PeopleGroup, StationRole } from '../../../../core/people/groups'
import { assertNever } from '../../../../core/result/result'
import { listText } from '../../../i18n/windows'
import type { MessageId, Words } from '../../../i18n/words'

export const ROLE_TEXT: Readonly<Record<StationRole, MessageId>> = {
  gate: 'stations.role.gate',
  dispenser: 'stations.role.dispenser',
  counter: 'stations.role.counter',
  display: 'stations.role.display',
  desk: 'stations.role.desk',
}

const HELD_TEXT: Readonly<Record<PeopleGroup, MessageId>> = {
  greet: 'stations.held.greet',
  contact: 'stations.held.contact',
  identity: 'stations.held.identity',
  note: 'stations.held.note',
  staff: 'stations.held.staff',
}

/** What became of a revoked station's people data: in a line of the table, and beside it. */
export const FATE_TEXT: Readonly<Record<DataFate, readonly [MessageId, MessageId]>> = {
  wiped: ['stations.data.wiped', 'stations.data.wiped.at'],
  told: ['stations.data.not_wiped', 'stations.data.told.at'],
  unseen: ['stations.data.not_wiped', 'stations.data.unseen.at'],
}

const PRINTER_TEXT: Readonly<Record<string, MessageId>> = {
  paper_out: 'stations.printer.paper_out',
  cover_open: 'stations.printer.cover_open',
  offline: 'stations.printer.offline',
  unconfirmed: 'stations.printer.unconfirmed',
  labels_held: 'stations.printer.labels_held',
}

const PRINTER_ALERT: Readonly<Record<string, readonly [MessageId, MessageId]>> = {
  paper_out: ['stations.alert.printer.paper_out', 'stations.alert.printer.paper_out.say'],
  cover_open: ['stations.alert.printer.cover_open', 'stations.alert.printer.cover_open.say'],
  offline: ['stations.alert.printer.offline', 'stations.alert.printer.offline.say'],
  labels_held: ['stations.alert.printer.labels_held', 'stations.alert.printer.labels_held.say'],
}

/** What a station is called: its places, else its first role and its number. */
export function nameOf({ names, roles, number }: StationLine, { t, text }: Words): string {
  if (names.length > 0) return names.map(text).join(', ')
  const [role] = roles
  const called = role === undefined ? t('stations.col.station') : t(ROLE_TEXT[role])
  return number === null ? called : t('stations.named', { role: called, n: number })
}

export const rolesText = (roles: readonly StationRole[], words: Words): string =>
  listText(
    words,
    roles.map((role) => words.t(ROLE_TEXT[role])),
  )

/** Whose data a station in these roles can open: what is at stake when it is lost. */
export const heldText = (roles: readonly StationRole[], words: Words): string =>
  listText(
    words,
    groupsFor(roles).map((group) => words.t(HELD_TEXT[group])),
  )

export function printerText({ printer, printerTrouble }: StationLine, { t }: Words): string {
  if (printer === 'none') return '–'
  if (printer === 'ready') return t('stations.ready')
  return t(PRINTER_TEXT[printerTrouble?.what ?? ''] ?? 'stations.trouble')
}

export const cameraText = ({ camera }: StationLine, { t }: Words): string =>
  camera === 'none' ? '–' : t(camera === 'ready' ? 'stations.ready' : 'stations.trouble')

/** How many; a dash: it told nothing yet. */
export const countText = (n: number | null, locale: Words['locale']): string =>
  n === null ? '–' : new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB').format(n)

/** Seconds, with one digit while it is small; the sign tells which way. */
export function clockText(ahead: number | null, locale: Words['locale']): string {
  if (ahead === null) return '–'
  const seconds = ahead / 1_000
  const digits = Math.abs(seconds) < 10 ? 1 : 0
  const rounded = Number(seconds.toFixed(digits))
  return new Intl.NumberFormat(locale === 'id' ? 'id-ID' : 'en-GB')
    .format(rounded === 0 ? 0 : rounded)
    .replace('-', '−')
}

/** `3 menit 12 detik`; hours and minutes beyond an hour. */
export function spanText(ms: number, { t }: Words): string {
  const seconds = Math.round(Math.abs(ms) / 1_000)
  const [hours, minutes] = [Math.floor(seconds / 3_600), Math.floor(seconds / 60)]
  return hours > 0
    ? t('stations.span.hours', { h: hours, m: minutes - hours * 60 })
    : t('stations.span', { m: minutes, s: seconds - minutes * 60 })
}

/** When what is known of a revoked station's people data was heard, or when it was seen last, UTC ms. */
export const fateAt = (line: StationLine): number =>
  line.wipedAt ?? line.lastSeenAt ?? line.enrolledAt ?? line.revokedAt ?? 0

/** Today its time is enough; before that the day belongs to it. */
export const whenText = (at: number, now: number, { times }: Words): string =>
  times.sameDay(at, now) ? times.time(at) : times.moment(at)

/** So many cut off at a time are one trouble, of the network, and one sentence. */
const MANY = 4
/** So many of them by name. */
const NAMED = 6

/** Those that are cut off, when they are so many that it is the network's trouble; else nobody. */
export function cutOffTogether(lines: readonly StationLine[]): readonly StationLine[] {
  const off = lines.filter(({ alerts }) => alerts.includes('cut_off'))
  return off.length < MANY ? [] : off
}

/** The one sentence about them, and what to do. */
export function togetherText(
  lines: readonly StationLine[],
  words: Words,
): { readonly title: string; readonly say: string } {
  const { t } = words
  const names = lines.slice(0, lines.length > NAMED ? NAMED - 1 : NAMED).map((line) => nameOf(line, words))
  const rest = lines.length - names.length
  const all = rest === 0 ? names : [...names, t('stations.alert.cut_off.others', { n: rest })]
  return {
    title: t('stations.alert.cut_off.many', { n: lines.length, names: listText(words, all) }),
    say: t('stations.alert.cut_off.many.say'),
  }
}

/** A warning as a sentence, and what to do about it. */
export function alertText(
  line: StationLine,
  alert: StationAlert,
  now: number,
  words: Words,
): { readonly title: string; readonly say: string } {
  const { t, times } = words
  const name = nameOf(line, words)
  switch (alert) {
    case 'lost': {
      const at = line.revokedAt ?? now
      const told = { seen: whenText(fateAt(line), now, words), by: times.moment(at + REPORT_MS) }
      return {
        title: t('stations.alert.lost', { name, moment: times.moment(at), held: heldText(line.roles, words) }),
        say: t(dataFate(line) === 'told' ? 'stations.alert.lost.told' : 'stations.alert.lost.unseen', told),
      }
    }
    case 'wiped': {
      const at = line.revokedAt ?? now
      const [moment, wiped] = [times.moment(at), whenText(fateAt(line), now, words)]
      return {
        title: t('stations.alert.wiped', { name, moment, wiped, held: heldText(line.roles, words) }),
        say: t('stations.alert.wiped.say', { by: times.moment(at + REPORT_MS) }),
      }
    }
    case 'doubled':
      return {
        title: t('stations.alert.doubled', { name, time: whenText(line.doubledAt ?? now, now, words) }),
        say: t('stations.alert.doubled.say'),
      }
    case 'forked':
      return {
        title: t('stations.alert.forked', { name, time: whenText(line.forkedAt ?? now, now, words) }),
        say: t('stations.alert.forked.say'),
      }
    case 'cut_off': {
      const time = whenText(line.lastSeenAt ?? now, now, words)
      const n = line.pending ?? 0
      return {
        title:
          n > 0 ? t('stations.alert.cut_off.pending', { name, time, n }) : t('stations.alert.cut_off', { name, time }),
        say: t('stations.alert.cut_off.say'),
      }
    }
    case 'printer': {
      const { what = '', since = now } = line.printerTrouble ?? {}
      const [title, say] = PRINTER_ALERT[what] ?? [
        'stations.alert.printer.other' as const,
        'stations.alert.printer.other.say' as const,
      ]
      return { title: t(title, { name, time: whenText(since, now, words) }), say: t(say) }
    }
    case 'clock': {
      const ahead = line.clockAhead ?? 0
      const title = ahead < 0 ? 'stations.alert.clock.behind' : 'stations.alert.clock.ahead'
      return { title: t(title, { name, span: spanText(ahead, words) }), say: t('stations.alert.clock.say') }
    }
    case 'kept_aside':
      return {
        title: t('stations.alert.kept_aside', { name, n: line.keptAside }),
        say: t('stations.alert.kept_aside.say'),
      }
    case 'hub_old':
      return { title: t('stations.alert.hub_old', { name, n: line.heldBack }), say: t('stations.alert.hub_old.say') }
    case 'camera':
      return { title: t('stations.alert.camera', { name }), say: t('stations.alert.camera.say') }
    case 'old_version':
      return {
        title: t('stations.alert.old_version', { name, version: line.version ?? '' }),
        say: t('stations.alert.old_version.say'),
      }
    default:
      return assertNever(alert)
  }
}
