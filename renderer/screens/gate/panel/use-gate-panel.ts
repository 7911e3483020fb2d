import { useQueryClient } from '@tanstack/react-query'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { GatePanel, GatePanelAct } from '../../../../core/contract/gate-panel'
import type { Detail } from '../../../../core/result/result'
import { call, CallFailed, type PlainFailure } from '../../../api/call'
import { useView, viewKey } from '../../../api/views'
import { useActivity } from '../../../parts/use-keys'

/** Scans of visitors and other windows show up this soon, ms. */
const REREAD_MS = 2_000
const reread = () => REREAD_MS
/** A touch prolongs the panel; main is told of it no more often than this, ms. */
const STAY_MS = 3_000

export interface ActFailure {
  readonly code: PlainFailure
  readonly detail: Detail | undefined
}

/** The panel's model: what main shows of it, and the acts, one at a time. `onClosed`: main has closed it. */
export function useGatePanel(onClosed: () => void) {
  const client = useQueryClient()
  const view = useView('gatePanel.view', reread)
  const [isBusy, setBusy] = useState(false)
  const toldAt = useRef(-Infinity)
  const closed = useEffectEvent(onClosed)
  const isClosed = view.error instanceof CallFailed && view.error.code === 'not_signed_in'
  useEffect(() => {
    if (isClosed) closed()
  }, [isClosed])

  const send = async (act: GatePanelAct): Promise<ActFailure | null> => {
    const answer = await call('gatePanel.act', act)
    if (!answer.ok) {
      // Whatever stopped it, what is shown may be old.
      await view.refetch()
      return { code: answer.code, detail: answer.detail }
    }
    if (answer.value === null) onClosed()
    else client.setQueryData<GatePanel>(viewKey('gatePanel.view', null), answer.value)
    return null
  }
  useActivity(() => {
    const now = performance.now()
    if (now - toldAt.current < STAY_MS) return
    toldAt.current = now
    void send({ do: 'stay' })
  })
  return {
    panel: view.data,
    error: view.error,
    refetch: view.refetch,
    /** When the panel was told, by this page's clock, ms. */
    toldAt: view.dataUpdatedAt,
    isBusy,
    /** Null: done. */
    act: async (act: GatePanelAct): Promise<ActFailure | null> => {
      setBusy(true)
      const failure = await send(act)
      setBusy(false)
      return failure
    },
  }
}

export type GatePanelModel = ReturnType<typeof useGatePanel>

/** The time by this page's clock, moved on twice a second: enough for seconds that run down. */
export function useSeconds(): number {
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 500)
    return () => window.clearInterval(timer)
  }, [])
  return now
}
