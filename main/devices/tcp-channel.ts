import { connect, type Socket } from 'node:net'
import { err, ok } from '../../core/result/result'
import { Inbox, STALL_MS, type Channel } from './channel'
import type { OpenChannel } from './escpos-printer'

const CONNECT_MS = 3_000
/** How long a printer may take to say goodbye. */
const GOODBYE_MS = 500

/** A printer in the network (raw data, port 9100 as a rule). Its line is opened for each job: others may print there too. */
export function tcpChannel(address: { readonly host: string; readonly port: number }): OpenChannel {
  return (signal) =>
    new Promise((resolve) => {
      const socket = connect(address)
      const fail = () => {
        socket.destroy()
        resolve(err('offline'))
      }
      const timer = setTimeout(fail, CONNECT_MS)
      signal.addEventListener('abort', fail, { once: true })
      const settled = () => {
        clearTimeout(timer)
        signal.removeEventListener('abort', fail)
      }
      // Kept for the socket's whole life: a line that breaks later shows itself as writes that fail.
      socket.on('error', () => {
        settled()
        fail()
      })
      socket.once('connect', () => {
        settled()
        socket.setNoDelay(true)
        resolve(ok(channelOver(socket)))
      })
      if (signal.aborted) fail()
    })
}

function channelOver(socket: Socket): Channel {
  const inbox = new Inbox()
  socket.on('data', (bytes) => inbox.put(bytes))
  socket.once('close', () => inbox.end())
  return {
    write: (bytes, signal) => writeTo(socket, bytes, signal),
    next: (withinMs) => inbox.next(withinMs),
    close: () =>
      new Promise((resolve) => {
        if (socket.closed) {
          resolve()
          return
        }
        const timer = setTimeout(() => socket.destroy(), GOODBYE_MS)
        socket.once('close', () => {
          clearTimeout(timer)
          resolve()
        })
        socket.end()
      }),
  }
}

function writeTo(socket: Socket, bytes: Uint8Array, signal: AbortSignal): Promise<boolean> {
  if (signal.aborted || !socket.writable) return Promise.resolve(false)
  return new Promise((resolve) => {
    const settle = (isWritten: boolean) => {
      clearTimeout(timer)
      signal.removeEventListener('abort', giveUp)
      resolve(isWritten)
    }
    const giveUp = () => settle(false)
    const timer = setTimeout(giveUp, STALL_MS)
    signal.addEventListener('abort', giveUp, { once: true })
    socket.write(bytes, (cause) => settle(cause === undefined || cause === null))
  })
}
