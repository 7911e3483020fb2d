import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { importFair, readFairFile, startOn } from '../commands/fair-file'
import { importRoster } from '../rosters/import-roster'
import { recordScan } from '../commands/scan'
import { openFairFolder, type FairFolder } from '../folder/fair-folder'
import type { Link } from '../../core/contract/queue'
import { listForGate } from '../../core/setup/fair'
import { systemPorts } from './ports'
import { gateView, openBoot, watchViews } from './station'

/** Midnight in Surabaya between day 1 and day 2 of the demo fair. */
const MIDNIGHT = Date.UTC(2026, 9, 13, 17)

describe('a gate left on overnight', () => {
  const home = { dir: '' }
  let folder: FairFolder
  let wall = MIDNIGHT - 60_000

  beforeEach(async () => {
    vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval'] })
    wall = MIDNIGHT - 60_000
    home.dir = mkdtempSync(join(tmpdir(), 'pendopo-station-'))
    const ports = { ...systemPorts, wall: () => wall, uptime: () => wall }
    const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
    const file = read.ok ? startOn(read.file, '2026-10-13', wall) : null
    if (file === null) throw new Error('the demo fair does not read')
    const dir = join(home.dir, 'fair')
    await importFair(dir, file, ports, {})
    const opened = await openFairFolder(dir, ports, {})
    if (!opened.ok) throw new Error(opened.code)
    folder = opened.value
    const fair = folder.checkin.fair()
    if (fair !== null) await importRoster(folder, fair, 'assets/demo/roster.csv')
  })
  afterEach(() => {
    folder.close()
    rmSync(home.dir, { recursive: true })
    vi.useRealTimers()
  })

  const view = () => gateView(folder, { role: 'gate', gate: 'pintu-utara', direction: 'entry' }, 'id', false)
  const scan = (code: string) => {
    const scanned = recordScan(
      folder,
      {
        scanId: systemPorts.newId(),
        text: code,
        length: code.length,
        via: 'camera',
        gate: 'pintu-utara',
        direction: 'entry',
        typedAt: null,
      },
      (fair, now) => listForGate(fair, 'pintu-utara', now),
    )
    return typeof scanned === 'string'
      ? scanned
      : [scanned.answer.list.id, scanned.answer.outcome, scanned.answer.reason]
  }

  it('shows nothing but that it was revoked, though a full disk could not keep that', () => {
    const link = { state: 'cut_off', since: MIDNIGHT, pending: 0, trouble: 'revoked' } as const
    const place = { role: 'gate', gate: 'pintu-utara', direction: 'entry' } as const
    const boot = (now: Link) => openBoot(folder, place, 'id', now, null)
    expect(boot({ ...link, trouble: null }).phase).toBe('role')
    expect(boot(link)).toMatchObject({ phase: 'revoked', at: MIDNIGHT })
    folder.settings.set('revokedAt', MIDNIGHT + 1)
    expect(boot(link)).toMatchObject({ phase: 'revoked', at: MIDNIGHT + 1 })
  })

  it('serves the next day’s list from midnight of the fair’s zone on, and tells its window', () => {
    const tell = vi.fn()
    const stop = watchViews(() => [view()], tell)
    const [code = ''] = (readFileSync('assets/demo/roster.csv', 'utf8').split('\n')[1] ?? '').split(',')
    expect(view()?.list).toMatchObject({ code: 'pintu-hari-1', day: 1, open: 'now' })
    expect(scan(code)).toEqual(['Pintu, hari ke-1', 'admitted', null])
    expect(scan(code)).toEqual(['Pintu, hari ke-1', 'refused', 'already_admitted'])

    wall = MIDNIGHT - 1
    vi.advanceTimersByTime(1_000)
    expect(tell).not.toHaveBeenCalled()
    wall = MIDNIGHT
    vi.advanceTimersByTime(1_000)
    expect(tell).toHaveBeenCalledTimes(1)
    expect(view()?.list).toMatchObject({ code: 'pintu-hari-2', day: 2, open: 'now' })
    expect(scan(code)).toEqual(['Pintu, hari ke-2', 'admitted', null])
    stop()
  })

  it('is warned when its clock falls behind what the log holds', () => {
    scan('UNKNOWN')
    expect(view()?.notices).not.toContain('clock_behind')
    wall -= 10 * 60_000
    expect(view()?.notices).toContain('clock_behind')
  })
})
