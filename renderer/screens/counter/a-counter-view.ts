import type { CounterView } from '../../../core/contract/counter'
import type { HeldTicket, ServiceFace, WaitingRow } from '../../../core/contract/queue'

/** 10.31 in Jakarta on the first day of a fair. */
export const NOW = Date.UTC(2026, 9, 13, 3, 31)
const MINUTE = 60_000

const both = (text: string) => ({ id: text, en: text })
const agency = { code: 'bapenda', shortName: 'Bapenda', name: both('Bapenda') }

export const aService = (more: Partial<ServiceFace> = {}): ServiceFace => ({
  code: 'tax',
  name: both('Pajak tahunan'),
  prefix: 'A',
  agency,
  ...more,
})

/** Somebody who waits; the id is made of the number. */
export const aRow = (label: string, more: Partial<WaitingRow> = {}): WaitingRow => ({
  id: `id-${label}`,
  label,
  class: 'normal',
  service: 'tax',
  waitingSince: NOW - 12 * MINUTE,
  promisedAt: null,
  late: 0,
  elsewhere: null,
  twin: null,
  version: 2,
  note: false,
  ...more,
})

/** Somebody called a minute and a half ago, three times. */
export const aTicket = (more: Partial<HeldTicket> = {}): HeldTicket => ({
  id: 'id-A-047',
  label: 'A-047',
  state: 'CALLED',
  class: 'normal',
  service: aService(),
  name: null,
  calls: 3,
  calledAt: NOW - 3 * MINUTE,
  lastCallAt: NOW - 90_000,
  startedAt: null,
  servedMs: 0,
  parkedAt: null,
  parkReason: null,
  missedAt: null,
  mayReturnUntil: null,
  lines: [],
  note: null,
  others: [],
  targetMs: 8 * MINUTE,
  waitedMs: null,
  promisedAt: null,
  outcome: null,
  conflict: null,
  version: 5,
  ...more,
})

/** An open counter with empty hands; A-047 is next of two. */
export const aView = (more: Partial<CounterView> = {}): CounterView => ({
  fair: { name: both('Pekan Layanan'), brand: '#0e5a5a', timeZone: 'Asia/Jakarta', logo: null, demo: false },
  locale: 'id',
  link: { state: 'alone', since: null, pending: 0, trouble: null },
  counter: { code: 'five', name: both('Loket 5'), zone: 'A' },
  counters: [{ code: 'five', name: both('Loket 5'), held: null }],
  services: [{ ...aService(), waiting: 2, pause: null }],
  allServices: [aService()],
  allCounters: [{ code: 'five', name: both('Loket 5') }],
  status: 'open',
  since: NOW - 60 * MINUTE,
  pause: null,
  signedIn: { code: 'ratih', name: null },
  operator: null,
  alsoAt: [],
  isOpenTwice: false,
  held: null,
  alsoCalled: [],
  lost: null,
  next: { ...aRow('A-047'), noteText: null, noteFrom: null },
  parked: [],
  missed: [],
  waiting: [aRow('A-047'), aRow('A-048')],
  waitingCount: 2,
  longestSince: NOW - 12 * MINUTE,
  parkLimit: 2,
  idleSince: NOW,
  tally: { done: 0, missed: 0, transferred: 0, parked: 0, serviceP50: null, withinTarget: 0, servings: [] },
  undo: null,
  rules: { noShowCalls: 3, noShowSeconds: 60, recallSeconds: 5 },
  reasons: [{ code: 'other', name: both('Lainnya'), uses: ['pause', 'park', 'no_show', 'uncall', 'cancel'] }],
  unprinted: [],
  notices: [],
  ...more,
})
