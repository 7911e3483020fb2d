/** A counter as its operators set it; what it holds is asked of the tickets. */
export interface CounterState {
  readonly code: string
  readonly status: 'closed' | 'open' | 'paused'
  readonly operator: string | null
  /** Effective UTC ms of the last change; null: never opened. */
  readonly since: number | null
  readonly pause: { readonly reason: string; readonly until: number | null } | null
  /** Opened on two stations that had not heard of each other: both screens say so. */
  readonly isOpenTwice: boolean
}

export const NEVER_OPENED = (code: string): CounterState => ({
  code,
  status: 'closed',
  operator: null,
  since: null,
  pause: null,
  isOpenTwice: false,
})
