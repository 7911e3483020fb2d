import { useReducer } from 'react'
import type { StaffEntry } from '../../../core/contract/staff'
import type { Detail } from '../../../core/result/result'
import { call } from '../../api/call'
import type { PlainFailure } from '../../api/call'
import { useView } from '../../api/views'
import { requestOf, STAFF_START, staffStep, type StaffPin } from './staff-machine'

/** Sends a PIN to where it opens something; after a yes the dialog has nothing more to do. */
export type EnterStaff = (
  pin: StaffPin,
) => Promise<
  { readonly ok: true } | { readonly ok: false; readonly code: PlainFailure; readonly detail?: Detail | undefined }
>

/** The staff dialog's model: the list, the step, and the calls that its entries make. `first`: asked for at once. */
export function useStaff(onEnter: EnterStaff, first: StaffEntry | null) {
  const list = useView('staff.list')
  const [state, dispatch] = useReducer(staffStep, first, (who) =>
    who === null ? STAFF_START : staffStep(STAFF_START, { type: 'chose', staff: who }),
  )
  const firstPin = list.data?.firstPin ?? false
  const enter = async () => {
    if (state.isBusy) return
    const request = requestOf(state, firstPin)
    if (request === null) return dispatch({ type: 'entered', firstPin })
    dispatch({ type: 'sent' })
    const answer = request.call === 'enter' ? await onEnter(request.input) : await call(request.call, request.input)
    if (!answer.ok) return dispatch({ type: 'failed', code: answer.code, detail: answer.detail })
    if (request.call === 'enter') return // who asked for it goes on from here
    dispatch({ type: 'saved' })
    await list.refetch()
  }
  return { list, state, dispatch, enter }
}
