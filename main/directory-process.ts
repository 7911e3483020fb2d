import { setImmediate } from 'node:timers/promises'
import { join } from 'node:path'
import { openDatabase } from '../db/connection'
import { PeopleStore } from '../db/people/store'
import { deskQueries } from '../db/queries/desk'
import type { DirectoryReply, DirectoryRequest } from './directory/client'
import { DirectoryFeed } from './directory/feed'

// The desk's directory of names, in memory only, with connections of its own: a window never waits for it.
const [dir = ''] = process.argv.slice(2)
const log = openDatabase(join(dir, 'log.sqlite'), { readonly: true })
const people = openDatabase(join(dir, 'people.sqlite'))
let feed: DirectoryFeed | null = null

process.parentPort.on('message', ({ data }: { data: DirectoryRequest }) => {
  if (data.say === 'keys') {
    // What crosses between processes comes as plain bytes.
    const keys = data.keys.greet === undefined ? {} : { greet: Buffer.from(data.keys.greet) }
    feed = new DirectoryFeed(deskQueries(log), new PeopleStore(people, { keys, now: Date.now }), () =>
      performance.now(),
    )
    void feed.fill(() => setImmediate())
    return
  }
  if (feed !== null) {
    const reply: DirectoryReply = { id: data.id, answer: feed.answer(data.ask) }
    process.parentPort.postMessage(reply)
  }
})
