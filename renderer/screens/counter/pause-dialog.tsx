import { useState } from 'react'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { Modal } from './modal'
import { Options } from './pickers'
import { nextTimeOfDay } from './time-of-day'

interface Props {
  readonly view: CounterView
  readonly onAct: (act: CounterAct) => void
  readonly onClose: () => void
}

const MINUTE = 60_000
const SPANS = [10, 15, 30, 60] as const
type Until = 'unknown' | 'time' | `${(typeof SPANS)[number]}`

/** The counter stops calling for a while: why, and until when; those who wait are told. */
export function PauseDialog({ view, onAct, onClose }: Props) {
  const { t, text, times } = useWords()
  // The spans are counted from when the question came up, so that they do not change while it is read.
  const [now] = useState(() => Date.now())
  const reasons = view.reasons.filter((one) => one.uses.includes('pause'))
  const [reason, setReason] = useState(reasons[0]?.code ?? '')
  const [until, setUntil] = useState<Until>('unknown')
  const [typed, setTyped] = useState('')
  const [hasTried, setTried] = useState(false)
  const typedTime = nextTimeOfDay(typed, now, view.fair.timeZone)
  const isMistaken = until === 'time' && typedTime === null
  const go = () => {
    setTried(true)
    if (isMistaken) return
    const at = until === 'time' ? typedTime : until === 'unknown' ? null : now + Number(until) * MINUTE
    onAct({ do: 'pause', reason, until: at })
  }
  const spans = SPANS.map((n) => ({
    value: `${n}` as const,
    title: t('counter.pause.for', { n, time: times.time(now + n * MINUTE) }),
  }))
  return (
    <Modal
      name="pause"
      title={t('counter.pause.title')}
      say={t('counter.pause.say')}
      mistake={hasTried && isMistaken ? t('counter.pause.time.mistake') : null}
      go={{ title: t('counter.pause.go'), isReady: reason !== '', onGo: go }}
      onClose={onClose}
    >
      <Options
        legend={t('counter.fact.reason')}
        options={reasons.map(({ code, name }) => ({ value: code, title: text(name) }))}
        picked={reason}
        onPick={setReason}
      />
      <Options<Until>
        legend={t('counter.pause.until')}
        options={[{ value: 'unknown', title: t('counter.pause.unknown') }, ...spans]}
        picked={until}
        onPick={setUntil}
      />
      <label className="ct-short">
        {t('counter.pause.time')}
        <span className="st-field">
          <input
            autoComplete="off"
            inputMode="numeric"
            maxLength={5}
            value={typed}
            aria-invalid={hasTried && isMistaken}
            onChange={(event) => {
              setTyped(event.target.value)
              setUntil(event.target.value === '' ? 'unknown' : 'time')
            }}
          />
        </span>
      </label>
    </Modal>
  )
}
