import { describe, expect, it } from 'vitest'
import { SMALL_FAIR } from '../testing/builders'
import { aQueueFair } from '../testing/queue-builders'
import { applyEdit, applyWhole, changedMeanwhile, SetupEdit, type Edited } from './edit'
import { EverUsed } from './ever-used'
import { newRow } from './propose'
import { blockOf, type Block, type Draft, type RowPart } from './part-names'
import { FairFile } from './schema'

const file = FairFile.parse({
  ...aQueueFair().setup,
  staff: [
    { code: 'dyah', name: 'Dyah', role: 'organizer' },
    { code: 'sari', name: 'Sari', role: 'operator' },
  ],
  walkIn: { categories: ['umum'], fields: [] },
  purposes: [{ code: 'news', name: { id: 'Kabar', en: 'News' }, text: { id: 'Boleh', en: 'May' }, version: 1 }],
})
const used = new EverUsed().add(file)
const edit = (raw: unknown, on: FairFile = file): Edited => applyEdit(on, SetupEdit.parse(raw), used)
const row = (part: RowPart, code: string): Draft => file[part].find((one) => one.code === code) as unknown as Draft
const put = (part: RowPart, code: string, more: Draft): Edited =>
  edit({ do: 'put', part, code, row: { ...row(part, code), ...more }, seen: row(part, code) })
const add = (part: RowPart, more: Draft): Edited =>
  edit({ do: 'add', part, row: { ...newRow(file, part, used), ...more } })
const remove = (part: RowPart, code: string): Edited => edit({ do: 'remove', part, code, seen: row(part, code) })
const block = (name: Block, value: Draft): Edited =>
  edit({ do: 'block', block: name, value, seen: blockOf(file, name) })
const sure = (edited: Edited): FairFile => {
  if (!edited.ok) throw new Error(JSON.stringify(edited.problems))
  return edited.file
}
const wrong = (edited: Edited) => (edited.ok ? [] : edited.problems.map(({ path, is }) => `${path}: ${is}`))
const name = (id: string) => ({ id, en: id })

describe('an edit of a row', () => {
  it('changes that row and nothing else', () => {
    const after = sure(put('services', 'tax', { quota: 40 }))
    expect(after.services[0]?.quota).toBe(40)
    expect({ ...after, services: [] }).toEqual({ ...file, services: [] })
  })

  it('is refused field by field, by the place in the form', () => {
    expect(
      wrong(
        put('services', 'tax', {
          name: { id: '', en: 'Tax' },
          prefix: 'IO',
          quota: 'many',
          serviceMinutes: 0,
          hours: [{ from: '08:00', to: '25:00' }],
          rules: { ...(row('services', 'tax')['rules'] as object), noShowCalls: 99 },
        }),
      ),
    ).toEqual([
      'name.id: needed',
      'prefix: bad_prefix',
      'hours.0.to: bad_time',
      'quota: not_a_number',
      'serviceMinutes: more_than',
      'rules.noShowCalls: at_most',
    ])
  })

  it('is refused where it leads nowhere or runs backwards', () => {
    expect(wrong(put('services', 'tax', { agency: 'nobody' }))).toEqual(['agency: not_known'])
    expect(wrong(put('services', 'tax', { prefix: 'B' }))).toEqual(['prefix: used_twice'])
    expect(wrong(put('services', 'tax', { hours: [{ from: '16:00', to: '08:00' }] }))).toEqual(['hours.0: ends_before'])
    expect(wrong(put('counters', '1', { services: [] }))).toEqual(['services: needs_one'])
    expect(wrong(put('lists', 'day-1', { resetAt: '04:10' }))).toEqual(['resetAt: bad_quarter'])
    expect(wrong(block('fair', { timeZone: 'Mars/Olympus' }))).toEqual(['timeZone: bad_zone'])
    expect(wrong(block('days', { days: [] }))).toEqual(['days: needs_one'])
    expect(wrong(block('look', { brand: { color: 'red' } }))).toEqual(['brand.color: bad_color'])
    const footer = { id: 'x'.repeat(161), en: '' }
    expect(wrong(block('slip', { slip: { ...file.slip, footer } }))).toEqual([
      'slip.footer.id: too_long',
      'slip.footer.en: needed',
    ])
  })

  it('never changes what a row is known by', () => {
    expect(wrong(put('services', 'tax', { code: 'other' }))).toEqual(['code: code_is_fixed'])
    expect(wrong(put('categories', 'vip', { number: 9 }))).toEqual(['number: number_is_fixed'])
    expect(sure(block('fair', { demo: false, code: 'other', city: 'Malang' }))).toMatchObject({
      demo: true,
      code: 'small',
      city: 'Malang',
    })
  })

  it('tells another row that it breaks by its name', () => {
    const withSession = sure(
      edit({ do: 'put', part: 'lists', code: 'day-1', row: { ...row('lists', 'day-1'), kind: 'session' }, seen: {} }),
    )
    const session = {
      code: 's',
      list: 'day-1',
      title: name('Pembukaan'),
      speakers: [],
      room: name('Aula'),
      from: '2026-10-13T09:00',
      to: '2026-10-13T10:00',
    }
    const both = sure(edit({ do: 'add', part: 'sessions', row: session }, withSession))
    const back = edit({ do: 'put', part: 'lists', code: 'day-1', row: row('lists', 'day-1'), seen: {} }, both)
    expect(back).toMatchObject({
      problems: [{ is: 'not_known', path: 'list', at: { part: 'sessions', name: { id: 'Pembukaan' } } }],
    })
  })
})

