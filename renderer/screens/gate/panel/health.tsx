import { Camera, Clock, CloudUpload, Files, HardDrive, Printer, ScanLine, type LucideIcon } from 'lucide-react'
import type { GateView } from '../../../../core/contract/gate'
import type { GatePanel } from '../../../../core/contract/gate-panel'
import type { BadgeHealth } from '../../../../core/contract/badge'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { linkWords } from '../../../parts/link-words'
import type { ScannerState } from '../../../scanner/scanner'

interface Props {
  readonly gate: GateView
  readonly panel: GatePanel
  readonly camera: ScannerState
}

interface Row {
  readonly is: string
  readonly Icon: LucideIcon
  readonly name: MessageId
  readonly said: string
  readonly isBad: boolean
}

/** How this station and its devices do, a word each; what somebody should look at stands out. */
export function Health(props: Props) {
  const words = useWords()
  return (
    <dl className="gp-health">
      {rowsOf(props, words).map(({ is, Icon, name, said, isBad }) => (
        <div key={is} data-health={is} data-bad={isBad ? '' : undefined}>
          <Icon className="icon" aria-hidden="true" />
          <dt>{words.t(name)}</dt>
          <dd>{said}</dd>
        </div>
      ))}
    </dl>
  )
}

const CAMERA: Readonly<Record<ScannerState, MessageId>> = {
  running: 'gp.health.ready',
  starting: 'gp.health.starting',
  stopped: 'gp.health.starting',
  missing: 'gp.health.missing',
  denied: 'gp.health.denied',
  lost: 'gp.health.lost',
}

function rowsOf({ gate, panel, camera }: Props, words: Words): readonly Row[] {
  const { t } = words
  const { isClockWrong, clockOffset, isDiskLow, isLogDamaged, badges } = panel.health
  const { state, pending } = panel.link
  // What waits has a row of its own.
  const link = linkWords({ ...panel.link, pending: 0 }, words)
  const row = (is: string, Icon: LucideIcon, name: MessageId, said: string, isBad = false): Row => ({
    is,
    Icon,
    name,
    said,
    isBad,
  })
  return [
    row('network', link.Icon, 'gp.health.network', link.said, link.isBad),
    row('camera', Camera, 'gp.health.camera', t(CAMERA[camera]), camera !== 'running' && camera !== 'starting'),
    row('hand', ScanLine, 'gp.health.hand', t(gate.gate.handScanner === null ? 'gp.health.none' : 'gp.health.ready')),
    ...(badges === null
      ? []
      : [row('badges', Printer, 'gp.health.badges', badgeText(badges, words), badges.lastTrouble !== null)]),
    row('clock', Clock, 'gp.health.clock', clockText(clockOffset, isClockWrong, words), isClockWrong),
    row(
      'unsent',
      CloudUpload,
      'gp.health.unsent',
      state === 'alone' ? t('gp.health.noHub') : t('gp.health.records', { n: pending }),
    ),
    row('disk', HardDrive, 'gp.health.disk', t(isDiskLow ? 'gp.health.low' : 'gp.health.good'), isDiskLow),
    row('log', Files, 'gp.health.log', t(isLogDamaged ? 'gp.health.damaged' : 'gp.health.good'), isLogDamaged),
  ]
}

const TROUBLE: Readonly<Record<NonNullable<BadgeHealth['lastTrouble']>['what'], MessageId>> = {
  no_printer: 'gp.health.badges.no_printer',
  refused: 'gp.health.badges.refused',
  timeout: 'gp.health.badges.timeout',
  other: 'gp.health.badges.other',
}

/** What went wrong last and when; else what is under way. */
function badgeText({ kind, waiting, held, lastTrouble }: BadgeHealth, { t, times }: Words): string {
  if (kind === 'none') return t('gp.health.none')
  if (lastTrouble !== null) return t(TROUBLE[lastTrouble.what], { time: times.time(lastTrouble.at) })
  if (held > 0) return t('gp.health.badges.held', { n: held })
  return waiting > 0 ? t('gp.health.badges.printing') : t('gp.health.ready')
}

const MINUTE_MS = 60_000

/** How far the clock is from the hub's, where that is known. */
function clockText(offset: number | null, isWrong: boolean, { t, locale }: Words): string {
  if (offset === null) return t(isWrong ? 'gp.health.behind' : 'gp.health.good')
  const off = Math.abs(offset)
  const number = (n: number, digits: number) =>
    n.toLocaleString(locale, { minimumFractionDigits: digits, maximumFractionDigits: digits })
  const by =
    off < MINUTE_MS
      ? t('gp.health.clock.seconds', { n: number(off / 1_000, 1) })
      : t('gp.health.clock.minutes', { n: number(Math.round(off / MINUTE_MS), 0) })
  return isWrong
    ? t(offset > 0 ? 'gp.health.clock.behind' : 'gp.health.clock.ahead', { by })
    : t('gp.health.clock.off', { by })
}
