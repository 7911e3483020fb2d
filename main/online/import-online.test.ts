import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { NINE } from '../../core/testing/builders'
import { MANY_LISTS } from '../../db/testing/random-fair'
import { GateFolder } from '../commands/a-gate-folder'
import { mergeVisitors, unmergeVisitor } from '../commands/merge-visitors'
import { importOnline, readOnline, withDecisions, writeOnline, type Decided } from './import-online'
import { writeReview } from './review-file'

const open: GateFolder[] = []
afterEach(() => {
  for (const place of open.splice(0)) place.remove()
})

async function aPlace(): Promise<GateFolder> {
  const place = await GateFolder.make(MANY_LISTS)
  open.push(place)
  return place
}

const MINUTE = 60_000
const DAY = '2026-10-13'

async function imported(place: GateFolder, text: string, minimum = 30) {
  const file = join(place.folder.dir, 'zoom.csv')
  writeFileSync(file, text)
  const list = place.fair.list('talk')
  if (list === null) throw new Error('no talk')
  const day = { timeZone: 'Asia/Jakarta', date: DAY }
  const report = await importOnline(place.folder, file, { list, day, minimum: minimum * MINUTE, actor: 'sari' })
  if (!report.ok) throw new Error(report.code)
  return report.value
}

const session = (place: GateFolder) => place.folder.figures.sessions(place.fair, DAY, NINE)[0]
const presence = (place: GateFolder) =>
  place.folder.figures.presence(place.fair, place.folder.figures.day(place.fair, DAY, NINE))

const ZOOM = `Name (original name),Email,Join time,Leave time,Duration (minutes),Guest
budi iPhone (Budi Santoso),,10/13/2026 09:00:00 AM,10/13/2026 09:20:00 AM,20,Yes
Budi Santoso,,10/13/2026 09:15:00 AM,10/13/2026 09:40:00 AM,25,Yes
Siti Rahayu,,10/13/2026 09:00:00 AM,10/13/2026 09:10:00 AM,10,Yes
Budi Santosa,,10/13/2026 09:00:00 AM,10/13/2026 10:00:00 AM,60,Yes
Tamu,,kapan,10/13/2026 10:00:00 AM,60,Yes
`

describe('a list of online participants', () => {
  it('counts who was there long enough, several joins together, and changes nothing the second time', async () => {
    const place = await aPlace()
    const budi = place.visitor('Budi Santoso')
    place.visitor('Siti Rahayu')
    const first = await imported(place, ZOOM)
    expect(first).toMatchObject({ added: 2, updated: 0, unchanged: 0, counted: 1 })
    expect(first.rejected).toMatchObject([{ line: 6, reason: 'no_join_time' }])
    expect(first.doubtful).toMatchObject([{ why: 'near', candidates: [budi] }])
    expect(place.folder.online.row('talk', budi)?.present).toEqual([{ from: NINE, to: NINE + 40 * MINUTE }])
    expect(session(place)).toMatchObject({ people: 0, online: 1 })
    expect(await imported(place, ZOOM)).toMatchObject({ added: 0, updated: 0, unchanged: 2 })
    expect(await imported(place, ZOOM, 5)).toMatchObject({ updated: 2, counted: 2 })
    expect(session(place)).toMatchObject({ online: 2 })
  })

  it('is answered by its list for review, once somebody has put in who is who', async () => {
    const place = await aPlace()
    const budi = place.visitor('Budi Santoso')
    const { doubtful } = await imported(place, ZOOM)
    const file = join(place.folder.dir, 'periksa.csv')
    writeReview(place.folder, place.fair, doubtful, { file, locale: 'id' })
    const text = readFileSync(file, 'utf8')
    expect(text.split('\r\n')[0]).toBe('Kode,Nama,Email,Masuk,Keluar,Keraguan,Mungkin')
    expect(text).toContain(`Budi Santoso = ${budi}`)
    const decided = text.replace(/^,Budi Santosa/m, `${budi},Budi Santosa`)
    expect(await imported(place, decided)).toMatchObject({ updated: 1, doubtful: [{ why: 'unknown' }] })
    expect(place.folder.online.row('talk', budi)?.present).toEqual([{ from: NINE, to: NINE + 60 * MINUTE }])
  })

  it('makes one person of who was on site and online, by one registration or by two that were merged', async () => {
    const place = await aPlace()
    const budi = place.visitor('Budi Santoso')
    const again = place.visitor('B. Santoso')
    place.visitor('Siti Rahayu')
    await imported(place, ZOOM, 5)
    place.scan('B. Santoso')
    expect(presence(place)).toEqual({ onSite: 1, online: 2, both: 0 })
    expect(mergeVisitors(place.folder, again, budi, 'sari')).toMatchObject({ ok: true, value: { person: budi } })
    expect(presence(place)).toEqual({ onSite: 0, online: 1, both: 1 })
    expect(mergeVisitors(place.folder, budi, again, 'sari')).toMatchObject({ ok: false, code: 'same_visitor' })
    expect(unmergeVisitor(place.folder, again, 'sari')).toMatchObject({ ok: true })
    expect(presence(place)).toEqual({ onSite: 1, online: 2, both: 0 })
    expect(unmergeVisitor(place.folder, again, 'sari')).toMatchObject({ ok: false, code: 'not_merged' })
  })

  it('counts merged people once at the door, inside and among those expected', async () => {
    const place = await aPlace()
    const [one, other] = [place.visitor('K1'), place.visitor('K2')]
    place.scan('K1')
    place.pass(30 * MINUTE)
    place.scan('K2')
    const day = () => place.folder.figures.day(place.fair, DAY, NINE)
    expect(day()).toMatchObject({ people: 2, inside: 2, expected: 2, entries: 2, again: 0 })
    mergeVisitors(place.folder, other, one, null)
    expect(day()).toMatchObject({ people: 1, inside: 1, expected: 1, entries: 2, again: 1 })
    expect(place.figures()).toMatchObject({ entered: 1, inside: 1 })
  })

  it('is refused as a whole when it is none', async () => {
    const place = await aPlace()
    await expect(imported(place, 'Kota,Jumlah\nSurabaya,3\n')).rejects.toThrow('no_participants')
  })
})