describe('a new row', () => {
  it('gets a code from its name, never one that something had before', () => {
    const first = sure(add('services', { agency: 'office', name: name('Pajak Kendaraan — Tahunan!') }))
    expect(first.services.at(-1)).toMatchObject({ code: 'pajak-kendaraan-tahunan', prefix: 'C' })
    const long = sure(add('services', { name: name('é'.repeat(90)) }))
    expect(long.services.at(-1)?.code).toBe('e'.repeat(40))
    expect(
      sure(add('agencies', { name: name('Office'), shortName: 'O', subtitle: name('x') })).agencies.at(-1)?.code,
    ).toBe('office-2')
    expect(sure(add('gates', { ...row('gates', 'north'), code: '', name: name('市役所') })).gates.at(-1)?.code).toBe(
      'pintu-1',
    )
    const gone = new EverUsed().add({ ...file, gates: [{ ...file.gates[0], code: 'selatan' }] as typeof file.gates })
    const again = SetupEdit.parse({
      do: 'add',
      part: 'gates',
      row: { ...row('gates', 'north'), code: '', name: name('Selatan') },
    })
    expect(sure(applyEdit(file, again, gone)).gates.at(-1)?.code).toBe('selatan-2')
    const asked = SetupEdit.parse({ ...again, row: { ...row('gates', 'north'), code: 'SELATAN', name: name('X') } })
    expect(wrong(applyEdit(file, asked, gone))).toEqual(['code: code_was_used'])
  })

  it('of staff gets a code that tells no name: codes are in the log', () => {
    expect(sure(add('staff', { name: 'Ratih Puspaningrum' })).staff.at(-1)).toEqual({
      code: 'petugas-1',
      name: 'Ratih Puspaningrum',
      role: 'operator',
    })
  })

  it('of a category gets a number that no category ever had', () => {
    const before = new EverUsed().add({
      ...file,
      categories: [{ ...file.categories[0], code: 'x', number: 7 }] as never,
    })
    const asked = { ...newRow(file, 'categories', used), name: name('Media'), number: 1 }
    const added = applyEdit(file, SetupEdit.parse({ do: 'add', part: 'categories', row: asked }), before)
    expect(sure(added).categories.at(-1)).toMatchObject({ code: 'media', number: 8 })
  })

  it('as its form begins is complete but for its name', () => {
    const needs: Partial<Record<RowPart, readonly string[]>> = {}
    for (const part of ['categories', 'gates', 'lists', 'services', 'purposes', 'badges', 'staff'] as const)
      needs[part] = [...new Set(wrong(add(part, {})).map((said) => said.replace(/\.(id|en): .*$|: .*$/, '')))]
    expect(needs).toEqual({
      categories: ['name'],
      gates: ['name'],
      lists: ['name'],
      services: ['name'],
      purposes: ['name', 'text'],
      badges: ['name'],
      staff: ['name'],
    })
  })
})

describe('a consent', () => {
  it('counts its version up when the text changes, and only then', () => {
    expect(sure(put('purposes', 'news', { required: true, version: 9 })).purposes[0]?.version).toBe(1)
    expect(sure(put('purposes', 'news', { text: name('Baru') })).purposes[0]?.version).toBe(2)
    const undone = new EverUsed().add(file).add({ ...file, purposes: [{ ...file.purposes[0], version: 4 }] as never })
    const again = SetupEdit.parse({
      do: 'put',
      part: 'purposes',
      code: 'news',
      row: { ...row('purposes', 'news'), text: name('Lain') },
      seen: {},
    })
    expect(sure(applyEdit(file, again, undone)).purposes[0]?.version).toBe(5)
  })
})

