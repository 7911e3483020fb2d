import { History } from 'lucide-react'
import { useState } from 'react'
import type { SetupEntry, SetupView } from '../../../../core/contract/setup'
import type { SetupProblem } from '../../../../core/setup/problems'
import { useViewOf } from '../../../api/views'
import { useWords } from '../../../i18n/words'
import { SureDialog } from './dialogs'
import { differenceTexts, problemText } from './setup-words'
import { useChange } from './use-change'

const PAGE = 10
/** So many sentences of one change; the rest is a number. */
const SENTENCES = 6

/** Every set-up there was, the newest first: who changed what, when and where; an older one can be put back. */
export function HistoryPage({ view, onSaved }: { view: SetupView; onSaved: (said: string | null) => void }) {
  const words = useWords()
  const { t, times } = words
  const [limit, setLimit] = useState(PAGE)
  const [chosen, setChosen] = useState<SetupEntry | null>(null)
  const { data } = useViewOf('setup.history', { limit })
  return (
    <section className="setup-page" data-page="history">
      <header className="setup-head">
        <div>
          <h2>{t('setup.part.history')}</h2>
        </div>
        <p className="st-muted">{t('setup.say.history')}</p>
      </header>
      <ol className="setup-history">
        {data?.entries.map((entry, n) => (
          <li key={entry.version} data-version={entry.version}>
            <div>
              <b>{times.moment(entry.at)}</b>
              <p className="st-muted">
                {entry.by === null ? t('setup.by.command') : (entry.by.name ?? entry.by.code)}
                {', '}
                {stationText(entry, t)}
              </p>
            </div>
            <Changes view={view} entry={entry} />
            {n === 0 ? (
              <span className="setup-holds">{t('setup.holds')}</span>
            ) : (
              <button
                type="button"
                className="st-btn st-btn-small"
                data-act="restore"
                onClick={() => {
                  onSaved(null)
                  setChosen(entry)
                }}
              >
                <History className="st-i st-i-s" aria-hidden="true" />
                {t('setup.restore')}
              </button>
            )}
          </li>
        ))}
      </ol>
      {data !== undefined && data.total > data.entries.length ? (
        <p>
          <button
            type="button"
            className="st-btn"
            data-act="older"
            onClick={() => setLimit(Math.min(200, limit + PAGE))}
          >
            {t('setup.older', { n: data.total - data.entries.length })}
          </button>
        </p>
      ) : null}
      {chosen === null ? null : (
        <RestoreDialog
          entry={chosen}
          seen={view.version}
          onDone={(said) => {
            onSaved(said)
            setChosen(null)
          }}
          onClose={() => setChosen(null)}
        />
      )}
    </section>
  )
}

/** Asks before an older set-up is put back; what went wrong with one is not said of the next. */
function RestoreDialog(props: {
  entry: SetupEntry
  seen: string
  onDone: (said: string) => void
  onClose: () => void
}) {
  const { entry, seen, onDone, onClose } = props
  const words = useWords()
  const { t, times } = words
  const [problems, setProblems] = useState<readonly SetupProblem[]>([])
  const { restore, isBusy, trouble, dialog } = useChange({
    onDone: ({ changed }) => onDone(t(changed ? 'setup.restored' : 'setup.saved.same')),
    onProblems: setProblems,
  })
  return (
    <>
      <SureDialog
        name="setup_restore"
        title={t('setup.restore.title', { when: times.moment(entry.at) })}
        say={t('setup.restore.say')}
        go={t('setup.restore')}
        mistakes={problems.map((one) => problemText(one, words))}
        trouble={trouble}
        isBusy={isBusy}
        onGo={() => void restore(entry.version, seen)}
        onClose={onClose}
      />
      {dialog}
    </>
  )
}

const stationText = ({ station }: SetupEntry, t: ReturnType<typeof useWords>['t']): string =>
  station.isHere
    ? t('setup.station.here')
    : station.number === null
      ? t('setup.station.other')
      : t('setup.station.number', { n: station.number })

/** Read one by one: a set-up is large. */
function Changes({ view, entry }: { view: SetupView; entry: SetupEntry }) {
  const words = useWords()
  const { t } = words
  const { data } = useViewOf('setup.difference', { version: entry.version })
  if (data === undefined) return <p className="st-muted">{t('setup.reading')}</p>
  if (data.difference === null) return <p>{t('setup.first')}</p>
  const said = differenceTexts(data.difference, data.staff, view.file, words)
  return (
    <ul className="setup-did">
      {said.slice(0, SENTENCES).map((one) => (
        <li key={one}>{one}</li>
      ))}
      {said.length > SENTENCES ? (
        <li className="st-muted">{t('setup.did.more', { n: said.length - SENTENCES })}</li>
      ) : null}
      {said.length === 0 ? <li className="st-muted">{t('setup.did.nothing')}</li> : null}
    </ul>
  )
}
