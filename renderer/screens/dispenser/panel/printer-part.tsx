import { FileText, Printer } from 'lucide-react'
import { useRef, useState } from 'react'
import type { DispenserPanel, PrinterSetting } from '../../../../core/contract/dispenser'
import { assertNever } from '../../../../core/result/result'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { TouchKeyboard } from '../../../parts/touch-keyboard'
import { TROUBLE } from './numbers-part'
import { draftOf, settingOf, type PrinterDraft } from './printer-draft'
import type { PanelModel } from './use-panel'

const KINDS: readonly (readonly [PrinterSetting['kind'], MessageId])[] = [
  ['none', 'panel.kind.none'],
  ['tcp', 'panel.kind.tcp'],
  ['device', 'panel.kind.device'],
  ['os', 'panel.kind.os'],
]
const WIDTHS = [58, 80] as const

/** How the printer is, and how it is connected. */
export function PrinterPart({ panel, model }: { panel: DispenserPanel; model: PanelModel }) {
  const words = useWords()
  const { t } = words
  const { act, isBusy } = model
  const hasPrinter = panel.printer.kind !== 'none'
  return (
    <>
      <section className="ledger">
        <h2>
          {t('panel.state')}
          <span>{stateText(panel, words)}</span>
        </h2>
        <div className="panel-buttons">
          <button
            type="button"
            className="btn btn-quiet"
            disabled={isBusy || !hasPrinter}
            onClick={() => void act({ do: 'refilled' })}
          >
            <FileText className="icon" aria-hidden="true" />
            {t('panel.refilled')}
          </button>
          <button
            type="button"
            className="btn btn-quiet"
            disabled={isBusy || !hasPrinter}
            onClick={() => void act({ do: 'test_print' })}
          >
            <Printer className="icon" aria-hidden="true" />
            {t('panel.test')}
          </button>
        </div>
      </section>
      <Connection panel={panel} model={model} />
    </>
  )
}

function stateText({ printer, printerState }: DispenserPanel, { t }: Words): string {
  if (printer.kind === 'none') return t('panel.state.none')
  const trouble = printerState?.trouble ?? null
  if (trouble !== null) return t(TROUBLE[trouble])
  return t(printerState?.state === 'trouble' ? 'panel.trouble.other' : 'panel.state.ready')
}

function Connection({ panel, model }: { panel: DispenserPanel; model: PanelModel }) {
  const { t } = useWords()
  const [draft, setDraft] = useState(() => draftOf(panel.printer, panel.osPrinters))
  const change = (part: Partial<PrinterDraft>) => setDraft({ ...draft, ...part })
  const setting = settingOf(draft)
  return (
    <form
      className="ledger"
      onSubmit={(event) => {
        event.preventDefault()
        if (setting !== null) void model.act({ do: 'set_printer', printer: setting })
      }}
    >
      <h2>
        {t('panel.setting')}
        <span>{t('panel.setting.say')}</span>
      </h2>
      <div className="segments" role="group" aria-label={t('panel.setting')}>
        {KINDS.map(([kind, name]) => (
          <button
            key={kind}
            type="button"
            data-kind={kind}
            aria-pressed={draft.kind === kind}
            onClick={() => change({ kind })}
          >
            {t(name)}
          </button>
        ))}
      </div>
      <Fields draft={draft} osPrinters={panel.osPrinters} onChange={change} />
      {draft.kind === 'none' ? null : (
        <div className="panel-field">
          <span>{t('panel.width')}</span>
          <div className="segments" role="group" aria-label={t('panel.width')}>
            {WIDTHS.map((width) => (
              <button
                key={width}
                type="button"
                data-width={width}
                aria-pressed={draft.width === width}
                onClick={() => change({ width })}
              >
                {t('panel.width.mm', { width })}
              </button>
            ))}
          </div>
        </div>
      )}
      <div className="panel-buttons">
        <p>{setting === null ? t('panel.incomplete') : null}</p>
        <button type="submit" className="btn btn-main" disabled={setting === null || model.isBusy}>
          {t('panel.save')}
        </button>
      </div>
    </form>
  )
}

interface FieldsProps {
  readonly draft: PrinterDraft
  readonly osPrinters: readonly string[]
  readonly onChange: (part: Partial<PrinterDraft>) => void
}

function Fields({ draft, osPrinters, onChange }: FieldsProps) {
  const { t } = useWords()
  // The keys write into the field that was touched last.
  const field = useRef<HTMLInputElement>(null)
  const input = (label: MessageId, name: 'host' | 'port' | 'path') => (
    <label className="panel-field">
      <span>{t(label)}</span>
      <input
        data-field={name}
        value={draft[name]}
        inputMode="none"
        autoComplete="off"
        spellCheck={false}
        onFocus={(event) => {
          field.current = event.currentTarget
        }}
        onChange={(event) => onChange({ [name]: event.target.value })}
      />
    </label>
  )
  switch (draft.kind) {
    case 'none':
      return null
    case 'tcp':
      return (
        <>
          <div className="panel-fields">
            {input('panel.host', 'host')}
            {input('panel.port', 'port')}
          </div>
          <TouchKeyboard field={field} kind="address" />
        </>
      )
    case 'device':
      return (
        <>
          {input('panel.path', 'path')}
          <TouchKeyboard field={field} kind="address" />
        </>
      )
    case 'os':
      return osPrinters.length === 0 ? (
        <p className="ledger-none">{t('panel.osNone')}</p>
      ) : (
        <div className="segments segments-wrap" role="group" aria-label={t('panel.osName')}>
          {osPrinters.map((name) => (
            <button key={name} type="button" aria-pressed={draft.name === name} onClick={() => onChange({ name })}>
              {name}
            </button>
          ))}
        </div>
      )
    default:
      return assertNever(draft.kind)
  }
}