describe('removing', () => {
  it('says who names what would be gone, each once a place', () => {
    expect(remove('services', 'tax')).toMatchObject({
      problems: [
        { is: 'named_by', path: 'services', at: { part: 'counters', name: { id: 'Loket 1' } } },
        { is: 'named_by', path: 'services', at: { part: 'counters', name: { id: 'Loket 2' } } },
      ],
    })
    expect(remove('agencies', 'office')).toMatchObject({
      problems: [{ at: { code: 'tax' } }, { at: { code: 'bills' } }],
    })
    expect(remove('categories', 'umum')).toMatchObject({
      problems: [{ is: 'named_by', path: 'walkIn.categories', at: null }],
    })
  })

  it('is refused for the last of what a fair needs one of', () => {
    expect(wrong(remove('gates', 'north'))).toEqual(['gates: needs_one'])
    expect(wrong(remove('staff', 'dyah'))).toEqual(['role: last_organizer'])
    expect(wrong(put('staff', 'dyah', { role: 'operator' }))).toEqual(['role: last_organizer'])
  })

  it('removes what nothing names', () => {
    expect(sure(remove('counters', '3')).counters.map(({ code }) => code)).toEqual(['1', '2'])
    expect(wrong(edit({ do: 'remove', part: 'counters', code: '9', seen: {} }))).toEqual([': not_there'])
  })
})

describe('moving', () => {
  it('puts a row at its new place', () => {
    const move = (to: number) =>
      sure(edit({ do: 'move', part: 'counters', code: '1', to })).counters.map(({ code }) => code)
    expect(move(0)).toEqual(['1', '2', '3'])
    expect(move(1)).toEqual(['2', '1', '3'])
    expect(move(99)).toEqual(['2', '3', '1'])
  })
})

describe('two desks at once', () => {
  const putTax = SetupEdit.parse({
    do: 'put',
    part: 'services',
    code: 'tax',
    row: { ...row('services', 'tax'), quota: 1 },
    seen: row('services', 'tax'),
  })

  it('meet only on the same row', () => {
    expect(changedMeanwhile(file, putTax)).toBeNull()
    const other = sure(put('services', 'bills', { quota: 5 }))
    expect(changedMeanwhile(other, putTax)).toBeNull()
    const same = sure(put('services', 'tax', { quota: 5 }))
    expect(changedMeanwhile(same, putTax)).toMatchObject({ now: { quota: 5 } })
    const gone = { ...file, services: file.services.slice(1) }
    expect(changedMeanwhile(gone, putTax)).toEqual({ now: null })
  })
})

describe('a whole set-up, an older one or that of a file', () => {
  const whole = (next: FairFile, ever = used) => applyWhole(file, next, ever)
  const numbered = (add: number) =>
    FairFile.parse({
      ...file,
      categories: SMALL_FAIR.categories.map((category) => ({ ...category, number: category.number + add })),
    })

  it('comes back unless it would change what stands in signed codes', () => {
    const later = sure(put('services', 'tax', { quota: 40 }))
    expect(sure(applyWhole(later, file, used))).toEqual(file)
    expect(wrong(whole(numbered(5)))).toEqual(['number: number_is_fixed'])
    expect(wrong(whole({ ...file, demo: false }))).toEqual([': demo_is_fixed'])
  })

  it('gives no number of a category that is gone to another, nor another to that category', () => {
    const [first] = file.categories
    if (first === undefined) throw new Error('no category')
    const gone = { ...first, code: 'gone', name: name('Gone'), number: 77 }
    const ever = new EverUsed().add({ ...file, categories: [...file.categories, gone] }).add(file)
    const taken = { ...file, categories: [...file.categories, { ...gone, code: 'new' }] }
    expect(wrong(whole(taken, ever))).toEqual(['number: number_is_fixed'])
    const renumbered = { ...file, categories: [...file.categories, { ...gone, number: 78 }] }
    expect(wrong(whole(renumbered, ever))).toEqual(['number: number_is_fixed'])
    expect(sure(whole({ ...file, categories: [...file.categories, gone] }, ever)).categories.at(-1)).toEqual(gone)
    expect(ever.nextNumber()).toBe(78)
  })

  it('gives another text of a consent a version of its own, and a text that was there the one it had', () => {
    const purpose = { code: 'news', name: name('News'), text: name('First'), version: 1, required: false }
    const asks = (text: string, version: number) =>
      FairFile.parse({ ...file, purposes: [{ ...purpose, text: name(text), version }] })
    const ever = new EverUsed().add(asks('First', 1)).add(asks('Second', 2))
    const versionOf = (text: string, version: number) => sure(whole(asks(text, version), ever)).purposes[0]?.version
    expect(versionOf('Third', 1)).toBe(3)
    expect(versionOf('Second', 1)).toBe(2)
    expect(versionOf('First', 1)).toBe(1)
    expect(versionOf('Third', 9)).toBe(9)
  })
})
