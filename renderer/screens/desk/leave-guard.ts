import { createContext, useContext, useEffect } from 'react'

/** Asked before a screen is left that holds what nobody saved: it calls `go` when the person lets it go. */
export type LeaveGuard = (go: () => void) => void

/** How the desk goes on from a section, and how a section holds it. */
export interface Leave {
  /** Goes on, by way of the guard when there is one. */
  readonly leave: (go: () => void) => void
  /** Puts a guard before the open section; null: it may be left at once. */
  readonly hold: (guard: LeaveGuard | null) => void
}

export const LeaveContext = createContext<Leave>({ leave: (go) => go(), hold: () => undefined })

/** Goes on from what is open, asking first where it holds what nobody saved. */
export const useLeave = (): Leave['leave'] => useContext(LeaveContext).leave

/** Has this section asked before it is left, as long as `isHeld`. */
export function useLeaveGuard(isHeld: boolean, ask: LeaveGuard): void {
  const { hold } = useContext(LeaveContext)
  useEffect(() => {
    hold(isHeld ? ask : null)
    return () => hold(null)
  })
}
