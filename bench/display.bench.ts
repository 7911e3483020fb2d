import type { ElectronApplication, Page } from 'playwright'
import { end, withDemo } from './app'
import { percentile, printRow, wanted } from './report'

/** From an operator's call to the number drawn on the display, two windows of the real app on one machine. */
const CALLS = 40

interface Bridged {
  pendopo: { call(name: string, input: unknown): Promise<{ ok: boolean; code?: string; value?: unknown }> }
  shownAt: Record<string, number>
}

async function main(): Promise<void> {
  await withDemo(async ({ pendopo, start }) => {
    for (let n = 0; n < CALLS; n += 1) pendopo('issue', 'pajak-tahunan')
    const app = await start('counter,display')
    const [counter, display] = [await pageOf(app, 'app://pendopo/'), await pageOf(app, 'app://pendopo-2/')]
    await display.locator('main[data-screen="display"][data-ready="true"]').waitFor()
    await counter.locator('main[data-screen="counter"]').waitFor()
    const ask = (name: string, input: unknown) =>
      counter.evaluate(
        ([called, given]: [string, unknown]) => (window as unknown as Bridged).pendopo.call(called, given),
        [name, input] as [string, unknown],
      )
    await ask('staff.setPin', { staff: 'ratih', pin: '8264', voucher: null })
    await ask('counter.signIn', { counter: '1', staff: 'ratih', pin: '8264' })
    const act = async (does: object) => {
      const done = await ask('counter.act', { counter: '1', requestId: crypto.randomUUID(), act: does })
      if (!done.ok) throw new Error(done.code)
      return done.value as { label: string; view: { held: { id: string; version: number } | null } }
    }
    // The moment at which a number stands on the display, drawn: told by the page itself, on the machine's one clock.
    await display.evaluate(() => {
      const own = window as unknown as Bridged
      own.shownAt = {}
      new MutationObserver(() => {
        const label = /[A-Z]{1,2}-\d{3,}/.exec(document.querySelector('.display')?.textContent ?? '')?.[0] ?? ''
        if (label in own.shownAt) return
        own.shownAt[label] = 0
        requestAnimationFrame(() => (own.shownAt[label] = performance.timeOrigin + performance.now()))
      }).observe(document.body, { subtree: true, childList: true, characterData: true, attributes: true })
    })
    await act({ do: 'open' })
    const times: number[] = []
    for (let n = 0; n < CALLS; n += 1) {
      const pressed = Date.now()
      const { label, view } = await act({ do: 'call_next' })
      const shown = await display.waitForFunction((number) => {
        const at = (window as unknown as Bridged).shownAt[number] ?? 0
        return at > 0 ? at : null
      }, label)
      times.push(((await shown.jsonValue()) ?? Infinity) - pressed)
      const held = view.held
      if (held === null) throw new Error('nobody in hand')
      await act({ do: 'start', ticket: held.id, seen: held.version })
      await act({ do: 'finish', ticket: held.id, seen: held.version + 1, outcome: 'solved' })
    }
    for (const p of [50, 95])
      printRow({ name: `display.call_to_drawn.p${p}`, value: percentile(times, p), unit: 'ms', n: times.length })
    await end(app)
  })
}

async function pageOf(app: ElectronApplication, url: string): Promise<Page> {
  for (;;) {
    const page = app.windows().find((one) => one.url() === url)
    if (page !== undefined) return page
    await app.waitForEvent('window')
  }
}

if (wanted('display')) await main()
