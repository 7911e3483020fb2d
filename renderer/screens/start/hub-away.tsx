import { CloudAlert, Wifi } from 'lucide-react'
import type { Link } from '../../../core/contract/queue'
import { useView } from '../../api/views'
import { capital } from '../../i18n/capital'
import { useWords, type Words } from '../../i18n/words'
import { bareAddress } from '../../parts/use-move-hub'
import { linkWords, mayHaveMoved } from '../../parts/link-words'

/** How often it is looked whether the hub answers again, ms. */
const LOOK_MS = 2_000
const look = () => LOOK_MS

/** Where a computer is given its place: that its hub does not answer or takes nothing, or where it was `found` a moment ago. */
export function HubAway({ found, onMoved }: { readonly found: string | null; readonly onMoved: () => void }) {
  const words = useWords()
  const { t } = words
  const { data: hub = null } = useView('app.hub', look)
  const said = hub === null ? null : awayText(bareAddress(hub.url), hub.link, words)
  const mayMove = hub !== null && mayHaveMoved(hub.link)
  if (said !== null)
    return (
      <div className="start-hub" data-hub-away="away">
        <CloudAlert className="icon" aria-hidden="true" />
        <p role="status">
          <b>{said}</b>
          <span>{t(mayMove ? 'hub.away.say' : 'hub.trouble.say')}</span>
        </p>
        {mayMove ? (
          <button type="button" className="btn btn-quiet" data-act="hub_moved" onClick={onMoved}>
            {t('hub.moved.open')}
          </button>
        ) : null}
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

/** That the hub is not where it was, or why it takes nothing from here; null: it does. */
function awayText(url: string, link: Link, words: Words): string | null {
  const { state, since, trouble } = link
  if (state !== 'cut_off') return null
  const { t, times } = words
  if (!mayHaveMoved(link)) return capital(linkWords(link, words).said)
  if (trouble === 'other_hub') return t('hub.away.other', { url })
  return since === null ? t('hub.away.now', { url }) : t('hub.away', { url, time: times.time(since) })
}
