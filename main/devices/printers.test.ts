import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { layoutTest, type SlipPart } from '../../core/queue/slip-layout'
import { err, ok } from '../../core/result/result'
import { Inbox } from './channel'
import { deviceChannel } from './device-channel'
import { encodeParts } from './escpos'
import { escposPrinter, type OpenChannel, type PrinterTiming } from './escpos-printer'
import { osPrinter } from './os-printer'
import type { Printer } from './printer'
import { tcpChannel } from './tcp-channel'
import { EscposMachine, type MachineHabits } from './testing/escpos-machine'
import { TcpStandIn } from './testing/tcp-stand-in'

const QUICK: PrinterTiming = { answer: 150, printing: 600, printingUnsaid: 200, betweenLooks: 50 }
const NEVER = new AbortController().signal

const aJob = (word: string): Uint8Array => {
  const line: SlipPart = { kind: 'line', text: word, align: 'left', scale: 1, isBold: false, isInverted: false }
  return encodeParts([line, ...layoutTest('id', 32)], 58)
}

/** A printer, the machine behind it, and its plug. */
interface Bench {
  readonly printer: Printer
  readonly machine: EscposMachine
  /** What a job that went well is answered with. */
  readonly word: 'confirmed' | 'sent'
  readonly unplug: () => Promise<void> | void
  readonly clear: () => Promise<void> | void
}

let dir = ''
let bench: Bench
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), 'pendopo-printer-'))
})
afterEach(async () => {
  await bench.clear()
  rmSync(dir, { recursive: true })
})

async function overTcp(habits: MachineHabits, word: Bench['word']): Promise<Bench> {
  const standIn = await new TcpStandIn(habits).plugIn()
  const printer = escposPrinter(tcpChannel({ host: '127.0.0.1', port: standIn.port }), QUICK)
  return {
    printer,
    machine: standIn.machine,
    word,
    unplug: () => standIn.unplug(),
    clear: () => standIn.unplug(),
  }
}

/** The fake: the same conversation with no line between. */
function inMemory(habits: MachineHabits, word: Bench['word']): Bench {
  const machine = new EscposMachine(habits)
  let isPlugged = true
  const open: OpenChannel = async () => {
    if (!isPlugged) return err('offline')
    const inbox = new Inbox()
    machine.answer = (bytes) => inbox.put(bytes)
    return ok({
      write: async (bytes, signal) => {
        if (signal.aborted) return false
        machine.feed(bytes)
        return true
      },
      next: (withinMs) => inbox.next(withinMs),
      close: async () => inbox.end(),
    })
  }
  return {
    printer: escposPrinter(open, QUICK),
    machine,
    word,
    unplug: () => {
      isPlugged = false
    },
    clear: () => undefined,
  }
}

/** What a pipe hands on goes to the machine; answers are lost, as they are behind a pipe. */
async function overPipe(): Promise<Bench> {
  const path = join(dir, 'pipe')
  execFileSync('mkfifo', [path])
  const reader = spawn('sh', ['-c', 'exec 3<>"$1"; echo ready >&2; exec cat <&3', 'sh', path])
  await new Promise((resolve) => reader.stderr.once('data', resolve))
  const machine = new EscposMachine({ answers: 'none', clears: true })
  reader.stdout.on('data', (bytes: Buffer) => machine.feed(bytes))
  return {
    printer: escposPrinter(deviceChannel(path), QUICK),
    machine,
    word: 'sent',
    unplug: () => rmSync(path),
    clear: () => ended(reader),
  }
}

const PTY = `
import os, pty, select, sys, tty
master, slave = pty.openpty()
tty.setraw(slave)
sys.stderr.write(os.ttyname(slave) + "\\n"); sys.stderr.flush()
while True:
    for fd in select.select([master, 0], [], [])[0]:
        data = os.read(fd, 65536)
        if not data: sys.exit()
        os.write(1 if fd == master else master, data)
`

/** A character device that answers: a terminal's two ends, with the machine at the far one. */
async function overDevice(): Promise<Bench> {
  const relay = spawn('python3', ['-c', PTY])
  const path = await new Promise<string>((resolve) => relay.stderr.once('data', (text) => resolve(String(text).trim())))
  const machine = new EscposMachine({ answers: 'all', clears: true }, (bytes) => relay.stdin.write(bytes))
  relay.stdout.on('data', (bytes: Buffer) => machine.feed(bytes))
  return {
    printer: escposPrinter(deviceChannel(path), QUICK),
    machine,
    word: 'confirmed',
    unplug: () => ended(relay),
    clear: () => ended(relay),
  }
}

