import { describe, expect, it } from 'vitest'
import type { Scan } from './scanner'
import type { WedgePlace } from './wedge-core'
import { keepEarlyKeys } from './wedge-early'
import { WedgeScanner } from './wedge-scanner'

type Bench = { inField?: boolean; place?: WedgePlace; isEarly?: boolean }

/** A page with one thing in focus, a clock to turn by hand, and a scanner on it. */
function bench({ inField = false, place = 'staff', isEarly = false }: Bench = {}) {
  const target = new EventTarget()
  const page = { inField: () => inField }
  let strays = 0
  let answer: (() => void) | null = null
  let isBusy = false
  const scans: Scan[] = []
  const reached: string[] = []
  const replayed: string[] = []
  let now = 0
  let timers: { at: number; run: () => void }[] = []
  const scanner = new WedgeScanner({
    target,
    onScan: (scan) => scans.push(scan),
    onStray: () => strays++,
    place,
    settled: () => (isBusy ? new Promise<void>((resolve) => (answer = resolve)) : Promise.resolve()),
    page: { ...page, replay: (event) => replayed.push((event as unknown as { key: string }).key) },
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
  if (isEarly) keepEarlyKeys(target, page)
  else scanner.start()
  for (const type of ['keydown', 'keyup'])
    target.addEventListener(type, (event) => reached.push(`${type} ${(event as unknown as { key: string }).key}`))

  /** Time goes by; whatever was promised meanwhile is kept. */
  const pass = async (milliseconds: number): Promise<void> => {
    const until = now + milliseconds
    for (;;) {
      const next = timers.filter((timer) => timer.at <= until).sort((a, b) => a.at - b.at)[0]
      if (!next) break
      timers = timers.filter((timer) => timer !== next)
      now = Math.max(now, next.at)
      next.run()
      await kept()
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
  const press = async (key: string, gap: number, more: object = {}): Promise<Event> => {
    await pass(gap)
    const down = fire('keydown', key, more)
    fire('keyup', key, more)
    return down
  }
  const type = async (keys: Iterable<string>, gap: number): Promise<void> => {
    for (const key of keys) await press(key, gap)
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
    strays: () => strays,
    late: (by: number) => (now += by),
    busy: () => (isBusy = true),
    answer: async () => {
      isBusy = false
      answer?.()
      await kept()
    },
    timers: () => timers,
  }
}

const kept = () => new Promise((resolve) => setImmediate(resolve))
const keys = (text: string): string[] => text.split('')

describe('wedge scanner', () => {
  it('reports a scan ended by Enter and lets the page see nothing of it', async () => {
    const { scans, reached, type, pass } = bench()
    await type([...keys('7K3M-Q9TX'), 'Enter'], 10)
    await pass(1000)
    expect(scans).toEqual([{ text: '7K3M-Q9TX', via: 'wedge', length: 9 }])
    expect(reached).toEqual([])
  })

  it('reports a scan without end mark 100 ms after its last key', async () => {
    const { scans, type, pass } = bench()
    await type('7K3M-Q9TX', 10)
    await pass(99)
    expect(scans).toEqual([])
    await pass(30)
    expect(scans).toHaveLength(1)
  })

  it('prevents the default of each key of a scan, Space first included', async () => {
    const { press, replayed, scans, pass } = bench()
    const events: Event[] = []
    for (const key of [...keys(' AB C'), 'Enter']) events.push(await press(key, 5))
    await pass(500)
    expect(events.every((event) => event.defaultPrevented)).toBe(true)
    expect(replayed).toEqual([])
    expect(scans[0]?.text).toBe(' AB C')
  })

  it('gives a lone Space back after 100 ms, so that it presses the button', async () => {
    const { press, replayed, pass } = bench()
    await press(' ', 500)
    expect(replayed).toEqual([])
    await pass(130)
    expect(replayed).toEqual([' '])
  })

  it('lets a person walk the page with Tab, Enter, arrows and Escape', async () => {
    const { type, reached } = bench()
    await type(['Tab', 'Tab', 'Enter', 'ArrowDown', 'Escape'], 180)
    expect(reached.filter((line) => line.startsWith('keydown'))).toHaveLength(5)
    expect(reached.filter((line) => line.startsWith('keyup'))).toHaveLength(5)
  })

  it('gives back what a person types into a field, in order', async () => {
    const { type, replayed, scans, pass } = bench({ inField: true })
    await type('Siti', 140)
    await pass(200)
    expect(replayed.join('')).toBe('Siti')
    expect(scans).toEqual([])
  })

  it('lets a key held down repeat', async () => {
    const { press, fire, pass, reached } = bench({ inField: true })
    await press('a', 500)
    await pass(400)
    fire('keydown', 'a', { repeat: true })
    expect(reached).toContain('keydown a')
  })

  it('leaves composition and shortcuts alone', async () => {
    const { press, fire, reached, pass } = bench({ inField: true })
    await pass(500)
    fire('keydown', 'k', { isComposing: true })
    await press('z', 500, { ctrlKey: true })
    expect(reached).toEqual(['keydown k', 'keydown z', 'keyup z'])
  })

  it('skips keys without a name, Shift and the LF of a CR LF', async () => {
    const { type, press, scans, reached } = bench()
    await type(['Shift', 'A', 'Unidentified', 'Shift', 'B', 'Dead', 'C', '1', 'Enter'], 10)
    await press('j', 5, { ctrlKey: true })
    expect(scans.map((scan) => scan.text)).toEqual(['ABC1'])
    expect(reached).not.toContain('keydown j')
  })

  it('reads the number pad with NumLock off', async () => {
    const { press, scans } = bench()
    for (const digit of '20251') await press('Home', 10, { code: `Numpad${digit}` })
    await press('Enter', 10)
    expect(scans.map((scan) => scan.text)).toEqual(['20251'])
  })

  it('does not split a scan when the page was busy and the timer came first', async () => {
    const { type, late, pass, fire, scans, timers } = bench()
    await type('7K3M-', 10)
    // The page hangs for 400 ms; the keys of that time carry their own times and come after the late timer.
    late(400)
    timers()[0]!.run()
    for (const key of 'Q9TX') fire('keydown', key, { timeStamp: 60 })
    await pass(300)
    expect(scans.map((scan) => scan.text)).toEqual(['7K3M-Q9TX'])
  })

  it('refuses a code of 10 kB clearly: cut, with its true length', async () => {
    const { type, scans } = bench()
    await type([...keys('x'.repeat(10_240)), 'Enter'], 2)
    expect(scans).toMatchObject([{ length: 10_240, tooLong: true, via: 'wedge' }])
    expect(scans[0]?.text).toHaveLength(4096)
  })

  it('hears nothing once stopped, and each key once however often it was started', async () => {
    const { scanner, type, scans, pass } = bench()
    scanner.start()
    await type([...keys('AAAA1'), 'Enter'], 10)
    expect(scans).toHaveLength(1)
    await scanner.stop()
    await type([...keys('BBBB2'), 'Enter'], 10)
    await pass(500)
    expect(scans).toHaveLength(1)
    scanner.start()
    await type([...keys('CCCC3'), 'Enter'], 10)
    expect(scans).toHaveLength(2)
  })

  it('does not split a scan when its rest waits in the process before the page, however long', async () => {
    const { type, pass, fire, busy, answer, scans } = bench()
    await type('7K3M-', 10)
    busy()
    // The page itself is idle: its timer comes in time, and nobody there knows of the keys.
    await pass(2000)
    expect(scans).toEqual([])
    for (const [n, key] of keys('Q9TX').entries()) fire('keydown', key, { timeStamp: 60 + n * 10 })
    fire('keydown', 'Enter', { timeStamp: 100 })
    await answer()
    await pass(2000)
    expect(scans.map((scan) => scan.text)).toEqual(['7K3M-Q9TX'])
  })

  it('does not split a scan whose keys are handed on one by one, long after the system got them', async () => {
    for (const place of ['staff', 'public'] as const) {
      const { scans, reached, press, pass, strays } = bench({ place })
      await pass(2_000)
      let timeStamp = 500
      for (const key of keys('PDP1:ABCDEF')) await press(key, 60, { timeStamp: (timeStamp += 2) })
      await pass(600)
      expect(scans.map(({ text }) => text)).toEqual(['PDP1:ABCDEF'])
      expect(reached).toEqual([])
      expect(strays()).toBe(0)
    }
  })

  it('waits for keys that are on their way to the page when the answer is there', async () => {
    const { type, pass, fire, busy, answer, scans } = bench()
    await type('7K', 10)
    busy()
    await pass(300)
    await answer()
    await pass(5)
    for (const [n, key] of keys('3M-Q9TX').entries()) fire('keydown', key, { timeStamp: 30 + n * 10 })
    await pass(1000)
    expect(scans.map((scan) => scan.text)).toEqual(['7K3M-Q9TX'])
  })

  it('forgets the question when the burst has ended meanwhile', async () => {
    const { type, press, pass, busy, answer, scans, timers } = bench()
    await type('AAAA1', 10)
    busy()
    await pass(200)
    await press('Enter', 0, { timeStamp: 60 })
    await answer()
    await pass(500)
    expect(scans.map((scan) => scan.text)).toEqual(['AAAA1'])
    expect(timers()).toEqual([])
  })

  it('goes on with a code that began before the screen was there', async () => {
    const { scanner, type, scans } = bench({ place: 'public', isEarly: true })
    await type('7K3M-', 10)
    scanner.start()
    await type([...keys('Q9TX'), 'Enter'], 10)
    expect(scans.map((scan) => scan.text)).toEqual(['7K3M-Q9TX'])
  })

  it('reports a code that was scanned while there was no screen for it, once and if it is not old', async () => {
    const { scanner, type, scans, pass } = bench({ place: 'public' })
    await scanner.stop()
    await type([...keys('OLD-CODE'), 'Enter'], 10)
    await pass(3000)
    await type([...keys('NEW-CODE'), 'Enter'], 10)
    scanner.start()
    await scanner.stop()
    scanner.start()
    await pass(1000)
    expect(scans.map((scan) => scan.text)).toEqual(['NEW-CODE'])
  })

  it('keeps nothing that went into a text field before it was there', async () => {
    const { scanner, type, scans, pass } = bench({ place: 'public', inField: true, isEarly: true })
    await type([...keys('passphrase'), 'Enter'], 10)
    scanner.start()
    await pass(1000)
    expect(scans).toEqual([])
  })

  it('tells of a part of a code that went astray on a public screen', async () => {
    const { type, pass, scans, strays } = bench({ place: 'public' })
    await type('7K3', 10)
    await pass(1000)
    expect({ scans, strays: strays() }).toEqual({ scans: [], strays: 1 })
  })
})
