import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert } from 'lucide-react'
import { useState } from 'react'
import { hubPicture } from '../../../../core/hub/enrolment'
import type { HubHereView } from '../../../../core/contract/stations'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { Field } from '../visitors/field'
import { useEnter } from '../visitors/use-table-keys'
import { problemText, STATE_TEXT } from './hub-words'
import { QrPicture } from './qr-picture'
import { Panel } from './panel'

const LOOPBACK = '127.0.0.1'

interface Props {
  readonly here: HubHereView
  /** Only an organizer may. */
  readonly mayChange: boolean
  /** The folder is not enrolled yet, and its keys lie under a passphrase. */
  readonly asksPassphrase: boolean
  readonly onClose: () => void
}

/** "This computer is the hub": where others find it, whether it runs, and its switch. */
export function HubPanel({ here, mayChange, asksPassphrase, onClose }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [host, setHost] = useState(here.chosen?.host ?? here.addresses[0] ?? LOOPBACK)
  const [isAuto, setAuto] = useState(here.chosen === null || here.state !== 'running' || here.chosen.startsWithApp)
  const [passphrase, setPassphrase] = useState('')
  const [trouble, setTrouble] = useState<string | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [isAsking, setAsking] = useState(false)
  const isRunning = here.state === 'running'
  const isReady = mayChange && !isBusy && (!asksPassphrase || passphrase !== '')
  const start = async () => {
    setBusy(true)
    setTrouble(null)
    const asked = { host, startsWithApp: isAuto, ...(passphrase !== '' && { passphrase }) }
    const answer = await call('hub.start', asked)
    setBusy(false)
    await client.invalidateQueries({ queryKey: ['stations'] })
    if (answer.ok) return
    const problem = answer.detail?.['problem']
    setTrouble(
      answer.code === 'hub_problem' && typeof problem === 'string'
        ? problemText(problem, t)
        : t(FAILURE_TEXT[answer.code]),
    )
  }
  const stop = async () => {
    setAsking(false)
    setBusy(true)
    const answer = await call('hub.stop', null)
    setBusy(false)
    await client.invalidateQueries({ queryKey: ['stations'] })
    if (!answer.ok) setTrouble(t(FAILURE_TEXT[answer.code]))
  }
  const goOn = () => {
    if (isRunning) onClose()
    else if (isReady) void start()
  }
  useEnter(goOn)
  const said = trouble ?? (here.problem === null || isBusy ? null : problemText(here.problem, t))
  return (
    <Panel
      name="hub"
      title={t('stations.hub')}
      lead={
        <p role="status" className="st-muted stations-url">
          {t(STATE_TEXT[here.state], { url: here.url ?? '' })}
        </p>
      }
      facts={{ 'data-hub-state': here.state }}
      onClose={onClose}
    >
      <form
        className="stations-form"
        onSubmit={(event) => {
          event.preventDefault()
          goOn()
        }}
      >
        <div className="desk-panel-body">
          <Addresses here={here} host={host} isFixed={isRunning || !mayChange} onHost={setHost} />
          <label className="stations-check">
            <input
              type="checkbox"
              data-field="auto"
              checked={isRunning ? (here.chosen?.startsWithApp ?? false) : isAuto}
              disabled={isRunning || !mayChange}
              onChange={({ target }) => setAuto(target.checked)}
            />
            {t('stations.hub.auto')}
          </label>
          {asksPassphrase && !isRunning ? (
            <Field
              label={t('stations.hub.passphrase')}
              name="passphrase"
              type="password"
              value={passphrase}
              onValue={setPassphrase}
              maxLength={1_000}
            />
          ) : null}
          {here.url === null || here.url.includes(LOOPBACK) ? null : (
            <div className="stations-qr">
              <QrPicture text={hubPicture(here.url)} label={t('stations.hub.picture')} />
              <p className="st-muted">{t('stations.hub.picture.say')}</p>
            </div>
          )}
          {mayChange ? null : <p className="st-muted stations-trouble">{t('stations.hub.organizer')}</p>}
          {said === null ? null : (
            <p className="stations-warn" role="alert">
              <TriangleAlert className="st-i st-i-s" aria-hidden="true" /> {said}
            </p>
          )}
        </div>
        <footer>
          {isRunning ? (
            <>
              <button
                type="button"
                className="st-btn"
                data-act="stop_hub"
                aria-disabled={!mayChange || isBusy}
                onClick={() => {
                  if (mayChange && !isBusy) setAsking(true)
                }}
              >
                {t('stations.hub.stop')}
              </button>
              <button type="submit" className="st-btn st-btn-main" data-act="done">
                {t('stations.enrol.done')} <kbd>{t('people.key.enter')}</kbd>
              </button>
            </>
          ) : (
            <button type="submit" className="st-btn st-btn-main" data-act="start_hub" aria-disabled={!isReady}>
              {t(isBusy ? 'stations.hub.busy' : 'stations.hub.start')} <kbd>{t('people.key.enter')}</kbd>
            </button>
          )}
        </footer>
      </form>
      {isAsking ? (
        <Modal
          name="stop_hub"
          title={t('stations.hub.stop.title')}
          say={t('stations.hub.stop.say')}
          go={{ title: t('stations.hub.stop'), isReady: true, onGo: () => void stop() }}
          startsOnGo
          onClose={() => setAsking(false)}
        >
          {null}
        </Modal>
      ) : null}
    </Panel>
  )
}

interface AddressesProps {
  readonly here: HubHereView
  readonly host: string
  readonly isFixed: boolean
  readonly onHost: (host: string) => void
}

/** Where the hub listens: one of this computer's addresses, or nowhere but here. */
function Addresses({ here: { addresses, chosen }, host, isFixed, onHost }: AddressesProps) {
  const { t } = useWords()
  const gone = chosen !== null && chosen.host !== LOOPBACK && !addresses.includes(chosen.host) ? [chosen.host] : []
  return (
    <fieldset className="desk-radios stations-roles" disabled={isFixed}>
      <legend>{t('stations.hub.address')}</legend>
      <p className="st-muted">{t(addresses.length === 0 ? 'stations.hub.address.none' : 'stations.hub.address.say')}</p>
      {[...addresses, ...gone, LOOPBACK].map((address) => (
        <label key={address}>
          <input
            type="radio"
            name="hub-address"
            data-address={address}
            checked={address === host}
            onChange={() => onHost(address)}
          />
          {address === LOOPBACK
            ? t('stations.hub.address.only')
            : gone.includes(address)
              ? t('stations.hub.address.gone', { host: address })
              : address}
        </label>
      ))}
    </fieldset>
  )
}
