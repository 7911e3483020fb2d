import { describe, expect, it } from 'vitest'
import * as checkin from '../events/checkin'
import type { EventType } from '../events/define'
import { KNOWN_EVENTS } from '../events/known'
import * as erasure from '../events/erasure'
import * as online from '../events/online'
import * as person from '../events/person'
import * as picture from '../events/picture'
import * as queue from '../events/queue'
import * as setup from '../events/setup'
import * as system from '../events/system'
import * as visitor from '../events/visitor'
import { APPEND, familiesOf, groupsFor, mayAppend, tombstonesFor } from './permissions'

const isEventType = (value: unknown): value is EventType =>
  typeof value === 'object' && value !== null && 'make' in value && 'schema' in value
const exported = [checkin, erasure, online, person, picture, queue, setup, system, visitor]
  .flatMap((module) => Object.values(module) as unknown[])
  .filter(isEventType)

describe('permissions', () => {
  it('every event there is stands among the known ones and in the table, with a reason', () => {
    expect(new Set(KNOWN_EVENTS.map(({ type }) => type))).toEqual(new Set(exported.map(({ type }) => type)))
    for (const { type } of exported) expect(APPEND[type]?.why, type).toBeTruthy()
    expect(Object.keys(APPEND).length).toBe(exported.length)
  })

  it('a desk may append everything, a display nothing but what happens to every machine', () => {
    for (const { type } of exported) expect(mayAppend(['desk'], type), type).toBe(true)
    const ofDisplay = exported.map(({ type }) => type).filter((type) => mayAppend(['display'], type))
    expect(ofDisplay).toEqual(['clock.changed', 'staff.pin_set', 'staff.signed_in', 'staff.refused'])
  })

  it('a gate calls nobody, a counter admits nobody, neither changes the set-up', () => {
    expect(mayAppend(['gate'], 'ticket.called')).toBe(false)
    expect(mayAppend(['counter'], 'scan.recorded')).toBe(false)
    expect(mayAppend(['gate', 'counter'], 'setup.imported')).toBe(false)
    expect(mayAppend(['gate', 'counter'], 'ticket.called')).toBe(true)
  })

  it('what a newer release invented is stored, but not from a display', () => {
    expect(mayAppend(['gate'], 'survey.answered_by_drone')).toBe(true)
    expect(mayAppend(['display'], 'survey.answered_by_drone')).toBe(false)
  })

  it('a display gets set-up and queue only, and of people what closes a kiosk', () => {
    expect(familiesOf(['display'])).toEqual(['setup', 'queue'])
    expect(familiesOf(['display', 'gate'])).toContain('visitor')
    expect(groupsFor(['display'])).toEqual(['staff'])
    expect(groupsFor(['counter'])).not.toContain('contact')
  })

  it('who may have written a row hears of its end', () => {
    expect(groupsFor(['gate'])).not.toContain('identity')
    expect(tombstonesFor(['gate'])).toContain('identity')
  })
})
