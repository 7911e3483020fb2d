import { describe, expect, it } from 'vitest'
import type { Scan } from './scanner'
import { WedgeScanner } from './wedge-scanner'

/** A page with one thing in focus, a clock to turn by hand, and a scanner on it. */
function bench({ inField = false } = {}) {
  const target = new EventTarget()
  const scans: Scan[] = []
  const reached: string[] = []
  const replayed: string[] = []
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  const scanner = new WedgeScanner({
    target,
    onScan: (scan) => scans.push(scan),
    page: { inField: () => inField, replay: (event) => replayed.push((event as unknown as { key: string }).key) },
    clock: {
      now: () => now,
      setTimeout: (run, wait) => {
        const timer = { at: now + wait, run }
        timers.push(timer)
        return timer
      },
      clearTimeout: (timer) => (timers = timers.filter((other) => other !== timer)),
    },
  })
  scanner.start()
  for (const type of ['keydown', 'keyup'])
    target.addEventListener(type, (event) => reached.push(`${type} ${(event as unknown as { key: string }).key}`))

  const pass = (milliseconds: number): void => {
    const until = now + milliseconds
    for (;;) {
      const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((timer) => timer !== next)
      now = Math.max(now, next.at)
      next.run()
    }
    now = until
  }
  const fire = (type: string, key: string, more: object = {}): Event => {
    const event = new Event(type, { cancelable: true })
    const flags = { repeat: false, isComposing: false, ctrlKey: false, altKey: false, metaKey: false }
    const fields = { key, code: `Key${key}`, timeStamp: now, ...flags, ...more }
    for (const [name, value] of Object.entries(fields)) Object.defineProperty(event, name, { value })
    target.dispatchEvent(event)
    return event
  }
  const press = (key: string, gap: number, more: object = {}): Event => {
    pass(gap)
    const down = fire('keydown', key, more)
    fire('keyup', key, more)
    return down
  }
  const type = (keys: Iterable<string>, gap: number): void => {
    for (const key of keys) press(key, gap)
  }
  return {
    scanner,
    scans,
    reached,
    replayed,
    pass,
    press,
    type,
    fire,
    late: (by: number) => (now += by),
    timers: () => timers,
  }
}

const keys = (text: string): string[] => text.split('')

describe('wedge scanner', () => {
  it('reports a scan ended by Enter and lets the page see nothing of it', () => {
    const { scans, reached, type, pass } = bench()
    type([...keys('7K3M-Q9TX'), 'Enter'], 10)
    pass(1000)
    expect(scans).toEqual([{ text: '7K3M-Q9TX', via: 'wedge', length: 9 }])
    expect(reached).toEqual([])
  })

  it('reports a scan without end mark 100 ms after its last key', () => {
    const { scans, type, pass } = bench()
    type('7K3M-Q9TX', 10)
    pass(99)
    expect(scans).toEqual([])
    pass(10)
    expect(scans).toHaveLength(1)
  })

  it('prevents the default of each key of a scan, Space first included', () => {
    const { press, replayed, scans, pass } = bench()
    const events = [...keys(' AB C'), 'Enter'].map((key) => press(key, 5))
    pass(500)
    expect(events.every((event) => event.defaultPrevented)).toBe(true)
    expect(replayed).toEqual([])
    expect(scans[0]?.text).toBe(' AB C')
  })

  it('gives a lone Space back after 100 ms, so that it presses the button', () => {
    const { press, replayed, pass } = bench()
    press(' ', 500)
    expect(replayed).toEqual([])
    pass(110)
    expect(replayed).toEqual([' '])
  })

  it('lets a person walk the page with Tab, Enter, arrows and Escape', () => {
    const { type, reached } = bench()
    type(['Tab', 'Tab', 'Enter', 'ArrowDown', 'Escape'], 180)
    expect(reached.filter((line) => line.startsWith('keydown'))).toHaveLength(5)
    expect(reached.filter((line) => line.startsWith('keyup'))).toHaveLength(5)
  })

  it('gives back what a person types into a field, in order', () => {
    const { type, replayed, scans, pass } = bench({ inField: true })
    type('Siti', 140)
    pass(200)
    expect(replayed.join('')).toBe('Siti')
    expect(scans).toEqual([])
  })

  it('lets a key held down repeat', () => {
    const { press, fire, pass, reached } = bench({ inField: true })
    press('a', 500)
    pass(400)
    fire('keydown', 'a', { repeat: true })
    expect(reached).toContain('keydown a')
  })

  it('leaves composition and shortcuts alone', () => {
    const { press, fire, reached, pass } = bench({ inField: true })
    pass(500)
    fire('keydown', 'k', { isComposing: true })
    press('z', 500, { ctrlKey: true })
    expect(reached).toEqual(['keydown k', 'keydown z', 'keyup z'])
  })

  it('skips keys without a name, Shift and the LF of a CR LF', () => {
    const { type, press, scans, reached } = bench()
    type(['Shift', 'A', 'Unidentified', 'Shift', 'B', 'Dead', 'C', '1', 'Enter'], 10)
    press('j', 5, { ctrlKey: true })
    expect(scans.map((scan) => scan.text)).toEqual(['ABC1'])
    expect(reached).not.toContain('keydown j')
  })

  it('reads the number pad with NumLock off', () => {
    const { press, scans } = bench()
    for (const digit of '20251') press('Home', 10, { code: `Numpad${digit}` })
    press('Enter', 10)
    expect(scans.map((scan) => scan.text)).toEqual(['20251'])
  })

  it('does not split a scan when the page was busy and the timer came first', () => {
    const { type, late, pass, fire, scans, timers } = bench()
    type('7K3M-', 10)
    // The page hangs for 400 ms; the keys of that time carry their own times and come after the late timer.
    late(400)
    timers()[0]!.run()
    for (const key of 'Q9TX') fire('keydown', key, { timeStamp: 60 })
    pass(300)
    expect(scans.map((scan) => scan.text)).toEqual(['7K3M-Q9TX'])
  })

  it('refuses a code of 10 kB clearly: cut, with its true length', () => {
    const { type, scans } = bench()
    type([...keys('x'.repeat(10_240)), 'Enter'], 2)
    expect(scans).toMatchObject([{ length: 10_240, tooLong: true, via: 'wedge' }])
    expect(scans[0]?.text).toHaveLength(4096)
  })

  it('hears nothing once stopped, and each key once however often it was started', async () => {
    const { scanner, type, scans, pass } = bench()
    scanner.start()
    type([...keys('AAAA1'), 'Enter'], 10)
    expect(scans).toHaveLength(1)
    await scanner.stop()
    type([...keys('BBBB2'), 'Enter'], 10)
    pass(500)
    expect(scans).toHaveLength(1)
    scanner.start()
    type([...keys('CCCC3'), 'Enter'], 10)
    expect(scans).toHaveLength(2)
  })
})
