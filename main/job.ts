import { endAbandonedImports, rebuildFolder, verifyFolder } from './folder/fair-folder'
import { failureOf } from './app/failures'
import { systemPorts } from './app/ports'
import type { JobMessage, JobName } from './jobs/jobs'
import { makeCodes } from './codes/codes-job'
import { workOnExport } from './exports/export-job'
import { figuresServer } from './figures/figures-server'
import type { FigureOrder } from './figures/messages'
import { serveKeyedJob } from './jobs/keyed-job'
import type { KeyedJobs } from './jobs/start-keyed-job'
import { workOnOnline } from './online/online-job'
import { workOnRoster } from './rosters/roster-job'

// The long works, each in a process of its own: a window never waits for them.
const [name, dir] = process.argv.slice(2) as [JobName | keyof KeyedJobs | 'figures', string]
const tell = (message: JobMessage) => process.parentPort.postMessage(message)

try {
  const onProgress = (done: number, total: number) => tell({ say: 'progress', done, total })
  if (name === 'roster') {
    serveKeyedJob(dir, process.parentPort, workOnRoster)
  } else if (name === 'codes') {
    serveKeyedJob(dir, process.parentPort, makeCodes)
  } else if (name === 'online') {
    serveKeyedJob(dir, process.parentPort, workOnOnline)
  } else if (name === 'export') {
    serveKeyedJob(dir, process.parentPort, workOnExport)
  } else if (name === 'figures') {
    const server = figuresServer(dir, systemPorts.uptime, (reply) => process.parentPort.postMessage(reply))
    process.parentPort.on('message', ({ data }) => server.take(data as FigureOrder))
  } else if (name === 'rebuild') {
    rebuildFolder(dir, onProgress)
    tell({ say: 'done', problems: 0 })
  } else if (name === 'endImports') {
    endAbandonedImports(dir, systemPorts)
    tell({ say: 'done', problems: 0 })
  } else {
    tell({ say: 'done', problems: verifyFolder(dir, onProgress).problems.length })
  }
} catch (thrown) {
  tell({ say: 'failed', failure: failureOf(thrown, dir) })
}
