import type { StaffEntry } from '../../../core/contract/staff'
import { assertNever, type Detail } from '../../../core/result/result'
import type { PlainFailure } from '../../api/call'

/** What stopped the last try. */
export type StaffTrouble =
  | { readonly is: 'failed'; readonly code: PlainFailure; readonly detail: Detail | undefined }
  | { readonly is: 'differs' }

/** One question a step. Digits live only here, and go with the step. */
export type StaffStep =
  | { readonly at: 'who' }
  | { readonly at: 'pin'; readonly who: StaffEntry }
  | { readonly at: 'new'; readonly who: StaffEntry }
  | { readonly at: 'repeat'; readonly who: StaffEntry; readonly pin: string }
  | { readonly at: 'voucher'; readonly who: StaffEntry; readonly pin: string }
  | { readonly at: 'voucher-pin'; readonly who: StaffEntry; readonly pin: string; readonly voucher: StaffEntry }
  /** The PIN is set; `pin` opens what it was asked for without being typed a third time. */
  | { readonly at: 'saved'; readonly who: StaffEntry; readonly pin: string }

export interface StaffState {
  readonly step: StaffStep
  readonly digits: string
  readonly trouble: StaffTrouble | null
  readonly isBusy: boolean
}

export type StaffEvent =
  | { readonly type: 'chose'; readonly staff: StaffEntry }
  | { readonly type: 'typed'; readonly digits: string }
  /** The digits are complete; `firstPin`: nobody has a PIN yet, so nobody can vouch. */
  | { readonly type: 'entered'; readonly firstPin: boolean }
  | { readonly type: 'sent' | 'saved' | 'back' }
  | { readonly type: 'failed'; readonly code: PlainFailure; readonly detail: Detail | undefined }

/** Who somebody says to be, and the proof. */
export interface StaffPin {
  readonly staff: string
  readonly pin: string
}

/** What is to be asked of main after a step; `enter`: what the PIN was asked for. */
export type StaffRequest =
  | { readonly call: 'enter'; readonly input: StaffPin }
  | {
      readonly call: 'staff.setPin'
      readonly input: StaffPin & { voucher: StaffPin | null }
    }

export const PIN_MIN = 4
const PIN_MAX = 8

export const STAFF_START: StaffState = { step: { at: 'who' }, digits: '', trouble: null, isBusy: false }

/** One step of the staff dialog. */
export function staffStep(state: StaffState, event: StaffEvent): StaffState {
  switch (event.type) {
    case 'chose':
      return chose(state, event.staff)
    case 'typed':
      return { ...state, digits: event.digits.replace(/\D/g, '').slice(0, PIN_MAX), trouble: null }
    case 'entered':
      return entered(state, event.firstPin)
    case 'sent':
      return { ...state, isBusy: true, trouble: null }
    case 'saved':
      return state.step.at === 'who' ? state : go({ at: 'saved', who: state.step.who, pin: pinOf(state) })
    case 'failed':
      return failed(state, { is: 'failed', code: event.code, detail: event.detail })
    case 'back':
      return STAFF_START
    default:
      return assertNever(event)
  }
}

/** The request that the entered digits make. */
export function requestOf({ step, digits }: StaffState, firstPin: boolean): StaffRequest | null {
  switch (step.at) {
    case 'pin':
      return digits.length < PIN_MIN ? null : { call: 'enter', input: { staff: step.who.code, pin: digits } }
    case 'saved':
      return { call: 'enter', input: { staff: step.who.code, pin: step.pin } }
    case 'repeat':
      return firstPin && digits === step.pin
        ? { call: 'staff.setPin', input: { staff: step.who.code, pin: step.pin, voucher: null } }
        : null
    case 'voucher-pin':
      if (digits.length < PIN_MIN) return null
      return {
        call: 'staff.setPin',
        input: { staff: step.who.code, pin: step.pin, voucher: { staff: step.voucher.code, pin: digits } },
      }
    case 'who':
    case 'new':
    case 'voucher':
      return null
    default:
      return assertNever(step)
  }
}

function chose(state: StaffState, staff: StaffEntry): StaffState {
  if (state.step.at === 'voucher') return go({ ...state.step, at: 'voucher-pin', voucher: staff })
  return go({ at: staff.hasPin ? 'pin' : 'new', who: staff })
}

function entered(state: StaffState, firstPin: boolean): StaffState {
  const { step, digits } = state
  if (digits.length < PIN_MIN) return state
  if (step.at === 'new') return go({ at: 'repeat', who: step.who, pin: digits })
  if (step.at !== 'repeat') return state
  if (digits !== step.pin) return { ...go({ at: 'new', who: step.who }), trouble: { is: 'differs' } }
  return firstPin ? state : go({ at: 'voucher', who: step.who, pin: step.pin })
}

/** After a failure the step that can mend it is asked again. */
function failed(state: StaffState, trouble: StaffTrouble & { is: 'failed' }): StaffState {
  const { step } = state
  const again = (next: StaffStep): StaffState => ({ ...go(next), trouble })
  if (step.at === 'who') return again(step)
  switch (trouble.code) {
    case 'pin_weak':
      return again({ at: 'new', who: step.who })
    case 'voucher_needed':
      return again({ at: 'voucher', who: step.who, pin: pinOf(state) })
    case 'pin_exists':
      return again({ at: 'pin', who: { ...step.who, hasPin: true } })
    case 'pin_not_set':
      return step.at === 'voucher-pin' ? again({ ...step, at: 'voucher' }) : again({ at: 'new', who: step.who })
    case 'unknown_staff':
    case 'staff_erased':
      return again({ at: 'who' })
    default:
      return again(step)
  }
}

const go = (step: StaffStep): StaffState => ({ step, digits: '', trouble: null, isBusy: false })

/** The new PIN, wherever it stands just now. */
const pinOf = ({ step, digits }: StaffState): string => ('pin' in step ? step.pin : digits)
