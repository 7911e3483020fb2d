import type { OfferedAgency } from '../../../core/contract/dispenser'
import { useWords } from '../../i18n/words'
import { AGENCY_ICON } from '../../parts/agency-icons'
import type { Model } from './view-props'
import { notNowText } from './wait-text'

interface Props {
  readonly agency: OfferedAgency
  readonly clock: number
  readonly onChoose: () => void
}

/** One agency: picture, who waits there now, short name, what it is for. Dashed and told why when nothing can be had. */
export function AgencyTile({ agency, clock, onChoose }: Props) {
  const words = useWords()
  const { t, text } = words
  const { notNow, waiting, shortName } = agency
  const Icon = AGENCY_ICON[agency.icon]
  return (
    <button
      type="button"
      className="tile"
      data-agency={agency.code}
      data-closed={notNow === null ? undefined : ''}
      aria-disabled={notNow !== null}
      onClick={onChoose}
    >
      <Icon className="icon" aria-hidden="true" />
      {notNow !== null ? (
        <span className="tile-wait">{t(notNow.why === 'break' ? 'closed.tag.break' : 'closed.tag')}</span>
      ) : waiting === 0 ? (
        <span className="tile-wait tile-free">{t('wait.free')}</span>
      ) : (
        <span className="tile-wait">
          <b className="n">{waiting}</b> {t('agencies.waiting')}
        </span>
      )}
      <b className="tile-name">{shortName}</b>
      <span className="tile-say">{notNow === null ? text(agency.subtitle) : notNowText(words, notNow, clock)}</span>
    </button>
  )
}

/** An open agency leads to its services; a closed one says why it is closed, where everybody reads. */
export function chooseAgency(agency: OfferedAgency, send: Model['send']): void {
  if (agency.notNow === null) send({ type: 'agency', agency: agency.code })
  else send({ type: 'told', notice: { is: 'closed', what: agency.code } })
}
