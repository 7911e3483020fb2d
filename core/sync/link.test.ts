import { describe, expect, it } from 'vitest'
import type { HubError } from '../hub/errors'
import { linkOf } from './link'
import { newMachine, step, type SyncMachine } from './machine'

const fresh = () => newMachine({ log: null, cursor: 0, peopleCursor: 0 })
const LOG = '00000000-0000-7000-8000-000000000001'
/** A machine whose greeting failed. */
const failed = (code: HubError): SyncMachine =>
  step(step(fresh(), { in: 'time' }).state, { in: 'failed', code, random: 0 }).state
const greeted = (): SyncMachine => step(step(fresh(), { in: 'time' }).state, { in: 'did', log: LOG, head: 0 }).state
const facts = { downSince: null, pending: 3, heldBack: 0 }

describe('how a station stands to the others', () => {
  it('is connected before the first try and after a greeting', () => {
    const connected = { state: 'connected', since: null, pending: 3, trouble: null }
    expect(linkOf(null, facts)).toEqual(connected)
    expect(linkOf(fresh(), facts)).toEqual(connected)
    expect(linkOf(greeted(), facts)).toEqual(connected)
  })

  it('is cut off since the first try that failed', () => {
    expect(linkOf(failed('offline'), { ...facts, downSince: 5 })).toEqual({
      state: 'cut_off',
      since: 5,
      pending: 3,
      trouble: null,
    })
  })

  it('is cut off since somebody asked whom the hub did not answer in time, though no try has failed yet', () => {
    expect(linkOf(greeted(), { ...facts, downSince: 5 })).toEqual({
      state: 'cut_off',
      since: 5,
      pending: 3,
      trouble: null,
    })
  })

  it.each([
    ['unknown_station', 'not_enrolled'],
    ['not_our_hub', 'other_hub'],
    ['other_fair', 'other_hub'],
    ['revoked', 'revoked'],
    ['already_live', 'in_use'],
    ['unavailable', 'hub_busy'],
    ['too_many', 'hub_busy'],
    ['internal', 'failed'],
    ['bad_request', 'refused'],
    ['wrong_role', 'refused'],
    ['strange_answer', 'refused'],
  ] as const)('after %s says why, which is not that nobody answers', (code, trouble) => {
    expect(linkOf(failed(code), { ...facts, downSince: 5 })).toMatchObject({ state: 'cut_off', trouble })
  })

  it('tells how far a long catch-up is, and nothing of a short one', () => {
    const behind = { ...greeted(), eventsOut: false, head: 60_000, cursor: 4_000, peopleHead: 40_000, peopleCursor: 0 }
    expect(linkOf(behind, facts)).toMatchObject({ state: 'connected', catchUp: { done: 4_000, total: 100_000 } })
    expect(linkOf({ ...behind, cursor: 59_900, peopleCursor: 40_000 }, facts).catchUp).toBeUndefined()
    // A scan that waits for its turn hides nothing; thousands of own events are what the hub is ahead by.
    const sending = { ...behind, eventsOut: true }
    expect(linkOf(sending, { ...facts, pending: 3 }).catchUp).toBeDefined()
    expect(linkOf(sending, { ...facts, pending: 5_000 }).catchUp).toBeUndefined()
  })

  it('stays connected while an older hub does not know some events, and says so', () => {
    expect(linkOf(greeted(), { ...facts, heldBack: 2 })).toMatchObject({ state: 'connected', trouble: 'hub_old' })
  })
})
