import { describe, expect, it } from 'vitest'
import { PrinterSetting } from '../../../../core/contract/dispenser'
import { draftOf, settingOf, type PrinterDraft } from './printer-draft'

const aDraft = (over: Partial<PrinterDraft>): PrinterDraft => ({ ...draftOf({ kind: 'none' }, ['EPSON']), ...over })

describe('the printer form', () => {
  it.each<PrinterSetting>([
    { kind: 'none' },
    { kind: 'tcp', host: '192.168.1.40', port: 9100, width: 80 },
    { kind: 'device', path: '/dev/usb/lp1', width: 58 },
    { kind: 'os', name: 'EPSON TM-T82', width: 80 },
  ])('shows a setting ($kind) and saves the same', (setting) => {
    expect(settingOf(draftOf(setting, []))).toEqual(setting)
  })

  it('makes only what main accepts', () => {
    const drafts = [
      aDraft({ kind: 'tcp', host: ' 10.0.0.2 ', port: '9100' }),
      aDraft({ kind: 'device', path: ' /dev/usb/lp0 ' }),
      aDraft({ kind: 'os' }),
    ]
    for (const draft of drafts) expect(PrinterSetting.safeParse(settingOf(draft)).success).toBe(true)
  })

  it.each([
    aDraft({ kind: 'tcp', host: '  ' }),
    aDraft({ kind: 'tcp', host: 'printer', port: '0' }),
    aDraft({ kind: 'tcp', host: 'printer', port: '91a' }),
    aDraft({ kind: 'tcp', host: 'printer', port: '70000' }),
    aDraft({ kind: 'device', path: '' }),
    aDraft({ kind: 'os', name: '' }),
  ])('waits until it is complete (%o)', (draft) => {
    expect(settingOf(draft)).toBeNull()
  })
})
