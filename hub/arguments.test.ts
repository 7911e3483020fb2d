import { describe, expect, it } from 'vitest'
import { defaultFolder, readArguments, USAGE } from './arguments'

const read = (...words: string[]) => readArguments(words, '/srv/fair')
/** What somebody who typed this is told. */
const told = (...words: string[]): string => {
  try {
    return JSON.stringify(read(...words))
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown)
  }
}

describe('what the hub is asked for', () => {
  it('is to serve this computer alone, from the usual folder and port, when nothing is said', () => {
    expect(read()).toEqual({ does: 'run', data: '/srv/fair', host: '127.0.0.1', port: 7_443 })
    expect(read('--host', '0.0.0.0', '--port', '0', '--data', '/data')).toEqual({
      does: 'run',
      data: '/data',
      host: '0.0.0.0',
      port: 0,
    })
    expect(defaultFolder('linux', { XDG_DATA_HOME: '/home/u/data' })).toMatch(/pendopo.hub$/)
  })

  it('is help', () => {
    for (const words of [['--help'], ['-h'], ['backup', '--help']]) expect(read(...words)).toEqual({ does: 'help' })
  })

  it('is refused with what is wrong and how it goes, one line each', () => {
    for (const [words, why] of [
      [['--data', ''], 'names no folder'],
      [['--port', '99999'], '"99999" is no port'],
      [['--port', ''], '"" is no port'],
      [['--port', '1e3'], '"1e3" is no port'],
      [['--colour'], '--colour'],
      [['serve'], 'unknown command "serve"'],
      [['backup'], 'backup <file>'],
      [['backup', 'a', 'b'], '"b" is one word too many'],
      [['code', 'gate'], '"gate" is one word too many'],
    ] as const) {
      const message = told(...words)
      expect(message.split('\n')[0]).toContain(why)
      expect(message).toContain(USAGE)
    }
    expect(told('code', '--role', 'gate,frog')).toContain('one or more of gate')
  })
})
