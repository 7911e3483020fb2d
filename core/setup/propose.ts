import { assertNever } from '../result/result'
import { shiftDays } from '../time/zone'
import type { EverUsed } from './ever-used'
import { rowName, rowsOf, type Draft, type RowPart } from './part-names'
import { plainLetters } from './plain-letters'
import type { FairFile } from './schema'

const LONGEST_CODE = 40

/**
 * The code of a new row: its name in letters, digits and hyphens, else with a number behind it. Of staff a number alone:
 * a code is in the log, where no name may be.
 */
export function proposeCode(file: FairFile, part: RowPart, row: Draft, used: EverUsed): string {
  const isTaken = (code: string) =>
    used.hasCode(part, code) || rowsOf(file, part).some((other) => other.code.toLowerCase() === code)
  const named = part === 'staff' ? '' : slug(rowName({ ...row, code: '' }).id)
  const stem = named === '' ? STEMS[part] : named
  if (named !== '' && !isTaken(stem)) return stem
  for (let n = named === '' ? 1 : 2; ; n += 1) {
    const code = `${stem.slice(0, LONGEST_CODE - 6)}-${n}`
    if (!isTaken(code)) return code
  }
}

const STEMS: Readonly<Record<RowPart, string>> = {
  categories: 'kategori',
  gates: 'pintu',
  lists: 'daftar',
  sessions: 'sesi',
  agencies: 'instansi',
  services: 'layanan',
  counters: 'loket',
  reasons: 'alasan',
  staff: 'petugas',
  purposes: 'tujuan',
  badges: 'label',
}

const slug = (name: unknown): string =>
  plainLetters(typeof name === 'string' ? name : '')
    .slice(0, LONGEST_CODE)
    .replace(/-$/, '')

const LETTERS = 'ABCDEFGHJKLMNPRSTUVWXYZ'.split('')

/** The first letters that no service has; of those, rather ones that none ever had. */
export function proposePrefix(file: FairFile, used: EverUsed): string {
  const taken = new Set(file.services.map(({ prefix }) => prefix))
  const all = [...LETTERS, ...LETTERS.flatMap((first) => LETTERS.map((second) => first + second))]
  const free = all.filter((prefix) => !taken.has(prefix))
  return free.find((prefix) => !used.hasPrefix(prefix)) ?? free[0] ?? ''
}

const NO_TEXT = { id: '', en: '' }
const NO_SIGN = { place: NO_TEXT, direction: 'left', text: null }

/** A new row as its form begins: what nearly everybody wants, and nothing in place of a name. */
export function newRow(file: FairFile, part: RowPart, used: EverUsed): Draft {
  const [day = ''] = file.days
  const span = (from: string, to: string) => ({ from: `${day}T${from}`, to: `${day}T${to}` })
  switch (part) {
    case 'categories':
      return { code: '', number: used.nextNumber(), name: NO_TEXT, color: null }
    case 'gates':
      return { code: '', name: NO_TEXT, ...signsOf(file), handScanner: null, perMinute: null }
    case 'lists':
      return {
        code: '',
        name: NO_TEXT,
        kind: 'door',
        categories: [],
        windows: file.days.map((date) => ({ from: `${date}T08:00`, to: `${date}T16:00` })),
        multipleEntries: false,
        entryAfterExit: true,
        capacity: null,
        resetAt: null,
        leaves: [],
        whenFull: null,
        otherCategories: null,
        gates: [],
      }
    case 'sessions':
      return {
        code: '',
        list: file.lists.find(({ kind }) => kind === 'session')?.code ?? '',
        title: NO_TEXT,
        speakers: [],
        room: NO_TEXT,
        ...span('09:00', '10:00'),
      }
    case 'agencies':
      return { code: '', name: NO_TEXT, shortName: '', subtitle: NO_TEXT, icon: 'building', group: null }
    case 'services':
      return {
        code: '',
        agency: file.services.at(-1)?.agency ?? file.agencies[0]?.code ?? '',
        name: NO_TEXT,
        prefix: proposePrefix(file, used),
        bring: null,
        hours: file.services.at(-1)?.hours ?? [{ from: '08:00', to: '16:00' }],
        quota: null,
        targetMinutes: 30,
        serviceMinutes: 10,
        priorityMinutes: 20,
        priorityBy: 'visitor',
        lastNumber: null,
        breaks: [],
        appointments: null,
        rules: {
          noShowCalls: 3,
          noShowSeconds: 60,
          reEntryMinutes: 60,
          reEntryTimes: 2,
          reEntryPlace: 'after_three',
          transferPlace: 'original',
          priorityInARow: null,
          unconfirmedSeconds: 90,
        },
      }
    case 'counters':
      return { ...nextCounter(file), services: [], zone: file.counters.at(-1)?.zone ?? '', parkLimit: 3 }
    case 'reasons':
      return { code: '', name: NO_TEXT, uses: [] }
    case 'staff':
      return { code: '', name: '', role: 'operator' }
    case 'purposes':
      return { code: '', name: NO_TEXT, text: NO_TEXT, version: 1, required: false }
    case 'badges':
      return {
        code: '',
        name: NO_TEXT,
        categories: [],
        widthMm: 100,
        heightMm: 62,
        showInstitution: true,
        showCode: true,
      }
    default:
      return assertNever(part)
  }
}

/** The next counter is called after its number, as nearly all are. */
function nextCounter(file: FairFile): Draft {
  const numbers = file.counters.map(({ name }) => Number(/(\d+)\s*$/.exec(name.id)?.[1] ?? 0))
  const n = Math.max(0, ...numbers) + 1
  return { code: '', name: { id: `Loket ${n}`, en: `Counter ${n}` } }
}

/** Most gates point to the same help desk. */
function signsOf({ gates: [first] }: FairFile): Draft {
  return { help: first?.help ?? NO_SIGN, welcome: first?.welcome ?? { ...NO_SIGN, direction: 'ahead' } }
}

/** The day after the last of the fair: what "one more day" adds. */
export const nextDay = (days: readonly string[]): string | null => {
  const last = days.toSorted((a, b) => a.localeCompare(b)).at(-1)
  return last === undefined ? null : shiftDays(last, 1)
}
