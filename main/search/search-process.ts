import { utilityProcess } from 'electron'
import { join } from 'node:path'
import type { SearchReply } from './messages'
import type { SearchProcess } from './people-search'

/** The search process of the app (main/search.ts). */
export function forkSearchProcess(): SearchProcess {
  const child = utilityProcess.fork(join(import.meta.dirname, 'search.js'), [], {
    serviceName: 'pendopo search',
    stdio: 'inherit',
  })
  let isStopped = false
  return {
    send: (request) => child.postMessage(request),
    onReply: (listener) => child.on('message', (reply: SearchReply) => listener(reply)),
    onEnd: (listener) =>
      child.once('exit', () => {
        if (!isStopped) listener()
      }),
    stop: () => {
      isStopped = true
      child.kill()
    },
  }
}
