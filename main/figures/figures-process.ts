import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { FigureProcess } from './live-figures'
import type { FigureReply } from './messages'

/** The process of the app that counts for a folder (main/job.ts). */
export function forkFiguresProcess(dir: string): FigureProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'job.js'), ['figures', dir], {
    serviceName: 'pendopo figures',
    stdio: 'inherit',
  })
  return {
    send: (order) => child.postMessage(order),
    onReply: (listener) => child.on('message', (reply: FigureReply) => listener(reply)),
    onEnd: (listener) => child.once('exit', listener),
    stop: () => child.kill(),
  }
}
