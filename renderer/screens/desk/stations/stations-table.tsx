import type { StationLine } from '../../../../core/contract/stations'
import { dataFate } from '../../../../core/desk/stations'
import { useWords, type Words } from '../../../i18n/words'
import { cameraText, clockText, countText, FATE_TEXT, nameOf, printerText, rolesText, whenText } from './station-words'

interface Props {
  readonly lines: readonly StationLine[]
  /** The clock that the lines' times are of. */
  readonly now: number
  readonly chosen: string | null
  readonly onChoose: (station: string) => void
}

/** Every station a line. What is out of the ordinary is amber, what is not there a dash. */
export function StationsTable({ lines, now, chosen, onChoose }: Props) {
  const words = useWords()
  const { t } = words
  return (
    <div className="stations-sheet">
      <table className="stations-table">
        <colgroup>
          <col />
          <col className="stations-wide" style={{ width: '136px' }} />
          <col className="stations-wide" style={{ width: '156px' }} />
          <col style={{ width: '62px' }} />
          <col style={{ width: '92px' }} />
          <col style={{ width: '84px' }} />
          <col style={{ width: '96px' }} />
          <col style={{ width: '108px' }} />
          <col style={{ width: '90px' }} />
        </colgroup>
        <thead>
          <tr>
            <th>{t('stations.col.station')}</th>
            <th className="stations-wide">{t('stations.role')}</th>
            <th className="stations-wide">{t('stations.col.place')}</th>
            <th>{t('stations.col.version')}</th>
            <th className="st-num">{t('stations.col.seen')}</th>
            <th className="st-num">{t('stations.col.pending')}</th>
            <th className="st-num">{t('stations.col.clock')}</th>
            <th>{t('stations.col.printer')}</th>
            <th>{t('stations.col.camera')}</th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Row
              key={line.station}
              line={line}
              now={now}
              isChosen={line.station === chosen}
              onChoose={() => onChoose(line.station)}
            />
          ))}
        </tbody>
      </table>
      {lines.length === 0 ? (
        <p className="st-muted stations-none" role="status">
          {t('stations.none')}
        </p>
      ) : null}
    </div>
  )
}

interface RowProps {
  readonly line: StationLine
  readonly now: number
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function Row({ line, now, isChosen, onChoose }: RowProps) {
  const words = useWords()
  const { t, locale } = words
  const { alerts, pending } = line
  const area = line.areas.join(', ')
  const roles = rolesText(line.roles, words)
  const name = nameOf(line, words)
  const fate = dataFate(line)
  const late = (is: boolean) => (is ? 'stations-late' : 'st-muted')
  return (
    <tr
      data-station={line.station}
      data-roles={line.roles.join(' ')}
      data-live={line.live}
      data-revoked={line.revokedAt !== null ? '' : undefined}
      data-fate={fate ?? undefined}
      aria-current={isChosen ? 'true' : undefined}
    >
      <td>
        <button type="button" className="stations-open" data-act="station" title={name} onClick={onChoose}>
          <b>{name}</b>
        </button>
        {line.isHere ? <span className="st-muted stations-here">{t('stations.here')}</span> : null}
        <span className="stations-narrow st-muted st-cut">{area === '' ? roles : area}</span>
      </td>
      <td className="stations-wide">
        <span className="stations-duties" title={roles}>
          {roles}
        </span>
      </td>
      <td className="stations-wide">{area === '' ? <span className="st-muted">–</span> : area}</td>
      <td>
        {line.version === null ? (
          <span className="st-muted">–</span>
        ) : line.isOld ? (
          <b>{line.version}</b>
        ) : (
          line.version
        )}
      </td>
      <td className="st-num">
        <span className={late(alerts.includes('cut_off'))}>{seenText(line, now, words)}</span>
        {fate === null ? null : (
          <span className={`stations-fate ${late(fate !== 'wiped')}`}>{t(FATE_TEXT[fate][0])}</span>
        )}
      </td>
      <td className="st-num">
        <span
          className={
            alerts.includes('cut_off') && (pending ?? 0) > 0 ? 'stations-late' : (pending ?? 0) > 0 ? '' : 'st-muted'
          }
        >
          {countText(pending, locale)}
        </span>
      </td>
      <td className="st-num">
        <span className={alerts.includes('clock') ? 'stations-late' : ''}>{clockText(line.clockAhead, locale)}</span>
      </td>
      <td>
        <span className={late(alerts.includes('printer'))}>{printerText(line, words)}</span>
      </td>
      <td>
        <span className={late(alerts.includes('camera'))}>{cameraText(line, words)}</span>
      </td>
    </tr>
  )
}

/** When a station was last heard of. */
export function seenText(line: StationLine, now: number, words: Words): string {
  const { t } = words
  if (line.revokedAt !== null) return t('stations.revoked')
  if (line.live) return t('stations.seen.now')
  return line.lastSeenAt === null ? t('stations.seen.never') : whenText(line.lastSeenAt, now, words)
}