describe('a list of online participants at a desk', () => {
  it('is decided one by one: somebody known, somebody new, nobody, and who is left open', async () => {
    const place = await aPlace()
    const budi = place.visitor('Budi Santoso')
    place.visitor('Siti Rahayu')
    const file = join(place.folder.dir, 'zoom.csv')
    writeFileSync(
      file,
      `Name,Email,Join time,Leave time
Budi Santosa,,10/13/2026 09:00:00 AM,10/13/2026 10:00:00 AM
Dewi Lestari,dewi@contoh.id,10/13/2026 09:00:00 AM,10/13/2026 10:00:00 AM
iPhone,,10/13/2026 09:00:00 AM,10/13/2026 10:00:00 AM
Siti,,10/13/2026 09:00:00 AM,10/13/2026 10:00:00 AM
`,
    )
    const read = await readOnline(place.folder, file, { timeZone: 'Asia/Jakarta', date: DAY })
    if (!read.ok) throw new Error(read.code)
    const keyOf = (called: string) => read.value.doubtful.find(({ joins }) => joins[0]?.names[0] === called)?.key ?? ''
    expect(read.value.columns.map(({ field }) => field)).toEqual(['name', 'email', 'join', 'leave'])
    const decisions = new Map<string, Decided>([
      [keyOf('Budi Santosa'), { is: 'visitor', visitor: budi }],
      [keyOf('Dewi Lestari'), { is: 'new' }],
      [keyOf('iPhone'), { is: 'nobody' }],
    ])
    const decided = withDecisions(place.folder, read.value, decisions, { category: 'vip', actor: 'sari' })
    expect(decided).toMatchObject({ registered: 1, open: 1 })
    const list = place.fair.list('talk')
    if (list === null) throw new Error('no talk')
    expect(writeOnline(place.folder, decided.found, { list, minimum: MINUTE, actor: 'sari' })).toMatchObject({
      added: 2,
      counted: 2,
    })
    const [dewi = ''] = place.folder.people.findByEmail('DEWI@contoh.id')
    expect(place.folder.desk.facts(dewi)).toMatchObject({ category: 'vip', status: 'active' })
    // The same list again knows her by her e-mail.
    const again = await readOnline(place.folder, file, { timeZone: 'Asia/Jakarta', date: DAY })
    expect(again.ok && again.value.found.has(dewi)).toBe(true)
  })
})
