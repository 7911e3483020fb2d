import type { PrinterSetting } from '../../../../core/contract/dispenser'
import { assertNever } from '../../../../core/result/result'

/** The printer's form while it is filled in; every kind keeps what was typed for it. */
export interface PrinterDraft {
  readonly kind: PrinterSetting['kind']
  readonly host: string
  readonly port: string
  readonly path: string
  readonly name: string
  readonly width: 58 | 80
}

export function draftOf(setting: PrinterSetting, osPrinters: readonly string[]): PrinterDraft {
  return {
    kind: setting.kind,
    host: setting.kind === 'tcp' ? setting.host : '',
    port: setting.kind === 'tcp' ? String(setting.port) : '9100',
    path: setting.kind === 'device' ? setting.path : '/dev/usb/lp0',
    name: setting.kind === 'os' ? setting.name : (osPrinters[0] ?? ''),
    width: setting.kind === 'none' ? 80 : setting.width,
  }
}

/** The setting that a draft makes; null while something is missing. */
export function settingOf(draft: PrinterDraft): PrinterSetting | null {
  const { kind, width } = draft
  switch (kind) {
    case 'none':
      return { kind }
    case 'tcp': {
      const [host, port] = [draft.host.trim(), Number(draft.port)]
      const isPort = Number.isInteger(port) && port >= 1 && port <= 65_535
      return host === '' || host.length > 253 || !isPort ? null : { kind, host, port, width }
    }
    case 'device': {
      const path = draft.path.trim()
      return path === '' || path.length > 400 ? null : { kind, path, width }
    }
    case 'os':
      return draft.name === '' ? null : { kind, name: draft.name, width }
    default:
      return assertNever(kind)
  }
}
