import log from 'electron-log/node.js'
import { join } from 'node:path'

/** What the hub beside this app says goes to `logs/hub.log`, as the lines of JSON that it writes. */
export function startHubLog(dir: string): (line: string) => void {
  const hubLog = log.create({ logId: 'hub' })
  hubLog.transports.file.resolvePathFn = () => join(dir, 'logs', 'hub.log')
  hubLog.transports.file.maxSize = 2 * 1024 * 1024
  hubLog.transports.file.format = '{text}'
  hubLog.transports.console.level = false
  return (line) => hubLog.info(line)
}

/** Troubles go to `logs/pendopo.log` in the data folder and to standard error; never a code, a name or a scanned text. */
export function startReports(dir: string): (what: string, thrown: unknown) => void {
  log.transports.file.resolvePathFn = () => join(dir, 'logs', 'pendopo.log')
  log.transports.file.maxSize = 2 * 1024 * 1024
  log.transports.console.writeFn = ({ message }) => process.stderr.write(`${message.data.map(String).join(' ')}\n`)
  return (what, thrown) =>
    log.error(`[${what}]`, thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown))
}
