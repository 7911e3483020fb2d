import type { WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import type { DispenserView } from '../../core/contract/dispenser'
import { StationDevices } from './station-devices'

const page = (isDestroyed = () => false) => ({ isDestroyed }) as unknown as WebContents

function devices(more: { held?: number; kind?: 'none' | 'system' } = {}) {
  const world: { slip: DispenserView['printer']; now: number } = { slip: null, now: 1_000 }
  const health = { kind: more.kind ?? 'none', waiting: 0, held: more.held ?? 0, lastTrouble: null }
  return {
    world,
    of: new StationDevices({ wall: () => world.now }, () => ({
      slips: { state: () => world.slip },
      badges: { health: () => health as never },
    })),
  }
}

describe('what a station tells of its devices', () => {
  it('nothing of what it does not have', () => {
    expect(devices().of.report()).toEqual({ printer: 'none', printerTrouble: null, camera: 'none' })
  })

  it('what is wrong with its printer, and since when, until it is mended', () => {
    const { of, world } = devices()
    world.slip = { state: 'trouble', trouble: 'paper_out' }
    expect(of.report()).toMatchObject({ printer: 'trouble', printerTrouble: { what: 'paper_out', since: 1_000 } })
    world.now = 9_000
    expect(of.report().printerTrouble?.since).toBe(1_000)
    world.slip = { state: 'trouble', trouble: 'cover_open' }
    expect(of.report().printerTrouble).toEqual({ what: 'cover_open', since: 9_000 })
    world.slip = { state: 'ready', trouble: null }
    expect(of.report()).toMatchObject({ printer: 'ready', printerTrouble: null })
  })

  it('that labels wait for staff', () => {
    expect(devices({ kind: 'system', held: 2 }).of.report().printerTrouble?.what).toBe('labels_held')
    expect(devices({ kind: 'none', held: 2 }).of.report().printer).toBe('none')
  })

  it('how its cameras are; a window that closed counts no more', () => {
    const { of } = devices()
    let isGone = false
    const [first, second] = [page(), page(() => isGone)]
    of.camera(first, 'running')
    expect(of.report().camera).toBe('ready')
    of.camera(second, 'lost')
    expect(of.report().camera).toBe('trouble')
    isGone = true
    expect(of.report().camera).toBe('ready')
    of.camera(first, 'missing')
    expect(of.report().camera).toBe('none')
  })
})
