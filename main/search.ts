import { constants, setPriority } from 'node:os'
import { searchServer } from './search/search-server'

// The index of names, in a process of its own: reading them all must not take time from a scan.
setPriority(constants.priority.PRIORITY_LOW)
const server = searchServer((message) => process.parentPort.postMessage(message))
process.parentPort.on('message', ({ data }) => server.take(data as Parameters<typeof server.take>[0]))
