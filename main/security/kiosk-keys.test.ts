import { describe, expect, it } from 'vitest'
import { mayReachKiosk, type KeyPress } from './kiosk-keys'

const press = (key: string, held: Partial<KeyPress> = {}): KeyPress => ({
  key,
  control: false,
  alt: false,
  meta: false,
  shift: false,
  ...held,
})

describe('mayReachKiosk', () => {
  it('lets a hand scanner and a person at the keyboard through', () => {
    for (const key of ['A', '7', '-', ' ', 'Enter', 'Tab', 'Escape', 'ArrowDown', 'é'])
      expect(mayReachKiosk(press(key))).toBe(true)
  })

  it('keeps every way out of the kiosk from the page', () => {
    for (const key of ['F1', 'F5', 'F11', 'F12', 'PrintScreen', 'ContextMenu', 'Meta', 'BrowserBack'])
      expect(mayReachKiosk(press(key))).toBe(false)
    for (const key of ['w', 'r', 'p', '+', 'I', 'q']) expect(mayReachKiosk(press(key, { control: true }))).toBe(false)
    for (const key of ['F4', 'Tab', 'ArrowLeft', ' ']) expect(mayReachKiosk(press(key, { alt: true }))).toBe(false)
    expect(mayReachKiosk(press('q', { meta: true }))).toBe(false)
  })
})
