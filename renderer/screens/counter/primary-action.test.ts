import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../i18n/words'
import { aRow, aTicket, aView } from './a-counter-view'
import { primaryAction } from './primary-action'

const words = wordsOf('id', 'Asia/Jakarta')
const primary = (more: Parameters<typeof aView>[0], chosen: ReturnType<typeof aRow> | null = null) =>
  primaryAction(aView(more), { chosen, outcome: 'solved' }, words)

describe('the primary button', () => {
  it('opens a closed counter and says how many wait', () => {
    expect(primary({ status: 'closed' })).toMatchObject({
      is: 'open',
      title: 'Buka loket',
      say: '2 orang menunggu',
      act: { do: 'open' },
    })
  })

  it('opens a paused counter again', () => {
    expect(primary({ status: 'paused' })).toMatchObject({ title: 'Buka lagi', act: { do: 'open' } })
  })

  it('calls the next one and names the number', () => {
    expect(primary({})).toMatchObject({ is: 'call_next', say: 'A-047', act: { do: 'call_next' } })
    const next = { ...aRow('A-047', { class: 'priority' }), noteText: null, noteFrom: null }
    expect(primary({ next }).say).toBe('A-047, prioritas')
  })

  it('calls the chosen row, and says that it is out of order', () => {
    expect(primary({}, aRow('A-048'))).toMatchObject({
      title: 'Panggil A-048',
      say: 'di luar urutan, dicatat',
      act: { do: 'call', ticket: 'id-A-048', seen: 2 },
    })
  })

  it('says nothing of order when the chosen row is the head', () => {
    expect(primary({}, aRow('A-047')).say).toBe('memang berikutnya')
  })

  it('rests on a row whose visitor is being served elsewhere', () => {
    const row = aRow('A-048', { elsewhere: { id: 'Loket 3', en: 'Counter 3' } })
    expect(primary({}, row)).toMatchObject({ is: 'rest', say: 'sedang dilayani di Loket 3', act: null })
  })

  it('rests when nobody waits, and when all are served elsewhere', () => {
    expect(primary({ next: null, waiting: [], waitingCount: 0 })).toMatchObject({
      act: null,
      title: 'Belum ada antrean',
    })
    expect(primary({ next: null })).toMatchObject({ act: null, say: 'Semua dilayani di loket lain' })
  })

  it('starts with the one called, whatever row is chosen', () => {
    expect(primary({ held: aTicket() }, aRow('A-048'))).toMatchObject({
      is: 'start',
      say: 'A-047 sudah di loket',
      act: { do: 'start', ticket: 'id-A-047', seen: 5 },
    })
  })

  it('finishes the one served with the outcome picked', () => {
    const view = aView({ held: aTicket({ state: 'SERVING' }) })
    expect(primaryAction(view, { chosen: null, outcome: 'refused' }, words)).toMatchObject({
      is: 'finish',
      say: 'A-047, berkas kurang',
      act: { do: 'finish', ticket: 'id-A-047', seen: 5, outcome: 'refused' },
    })
  })

  it('finishes also at a counter that was closed meanwhile', () => {
    expect(primary({ status: 'closed', held: aTicket({ state: 'SERVING' }) }).is).toBe('finish')
  })
})
