import type { MessagePort } from 'node:worker_threads'
import { parseFairKeys } from '../../db/people/keys'
import { PeopleStaging, type StagedRow } from '../../db/people/staging'
import { systemPorts } from '../app/ports'
import { openPeople } from '../folder/fair-folder'

/** What the thread is given. */
export interface WriterStart {
  readonly dir: string
  readonly keys: Uint8Array
}

/** What it is told; each order but the last is answered, in the order they came, after it said that it has begun. */
export type WriterOrder =
  | { readonly do: 'stage'; readonly run: string; readonly rows: readonly StagedRow[]; readonly isLast: boolean }
  | { readonly do: 'publish'; readonly run: string; readonly limit: number }
  | { readonly do: 'close' }

export type WriterAnswer =
  { readonly hasBegun: true } | { readonly rows: number } | { readonly message: string; readonly code: string | null }

/** Half of the usual: the thread comes on top of the process that began it, and only adds. */
const CACHE_KB = 16_384

/** In the thread: does what it is told on a connection of its own (people-writer.ts). */
export function servePeopleWriter({ dir, keys }: WriterStart, port: MessagePort): void {
  const fairKeys = parseFairKeys(Buffer.from(keys))
  if (!fairKeys.ok) throw new Error('the thread was given no keys')
  const people = openPeople(dir)
  people.pragma(`cache_size = ${-CACHE_KB}`)
  const staging = new PeopleStaging(people, { keys: fairKeys.value, now: systemPorts.wall })
  port.on('message', (order: WriterOrder) => {
    if (order.do === 'close') {
      people.close()
      port.close()
      return
    }
    port.postMessage(answerOf(staging, order))
  })
  port.postMessage({ hasBegun: true } satisfies WriterAnswer)
}

function answerOf(staging: PeopleStaging, order: Exclude<WriterOrder, { readonly do: 'close' }>): WriterAnswer {
  try {
    if (order.do === 'publish') return { rows: staging.publish(order.run, order.limit) }
    staging.stage(order.run, order.rows, { isLast: order.isLast })
    return { rows: order.rows.length }
  } catch (thrown) {
    const { message, code } = thrown as Error & { readonly code?: unknown }
    return { message, code: typeof code === 'string' ? code : null }
  }
}
