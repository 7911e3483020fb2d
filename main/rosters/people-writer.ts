import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { serializeFairKeys } from '../../db/people/keys'
import type { PeopleStaging, StagedRow } from '../../db/people/staging'
import type { FairFolder } from '../folder/fair-folder'
import type { WriterAnswer, WriterOrder, WriterStart } from './writer-thread'

/**
 * Who seals the personal rows of an import and writes them: the thread that reads the file, or one of its own beside it,
 * since sealing takes as long as reading and judging, and people.sqlite is another file than the log.
 */
export interface PeopleWriter {
  /** Resolves when the rows are staged; with `isLast`, when all of the run are on the disk. */
  stage(run: string, rows: readonly StagedRow[], options: { readonly isLast: boolean }): Promise<void>
  /** Resolves when the next rows of the run are on the disk as rows of their people. @returns how many; 0: none is left */
  publish(run: string, limit: number): Promise<number>
  /** Waits for what it is at, whatever comes of that, and lets it go. */
  close(): Promise<void>
}

/** Writes in the thread that asks. */
export const writerHere = (staging: PeopleStaging): PeopleWriter => ({
  stage: async (run, rows, options) => staging.stage(run, rows, options),
  publish: async (run, limit) => staging.publish(run, limit),
  close: async () => undefined,
})

/** The thread's program, which the same build makes; beside this file, or above it when this one is a shared chunk. */
const PROGRAM = ['people-writer.js', '../people-writer.js'].map((path) => join(import.meta.dirname, path))

/** Ten times what the thread holds at a time: without it garbage would lie about until it takes as much as the reader's. */
const LIMITS = { maxYoungGenerationSizeMb: 16, maxOldGenerationSizeMb: 128 }

/**
 * Writes in a thread of its own; the keys are handed over in memory. Where no such thread can begin, this one writes: an
 * import that takes longer is better than none.
 */
export function startPeopleWriter({ dir, keys, staging }: Pick<FairFolder, 'dir' | 'keys' | 'staging'>): PeopleWriter {
  const program = PROGRAM.find((path) => existsSync(path))
  if (program === undefined) return writerInstead(staging, 'the build has no people-writer.js')
  const thread = startThread(program, { dir, keys })
  const writer = thread.hasBegun.then((begun) => (begun === true ? thread : writerInstead(staging, begun.message)))
  return {
    stage: async (run, rows, options) => (await writer).stage(run, rows, options),
    publish: async (run, limit) => (await writer).publish(run, limit),
    close: async () => (await writer).close(),
  }
}

/** Told on standard error, where the check of the packed app looks for it (scripts/lib/smoke.mjs). */
function writerInstead(staging: PeopleStaging, why: string): PeopleWriter {
  process.emitWarning(`the import writes its people in one thread: ${why}`, { code: 'PENDOPO_ONE_THREAD' })
  return writerHere(staging)
}

function startThread(
  program: string,
  { dir, keys }: Pick<FairFolder, 'dir' | 'keys'>,
): PeopleWriter & { readonly hasBegun: Promise<true | Error> } {
  const start: WriterStart = { dir, keys: serializeFairKeys(keys) }
  const worker = new Worker(program, { workerData: start, resourceLimits: LIMITS })
  const waiting: { done: (rows: number) => void; failed: (error: unknown) => void }[] = []
  let begin: (begun: true | Error) => void = () => undefined
  const hasBegun = new Promise<true | Error>((resolve) => {
    begin = resolve
  })
  let ended: Error | null = null
  const fail = (error: Error): void => {
    ended ??= error
    for (const { failed } of waiting.splice(0)) failed(ended)
    begin(ended)
  }
  worker.on('message', (answer: WriterAnswer) => {
    if ('hasBegun' in answer) return begin(true)
    const asked = waiting.shift()
    if ('rows' in answer) asked?.done(answer.rows)
    // As it was thrown there: its code is what staff are told.
    else asked?.failed(Object.assign(new Error(answer.message), answer.code === null ? {} : { code: answer.code }))
  })
  worker.once('error', fail)
  const gone = new Promise<void>((resolve) =>
    worker.once('exit', () => {
      fail(new Error('the thread that writes personal rows has ended'))
      resolve()
    }),
  )
  const ask = (order: WriterOrder): Promise<number> =>
    new Promise((done, failed) => {
      if (ended !== null) return failed(ended)
      waiting.push({ done, failed })
      worker.postMessage(order)
    })
  return {
    hasBegun,
    stage: async (run, rows, { isLast }) => void (await ask({ do: 'stage', run, rows, isLast })),
    publish: (run, limit) => ask({ do: 'publish', run, limit }),
    close: () => {
      worker.postMessage({ do: 'close' } satisfies WriterOrder)
      return gone
    },
  }
}
