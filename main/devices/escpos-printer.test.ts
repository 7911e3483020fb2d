import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { layoutTest, type SlipPart } from '../../core/queue/slip-layout'
import { err, ok } from '../../core/result/result'
import { encodeParts } from './escpos'
import { escposPrinter, type PrinterTiming } from './escpos-printer'
import { ReplyReader, troubleIn, type Reply } from './escpos-status'
import type { Printer } from './printer'
import { tcpChannel } from './tcp-channel'
import type { EscposMachine } from './testing/escpos-machine'
import { TcpStandIn } from './testing/tcp-stand-in'

const QUICK: PrinterTiming = { answer: 100, printing: 600, printingUnsaid: 150, betweenLooks: 50 }
const NEVER = new AbortController().signal

const aJob = (word: string): Uint8Array => {
  const line: SlipPart = { kind: 'line', text: word, align: 'left', scale: 1, isBold: false, isInverted: false }
  return encodeParts([line, ...layoutTest('id', 32)], 58)
}

let standIn: TcpStandIn
let machine: EscposMachine
let printer: Printer
const start = async (answers: 'all' | 'status' = 'all', timing = QUICK) => {
  standIn = await new TcpStandIn({ answers, clears: true }).plugIn()
  machine = standIn.machine
  printer = escposPrinter(tcpChannel({ host: '127.0.0.1', port: standIn.port }), timing)
}
beforeEach(() => start())
afterEach(() => standIn.unplug())

const firstLines = () => machine.slips.map(({ lines }) => lines[0]?.text)

describe('a printer in trouble', () => {
  it('without paper is sent nothing', async () => {
    machine.paper = 0
    expect(await printer.send(aJob('SATU'), NEVER)).toEqual(err('paper_out'))
    expect(printer.state()).toBe('paper_out')
    machine.refill()
    expect(machine.slips).toEqual([])
    expect(machine.hanging).toEqual([])
  })

  it('with an open cover says so', async () => {
    machine.isCoverOpen = true
    expect(await printer.send(aJob('SATU'), NEVER)).toEqual(err('cover_open'))
  })

  it('is well again once it is, without a job', async () => {
    machine.paper = 0
    expect(await printer.look(NEVER)).toBe('paper_out')
    machine.refill()
    expect(await printer.look(NEVER)).toBeNull()
    expect(printer.state()).toBeNull()
  })

  it.each(['all', 'status'] as const)(
    'whose paper ends in the middle of a slip forgets the rest of it (answers: %s)',
    async (answers) => {
      await standIn.unplug()
      await start(answers)
      expect(await printer.send(aJob('NOL'), NEVER)).toEqual(ok('confirmed'))
      machine.paper = 3
      expect(await printer.send(aJob('SATU'), NEVER)).toEqual(err('paper_out'))
      expect(machine.hanging).toContain('SATU')
      machine.refill()
      expect(machine.hanging).toEqual([])
      expect(await printer.send(aJob('DUA'), NEVER)).toEqual(ok('confirmed'))
      expect(firstLines()).toEqual(['NOL', 'DUA'])
      expect(machine.slips[1]?.lines).toHaveLength(machine.slips[0]!.lines.length)
    },
  )

  it('that goes dead in the middle of a slip counts as offline, and starts afresh', async () => {
    machine.diesAfter = 40
    expect(await printer.send(aJob('SATU'), NEVER)).toEqual(err('offline'))
    machine.diesAfter = Infinity
    expect(await printer.send(aJob('DUA'), NEVER)).toEqual(ok('confirmed'))
    expect(firstLines()).toEqual(['DUA'])
  })

  it('that is unplugged and plugged in again prints again', async () => {
    await standIn.unplug()
    expect(await printer.send(aJob('SATU'), NEVER)).toEqual(err('offline'))
    await standIn.plugIn()
    expect(await printer.send(aJob('DUA'), NEVER)).toEqual(ok('confirmed'))
    expect(firstLines()).toEqual(['DUA'])
  })

  it('may still hold what an earlier run of the app left: that is cleared before the first job', async () => {
    machine.feed(Uint8Array.from([...aJob('LAMA').subarray(0, 12), 0x1d, 0x76, 0x30, 0, 37]))
    expect(await printer.send(aJob('BARU'), NEVER)).toEqual(ok('confirmed'))
    expect(machine.slips).toHaveLength(1)
    expect(machine.slips[0]?.pictures).toHaveLength(1)
  })
})

describe('a job', () => {
  it('that is called off while it prints is cleared, and nobody knows whether it came out', async () => {
    await standIn.unplug()
    await start('status', { ...QUICK, printing: 60_000 })
    const off = new AbortController()
    const sent = printer.send(aJob('SATU'), off.signal)
    await vi.waitFor(() => expect(machine.slips).toHaveLength(1))
    off.abort()
    expect(await sent).toEqual(err('unconfirmed'))
    expect(printer.state()).toBeNull()
  })

  it('to a printer that never says “printed” is waited for less, once that is known', async () => {
    await standIn.unplug()
    const slow = { ...QUICK, printing: 2_000 }
    await start('status', slow)
    const timed = async () => {
      const from = performance.now()
      expect(await printer.send(aJob('SATU'), NEVER)).toEqual(ok('confirmed'))
      return performance.now() - from
    }
    expect(await timed()).toBeGreaterThan(slow.printing)
    expect(await timed()).toBeLessThan(slow.printing)
  })
})

describe('what a printer answers', () => {
  const read = (...bytes: number[]) => {
    const reader = new ReplyReader()
    return bytes.flatMap((byte): readonly Reply[] => {
      const reply = reader.read(byte)
      return reply === null || reply === undefined ? [] : [reply].flat()
    })
  }

  it('is told apart by its fixed bits', () => {
    expect(read(0x12)).toEqual([{ kind: 'status', bits: 0x12 }])
    expect(read(0x00)).toEqual([{ kind: 'printed', isPaperOut: false }])
    expect(read(0x0c)).toEqual([{ kind: 'printed', isPaperOut: true }])
    expect(read(0x37, 0x25, 0x00)).toEqual([{ kind: 'cleared' }])
  })

  it('is not confused by reports that nobody asked for', () => {
    expect(read(0x14, 0x00, 0x00, 0x0f, 0x16)).toEqual([{ kind: 'status', bits: 0x16 }])
    expect(read(0x11, 0x13, 0xff)).toEqual([])
  })

  it.each([
    [0x12, 0x12, 0x12, null],
    [0x1a, 0x16, 0x12, 'cover_open'],
    [0x1a, 0x32, 0x7e, 'paper_out'],
    [0x12, 0x12, 0x72, 'paper_out'],
    [0x12, 0x12, 0x1e, null],
    [0x1a, 0x52, 0x12, 'other'],
    [0x1a, 0x12, 0x12, 'offline'],
  ] as const)('%s %s %s means %s', (online, cause, paper, trouble) => {
    expect(troubleIn(online, cause, paper)).toBe(trouble)
  })
})
