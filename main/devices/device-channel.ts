import { constants } from 'node:fs'
import { open, type FileHandle } from 'node:fs/promises'
import { setTimeout as pause } from 'node:timers/promises'
import type { PrintTrouble } from '../../core/events/queue'
import { err, ok } from '../../core/result/result'
import { STALL_MS, type Channel } from './channel'
import type { OpenChannel } from './escpos-printer'

/** Between two tries on a device that has nothing to say, or no room. */
const RETRY_MS = 20

/**
 * A printer behind a path: `/dev/usb/lp0`, a serial port, a pipe, a file. It is opened without blocking, since a printer
 * without paper would hold whoever writes to it for ever.
 */
export function deviceChannel(path: string): OpenChannel {
  return async () => {
    try {
      return ok(await openDevice(path))
    } catch (cause) {
      return err(troubleOf(cause))
    }
  }
}

async function openDevice(path: string): Promise<Channel> {
  const { O_NONBLOCK, O_NOCTTY, O_APPEND, O_RDWR, O_WRONLY } = constants
  const oneWay = await open(path, O_WRONLY | O_APPEND | O_NONBLOCK | O_NOCTTY)
  // Only a device answers: a pipe or a file would hand our own bytes back.
  if (!(await oneWay.stat()).isCharacterDevice()) return channelOver(oneWay, false)
  await oneWay.close()
  return channelOver(await open(path, O_RDWR | O_NONBLOCK | O_NOCTTY), true)
}

function channelOver(file: FileHandle, isTwoWay: boolean): Channel {
  const one = Buffer.alloc(1)
  return {
    write: async (bytes, signal) => {
      const until = performance.now() + STALL_MS
      let rest = bytes
      while (rest.length > 0) {
        if (signal.aborted || performance.now() > until) return false
        const written = await tryIo(() => file.write(rest).then(({ bytesWritten }) => bytesWritten))
        if (written === 'broken') return false
        rest = rest.subarray(written)
        if (written === 0) await pause(RETRY_MS)
      }
      return true
    },
    next: async (withinMs) => {
      if (!isTwoWay) return null
      const until = performance.now() + withinMs
      for (;;) {
        const read = await tryIo(() => file.read(one, 0, 1, null).then(({ bytesRead }) => bytesRead))
        if (read === 1) return one[0] ?? null
        if (read === 'broken' || performance.now() > until) return null
        await pause(RETRY_MS)
      }
    },
    close: () => file.close(),
  }
}

/** How much went through; 0: nothing just now. */
async function tryIo(io: () => Promise<number>): Promise<number | 'broken'> {
  try {
    return await io()
  } catch (cause) {
    return codeOf(cause) === 'EAGAIN' ? 0 : 'broken'
  }
}

function troubleOf(cause: unknown): PrintTrouble {
  const code = codeOf(cause)
  return code !== undefined && UNPLUGGED.has(code) ? 'offline' : 'other'
}

const UNPLUGGED = new Set(['ENOENT', 'ENXIO', 'ENODEV', 'EBUSY', 'EIO'])

const codeOf = (cause: unknown): string | undefined => (cause as NodeJS.ErrnoException).code
