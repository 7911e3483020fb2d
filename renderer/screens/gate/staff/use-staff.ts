import { useReducer } from 'react'
import { call } from '../../../api/call'
import { useView } from '../../../api/views'
import { requestOf, STAFF_START, staffStep } from './staff-machine'

/** The staff dialog's model: the list, the step, and the calls that its entries make. */
export function useStaff() {
  const list = useView('staff.list')
  const [state, dispatch] = useReducer(staffStep, STAFF_START)
  const firstPin = list.data?.firstPin ?? false
  const enter = async () => {
    if (state.isBusy) return
    const request = requestOf(state, firstPin)
    if (request === null) return dispatch({ type: 'entered', firstPin })
    dispatch({ type: 'sent' })
    const answer =
      request.call === 'kiosk.close' ? await call(request.call, request.input) : await call(request.call, request.input)
    if (!answer.ok) return dispatch({ type: 'failed', code: answer.code, detail: answer.detail })
    if (request.call === 'kiosk.close') return // main closes the window
    dispatch({ type: 'saved' })
    await list.refetch()
  }
  return { list, state, dispatch, enter, firstPin }
}
