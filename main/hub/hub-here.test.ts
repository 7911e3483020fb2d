import { describe, expect, it, vi } from 'vitest'
import { HubHere, type HubProcess } from './hub-here'

const PLACE = { host: '10.0.0.5', port: 7443 }

/** A process whose words and end the test gives. */
class FakeProcess implements HubProcess {
  readonly asked: string[] = []
  out: (line: string) => void = () => undefined
  err: (line: string) => void = () => undefined
  end: (code: number) => void = () => undefined
  onOut(listener: (line: string) => void) {
    this.out = listener
  }
  onErr(listener: (line: string) => void) {
    this.err = listener
  }
  onEnd(listener: (code: number) => void) {
    this.end = listener
  }
  stop() {
    this.asked.push('stop')
  }
  kill() {
    this.asked.push('kill')
  }
}

function aHub() {
  const processes: FakeProcess[] = []
  const args: (readonly string[])[] = []
  const hub = new HubHere({
    start: (given) => {
      args.push(given)
      const made = new FakeProcess()
      processes.push(made)
      return made
    },
    data: () => '/fair/hub',
    changed: () => undefined,
    log: () => undefined,
  })
  return { hub, args, last: () => processes.at(-1) ?? new FakeProcess(), count: () => processes.length }
}

describe('this computer as the hub', () => {
  it('runs once it tells its address, and is started once', async () => {
    const { hub, args, last, count } = aHub()
    const starting = hub.start(PLACE)
    expect(hub.view()).toEqual({ state: 'starting', url: null, problem: null })
    expect(await hub.start(PLACE)).toMatchObject({ code: 'busy' })
    last().out('https://10.0.0.5:7443')
    expect(await starting).toEqual({ url: 'https://10.0.0.5:7443' })
    expect(args).toEqual([['--data', '/fair/hub', '--host', '10.0.0.5', '--port', '7443']])
    expect(await hub.start(PLACE)).toEqual({ url: 'https://10.0.0.5:7443' })
    expect(count()).toBe(1)
  })

  it('says that its disk is full while it runs, until it has said no more of it for a while', async () => {
    vi.useFakeTimers()
    try {
      const { hub, last } = aHub()
      const starting = hub.start(PLACE)
      last().out('https://10.0.0.5:7443')
      await starting
      const running = { state: 'running', url: 'https://10.0.0.5:7443' }
      const full = () => last().err('{"time":"t","level":"error","what":"disk_full","code":"53100"}')
      full()
      expect(hub.view()).toEqual({ ...running, problem: 'disk_full' })
      vi.advanceTimersByTime(50_000)
      full()
      vi.advanceTimersByTime(50_000)
      expect(hub.view()).toEqual({ ...running, problem: 'disk_full' })
      vi.advanceTimersByTime(10_000)
      expect(hub.view()).toEqual({ ...running, problem: null })
    } finally {
      vi.useRealTimers()
    }
  })

  it('says what stood in its way, by the hub’s own word, and may be tried again', async () => {
    const { hub, last } = aHub()
    const starting = hub.start(PLACE)
    last().err('{"level":"info","what":"something"}')
    last().err('{"time":"t","level":"error","what":"problem","code":"port_taken","message":"…","port":7443}')
    last().end(2)
    expect(await starting).toEqual({ code: 'port_taken', detail: { port: 7443, message: '…' } })
    expect(hub.view()).toEqual({ state: 'failed', url: null, problem: 'port_taken' })
    const again = hub.start({ ...PLACE, port: 0 })
    last().out('https://10.0.0.5:40000')
    expect(await again).toEqual({ url: 'https://10.0.0.5:40000' })
  })

  it('shows when it ended by itself', async () => {
    const { hub, last } = aHub()
    const starting = hub.start(PLACE)
    last().out('https://10.0.0.5:7443')
    await starting
    last().end(1)
    expect(hub.view()).toEqual({ state: 'failed', url: null, problem: 'ended' })
    expect(hub.isAlive).toBe(false)
  })

  it('stops when its process is gone, and is off then', async () => {
    const { hub, last } = aHub()
    const starting = hub.start(PLACE)
    last().out('https://10.0.0.5:7443')
    await starting
    const stopping = hub.stop()
    expect(hub.view().state).toBe('stopping')
    expect(last().asked).toEqual(['stop'])
    last().end(0)
    await stopping
    expect(hub.view()).toEqual({ state: 'off', url: null, problem: null })
    await hub.stop()
  })
})
