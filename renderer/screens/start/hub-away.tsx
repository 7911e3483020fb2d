import { CloudAlert, Wifi } from 'lucide-react'
import type { Link } from '../../../core/contract/queue'
import { useView } from '../../api/views'
import { useWords, type Words } from '../../i18n/words'
import { bareAddress } from '../../parts/use-move-hub'
import { mayHaveMoved } from '../../parts/link-words'

/** How often it is looked whether the hub answers again, ms. */
const LOOK_MS = 2_000
const look = () => LOOK_MS

/** Where a computer is given its place: that its hub does not answer, or where it was `found` a moment ago. */
export function HubAway({ found, onMoved }: { readonly found: string | null; readonly onMoved: () => void }) {
  const words = useWords()
  const { t } = words
  const { data: hub = null } = useView('app.hub', look)
  const said = hub === null ? null : awayText(bareAddress(hub.url), hub.link, words)
  if (said !== null)
    return (
      <div className="start-hub" data-hub-away="away">
        <CloudAlert className="icon" aria-hidden="true" />
        <p role="status">
          <b>{said}</b>
          <span>{t('hub.away.say')}</span>
        </p>
        <button type="button" className="btn btn-quiet" data-act="hub_moved" onClick={onMoved}>
          {t('hub.moved.open')}
        </button>
      </div>
    )
  if (found === null) return null
  return (
    <div className="start-hub" data-hub-away="found">
      <Wifi className="icon" aria-hidden="true" />
      <p role="status">
        <b>{t('hub.moved.found', { url: found })}</b>
      </p>
    </div>
  )
}

/** That the hub is not where it was; null: it is, or moving it would not help. */
function awayText(url: string, link: Link, { t, times }: Words): string | null {
  if (!mayHaveMoved(link)) return null
  const { since, trouble } = link
  if (trouble === 'other_hub') return t('hub.away.other', { url })
  return since === null ? t('hub.away.now', { url }) : t('hub.away', { url, time: times.time(since) })
}
