import type { CommandContext, NewEvent } from '../events/envelope'
import { attendanceStream, scanRecorded } from '../events/checkin'
import type { CallCommand, NumberCommand } from '../hub/claims'
import type { Hub } from '../hub/port'
import type { Batch } from '../hub/wire'
import type { StationRole } from '../people/groups'

type After = CallCommand['after']

/** A station as a hub sees it, for the conformance suite: it writes a chain of its own. */
export interface Member {
  readonly hub: Hub
  readonly station: string
  readonly chain: () => string
  /** The end of its chain, as claims want it; null: it has written nothing. */
  readonly after: () => After
  /** The next event of its chain, as its text. */
  text(event: NewEvent): string
}

/** What the suite needs of a hub: its first desk has brought a fair whose set-up is not published. */
export interface HubUnderTest {
  readonly desk: Member
  enrol(roles: readonly StationRole[]): Promise<Member>
  newId(): string
  now(): number
}

/** How the suite says what it found; a test runner's `expect` fits. */
export type Check = (found: unknown, wanted: unknown) => void

export interface Rule {
  readonly name: string
  readonly holds: (hub: HubUnderTest, check: Check) => Promise<void>
}

/** The identity of the log now. */
export const logOf = async ({ hub }: Member): Promise<string> => {
  const hello = await hub.hello()
  if (!hello.ok) throw new Error(hello.code)
  return hello.value.log
}

export async function batchOf(
  member: Member,
  texts: readonly string[],
  now: number,
  more: Partial<Batch> = {},
): Promise<Batch> {
  return {
    log: await logOf(member),
    acked: 0,
    newest: null,
    clock: { sentAt: now, offset: null, since: { chain: member.chain(), stationSeq: 1 } },
    events: texts.map((text) => ({ text, hubOffset: null })),
    ...more,
  }
}

/** What became of each text, offered in one batch. */
export async function statuses(member: Member, texts: readonly string[], now: number): Promise<string[]> {
  const answer = await member.hub.publish(await batchOf(member, texts, now))
  if (!answer.ok) return [answer.code]
  return answer.value.acks.map((ack) => (ack.status === 'refused' ? ack.reason : ack.status))
}

/** A number of a service for somebody at a queue machine, as it asks for one. */
export const numberCommand = (
  newId: () => string,
  asker: { readonly log: string; readonly after: After },
): Extract<NumberCommand, { want: 'number' }> => ({
  want: 'number',
  command: newId(),
  ticket: newId(),
  class: 'normal',
  declaredBy: 'visitor',
  visitor: null,
  via: 'dispenser',
  printing: false,
  promised: null,
  ...asker,
})

/** A visitor goes into the hall or out of it, at the gate `north`. */
export const hallScan = (visitor: string, direction: 'entry' | 'exit', ctx: CommandContext): NewEvent =>
  scanRecorded.make(
    attendanceStream('hall', visitor, ''),
    {
      list: 'hall',
      visitor,
      gate: 'north',
      direction,
      outcome: 'admitted',
      reason: direction === 'exit' ? 'exit' : null,
      via: 'camera',
      credential: { kind: 'roster', hmac: 'a'.repeat(64), length: 8, looks: 'short_code' },
      rules: { multipleEntries: false, entryAfterExit: true, resetAt: null },
      typedAt: null,
    },
    ctx,
  )
