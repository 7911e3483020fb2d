import type { FinishOutcome } from '../events/queue'

/** How people behave in a simulated hall: shares are of 1, spans in seconds. */
export const HABITS = {
  /** How long one is served: lognormal, half of them within two minutes, one in twenty longer than ten. */
  serving: { mu: 4.82, sigma: 0.95 },
  /** Between two numbers of one visitor. */
  nextNumber: 15,
  print: [2, 4],
  printFails: 0.003,
  /** Until the paper is changed. */
  refill: 45,
  givesUp: 0.02,
  givesUpAfter: [300, 2_400],
  /** When those who met the Friday break come again. */
  afterPrayer: [0, 1_200],

  /** When counters open after the hour. */
  opens: [0, 120],
  /** From empty hands to the next call. */
  gap: [4, 20],
  /** Until an operator whose line was empty sees that somebody came. */
  notices: [2, 10],
  /** Somebody is taken who is not the head. */
  picksByHand: 0.004,
  mealMinutes: 30,
  /** Who goes to the Friday prayer. */
  prays: 0.5,

  /** From where one waits to the counter. */
  walk: [8, 40],
  hearsTheSecondCall: 0.08,
  noShow: 0.06,
  betweenCalls: 40,
  /** From the last call to "did not come". */
  afterTheLastCall: 65,
  comesBack: 0.4,
  comesBackAfter: [120, 2_400],

  transfer: 0.03,
  /** How far into the serving it turns out. */
  transferAt: 0.3,
  park: 0.04,
  awayFor: { mu: 5.9, sigma: 0.5 },
  /** When one who is back is at another counter first. */
  looksAgain: 60,
} as const

export const OUTCOMES: readonly { readonly outcome: FinishOutcome; readonly weight: number }[] = [
  { outcome: 'solved', weight: 80 },
  { outcome: 'pending', weight: 10 },
  { outcome: 'refused', weight: 6 },
  { outcome: 'referred', weight: 4 },
]
