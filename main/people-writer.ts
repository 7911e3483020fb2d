import { parentPort, workerData } from 'node:worker_threads'
import { servePeopleWriter, type WriterStart } from './rosters/writer-thread'

// Seals and writes the personal rows of an import, beside the thread that reads its file.
if (parentPort === null) throw new Error('people-writer.js is a thread of an import')
servePeopleWriter(workerData as WriterStart, parentPort)
