import { LockOpen } from 'lucide-react'
import { useCallback, useEffect, useState } from 'react'
import type { DispenserPanel } from '../../../../core/contract/dispenser'
import { assertNever } from '../../../../core/result/result'
import type { FailureCode } from '../../../api/call'
import type { PlainFailure } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { LanguageButton } from '../../../parts/language-button'
import { useHeading } from '../../../parts/use-heading'
import { useEscape } from '../../../parts/use-keys'
import { Waiting } from '../../../parts/waiting'
import type { ViewProps } from '../view-props'
import { NumbersPart } from './numbers-part'
import { PrinterPart } from './printer-part'
import { ServicesPart } from './services-part'
import { usePanel, type PanelModel, type PanelSaid } from './use-panel'

const PARTS = ['numbers', 'printer', 'services'] as const
type Part = (typeof PARTS)[number]
const NAMES: Readonly<Record<Part, MessageId>> = {
  numbers: 'panel.numbers',
  printer: 'panel.printer',
  services: 'panel.services',
}

/** For staff, after a PIN and for a short time: slips, the printer, breaks. */
export function PanelView({ model, onLanguage }: ViewProps) {
  const { send } = model
  const onClosed = useCallback(() => send({ type: 'done' }), [send])
  const panel = usePanel(onClosed)
  if (panel.panel === undefined) return <Waiting error={panel.error} onRetry={() => void panel.refetch()} />
  return (
    <Panel
      panel={panel.panel}
      model={panel}
      onClosed={onClosed}
      onLanguage={onLanguage}
      onCloseKiosk={(staff) =>
        send({
          type: 'open-staff',
          wants: 'close',
          who: { code: staff.code, name: staff.name, role: 'operator', hasPin: true },
        })
      }
    />
  )
}

interface Props {
  readonly panel: DispenserPanel
  readonly model: PanelModel
  readonly onClosed: () => void
  readonly onLanguage: ViewProps['onLanguage']
  readonly onCloseKiosk: (staff: DispenserPanel['staff']) => void
}

function Panel({ panel, model, onClosed, onLanguage, onCloseKiosk }: Props) {
  const words = useWords()
  const { t } = words
  const [part, setPart] = useState<Part>('numbers')
  const leave = () => void model.act({ do: 'leave' }).then((isLeft) => !isLeft && onClosed())
  useEscape(leave)
  const { staff } = panel
  return (
    <section className="panel" aria-labelledby="panel-title">
      <header className="panel-head">
        <LockOpen className="icon" aria-hidden="true" />
        <div>
          <h1 id="panel-title" {...useHeading()}>
            {t('panel.title')}
          </h1>
          <p>{t('panel.by', { name: staff.name ?? staff.code })}</p>
        </div>
        <Countdown key={panel.until} until={panel.until} onOver={onClosed} />
      </header>
      <div className="panel-body">
        <div className="panel-parts" role="group" aria-label={t('panel.sections')}>
          {PARTS.map((name) => (
            <button
              key={name}
              type="button"
              data-part={name}
              aria-pressed={name === part}
              onClick={() => setPart(name)}
            >
              {t(NAMES[name])}
              {name === 'numbers' && panel.unprinted.length > 0 ? <b className="n">{panel.unprinted.length}</b> : null}
            </button>
          ))}
        </div>
        <div className="panel-part" key={part}>
          {part === 'numbers' ? <NumbersPart panel={panel} model={model} /> : null}
          {part === 'printer' ? <PrinterPart panel={panel} model={model} /> : null}
          {part === 'services' ? <ServicesPart panel={panel} model={model} /> : null}
        </div>
      </div>
      <p className="panel-said" role="status" data-said={model.said?.is}>
        {model.said === null ? null : saidText(model.said, words)}
      </p>
      <footer className="panel-foot">
        <button type="button" className="btn btn-quiet" onClick={() => onCloseKiosk(staff)}>
          {t('staff.close')}
        </button>
        <LanguageButton look="quiet" onChoose={onLanguage} />
        <button type="button" className="btn btn-main" onClick={leave}>
          {t('panel.leave')}
        </button>
      </footer>
    </section>
  )
}

/** What the queue itself refuses has changed since it was shown: staff look again. */
const isPlain = (code: FailureCode): code is PlainFailure => code in FAILURE_TEXT

function saidText(said: PanelSaid, { t }: Words): string {
  switch (said.is) {
    case 'working':
      return t('panel.working')
    case 'done':
      return t('panel.done')
    case 'failed':
      return t(isPlain(said.code) ? FAILURE_TEXT[said.code] : 'panel.changed')
    default:
      return assertNever(said)
  }
}

/** Main closes the panel by itself; until then the rest of the time is shown. */
function Countdown({ until, onOver }: { until: number; onOver: () => void }) {
  const { t } = useWords()
  const [now, setNow] = useState(() => Date.now())
  const seconds = Math.max(0, Math.ceil((until - now) / 1_000))
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [])
  useEffect(() => {
    if (seconds === 0) onOver()
  }, [seconds, onOver])
  return (
    <p className="panel-time" role="timer">
      <b className="n">{`${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`}</b>
      {t('panel.closes')}
    </p>
  )
}
