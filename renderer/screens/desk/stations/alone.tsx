import { Server, Unplug } from 'lucide-react'
import { useWords } from '../../../i18n/words'

/** No hub yet: why one is wanted, and how to begin. */
export function Alone({ onHub, onJoin }: { onHub: () => void; onJoin: () => void }) {
  const { t } = useWords()
  return (
    <section className="st-section stations-alone" aria-labelledby="stations-alone">
      <header>
        <h2 id="stations-alone">{t('stations.alone')}</h2>
      </header>
      <p>{t('stations.alone.say')}</p>
      <ul>
        <li>
          <Server className="st-i" aria-hidden="true" />
          <p>
            <b>{t('stations.hub.make')}</b>
            <br />
            <span className="st-muted">{t('stations.hub.make.say')}</span>
          </p>
          <button type="button" className="st-btn st-btn-main" data-act="hub" onClick={onHub}>
            {t('stations.hub.make')}
          </button>
        </li>
        <li>
          <Unplug className="st-i" aria-hidden="true" />
          <p>
            <b>{t('stations.join')}</b>
            <br />
            <span className="st-muted">{t('stations.join.say')}</span>
          </p>
          <button type="button" className="st-btn" data-act="join" onClick={onJoin}>
            {t('stations.join')}
          </button>
        </li>
      </ul>
    </section>
  )
}
