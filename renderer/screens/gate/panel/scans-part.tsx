import { CircleAlert, CircleCheck, CircleX, Undo2 } from 'lucide-react'
import type { PanelScan } from '../../../../core/contract/gate-panel'
import { toneOf } from '../../../../core/contract/tone'
import { capital } from '../../../i18n/capital'
import { useWords, type Words } from '../../../i18n/words'
import { asOfText } from './as-of'
import { refusalWord } from './refusal-words'
import './rows.css'

interface Props {
  readonly scans: readonly PanelScan[]
  /** How long ago main told of them, ms. */
  readonly ago: number
  /** While cut off: of which moment the list here is, UTC ms; null: it is not older than the scans. */
  readonly asOf: number | null
  /** The first sync still brings visitors: who is refused as unknown may only not have come yet. */
  readonly isLoading: boolean
  readonly onUndo: (scan: PanelScan) => void
  readonly onAllow: (scan: PanelScan) => void
}

const UNDO_MS = 120_000

/** The last scans of this gate, the newest first; each with what can still be done about it. */
export function ScansPart({ scans, ago, asOf, isLoading, onUndo, onAllow }: Props) {
  const words = useWords()
  const { t } = words
  return (
    <section className="gp-section gp-last">
      <header>
        <h2>{t('gp.scans')}</h2>
        <p>{t('gp.scans.say')}</p>
      </header>
      {scans.length === 0 ? <p className="gp-none">{t('gp.scans.none')}</p> : null}
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reached with the keyboard */}
      <ul className="gp-rows" tabIndex={0} aria-label={t('gp.scans')}>
        {scans.map((scan) => (
          <li key={scan.scanId} data-scan={scan.scanId} data-undone={scan.isUndone ? '' : undefined}>
            <Mark scan={scan} />
            <p>
              <b>{headOf(scan, words)}</b>
              <span>{lineOf(scan, { asOf, isLoading }, words)}</span>
              {scan.suspect === null ? null : (
                <span className="gp-suspect" data-suspect="">
                  {t('gp.scan.suspect', { name: scan.suspect.name ?? t('gp.scan.noName') })}
                </span>
              )}
            </p>
            <Act scan={scan} ago={ago} onUndo={onUndo} onAllow={onAllow} />
          </li>
        ))}
      </ul>
    </section>
  )
}

function Mark({ scan }: { scan: PanelScan }) {
  const tone = toneOf(scan.outcome, scan.reason)
  const Icon = tone === 'go' ? CircleCheck : tone === 'attention' ? CircleAlert : CircleX
  return <Icon className="icon gp-mark" data-tone={tone} aria-hidden="true" />
}

function Act({ scan, ago, onUndo, onAllow }: Pick<Props, 'ago' | 'onUndo' | 'onAllow'> & { scan: PanelScan }) {
  const { t } = useWords()
  const left = scan.undoMs === null ? 0 : scan.undoMs - ago
  if (scan.isUndone) return <span className="gp-rest">{t('gp.scan.undone')}</span>
  if (left > 0)
    return (
      <button
        type="button"
        className="gp-big gp-undo"
        style={{ '--left': Math.min(1, left / UNDO_MS) } as React.CSSProperties}
        onClick={() => onUndo(scan)}
      >
        <Undo2 className="icon" aria-hidden="true" />
        {t('gp.scan.undo')} <small className="n">{t('gp.scan.seconds', { n: Math.ceil(left / 1_000) })}</small>
      </button>
    )
  if (scan.overridable === 'me')
    return (
      <button type="button" className="gp-big" onClick={() => onAllow(scan)}>
        {t('gp.scan.allow')}
      </button>
    )
  if (scan.overridable === 'supervisor') return <span className="gp-rest">{t('gp.scan.supervisor')}</span>
  if (scan.outcome === 'admitted') return <span className="gp-rest">{t('gp.scan.over')}</span>
  return <span className="gp-rest">{scan.visitor === null ? t('gp.scan.byName') : null}</span>
}

function headOf(scan: PanelScan, { t }: Words): string {
  if (scan.outcome !== 'admitted' && scan.reason !== null) return capital(t(refusalWord(scan.reason)))
  return scan.visitor?.name ?? t('gp.scan.noName')
}

function lineOf(scan: PanelScan, { asOf, isLoading }: Pick<Props, 'asOf' | 'isLoading'>, words: Words): string {
  const { t, text, times } = words
  const time = times.seconds(scan.at)
  if (scan.outcome !== 'admitted') {
    const name = scan.visitor === null ? null : (scan.visitor.name ?? t('gp.scan.noName'))
    const line = name === null ? t('gp.scan.refused.nobody', { time }) : t('gp.scan.refused', { time, name })
    if (isLoading && scan.visitor === null) return t('gp.scan.loading', { line })
    // What others did since is not known here: they may have let in, paid or revoked.
    return asOf === null || scan.at < asOf ? line : t('gp.scan.asOf', { line, time: asOfText(asOf, scan.at, words) })
  }
  const category = scan.visitor === null ? '' : text(scan.visitor.category)
  const line = t(scan.direction === 'entry' ? 'gp.scan.entry' : 'gp.scan.exit', { time, category })
  if (scan.isByHand) return t('gp.scan.byHand', { line })
  if (!scan.isDuplicate) return line
  const { counts } = scan
  if (counts === null || counts.gate === null) return t('gp.scan.duplicate', { line })
  return t('gp.scan.duplicate.at', { line, time: times.time(counts.at), gate: text(counts.gate) })
}
