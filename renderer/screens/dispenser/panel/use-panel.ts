import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import type { DispenserPanel, DispenserStaffAct } from '../../../../core/contract/dispenser'
import { call, CallFailed, type FailureCode } from '../../../api/call'
import { useView, viewKey } from '../../../api/views'

/** What became of the last act. */
export type PanelSaid = { readonly is: 'working' | 'done' } | { readonly is: 'failed'; readonly code: FailureCode }

/** The staff panel's model: what main tells of it, and the acts, one at a time. `onClosed`: main has closed it. */
export function usePanel(onClosed: () => void) {
  const client = useQueryClient()
  const view = useView('dispenser.panel')
  const [said, setSaid] = useState<PanelSaid | null>(null)
  const isClosed = view.error instanceof CallFailed && view.error.code === 'not_signed_in'
  useEffect(() => {
    if (isClosed) onClosed()
  }, [isClosed, onClosed])
  const act = async (wanted: DispenserStaffAct): Promise<boolean> => {
    if (said?.is === 'working') return false
    setSaid({ is: 'working' })
    const answer = await call('dispenser.staffAct', wanted)
    if (!answer.ok) {
      setSaid({ is: 'failed', code: answer.code })
      // Whatever stopped it, what is shown may be old.
      await view.refetch()
      return false
    }
    setSaid({ is: 'done' })
    if (answer.value === null) onClosed()
    else client.setQueryData<DispenserPanel>(viewKey('dispenser.panel', null), answer.value)
    return true
  }
  return { panel: view.data, error: view.error, refetch: view.refetch, said, act, isBusy: said?.is === 'working' }
}

export type PanelModel = ReturnType<typeof usePanel>
