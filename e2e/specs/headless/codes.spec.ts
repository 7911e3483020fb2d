import { cpSync, existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { PRETIX_VECTORS } from '../../../core/testing/pretix-vectors'
import { aPlace, expectRefused, fairPlace, listStats, SMALL_FAIR, smallPlace, type Place } from './support'

// Signed codes from the outside: made, scanned where no roster is, revoked, and the keys they are checked with.

const places: Place[] = []
const use = async (made: Promise<Place> | Place) => {
  const place = await made
  places.push(place)
  return place
}
test.afterEach(() => places.splice(0).forEach((place) => place.remove()))

/** The rows of a file of codes, header left out. */
const rowsOf = (file: string) =>
  readFileSync(file, 'utf8')
    .trimEnd()
    .split('\r\n')
    .slice(1)
    .map((line) => line.split(','))

async function newCodes(place: Place, count: number, name = 'kode.csv'): Promise<string[][]> {
  const out = join(place.files, name)
  expect(await place.do('issue-codes', '--category', 'vip', '--count', String(count), '--out', out)).toMatchObject({
    codes: count,
  })
  return rowsOf(out)
}
const scan = (place: Place, code: string, list = 'khusus') => place.run('scan', code, '--list', list)

test('codes for new visitors are admitted, by their QR or their short code, and counted with their category', async () => {
  const place = await use(fairPlace())
  const [[text = '', visitor, category, short = ''] = [], [, , , other = ''] = []] = await newCodes(place, 2)
  expect(category).toBe('VIP')
  expect((await scan(place, text)).answer).toMatchObject({ outcome: 'admitted', visitor })
  expect((await scan(place, short)).answer).toMatchObject({ outcome: 'refused', reason: 'already_admitted' })
  expect((await scan(place, other)).answer).toMatchObject({ outcome: 'admitted' })
  expect(await listStats(place, 'khusus')).toMatchObject({ expected: 2, entered: 2, inside: 2 })
  expect(await place.do('verify')).toMatchObject({ ok: true })
})

test('codes for the roster are the same however often they are made, and leave names out unless a reason is given', async () => {
  const place = await use(smallPlace())
  const [one, two, named] = ['satu.csv', 'dua.csv', 'nama.csv'].map((name) => join(place.files, name))
  expect(await place.do('issue-codes', '--out', one ?? '')).toMatchObject({ codes: 4 })
  const before = await place.do('verify')
  expect(await place.do('issue-codes', '--out', two ?? '')).toMatchObject({ codes: 4 })
  expect(await place.do('verify')).toEqual(before)
  expect(readFileSync(two ?? '')).toEqual(readFileSync(one ?? ''))
  expect(readFileSync(one ?? '', 'utf8')).not.toContain('Budi')
  await place.do('issue-codes', '--category', 'vip', '--personal', 'label nama', '--out', named ?? '')
  expect(rowsOf(named ?? '').map((row) => row.at(-1))).toEqual(['Dewi Anggraini'])
  const [[text = ''] = []] = rowsOf(one ?? '')
  expect((await scan(place, text, 'pintu')).answer).toMatchObject({ outcome: 'admitted' })
})

test('codes come as sheets, as one picture, or as a folder of pictures, whole or not at all', async () => {
  const place = await use(fairPlace())
  const at = (name: string) => join(place.files, name)
  const make = (count: string, out: string) =>
    place.run('issue-codes', '--category', 'umum', '--count', count, '--out', out)
  expect((await make('20', at('lembar.pdf'))).answer).toMatchObject({ codes: 20 })
  expect(readFileSync(at('lembar.pdf')).subarray(0, 8).toString('latin1')).toBe('%PDF-1.4')
  expect((await make('1', at('satu.png'))).answer).toMatchObject({ codes: 1 })
  expect((await make('3', `${at('gambar')}/`)).answer).toMatchObject({ codes: 3 })
  expect(readdirSync(at('gambar'))).toHaveLength(3)
  const before = await place.do('verify')
  expectRefused(await make('2', at('dua.png')), 'one_code_needed')
  expectRefused(await make('2', `${at('gambar')}/`), 'out_exists', 'gambar')
  expectRefused(await make('2', at('kode.docx')), 'unknown_output', 'kode.docx')
  expectRefused(await make('0', at('nol.csv')), 'bad_count')
  expect((await make('2', join(place.files, 'tidak-ada', 'x.csv'))).code).toBe(1)
  expect(await place.do('verify')).toEqual(before)
  expect(readdirSync(place.files).filter((name) => name.startsWith('.') || name === 'dua.png')).toEqual([])
})

test('a code of one folder is admitted in another, with no roster, once its keys are imported', async () => {
  const first = await use(fairPlace())
  const second = await use(aPlace())
  await second.do('fair', 'import', second.write('fair.json', JSON.stringify(SMALL_FAIR)))
  const [[text = ''] = []] = await newCodes(first, 1)
  expect((await scan(second, text)).answer).toMatchObject({ outcome: 'refused', reason: 'invalid' })
  const keys = join(first.files, 'kunci.json')
  expect(await first.do('keys', 'export', keys)).toMatchObject({ pendopo: 1 })
  expect(await second.do('keys', 'import', keys)).toEqual({ added: 1, unchanged: 0, retired: 0 })
  const before = await second.do('verify')
  expect(await second.do('keys', 'import', keys)).toEqual({ added: 0, unchanged: 1, retired: 0 })
  expect(await second.do('verify')).toEqual(before)
  expect((await scan(second, text)).answer).toMatchObject({ outcome: 'admitted' })
  expect(await listStats(second, 'khusus')).toMatchObject({ expected: 0, entered: 1, inside: 1 })
  const out = join(second.files, 'hadir.csv')
  await second.do('export', 'attendance', '--format', 'csv', '--out', out)
  expect(readFileSync(out, 'utf8')).toContain('VIP')
})

test('a key given to a copy of the folder before it was changed is known only after its import', async () => {
  const first = await use(fairPlace())
  const second = await use(aPlace())
  cpSync(first.data, second.data, { recursive: true })
  const [[old = ''] = []] = await newCodes(first, 1, 'lama.csv')
  const rotated = await first.do('keys', 'rotate')
  const [[fresh = ''] = []] = await newCodes(first, 1, 'baru.csv')
  expect((await scan(first, old)).answer).toMatchObject({ outcome: 'admitted' })
  expect((await scan(second, old)).answer).toMatchObject({ outcome: 'admitted' })
  expect((await scan(second, fresh)).answer).toMatchObject({ reason: 'invalid' })
  const keys = join(first.files, 'kunci.json')
  await first.do('keys', 'export', keys)
  await second.do('keys', 'import', keys)
  expect((await scan(second, fresh)).answer).toMatchObject({ outcome: 'admitted' })

  expectRefused(await first.run('keys', 'retire', String(rotated['publicKey'])), 'own_key')
  expectRefused(await first.run('keys', 'retire', 'ab'), 'key_unknown')
  expect(await first.do('keys', 'retire', String(rotated['old']))).toEqual({ retired: true, changed: true })
  expect(await first.do('keys', 'retire', String(rotated['old']))).toEqual({ retired: true, changed: false })
  expect((await scan(first, old)).answer).toMatchObject({ reason: 'invalid' })
  expect((await scan(first, fresh)).answer).toMatchObject({ outcome: 'admitted' })
})

test('tickets of pretix are admitted once the key and the product are known; a bad file is refused entry by entry', async () => {
  const place = await use(aPlace())
  const fair = { ...SMALL_FAIR, pretix: { items: [{ item: 101, category: 'vip' }] } }
  await place.do('fair', 'import', place.write('fair.json', JSON.stringify(fair)))
  const { valid, window, tampered } = PRETIX_VECTORS.tickets
  expect((await scan(place, valid.qr)).answer).toMatchObject({ reason: 'invalid' })
  const bad = { pretix_sig1: [PRETIX_VECTORS.keys[0], 'x'], pendopo: [{ fair: 'x', number: 300, key: 'y' }], more: 1 }
  const refused = await place.run('keys', 'import', place.write('salah.json', JSON.stringify(bad)))
  expectRefused(refused, 'bad_keys_file', 'salah.json', 'pretix_sig1.1', 'pendopo.0.fair', 'pendopo.0.number')
  expect((await scan(place, valid.qr)).answer).toMatchObject({ reason: 'invalid' })
  expectRefused(await place.run('keys', 'import', place.write('rusak.json', '{')), 'not_json', 'rusak.json')

  const keys = place.write('kunci.json', JSON.stringify({ pretix_sig1: PRETIX_VECTORS.keys }))
  expect(await place.do('keys', 'import', keys)).toEqual({ added: 1, unchanged: 0, retired: 0 })
  expect((await scan(place, valid.qr)).answer).toMatchObject({ outcome: 'admitted' })
  expect((await scan(place, tampered.qr)).answer).toMatchObject({ reason: 'invalid' })
  expect((await scan(place, window.qr)).answer).toMatchObject({ reason: 'invalid' })
  expect(await place.do('revoke', valid.qr)).toMatchObject({ revoked: true, kind: 'pretix_sig1' })
  expect((await scan(place, valid.qr)).answer).toMatchObject({ reason: 'revoked' })
})

test('a revoked code is refused at once and for good, its visitor is not', async () => {
  const place = await use(smallPlace())
  const out = join(place.files, 'kode.csv')
  await place.do('issue-codes', '--category', 'vip', '--out', out)
  const [[signed = '', visitor] = []] = rowsOf(out)
  expect(await place.do('revoke', 'A-0004', '--reason', 'lost-code')).toEqual({
    revoked: true,
    changed: true,
    kind: 'roster',
    visitor,
  })
  expect(await place.do('revoke', 'A-0004')).toMatchObject({ revoked: true, changed: false })
  expect((await scan(place, 'A-0004')).answer).toMatchObject({ outcome: 'refused', reason: 'revoked' })
  expect((await scan(place, signed)).answer).toMatchObject({ outcome: 'admitted', visitor })

  await place.do('revoke', signed)
  expect((await scan(place, signed, 'bebas')).answer).toMatchObject({ reason: 'revoked' })
  const again = join(place.files, 'lagi.csv')
  await place.do('issue-codes', '--category', 'vip', '--out', again)
  const [[next = ''] = []] = rowsOf(again)
  expect(next).not.toBe(signed)
  expect((await scan(place, next, 'bebas')).answer).toMatchObject({ outcome: 'admitted', visitor })

  const unknown = await place.run('revoke', 'TIDAK-ADA')
  expectRefused(unknown, 'code_unknown')
  expect(unknown.answer).toMatchObject({ revoked: false })
  expectRefused(await place.run('revoke', 'A-0001', '--reason', 'entah'), 'unknown_reason')
  await place.do('rebuild')
  expect((await scan(place, 'A-0004')).answer).toMatchObject({ reason: 'revoked' })
  expect(existsSync(out)).toBe(true)
})
