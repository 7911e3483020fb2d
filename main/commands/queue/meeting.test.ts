import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { slipText } from '../../codes/station-codes'
import { meet, QueueFolder, seen } from './a-queue-folder'

let dispenser: QueueFolder
let counter: QueueFolder
beforeEach(async () => {
  dispenser = await QueueFolder.make({ seed: 1 })
  counter = await QueueFolder.beside(dispenser, 2)
  dispenser.enrol(1)
  counter.enrol(2)
  meet(dispenser, counter)
})
afterEach(() => {
  dispenser.remove()
  counter.remove()
})

const slipOf = (number: ReturnType<QueueFolder['number']>) =>
  slipText(dispenser.folder, dispenser.reads.fair, number) ?? ''

describe('a dispenser and a counter without any contact', () => {
  it('serve one visitor by the slip, and tell one whole story when they meet', () => {
    const issued = dispenser.number({ class: 'priority' })
    counter.open()
    expect(counter.reads.ticket(issued.id)).toBeNull()
    counter.ports.pass(60_000)
    const served = counter.do({ do: 'serve_slip', text: slipOf(issued) })
    expect(served).toMatchObject({ id: issued.id, state: 'SERVING', number: 1, class: 'priority', issuedAt: null })
    counter.ports.pass(60_000)
    counter.do({ do: 'finish', ...seen(served), outcome: 'solved' })

    meet(dispenser, counter)
    const [there, here] = [dispenser, counter].map((station) => station.ticket(issued.id))
    expect(there).toEqual(here)
    expect(there).toMatchObject({ state: 'DONE', outcome: 'solved', issuedAt: issued.issuedAt, conflicts: [] })
    expect(there?.intervals.map(({ kind }) => kind)).toEqual(['WAIT', 'SERVE'])
  })

  it('call the number there and serve its slip here: the first in hub order keeps it, the other is told', () => {
    const issued = dispenser.number()
    dispenser.open('2')
    dispenser.do({ do: 'call_next' }, '2')
    counter.open()
    counter.do({ do: 'serve_slip', text: slipOf(issued) })
    meet(dispenser, counter)
    const [there, here] = [dispenser, counter].map((station) => station.ticket(issued.id))
    expect(there).toEqual(here)
    expect(there?.conflicts).toHaveLength(1)
  })

  it('open one counter twice: both screens say so', () => {
    dispenser.open()
    counter.open()
    meet(dispenser, counter)
    expect([dispenser, counter].map((station) => station.reads.counter('1').isOpenTwice)).toEqual([true, true])
  })
})

describe('a slip', () => {
  it('of a station that nobody here knows is not served by its word', async () => {
    const stranger = await QueueFolder.beside(dispenser, 3)
    try {
      stranger.enrol(3)
      const text = slipText(stranger.folder, stranger.reads.fair, stranger.number()) ?? ''
      counter.open()
      expect(counter.act({ do: 'serve_slip', text })).toMatchObject({ code: 'slip_unknown_station' })
    } finally {
      stranger.remove()
    }
  })

  it('of another fair is none of ours', async () => {
    const other = await QueueFolder.make({ seed: 4 })
    try {
      other.enrol(1)
      const text = slipText(other.folder, other.reads.fair, other.number()) ?? ''
      counter.open()
      expect(counter.act({ do: 'serve_slip', text })).toMatchObject({ code: 'bad_slip' })
    } finally {
      other.remove()
    }
  })
})
