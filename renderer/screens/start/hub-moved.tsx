import { ArrowLeft } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { FairTitle } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'
import { useMoveHub } from '../../parts/use-move-hub'
import { CameraButton, JoinCamera } from './join-camera'
import { JoinField } from './join-field'
import { StartFrame } from './start-frame'

interface Props {
  readonly fair: FairTitle
  /** It is there. */
  readonly onFound: (address: string) => void
  readonly onBack: () => void
}

/** Where the hub is now, typed or scanned off the desk's screen. */
export function HubMoved({ fair, onFound, onBack }: Props) {
  const { t } = useWords()
  const { url, setUrl, trouble, isBusy, isReady, look, scanned } = useMoveHub(onFound)
  const [hasCamera, setCamera] = useState(false)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const read = useEffectEvent((text: string) => {
    if (scanned(text)) setCamera(false)
  })
  return (
    <StartFrame
      fair={fair}
      title={t('hub.moved')}
      lead={t('hub.moved.say')}
      back={
        <button type="button" className="btn btn-quiet" data-act="back" onClick={onBack}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t('action.back')}
        </button>
      }
    >
      <form
        className="join"
        data-hub-away="asking"
        onSubmit={(event) => {
          event.preventDefault()
          if (isReady) void look()
        }}
      >
        {hasCamera ? <JoinCamera onText={read} /> : null}
        <JoinField label={t('hub.moved.field')}>
          <input
            type="text"
            inputMode="url"
            data-field="hub"
            ref={field}
            value={url}
            autoComplete="off"
            spellCheck={false}
            maxLength={240}
            onChange={({ target }) => setUrl(target.value)}
          />
        </JoinField>
        <p className="start-trouble" role="alert">
          {trouble}
        </p>
        <p className="join-acts">
          <CameraButton isOn={hasCamera} onSwitch={() => setCamera(!hasCamera)} />
          <button type="submit" className="btn btn-main" data-act="move_hub" disabled={!isReady}>
            {t(isBusy ? 'hub.moved.busy' : 'hub.moved.go')}
          </button>
        </p>
      </form>
    </StartFrame>
  )
}
