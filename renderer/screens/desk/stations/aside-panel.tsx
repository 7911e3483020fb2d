import type { KeptAside } from '../../../../core/contract/stations'
import { useWords, type MessageId } from '../../../i18n/words'
import { Panel } from './panel'

/** What to do about a reason that is not of this list: the same as for one that only IT can read. */
const TODO: Readonly<Record<string, MessageId>> = {
  not_allowed: 'stations.aside.not_allowed',
  not_author: 'stations.aside.not_allowed',
  bad_body: 'stations.aside.bad_body',
  hash_differs: 'stations.aside.hash_differs',
  forked: 'stations.aside.forked',
  not_an_event: 'stations.aside.not_an_event',
}

/** Events that were not taken in: which, when, and what a person can do. */
export function AsidePanel({ rows, onClose }: { rows: readonly KeptAside[]; onClose: () => void }) {
  const { t, times } = useWords()
  return (
    <Panel
      name="aside"
      title={t('stations.aside')}
      lead={<p className="st-muted">{t('stations.aside.say')}</p>}
      onClose={onClose}
    >
      <div className="desk-panel-body">
        <ul className="stations-aside">
          {rows.map(({ event, problem, reason, type, at }) => (
            <li key={`${event} ${problem}`} data-reason={reason ?? problem}>
              <b>
                {type === null
                  ? t('stations.aside.other', { moment: times.moment(at) })
                  : t('stations.aside.row', { type, moment: times.moment(at) })}
              </b>
              <p>{t(TODO[reason ?? problem] ?? 'stations.aside.bad_body')}</p>
              <p className="st-muted desk-code">{event}</p>
            </li>
          ))}
        </ul>
      </div>
    </Panel>
  )
}
