import type { PrinterSetting } from '../../core/contract/dispenser'
import { assertNever } from '../../core/result/result'
import { deviceChannel } from './device-channel'
import type { PaperWidth } from '../../core/queue/slip-paper'
import { escposPrinter } from './escpos-printer'
import { osPrinter } from './os-printer'
import type { Printer } from './printer'
import { tcpChannel } from './tcp-channel'

export interface OpenPrinter {
  readonly printer: Printer
  readonly width: PaperWidth
}

/** The printer that a setting names; null: none. Its line is opened with the first job or look. */
export function openPrinter(setting: PrinterSetting): OpenPrinter | null {
  switch (setting.kind) {
    case 'none':
      return null
    case 'tcp':
      return { printer: escposPrinter(tcpChannel(setting)), width: setting.width }
    case 'device':
      return { printer: escposPrinter(deviceChannel(setting.path)), width: setting.width }
    case 'os':
      return { printer: osPrinter(setting.name), width: setting.width }
    default:
      return assertNever(setting)
  }
}
