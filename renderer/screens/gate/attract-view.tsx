import { Keyboard, ScanBarcode, UserPlus, type LucideIcon } from 'lucide-react'
import type { Locale } from '../../../core/contract/app'
import type { GateView } from '../../../core/contract/gate'
import type { Sign } from '../../../core/setup/schema'
import { useWords, type MessageId } from '../../i18n/words'
import { FairHeader } from '../../parts/fair-header'
import { HandLine } from '../../parts/hand-line'
import { DIRECTION_ICON } from '../../parts/icons'
import { LanguageButton } from '../../parts/language-button'
import { StaffCorner } from '../../parts/staff/staff-corner'
import type { ScannerState } from '../../scanner/scanner'
import { attractText } from './attract-text'
import { CameraBlock } from './camera-block'

interface Props {
  readonly gate: GateView
  readonly camera: ScannerState
  readonly showCameraIn: (preview: HTMLVideoElement | null) => void
  readonly isChecking: boolean
  /** The last code was not read in full: it is asked for once more. */
  readonly isAgain: boolean
  readonly clock: number
  readonly onType: () => void
  readonly onWalkIn: () => void
  readonly onLanguage: (locale: Locale) => void
  readonly onStaff: () => void
}

/** The waiting gate: colour above is read, the camera straddles the edge, paper below is touched. */
export function AttractView(props: Props) {
  const { gate, camera, isChecking, isAgain, clock } = props
  const words = useWords()
  const { t } = words
  const told = attractText(gate, camera, clock, words)
  const headline = isAgain ? t('attract.again') : told.headline
  const { handScanner, help } = gate.gate
  return (
    <div className="kiosk attract">
      <div className="roof kawung" />
      <header>
        <FairHeader fair={gate.fair} title={told.title}>
          {told.when}
        </FairHeader>
      </header>
      <div className="hello" role={isAgain ? 'alert' : undefined} data-again={isAgain ? '' : undefined}>
        <h1 className="headline" data-long={headline.length > 34 ? '' : undefined}>
          {headline}
        </h1>
        <p className="lead">{isAgain ? t('attract.again.lead') : told.lead}</p>
      </div>
      <CameraBlock state={camera} hasHandScanner={handScanner !== null} showIn={props.showCameraIn} />
      {handScanner === null ? null : (
        <HandLine
          side={handScanner}
          icon={ScanBarcode}
          text={t(handScanner === 'left' ? 'attract.hand.left' : 'attract.hand.right')}
        />
      )}
      <div className="choices" data-help={help.direction === 'left' ? 'left' : 'right'}>
        <button type="button" className="choice" onClick={props.onType}>
          <Keyboard className="icon" aria-hidden="true" />
          <b>{t('attract.type')}</b>
          <span>{t('attract.type.say')}</span>
        </button>
        {gate.walkIn === null ? (
          <HelpSign help={help} />
        ) : (
          <button type="button" className="choice" onClick={props.onWalkIn}>
            <UserPlus className="icon" aria-hidden="true" />
            <b>{t('attract.walkIn')}</b>
            <span>{t('attract.walkIn.say')}</span>
          </button>
        )}
      </div>
      <footer className="foot">
        <span role="status" className="checking-place">
          {isChecking ? <span className="checking">{t('attract.checking')}</span> : null}
        </span>
        <LanguageButton look="quiet" onChoose={props.onLanguage} />
        <StaffCorner hasNotice={gate.notices.length > 0} onOpen={props.onStaff} />
      </footer>
    </div>
  )
}

const WHERE: Readonly<Record<Sign['direction'], MessageId>> = {
  left: 'direction.left.where',
  right: 'direction.right.where',
  ahead: 'direction.ahead.where',
  back: 'direction.back.where',
}

/** Runs off the edge, as every sign does: where those go who have no code. */
function HelpSign({ help }: { help: Sign }) {
  const { t, text } = useWords()
  const Arrow: LucideIcon = DIRECTION_ICON[help.direction]
  return (
    <p className="help">
      <Arrow className="icon" aria-hidden="true" />
      <span>
        <b>{t('attract.help')}</b>
        {t('attract.help.say', { place: text(help.place), where: t(WHERE[help.direction]) })}
      </span>
    </p>
  )
}
