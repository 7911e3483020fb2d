import { useEffect, useState } from 'react'

/** The wall clock, read anew every so many ms: minutes grow on the screen without asking main. */
export function useNow(every: number): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), every)
    return () => window.clearInterval(timer)
  }, [every])
  return now
}
