import { describe, expect, it } from 'vitest'
import { groupsReadableBy, groupsWritableBy, PEOPLE_GROUPS } from './groups'

describe('the groups of people rows', () => {
  it('let only the desk open contact and identity', () => {
    for (const role of ['gate', 'dispenser', 'counter', 'display'] as const) {
      expect(groupsReadableBy(role)).not.toContain('contact')
      expect(groupsReadableBy(role)).not.toContain('identity')
    }
    expect(groupsReadableBy('desk')).toEqual(PEOPLE_GROUPS)
  })

  it('show no name to a display or a ticket dispenser', () => {
    expect(groupsReadableBy('display')).toEqual(['staff'])
    expect(groupsReadableBy('dispenser')).toEqual(['staff'])
  })

  it('let a gate write a note that it cannot read', () => {
    expect(groupsWritableBy('gate')).toContain('note')
    expect(groupsReadableBy('gate')).not.toContain('note')
  })
})
