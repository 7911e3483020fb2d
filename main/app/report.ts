import log from 'electron-log/node.js'
import { join } from 'node:path'

/** Troubles go to `logs/pendopo.log` in the data folder and to standard error; never a code, a name or a scanned text. */
export function startReports(dir: string): (what: string, thrown: unknown) => void {
  log.transports.file.resolvePathFn = () => join(dir, 'logs', 'pendopo.log')
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.writeFn = ({ message }) => process.stderr.write(`${message.data.map(String).join(' ')}\n`)
  return (what, thrown) =>
    log.error(`[${what}]`, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
}