/** The system's spooler, played by three scripts; the job lies in a file, as a spooler's does. */
async function overSpooler(): Promise<Bench> {
  const spool = join(dir, 'spool')
  writeFileSync(spool, '')
  const script = (name: string, body: string) => {
    writeFileSync(join(dir, name), `#!/bin/sh\n${body}\n`)
    chmodSync(join(dir, name), 0o755)
    return join(dir, name)
  }
  const spooler = {
    lp: script('lp', `[ "$2" = POS-58 ] || exit 1\ncat >> ${spool}\necho "request id is POS-58-17 (0 file(s))"`),
    lpstat: script(
      'lpstat',
      `case "$1" in -e) echo POS-58; echo Laser;; -p) echo "printer POS-58 is idle.";; *) cat ${join(dir, 'held')} 2>/dev/null;; esac; true`,
    ),
    cancel: script('cancel', `echo "$1" >> ${join(dir, 'cancelled')}`),
  }
  let read = 0
  const machine = new EscposMachine({ answers: 'none', clears: true })
  const printer = osPrinter('POS-58', spooler, { look: 20, spool: 200 })
  return {
    printer: {
      ...printer,
      send: async (job, signal) => {
        const sent = await printer.send(job, signal)
        const bytes = readFileSync(spool)
        machine.feed(bytes.subarray(read))
        read = bytes.length
        return sent
      },
    },
    machine,
    word: 'confirmed',
    unplug: () => {
      script('lp', 'exit 1')
      script('lpstat', 'exit 1')
    },
    clear: () => undefined,
  }
}

function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    child.once('close', () => resolve())
    child.kill('SIGKILL')
  })
}

const isWindows = process.platform === 'win32'
const hasPython = !isWindows && spawnSync('python3', ['-c', 'import pty']).status === 0

interface Kind {
  readonly name: string
  readonly make: () => Promise<Bench> | Bench
  /** What it is made of is on this machine. */
  readonly isHere: boolean
}

const KINDS: readonly Kind[] = [
  { name: 'in memory', make: () => inMemory({ answers: 'all', clears: true }, 'confirmed'), isHere: true },
  { name: 'in the network', make: () => overTcp({ answers: 'all', clears: true }, 'confirmed'), isHere: true },
  {
    name: 'in the network that knows no “printed”',
    make: () => overTcp({ answers: 'status', clears: true }, 'confirmed'),
    isHere: true,
  },
  {
    name: 'in the network that says nothing',
    make: () => overTcp({ answers: 'none', clears: false }, 'sent'),
    isHere: true,
  },
  { name: 'behind a pipe', make: overPipe, isHere: !isWindows },
  { name: 'at a device that answers', make: overDevice, isHere: hasPython },
  { name: 'of the system', make: overSpooler, isHere: !isWindows },
]

for (const { name, make, isHere } of KINDS)
  describe.skipIf(!isHere)(`a printer ${name}`, () => {
    beforeEach(async () => {
      bench = await make()
    })

    it('prints a job once and whole', async () => {
      expect(await bench.printer.send(aJob('SATU'), NEVER)).toEqual(ok(bench.word))
      await vi.waitFor(() => expect(bench.machine.slips).toHaveLength(1))
      expect(bench.machine.slips[0]?.lines[0]?.text).toBe('SATU')
      expect(bench.machine.slips[0]?.pictures).toHaveLength(1)
      expect(bench.machine.unknown).toEqual([])
      expect(bench.printer.state()).toBeNull()
    })

    it('prints jobs in their order', async () => {
      for (const word of ['SATU', 'DUA', 'TIGA']) expect((await bench.printer.send(aJob(word), NEVER)).ok).toBe(true)
      await vi.waitFor(() => expect(bench.machine.slips).toHaveLength(3))
      expect(bench.machine.slips.map(({ lines }) => lines[0]?.text)).toEqual(['SATU', 'DUA', 'TIGA'])
    })

    it('prints nothing that was called off', async () => {
      const off = AbortSignal.abort()
      expect(await bench.printer.send(aJob('SATU'), off)).toMatchObject({ ok: false })
      expect(await bench.printer.send(aJob('DUA'), NEVER)).toEqual(ok(bench.word))
      await vi.waitFor(() => expect(bench.machine.slips.map(({ lines }) => lines[0]?.text)).toEqual(['DUA']))
    })

    it('says that it cannot be reached', async () => {
      await bench.unplug()
      const sent = await bench.printer.send(aJob('SATU'), NEVER)
      expect(sent.ok).toBe(false)
      expect(['offline', 'other']).toContain(bench.printer.state())
      expect(await bench.printer.look(NEVER)).toBe(bench.printer.state())
      expect(bench.machine.slips).toEqual([])
    })
  })
