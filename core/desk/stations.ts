import type { StationInfo } from '../hub/stations'
import type { StationRole } from '../people/groups'

/** What the desk knows of a station, out of the hub's word for it. Times in UTC ms, spans in ms. */
export interface StationFacts {
  readonly station: string
  /** 1–255; null: this computer, which never enrolled. */
  readonly number: number | null
  readonly roles: readonly StationRole[]
  /** Connected now. */
  readonly live: boolean
  readonly enrolledAt: number | null
  readonly lastSeenAt: number | null
  readonly revokedAt: number | null
  /** When it said, after that, that its people data is wiped; null: it did not. */
  readonly wipedAt: number | null
  /** When it was last seen on two computers at once. */
  readonly doubledAt: number | null
  /** When its chain began anew since a copy of its folder had written on in it; null: never. */
  readonly forkedAt: number | null
  /** Null: it has told nothing of itself yet; so are all below. */
  readonly version: string | null
  readonly pending: number | null
  /** How far its clock is ahead of the hub's; null: not measured. */
  readonly clockAhead: number | null
  readonly printer: 'none' | 'ready' | 'trouble'
  readonly printerTrouble: { readonly what: string; readonly since: number } | null
  readonly camera: 'none' | 'ready' | 'trouble'
  readonly heldBack: number
  readonly keptAside: number
}

/**
 * What a person should look at, the gravest first. `lost`: revoked, and the time to report it runs. `cut_off`: it was
 * here today and is not now. `wiped`: revoked too, and by its own word nothing personal is left there.
 */
export const STATION_ALERTS = [
  'lost',
  'doubled',
  'forked',
  'cut_off',
  'printer',
  'clock',
  'kept_aside',
  'hub_old',
  'camera',
  'old_version',
  'wiped',
] as const
export type StationAlert = (typeof STATION_ALERTS)[number]

/** A clock this far off is told; events have taken the hub's time all the same. */
export const CLOCK_OFF_MS = 2 * 60_000
/** A station is at its next contact within ten seconds; after this its silence is told. */
const SILENT_MS = 20_000
/** One that was last seen longer ago was switched off, not cut off. */
const AWAY_MS = 12 * 3_600_000
/** So long two machines with one folder stay news. */
const DOUBLED_MS = 10 * 60_000
/** So long it is news that a folder was used twice by turns: it shows once, whenever the second turn meets the hub. */
const FORKED_MS = 12 * 3_600_000
/** Within three times 24 hours the loss of personal data is to be reported (UU PDP 27/2022, article 46). */
export const REPORT_MS = 3 * 24 * 3_600_000

/**
 * The hub's word for a station, with what an older station leaves out.
 * @param wipedAt the station's own word, checked by who can
 */
export function factsOf(info: StationInfo, wipedAt: number | null): StationFacts {
  const { station, number, roles, live, enrolledAt, lastSeenAt, revokedAt, doubledAt, presence } = info
  return {
    station,
    number,
    roles,
    live,
    enrolledAt,
    lastSeenAt,
    revokedAt,
    wipedAt,
    doubledAt,
    forkedAt: presence?.forkedAt ?? null,
    version: presence?.version ?? null,
    pending: presence?.pending ?? null,
    clockAhead: presence === null || presence.offset === null ? null : -presence.offset,
    printer: presence?.printer ?? 'none',
    printerTrouble: presence?.printerTrouble ?? null,
    camera: presence?.camera ?? 'none',
    heldBack: presence?.heldBack ?? 0,
    keptAside: presence?.keptAside ?? 0,
  }
}

/**
 * What is to be looked at in a station, the gravest first. What it told of itself counts while it is heard of: a printer
 * of yesterday is no news.
 * @param now the clock that `lastSeenAt` is of
 * @param newest the version of the app that asks: an older one is told
 */
export function alertsOf(facts: StationFacts, now: number, newest: string): readonly StationAlert[] {
  if (facts.revokedAt !== null)
    return now >= facts.revokedAt + REPORT_MS ? [] : facts.wipedAt === null ? ['lost'] : ['wiped']
  const silentFor = facts.live ? 0 : facts.lastSeenAt === null ? Infinity : now - facts.lastSeenAt
  const isHeard = silentFor <= SILENT_MS
  const holds: Readonly<Record<StationAlert, boolean>> = {
    lost: false,
    doubled: facts.doubledAt !== null && now < facts.doubledAt + DOUBLED_MS,
    forked: facts.forkedAt !== null && now < facts.forkedAt + FORKED_MS,
    cut_off: !isHeard && silentFor <= AWAY_MS,
    printer: isHeard && facts.printer === 'trouble',
    clock: isHeard && facts.clockAhead !== null && Math.abs(facts.clockAhead) > CLOCK_OFF_MS,
    kept_aside: facts.keptAside > 0,
    hub_old: isHeard && facts.heldBack > 0,
    camera: isHeard && facts.camera === 'trouble',
    old_version: isHeard && facts.version !== null && isOlder(facts.version, newest),
    wiped: false,
  }
  return STATION_ALERTS.filter((alert) => holds[alert])
}

/** What became of the people data that a revoked station held, as far as is known. */
export const DATA_FATES = [
  /** By its own word nothing personal is left there. */
  'wiped',
  /** It was there since and heard of the revocation, and has not said that it is wiped. */
  'told',
  /** Nothing was heard of it since: its data counts as lost. */
  'unseen',
] as const
export type DataFate = (typeof DATA_FATES)[number]

/** Of a revoked station; null: it is not revoked. */
export function dataFate({ revokedAt, wipedAt, lastSeenAt }: StationFacts): DataFate | null {
  if (revokedAt === null) return null
  if (wipedAt !== null) return 'wiped'
  return lastSeenAt !== null && lastSeenAt > revokedAt ? 'told' : 'unseen'
}

/** Is the one version of the app older than the other? Numbers between dots count; what is none of them says no. */
export function isOlder(version: string, than: string): boolean {
  const [ours, theirs] = [version, than].map((text) => text.split(/[.-]/).slice(0, 3).map(Number))
  if (ours === undefined || theirs === undefined || [...ours, ...theirs].some(Number.isNaN)) return false
  const at = [0, 1, 2].find((index) => (ours[index] ?? 0) !== (theirs[index] ?? 0))
  return at !== undefined && (ours[at] ?? 0) < (theirs[at] ?? 0)
}

/** The worst on top, revoked ones last; else by number. */
export function worstFirst<T extends { readonly facts: StationFacts; readonly alerts: readonly StationAlert[] }>(
  lines: readonly T[],
): readonly T[] {
  const rank = ({ facts, alerts }: T) =>
    alerts[0] === undefined
      ? STATION_ALERTS.length + (facts.revokedAt === null ? 0 : 1)
      : STATION_ALERTS.indexOf(alerts[0])
  return [...lines].sort((a, b) => rank(a) - rank(b) || (a.facts.number ?? 0) - (b.facts.number ?? 0))
}
