import { describe, expect, it } from 'vitest'
import { wordsOf } from '../../i18n/words'
import { NOW, aRow, aTicket, aView } from './a-counter-view'
import { actionOf, placesOf, type ActionId } from './actions'

const words = wordsOf('id', 'Asia/Jakarta')
const action = (id: ActionId, more: Parameters<typeof aView>[0] = {}, chosen: ReturnType<typeof aRow> | null = null) =>
  actionOf(id, aView(more), { chosen, now: NOW }, words)
const serving = aTicket({ state: 'SERVING', startedAt: NOW - 60_000 })

describe('an action that rests says why', () => {
  it.each<[ActionId, Parameters<typeof aView>[0], string]>([
    ['recall', { held: serving }, 'sudah datang'],
    ['recall', { held: aTicket({ lastCallAt: NOW - 2_000 }) }, 'tunggu 3 dtk'],
    ['park', { held: aTicket() }, 'saat melayani'],
    ['park', { held: serving, parked: [aTicket({ id: 'a' }), aTicket({ id: 'b' })] }, 'sudah 2 ditunda'],
    ['no_show', { held: serving }, 'sudah datang'],
    ['no_show', { held: aTicket({ calls: 2 }), reasons: [] }, 'setelah 3 kali'],
    ['no_show', { held: aTicket({ lastCallAt: NOW - 20_000 }), reasons: [] }, 'tunggu 40 dtk'],
    ['transfer', {}, 'belum ada'],
    ['serve_direct', { held: serving }, 'selesaikan dulu'],
    ['serve_direct', { status: 'closed' }, 'buka dulu'],
    ['serve_direct', { status: 'paused' }, 'sedang jeda'],
    ['issue', { status: 'closed' }, 'buka dulu'],
    ['resume', {}, 'tidak ada'],
    ['choose', { waiting: [] }, 'belum ada'],
    ['undo', {}, 'belum ada'],
    ['undo', { undo: { what: 'finished', label: 'A-046', until: NOW } }, 'belum ada'],
    ['pause', { held: serving }, 'Selesaikan, tunda, atau alihkan A-047 dulu.'],
    ['pause', { status: 'closed' }, 'Loket ini belum dibuka.'],
  ])('%s', (id, more, say) => {
    expect(action(id, more)).toMatchObject({ press: null, say })
  })
})

describe('an action that is possible', () => {
  it('calls again once five seconds are over, and says how long ago the last call was', () => {
    expect(action('recall', { held: aTicket({ lastCallAt: NOW - 35_000 }) })).toMatchObject({
      say: '35 dtk lalu',
      press: { act: { do: 'recall', ticket: 'id-A-047' } },
    })
  })

  it('records a no-show without a question after enough calls and enough time', () => {
    expect(action('no_show', { held: aTicket() })).toMatchObject({
      isEarly: false,
      press: { is: 'act', act: { do: 'no_show', reason: null, seen: 5 } },
    })
  })

  it('asks for a reason when the no-show comes early, and looks as if it rested', () => {
    expect(action('no_show', { held: aTicket({ calls: 2 }) })).toMatchObject({
      isEarly: true,
      say: 'setelah 3 kali',
      press: { is: 'dialog', dialog: { is: 'no_show' } },
    })
  })

  it('takes up the one parked longest', () => {
    const parked = [aTicket({ id: 'p', label: 'A-039', state: 'PARKED', parkedAt: NOW - 6 * 60_000, version: 9 })]
    expect(action('resume', { parked })).toMatchObject({
      title: 'Lanjutkan A-039',
      say: 'ditunda 6 mnt',
      press: { act: { do: 'resume', ticket: 'p', seen: 9 } },
    })
  })

  it('says how many more may be parked', () => {
    expect(action('park', { held: serving, parked: [aTicket({ id: 'a' })] }).say).toBe('boleh 1 lagi')
  })

  it('undoes while there is time, and drains', () => {
    const undo = { what: 'finished', label: 'A-046', until: NOW + 60_000 }
    expect(action('undo', { undo })).toMatchObject({
      title: 'Urungkan selesai',
      say: '60 dtk',
      left: 0.5,
      press: { act: { do: 'undo' } },
    })
  })

  it('never says more than two minutes, although its clock may be behind', () => {
    expect(action('undo', { undo: { what: 'parked', label: 'A', until: NOW + 120_700 } }).say).toBe('120 dtk')
  })

  it('has a plain word for an undo it does not know', () => {
    expect(action('undo', { undo: { what: 'something', label: 'A', until: NOW + 9_000 } }).title).toBe('Urungkan')
  })

  it('calls and starts with the chosen row', () => {
    expect(action('call_and_start', {}, aRow('A-048'))).toMatchObject({
      title: 'Layani A-048',
      press: { act: { do: 'call_and_start', ticket: 'id-A-048', seen: 2 } },
    })
  })

  it('pauses with empty hands, and opens a paused counter again', () => {
    expect(action('pause').press).toEqual({ is: 'dialog', dialog: { is: 'pause' } })
    expect(action('pause', { status: 'paused' }).press).toMatchObject({ act: { do: 'open' } })
  })
})

describe('the five places', () => {
  it('follow the hands and nothing else', () => {
    expect(placesOf(aView({ status: 'closed' }), { chosen: null })).toEqual(placesOf(aView(), { chosen: null }))
    expect(placesOf(aView({ held: aTicket() }), { chosen: null }).at(-1)).toBe('uncall')
    expect(placesOf(aView({ held: serving }), { chosen: null }).at(-1)).toBe('undo')
  })

  it('offer to serve a chosen row at once', () => {
    expect(placesOf(aView(), { chosen: aRow('A-048') })[3]).toBe('call_and_start')
  })
})
