import { Pause, Play } from 'lucide-react'
import { useState } from 'react'
import type { DispenserPanel } from '../../../../core/contract/dispenser'
import { useWords } from '../../../i18n/words'
import type { PanelModel } from './use-panel'

type Service = DispenserPanel['services'][number]

const MINUTE = 60_000
/** How long a break may be said to last, minutes. */
const BREAKS = [10, 15, 30, 60] as const

/** Services that give numbers, or are on a break; who waits goes on being called. */
export function ServicesPart({ panel, model }: { panel: DispenserPanel; model: PanelModel }) {
  const { t, text } = useWords()
  const [pausing, setPausing] = useState<string | null>(null)
  const { act, isBusy } = model
  const service = panel.services.find(({ code }) => code === pausing)
  if (service !== undefined) {
    return <PauseForm service={service} panel={panel} model={model} onDone={() => setPausing(null)} />
  }
  return (
    <section className="ledger">
      <ul>
        {panel.services.map(({ code, name, paused }) => (
          <li key={code} data-service={code} data-paused={paused ? '' : undefined}>
            <p className="ledger-number">
              <b>{text(name)}</b>
              <span>{t(paused ? 'panel.paused' : 'panel.given')}</span>
            </p>
            {paused ? (
              <button
                type="button"
                className="btn btn-quiet"
                disabled={isBusy}
                onClick={() => void act({ do: 'resume_service', service: code })}
              >
                <Play className="icon" aria-hidden="true" />
                {t('panel.resume')}
              </button>
            ) : (
              <button type="button" className="btn btn-quiet" disabled={isBusy} onClick={() => setPausing(code)}>
                <Pause className="icon" aria-hidden="true" />
                {t('panel.pause')}
              </button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}

interface FormProps {
  readonly service: Service
  readonly panel: DispenserPanel
  readonly model: PanelModel
  readonly onDone: () => void
}

/** Why, and until when: visitors read both. */
function PauseForm({ service, panel, model, onDone }: FormProps) {
  const { t, text } = useWords()
  const [reason, setReason] = useState(panel.pauseReasons[0]?.code ?? null)
  const [minutes, setMinutes] = useState<number | null>(15)
  const pause = async () => {
    if (reason === null) return
    const until = minutes === null ? null : Date.now() + minutes * MINUTE
    if (await model.act({ do: 'pause_service', service: service.code, reason, until })) onDone()
  }
  return (
    <form
      className="ledger"
      onSubmit={(event) => {
        event.preventDefault()
        void pause()
      }}
    >
      <h2>{t('panel.pauseOf', { service: text(service.name) })}</h2>
      <div className="panel-field">
        <span>{t('panel.reason')}</span>
        <div className="segments segments-wrap" role="group" aria-label={t('panel.reason')}>
          {panel.pauseReasons.map(({ code, name }) => (
            <button
              key={code}
              type="button"
              data-reason={code}
              aria-pressed={code === reason}
              onClick={() => setReason(code)}
            >
              {text(name)}
            </button>
          ))}
        </div>
      </div>
      <div className="panel-field">
        <span>{t('panel.until')}</span>
        <div className="segments segments-wrap" role="group" aria-label={t('panel.until')}>
          {[...BREAKS, null].map((one) => (
            <button
              key={one ?? 0}
              type="button"
              data-minutes={one ?? ''}
              aria-pressed={one === minutes}
              onClick={() => setMinutes(one)}
            >
              {one === null ? t('panel.until.unknown') : t('panel.until.minutes', { minutes: one })}
            </button>
          ))}
        </div>
      </div>
      <div className="panel-buttons">
        <button type="button" className="btn btn-quiet" onClick={onDone}>
          {t('action.cancel')}
        </button>
        <button type="submit" className="btn btn-main" disabled={reason === null || model.isBusy}>
          <Pause className="icon" aria-hidden="true" />
          {t('panel.pause.now')}
        </button>
      </div>
    </form>
  )
}
