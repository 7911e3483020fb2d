import type { WebContents } from 'electron'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { CodesView } from '../../core/contract/codes'
import { visitorRegistered, visitorStream } from '../../core/events/visitor'
import { recognise } from '../codes/recognise'
import { issueCode } from '../codes/visitor-codes'
import { makeCodes } from '../codes/codes-job'
import { Desk } from './a-desk'
import { codesHandlers, type CodesCalls } from './codes-handlers'
import type { Handlers } from '../ipc/register'

let desk: Desk
let place: string
/** What the system's dialog answers. */
let chosen: string | null
let handlers: Pick<Handlers, CodesCalls>
beforeEach(async () => {
  desk = await Desk.make()
  place = mkdtempSync(join(tmpdir(), 'pendopo-desk-codes-'))
  chosen = join(place, 'codes')
  handlers = codesHandlers(desk.station, {
    // The real work, in this process.
    start: (folder, request, onProgress) => {
      const abort = new AbortController()
      const ended = makeCodes(folder, request, abort.signal, onProgress).then(
        (result) => ({ ok: true as const, result }),
        () => ({ ok: false as const, failure: { code: 'internal' as const, detail: {} } }),
      )
      return { ended, cancel: () => abort.abort() }
    },
    askPlace: async (_sender, suggested, ending) => {
      expect(suggested).not.toBe('')
      return chosen === null || ending === null || chosen.endsWith('.x') ? chosen : `${chosen}.${ending}`
    },
    report: () => undefined,
  })
})
afterEach(() => {
  desk.remove()
  rmSync(place, { recursive: true })
})

type Order = Parameters<Handlers['codes.make']>[0]
const ask = (sender: WebContents, more: Partial<Order> = {}) =>
  handlers['codes.make']({ category: 'umum', count: 3, firstDay: null, lastDay: null, file: 'csv', ...more }, sender)
const view = async (sender: WebContents): Promise<CodesView> => {
  const answer = await handlers['codes.view'](null, sender)
  if (!answer.ok) throw new Error(answer.code)
  return answer.value
}
const logged = () =>
  desk.queue.folder.log
    .readPending(1_000)
    .map(({ text }) => JSON.parse(text) as { type: string; actor?: string; body: object })
const ended = (sender: WebContents) =>
  vi.waitFor(async () => {
    const now = await view(sender)
    expect(now.phase).not.toBe('making')
    return now
  })

