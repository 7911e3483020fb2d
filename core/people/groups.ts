import { z } from 'zod'

/** What a station is for. The keys it holds follow from its roles. */
export const STATION_ROLES = ['gate', 'dispenser', 'counter', 'display', 'desk'] as const
export type StationRole = (typeof STATION_ROLES)[number]

/** What is personal, cut by who may know it. One sealed row a person and group. */
export const PEOPLE_GROUPS = ['greet', 'contact', 'identity', 'note', 'staff'] as const
export type PeopleGroup = (typeof PEOPLE_GROUPS)[number]

/** The fields of each group. Not strict: a row of a newer station opens here, without what we do not know. */
export const groupFields = {
  greet: z.object({ name: z.string(), greeting: z.string().nullable().optional() }),
  contact: z.object({
    phone: z.string().nullable().optional(),
    email: z.string().nullable().optional(),
    code: z.string().nullable().optional(),
  }),
  identity: z.object({
    nik: z.string().nullable().optional(),
    answers: z.record(z.string(), z.string()).optional(),
  }),
  note: z.object({ text: z.string() }),
  staff: z.object({ name: z.string(), verifier: z.string().nullable() }),
} satisfies Record<PeopleGroup, z.ZodType>

/** The fields of one group. */
export type GroupFields<G extends PeopleGroup> = z.infer<(typeof groupFields)[G]>

/** Who may do what with a group. */
export interface GroupRule {
  readonly writers: readonly StationRole[]
  readonly readers: readonly StationRole[]
  /** From whom the hub takes tombstones, which are final: from writers who may be the last that know of an erasure. */
  readonly buriers: readonly StationRole[]
  /** `shared`: who holds the key reads and writes. `public`: everyone may write, only the desk's private half opens. */
  readonly sealing: 'shared' | 'public'
}

/** All that hold people: not a display. */
const HOLDERS: readonly StationRole[] = ['gate', 'dispenser', 'counter', 'desk']

export const groupRules: Readonly<Record<PeopleGroup, GroupRule>> = {
  // A gate greets, a counter shows the name of whom it called, a desk searches.
  greet: {
    writers: ['gate', 'counter', 'desk'],
    readers: ['gate', 'counter', 'desk'],
    buriers: ['gate', 'counter', 'desk'],
    sealing: 'shared',
  },
  // A walk-in leaves a phone number at any station; nobody but the desk has a reason to read it again.
  contact: { writers: STATION_ROLES, readers: ['desk'], buriers: HOLDERS, sealing: 'public' },
  identity: { writers: STATION_ROLES, readers: ['desk'], buriers: HOLDERS, sealing: 'public' },
  // Written where a rule is overridden, read where the visitor is served next.
  note: {
    writers: ['gate', 'counter', 'desk'],
    readers: ['counter', 'desk'],
    buriers: ['gate', 'counter', 'desk'],
    sealing: 'shared',
  },
  // Staff open and close every kind of station with their PIN, and set it at the first one they use. Buried PINs could
  // never be set again: not with what hangs on a wall.
  staff: { writers: STATION_ROLES, readers: STATION_ROLES, buriers: ['desk'], sealing: 'shared' },
}

/** The groups that a station in this role can open. */
export function groupsReadableBy(role: StationRole): readonly PeopleGroup[] {
  return PEOPLE_GROUPS.filter((group) => groupRules[group].readers.includes(role))
}

/** The groups that a station in this role may write. */
export function groupsWritableBy(role: StationRole): readonly PeopleGroup[] {
  return PEOPLE_GROUPS.filter((group) => groupRules[group].writers.includes(role))
}
