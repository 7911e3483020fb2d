import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { ok } from '../../core/result/result'
import { PRETIX_VECTORS } from '../../core/testing/pretix-vectors'
import { fairOf, issue, scan } from '../codes/a-code-folder'
import { fileAdapter } from '../keys/file'
import { exportKeys, importKeys, readKeysFile, retireKey, rotateKey } from './code-keys'
import { meet, QueueFolder, sure } from './queue/a-queue-folder'

let here: QueueFolder
let there: QueueFolder
beforeEach(async () => {
  here = await QueueFolder.make()
  there = await QueueFolder.beside(here, 2)
})
afterEach(() => {
  here.remove()
  there.remove()
})

const carry = (from: QueueFolder, to: QueueFolder) => {
  const read = readKeysFile(JSON.stringify(exportKeys(from.folder, fairOf(from))))
  if (!read.ok) throw new Error(read.code)
  return importKeys(to.folder, fairOf(to), read.value)
}
const rotate = async (station: QueueFolder) =>
  sure(await rotateKey(station.folder, fairOf(station), fileAdapter({ demo: true })))

describe('a file of keys', () => {
  it('carries what one folder trusts to another, and twice is once', () => {
    const { text } = issue(here)
    expect(carry(here, there)).toEqual({ added: 1, unchanged: 0, retired: 0 })
    expect(carry(here, there)).toEqual({ added: 0, unchanged: 1, retired: 0 })
    expect(scan(there, text).outcome).toBe('admitted')
  })

  it('knows a key of pretix however its text is broken', () => {
    const [key] = PRETIX_VECTORS.keys
    const spaced = `${key.slice(0, 20)}\n${key.slice(20)}\n`
    const read = sure(readKeysFile(JSON.stringify({ pretix_sig1: [key, spaced] })) as never) as never
    expect(importKeys(here.folder, fairOf(here), read)).toEqual({ added: 1, unchanged: 1, retired: 0 })
  })

  it.each([
    ['[]', '', 'not_an_entry'],
    ['{"pendopo":{}}', 'pendopo', 'not_a_list'],
    ['{"pretix_sig1":["LS0t"]}', 'pretix_sig1.0', 'bad_pretix_key'],
    ['{"pretix_sig1":[7]}', 'pretix_sig1.0', 'bad_pretix_key'],
    ['{"pendopo":["x"]}', 'pendopo.0', 'not_an_entry'],
    ['{"keys":[]}', '', 'unknown_field'],
  ])('%s is refused at "%s": %s', (text, path, problem) => {
    expect(readKeysFile(text)).toMatchObject({ code: 'bad_keys_file', problems: [{ path, problem }] })
  })
})

describe('a new key of the station', () => {
  it('signs from the next start on, and the codes of the old one stay good until it is retired', async () => {
    here.enrol(7)
    const before = issue(here).text
    const { old, publicKey } = await rotate(here)
    const between = issue(here).text
    await here.restart()
    const after = issue(here).text
    meet(here, there)
    for (const station of [here, there])
      for (const text of [before, between, after]) expect(scan(station, text).outcome).toBe('admitted')
    expect(retireKey(here.folder, fairOf(here), publicKey)).toMatchObject({ code: 'own_key' })
    expect(retireKey(here.folder, fairOf(here), old.toUpperCase())).toEqual(ok({ retired: true, changed: true }))
    expect(scan(here, before).reason).toBe('invalid')
    expect(scan(here, after).reason).toBe('already_admitted')
  })

  it('of a station that was never enrolled leaves its older codes good', async () => {
    const before = issue(here).text
    await rotate(here)
    await here.restart()
    expect(scan(here, before).outcome).toBe('admitted')
    expect(scan(here, issue(here).text).outcome).toBe('admitted')
  })

  it('cut off before it is in its place leaves the old one signing', async () => {
    const { settings } = here.folder
    const keep = settings.setWrappedKey.bind(settings)
    settings.setWrappedKey = () => {
      throw new Error('power cut')
    }
    await expect(rotate(here)).rejects.toThrow('power cut')
    settings.setWrappedKey = keep
    const text = issue(here).text
    await here.restart()
    expect(scan(here, text).outcome).toBe('admitted')
    expect(scan(here, issue(here).text).outcome).toBe('admitted')
    await rotate(here)
    await here.restart()
    expect(scan(here, text).reason).toBe('already_admitted')
  })

  it('retired elsewhere does not come back by an old file', async () => {
    carry(here, there)
    const { old } = await rotate(here)
    sure(retireKey(there.folder, fairOf(there), old))
    expect(carry(here, there)).toMatchObject({ retired: 1 })
  })
})
