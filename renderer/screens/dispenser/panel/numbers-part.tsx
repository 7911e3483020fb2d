import { Check, Printer } from 'lucide-react'
import { useState } from 'react'
import type { DispenserPanel, UnprintedTicket } from '../../../../core/contract/dispenser'
import type { PrintTrouble } from '../../../../core/events/queue'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import type { PanelModel } from './use-panel'

export const TROUBLE: Readonly<Record<PrintTrouble, MessageId>> = {
  paper_out: 'panel.trouble.paper_out',
  cover_open: 'panel.trouble.cover_open',
  offline: 'panel.trouble.offline',
  unconfirmed: 'panel.trouble.unconfirmed',
  other: 'panel.trouble.other',
}

/** Numbers whose slip did not come out, and the last ones, for whoever lost theirs. */
export function NumbersPart({ panel, model }: { panel: DispenserPanel; model: PanelModel }) {
  const words = useWords()
  const { t } = words
  const { act, isBusy } = model
  return (
    <>
      <section className="ledger">
        <h2>
          {t('panel.unprinted')}
          <span>{t('panel.unprinted.say')}</span>
        </h2>
        {panel.unprinted.length === 0 ? <p className="ledger-none">{t('panel.unprinted.none')}</p> : null}
        <ul>
          {panel.unprinted.map((ticket) => (
            <li key={ticket.ticket} data-ticket={ticket.ticket}>
              <Number ticket={ticket} say={unprintedText(ticket, words)} />
              <Void isBusy={isBusy} onVoid={() => void act({ do: 'void', ticket: ticket.ticket })} />
              <button
                type="button"
                className="btn btn-quiet"
                disabled={isBusy}
                onClick={() => void act({ do: 'number_told', ticket: ticket.ticket })}
              >
                <Check className="icon" aria-hidden="true" />
                {t('panel.told')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section className="ledger">
        <h2>
          {t('panel.recent')}
          <span>{t('panel.recent.say')}</span>
        </h2>
        {panel.recent.length === 0 ? <p className="ledger-none">{t('panel.recent.none')}</p> : null}
        <ul>
          {panel.recent.map((ticket) => (
            <li key={ticket.ticket} data-ticket={ticket.ticket}>
              <Number ticket={ticket} say={recentText(ticket, words)} />
              <button
                type="button"
                className="btn btn-quiet"
                disabled={isBusy || panel.printer.kind === 'none'}
                onClick={() => void act({ do: 'reprint', ticket: ticket.ticket })}
              >
                <Printer className="icon" aria-hidden="true" />
                {t('panel.reprint')}
              </button>
            </li>
          ))}
        </ul>
      </section>
    </>
  )
}

function Number({ ticket, say }: { ticket: UnprintedTicket; say: string }) {
  return (
    <p className="ledger-number">
      <b className="n">{ticket.label}</b>
      <span>{say}</span>
    </p>
  )
}

/** A void number never comes back, so it is asked for twice. */
function Void({ isBusy, onVoid }: { isBusy: boolean; onVoid: () => void }) {
  const { t } = useWords()
  const [isSure, setSure] = useState(false)
  return (
    <button
      type="button"
      className="btn btn-quiet"
      data-sure={isSure ? '' : undefined}
      disabled={isBusy}
      onClick={(event) => {
        if (isSure) onVoid()
        else if (event.detail < 2) setSure(true)
      }}
      onBlur={() => setSure(false)}
    >
      {t(isSure ? 'panel.void.sure' : 'panel.void')}
    </button>
  )
}

function unprintedText({ at, service, trouble }: UnprintedTicket, { t, text, times }: Words): string {
  const values = { time: times.time(at), service: text(service) }
  return trouble === null ? t('panel.at', values) : t('panel.at.trouble', { ...values, trouble: t(TROUBLE[trouble]) })
}

function recentText({ at, service, copies }: DispenserPanel['recent'][number], { t, text, times }: Words): string {
  const values = { time: times.time(at), service: text(service) }
  return copies === 0 ? t('panel.at', values) : t('panel.at.copies', { ...values, copies })
}