describe('making codes at a desk', () => {
  it('is for whoever is signed in at one, and asks for no place before', async () => {
    expect(await ask(desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
    expect(await ask(desk.page({ role: 'gate', gate: 'north', direction: 'entry' }))).toEqual({
      ok: false,
      code: 'not_a_desk',
    })
    expect(readdirSync(place)).toEqual([])
  })

  it('writes the file that was asked for, of codes that are known here, in the name of who asked', async () => {
    const sender = desk.signedIn('sari')
    expect(await ask(sender)).toEqual({ ok: true, value: true })
    expect(await ended(sender)).toEqual({ phase: 'done', file: 'codes.csv', codes: 3 })
    const [, line = ''] = readFileSync(join(place, 'codes.csv'), 'utf8').split('\r\n')
    const fair = desk.queue.folder.checkin.fair()
    if (fair === null) throw new Error('no fair')
    const code = line.slice(0, line.indexOf(','))
    expect(recognise(desk.queue.folder, fair, code, code.length).recognised.as).toBe('visitor')
    const issued = logged().filter(({ type }) => type === 'credential.issued')
    expect(issued.map(({ actor }) => actor)).toEqual(['sari', 'sari', 'sari'])
  })

  it('makes codes that are good from the beginning of a day to the end of another, in the fair’s zone', async () => {
    const sender = desk.signedIn()
    await ask(sender, { count: 1, firstDay: '2026-10-13', lastDay: '2026-10-13' })
    await ended(sender)
    const issued = logged().find(({ type }) => type === 'credential.issued')
    const seconds = (text: string) => Date.parse(text) / 1_000
    expect(issued?.body).toMatchObject({
      validFrom: seconds('2026-10-13T00:00:00+07:00'),
      validUntil: seconds('2026-10-14T00:00:00+07:00'),
    })
  })

  it('writes a folder of pictures, and refuses one that is there', async () => {
    const sender = desk.signedIn()
    await ask(sender, { file: 'folder' })
    expect(await ended(sender)).toMatchObject({ phase: 'done', file: 'codes' })
    expect(readdirSync(join(place, 'codes'))).toHaveLength(3)
    await ask(sender, { file: 'folder' })
    expect(await ended(sender)).toEqual({ phase: 'refused', file: 'codes', code: 'out_exists' })
  })

  it('begins nothing when no place is chosen, the end is before the beginning, or there is no such category', async () => {
    const sender = desk.signedIn()
    expect(await ask(sender, { firstDay: '2026-10-14', lastDay: '2026-10-13' })).toEqual({
      ok: false,
      code: 'bad_validity',
    })
    expect(await ask(sender, { category: 'gone' })).toEqual({ ok: false, code: 'unknown_category' })
    expect(await ask(sender, { category: null })).toEqual({ ok: false, code: 'unknown_category' })
    chosen = null
    expect(await ask(sender)).toEqual({ ok: true, value: false })
    expect(await view(sender)).toEqual({ phase: 'none' })
  })

  it('can be canceled, and is one at a time for all windows', async () => {
    const sender = desk.signedIn()
    const other = desk.signedIn('sari')
    Object.assign(sender, { isDestroyed: () => false })
    await ask(sender, { count: 5_000 })
    expect(await view(sender)).toMatchObject({ phase: 'making', step: 'making', total: 5_000 })
    expect(await ask(other)).toEqual({ ok: false, code: 'codes_under_way' })
    expect(await handlers['codes.leave'](null, sender)).toEqual({ ok: false, code: 'not_now' })
    expect(await handlers['codes.cancel'](null, sender)).toEqual({ ok: true, value: null })
    expect(await ended(sender)).toEqual({ phase: 'none' })
    expect(readdirSync(place)).toEqual([])
    expect(await ask(other)).toEqual({ ok: true, value: true })
    expect(await ended(other)).toMatchObject({ phase: 'done' })
    expect(await handlers['codes.leave'](null, other)).toEqual({ ok: true, value: null })
  })
})

describe('the code of one person', () => {
  const person = (code: string | null) => {
    const { folder } = desk.queue
    const visitor = folder.ports.newId()
    folder.people.put([
      { visitor, group: 'greet', fields: { name: 'Ani' } },
      ...(code === null ? [] : [{ visitor, group: 'contact' as const, fields: { code } }]),
    ])
    const facts = {
      visitor,
      category: 'umum',
      institution: null,
      status: 'active',
      codeHmac: null,
      rowHmac: null,
    } as const
    const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
    folder.log.transact((append) =>
      append(visitorRegistered.make(visitorStream(visitor), { ...facts, source: 'roster' }, ctx)),
    )
    return visitor
  }
  const save = (visitor: string, sender = desk.signedIn()) =>
    handlers['codes.savePerson']({ visitor, reason: 'dikirim ulang' }, sender)

  it('is saved as a picture, and why is in the log', async () => {
    expect(await save(person('A-1'))).toEqual({ ok: true, value: true })
    expect(readFileSync(join(place, 'codes.png')).subarray(1, 4).toString('latin1')).toBe('PNG')
    expect(logged().at(-1)).toMatchObject({ type: 'export.personal', actor: 'dyah' })
  })

  it('leaves neither file nor record when there is none, or no place is chosen', async () => {
    expect(await save(desk.queue.folder.ports.newId())).toMatchObject({ ok: false })
    chosen = null
    const before = desk.queue.folder.log.readPending(100).length
    const visitor = person('A-2')
    expect(await save(visitor)).toEqual({ ok: true, value: false })
    expect(desk.queue.folder.log.readPending(100)).toHaveLength(before + 1)
    chosen = join(place, 'codes')
    expect(await save(person(null))).toMatchObject({ ok: false })
    expect(existsSync(join(place, 'codes.png'))).toBe(false)
  })
})

describe('a code that somebody holds up at the desk', () => {
  const theFair = () => {
    const fair = desk.queue.folder.checkin.fair()
    if (fair === null) throw new Error('no fair')
    return fair
  }
  /** A code as a gate makes it that is cut off: nothing of it is in this log. */
  const ofAGate = (visitor: string) => {
    const { folder } = desk.queue
    const request = { visitor, category: 'umum', validFrom: null, validUntil: null }
    const issued = issueCode(folder, theFair(), request, { now: 0, newId: folder.ports.newId })
    if (!issued.ok) throw new Error(issued.code)
    return issued.value
  }
  const end = (text: string, sender: WebContents, reason = 'lost-code') =>
    handlers['codes.end']({ text, reason }, sender)

  it('is ended before anything of it came here, by whoever is signed in, and stays so', async () => {
    const { text, credential, event } = ofAGate('0190aaaa-0000-7000-8000-000000000001')
    expect(await end(text, desk.page())).toEqual({ ok: false, code: 'not_signed_in' })
    const sender = desk.signedIn()
    // As a scanner types it, with what it adds.
    expect(await end(`\\000026${text}\r\n`, sender)).toEqual({ ok: true, value: { changed: true, name: null } })
    expect(logged().at(-1)).toMatchObject({ type: 'credential.revoked', body: { credential, reason: 'lost-code' } })
    expect(logged().at(-1)?.actor).toBeDefined()
    // What the gate sends afterwards changes nothing of that.
    const { folder } = desk.queue
    folder.log.transact((append) => append(event))
    expect(recognise(folder, theFair(), text, text.length).knownBy.some((name) => folder.codes.isRevoked(name))).toBe(
      true,
    )
    expect(await end(text, sender)).toEqual({ ok: true, value: { changed: false, name: null } })
  })

  it('is not ended when it is none of this fair, or for no reason of the set-up', async () => {
    const sender = desk.signedIn()
    const { text } = ofAGate('0190aaaa-0000-7000-8000-000000000002')
    expect(await end('not a code', sender)).toEqual({ ok: false, code: 'code_unknown' })
    expect(await end(text, sender, 'because')).toEqual({ ok: false, code: 'unknown_reason' })
    expect(logged().some(({ type }) => type === 'credential.revoked')).toBe(false)
  })
})
