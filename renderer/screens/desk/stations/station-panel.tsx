import { useState, type ReactNode } from 'react'
import type { StationLine } from '../../../../core/contract/stations'
import { CLOCK_OFF_MS, dataFate } from '../../../../core/desk/stations'
import { useWords, type Words } from '../../../i18n/words'
import { Alert } from './alerts'
import { RevokeDialog } from './revoke-dialog'
import { seenText } from './stations-table'
import {
  cameraText,
  countText,
  FATE_TEXT,
  fateAt,
  heldText,
  nameOf,
  printerText,
  rolesText,
  spanText,
} from './station-words'
import { Panel } from './panel'

interface Props {
  readonly line: StationLine
  readonly now: number
  readonly mayRevoke: boolean
  readonly hasHub: boolean
  readonly onAside: () => void
  readonly onClose: () => void
}

/** One station beside the table: what is known of it, what is amiss, and its way out of the fair. */
export function StationPanel({ line, now, mayRevoke, hasHub, onAside, onClose }: Props) {
  const words = useWords()
  const { t, times } = words
  const [isAsking, setAsking] = useState(false)
  const name = nameOf(line, words)
  const fate = dataFate(line)
  const rows: readonly (readonly [string, ReactNode])[] = [
    [t('stations.role'), rolesText(line.roles, words)],
    [t('stations.col.place'), line.areas.length === 0 ? '–' : line.areas.join(', ')],
    [t('stations.detail.number'), line.number ?? '–'],
    [t('stations.col.version'), line.version ?? '–'],
    [t('stations.col.seen'), seenText(line, now, words)],
    [t('stations.detail.enrolled'), line.enrolledAt === null ? '–' : times.moment(line.enrolledAt)],
    [t('stations.col.pending'), countText(line.pending, words.locale)],
    [t('stations.col.clock'), clockWords(line, words)],
    [t('stations.col.printer'), printerText(line, words)],
    [t('stations.col.camera'), cameraText(line, words)],
    [t(fate === null ? 'stations.detail.holds' : 'stations.detail.held'), heldText(line.roles, words)],
    ...(fate === null
      ? []
      : [[t('stations.detail.data'), t(FATE_TEXT[fate][1], { moment: times.moment(fateAt(line)) })] as const]),
  ]
  return (
    <Panel
      name="station"
      title={name}
      lead={line.isHere ? <p className="st-muted">{t('stations.here')}</p> : null}
      facts={{ 'data-station': line.station }}
      onClose={onClose}
    >
      <div className="desk-panel-body">
        {line.alerts.length === 0 ? null : (
          <ul className="stations-alerts stations-alerts-here">
            {line.alerts.map((alert) => (
              <Alert key={alert} line={line} alert={alert} now={now} onAside={onAside} />
            ))}
          </ul>
        )}
        <dl className="desk-pairs">
          {rows.map(([title, said]) => (
            <div key={title}>
              <dt>{title}</dt>
              <dd>{said}</dd>
            </div>
          ))}
        </dl>
      </div>
      {line.isHere || !hasHub || line.revokedAt !== null ? null : (
        <footer>
          {mayRevoke ? null : <p className="st-muted">{t('stations.revoke.organizer')}</p>}
          <button
            type="button"
            className="st-btn"
            data-act="revoke"
            aria-disabled={!mayRevoke}
            onClick={() => {
              if (mayRevoke) setAsking(true)
            }}
          >
            {t('stations.revoke')}
          </button>
        </footer>
      )}
      {isAsking ? <RevokeDialog line={line} now={now} onClose={() => setAsking(false)} /> : null}
    </Panel>
  )
}

function clockWords({ clockAhead }: StationLine, words: Words): string {
  const { t } = words
  if (clockAhead === null) return '–'
  if (Math.abs(clockAhead) <= CLOCK_OFF_MS) return t('stations.detail.clock.good')
  const span = spanText(clockAhead, words)
  return t(clockAhead > 0 ? 'stations.detail.clock.ahead' : 'stations.detail.clock.behind', { span })
}
