import { EventEmitter } from 'node:events'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { setImmediate as turn } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { wordsOf } from './words-of'

it('what was still in the pipe when a process ended is heard, as Electron ends it', async () => {
  const [child, stream] = [new EventEmitter(), new PassThrough()]
  const heard = text(wordsOf(child, stream))
  stream.write('{"time":1}\n')
  child.emit('exit', 0)
  stream.removeAllListeners()
  await turn() // the pipe is read at another turn
  stream.end('{"code":"ABCD"}\n')
  expect(await heard).toBe('{"time":1}\n{"code":"ABCD"}\n')
})

it('a stream that is not piped says nothing', async () => {
  expect(await text(wordsOf(new EventEmitter(), null))).toBe('')
})
