import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { GateFolder } from './a-gate-folder'
import { clearApart, keepApart } from './keep-apart'
import { mergeVisitors, unmergeVisitor } from './merge-visitors'

let place: GateFolder
beforeEach(async () => {
  place = await GateFolder.make()
})
afterEach(() => place.remove())

const apart = () => place.folder.persons.apart()
const pair = (one: string, two: string) => [[one, two].toSorted()]

describe('somebody who is somebody else', () => {
  it('is kept apart from all who are named, once, and it can be taken back of one', () => {
    const [one, two, three] = [place.visitor('Wulan K.'), place.visitor('Wulan'), place.visitor('W. Kusuma')]
    expect(keepApart(place.folder, one, [two, three], 'sari')).toEqual({ ok: true, value: null })
    const events = place.folder.exports.logCount()
    expect(keepApart(place.folder, one, [two, three, two], 'sari')).toMatchObject({ ok: true })
    expect(place.folder.exports.logCount()).toBe(events)
    expect(place.folder.persons.apartFrom(one)).toHaveLength(2)
    expect(clearApart(place.folder, two, [one, three], 'sari')).toMatchObject({ ok: true })
    expect(apart()).toEqual(pair(one, three))
  })

  it('is nobody who is one person with them already, and nobody who is unknown', () => {
    const [one, two, three] = [place.visitor('Wulan K.'), place.visitor('Wulan'), place.visitor('W. Kusuma')]
    mergeVisitors(place.folder, two, one, 'sari')
    expect(keepApart(place.folder, three, [one], 'sari')).toMatchObject({ ok: true })
    expect(keepApart(place.folder, one, [two], 'sari')).toMatchObject({ ok: false, code: 'same_visitor' })
    expect(keepApart(place.folder, one, [place.id()], 'sari')).toMatchObject({ ok: false, code: 'unknown_visitor' })
    expect(apart()).toEqual(pair(one, three))
  })

  it('is not kept apart from whom they were merged with, who is named with the others of the group', () => {
    const [one, two, three] = [place.visitor('Wulan K.'), place.visitor('Wulan'), place.visitor('W. Kusuma')]
    mergeVisitors(place.folder, two, one, 'sari')
    expect(keepApart(place.folder, two, [one, three], 'sari')).toMatchObject({ ok: true })
    expect(apart()).toEqual(pair(two, three))
  })

  it('may be merged nevertheless: that clears it, whichever visitors of the two it was said of', () => {
    const [one, two, three] = [place.visitor('Wulan K.'), place.visitor('Wulan'), place.visitor('W. Kusuma')]
    mergeVisitors(place.folder, two, one, 'sari')
    keepApart(place.folder, two, [three], 'sari')
    expect(mergeVisitors(place.folder, three, one, 'sari')).toMatchObject({ ok: true })
    expect(apart()).toEqual([])
    unmergeVisitor(place.folder, three, 'sari')
    expect(apart()).toEqual([])
  })
})
