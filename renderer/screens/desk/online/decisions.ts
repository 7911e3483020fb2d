import type { OnlineDecision, OnlineDoubt } from '../../../../core/contract/online'

export type Decisions = Readonly<Record<string, OnlineDecision>>

/** What somebody chose, with the name of who was found by searching. */
export interface Picked {
  readonly decisions: Decisions
  /** Names of those who were searched for, by visitor. */
  readonly names: Readonly<Record<string, string>>
}

export const NOTHING_PICKED: Picked = { decisions: {}, names: {} }

/** Decides one; null: it is open again. */
export function decided(picked: Picked, key: string, decision: OnlineDecision | null, name?: string): Picked {
  const { [key]: _before, ...others } = picked.decisions
  return {
    decisions: decision === null ? others : { ...others, [key]: decision },
    names:
      decision?.is === 'visitor' && name !== undefined ? { ...picked.names, [decision.visitor]: name } : picked.names,
  }
}

/** Decides the same of all that are open. */
export function decidedRest(picked: Picked, doubtful: readonly OnlineDoubt[], is: 'new' | 'nobody'): Picked {
  const rest = doubtful
    .filter(({ key }) => picked.decisions[key] === undefined)
    .map(({ key }) => [key, { is }] as const)
  return { ...picked, decisions: { ...picked.decisions, ...Object.fromEntries(rest) } }
}

export const openCount = (decisions: Decisions, doubtful: readonly OnlineDoubt[]): number =>
  doubtful.filter(({ key }) => decisions[key] === undefined).length

/** What a key decides of the row that is chosen: digits are its candidates. Null: the key is none of these. */
export function decisionOfKey(key: string, doubt: OnlineDoubt): OnlineDecision | 'take_back' | 'find' | null {
  const digit = /^[1-9]$/.test(key) ? Number(key) : 0
  const candidate = digit === 0 ? undefined : doubt.candidates[digit - 1]
  if (candidate !== undefined) return { is: 'visitor', visitor: candidate.id }
  switch (key.toLowerCase()) {
    case 'b':
    case 'n':
      return { is: 'new' }
    case 'x':
      return { is: 'nobody' }
    case 'c':
    case 'f':
      return 'find'
    case 'z':
      return 'take_back'
    default:
      return null
  }
}
