import { useState, type KeyboardEvent } from 'react'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { HeldTicket, ServiceFace, WaitingRow } from '../../../core/contract/queue'
import type { TicketClass } from '../../../core/events/queue'
import { numberLabel } from '../../../core/queue/numbers'
import { useWords } from '../../i18n/words'
import { Modal } from './modal'
import { ClassPicker, Options, ServicePicker } from './pickers'
import { mistakeText, readTypedNumber } from './services'

interface DialogProps {
  readonly view: CounterView
  readonly onAct: (act: CounterAct, label: string | null) => void
  readonly onClose: () => void
}

const PLACES = ['rule', 'original', 'first', 'end'] as const
const MAX_NOTE = 500

/** Passes a visitor on: where to, which place, and a word to the colleague there. */
export function TransferDialog({ view, ticket, onAct, onClose }: DialogProps & { ticket: HeldTicket }) {
  const { t } = useWords()
  const services = without(view.allServices, ticket.service.code)
  const [to, setTo] = useState<string | null>(services[0]?.code ?? null)
  const [place, setPlace] = useState<(typeof PLACES)[number]>('rule')
  const [note, setNote] = useState('')
  const titles = {
    rule: t('counter.transfer.place.rule'),
    original: t('counter.transfer.place.original'),
    first: t('counter.transfer.place.first'),
    end: t('counter.transfer.place.end'),
  }
  const go = () => {
    if (to === null) return
    const act = { do: 'transfer', ticket: ticket.id, seen: ticket.version, to } as const
    const written = note.trim()
    onAct({ ...act, place: place === 'rule' ? null : place, note: written === '' ? null : written }, ticket.label)
  }
  return (
    <Modal
      name="transfer"
      title={t('counter.transfer.title', { label: ticket.label })}
      go={{ title: t('counter.transfer.go'), isReady: to !== null, onGo: go }}
      onClose={onClose}
    >
      <ServicePicker services={services} picked={to} onPick={setTo} />
      <Options
        legend={t('counter.transfer.place')}
        options={PLACES.map((value) => ({ value, title: titles[value] }))}
        picked={place}
        onPick={setPlace}
      />
      <label className="ct-area">
        <span>
          {t('counter.transfer.note')}
          <span className="st-muted">{t('counter.transfer.note.left', { n: MAX_NOTE - note.length })}</span>
        </span>
        <textarea
          rows={3}
          maxLength={MAX_NOTE}
          value={note}
          onChange={(event) => setNote(event.target.value)}
          onKeyDown={submitOnEnter}
        />
      </label>
    </Modal>
  )
}

/** Wrong choice at the dispenser, put right before the call. */
export function ChangeServiceDialog({ view, row, onAct, onClose }: DialogProps & { row: WaitingRow }) {
  const { t } = useWords()
  const services = without(view.allServices, row.service)
  const [to, setTo] = useState<string | null>(services[0]?.code ?? null)
  return (
    <Modal
      name="change_service"
      title={t('counter.changeService.title', { label: row.label })}
      go={{
        title: t('counter.changeService.go'),
        isReady: to !== null,
        onGo: () => to !== null && onAct({ do: 'change_service', ticket: row.id, seen: row.version, to }, row.label),
      }}
      onClose={onClose}
    >
      <ServicePicker services={services} picked={to} onPick={setTo} />
    </Modal>
  )
}

/** One more service for the same visitor, and how many items of it. */
export function AddLineDialog({ view, ticket, onAct, onClose }: DialogProps & { ticket: HeldTicket }) {
  const { t } = useWords()
  const has = new Set(ticket.lines.map(({ service }) => service.code))
  const services = view.allServices.filter((service) => !has.has(service.code))
  const [picked, setPicked] = useState<string | null>(services[0]?.code ?? null)
  const [typed, setTyped] = useState('1')
  const quantity = /^\d{1,3}$/.test(typed) ? Number(typed) : 0
  const isReady = picked !== null && quantity > 0
  return (
    <Modal
      name="add_line"
      title={t('counter.addLine.title')}
      go={{
        title: t('counter.addLine.go'),
        isReady,
        onGo: () =>
          picked !== null && onAct({ do: 'set_line', ticket: ticket.id, service: picked, quantity }, ticket.label),
      }}
      onClose={onClose}
    >
      <ServicePicker services={services} picked={picked} onPick={setPicked} />
      <label className="ct-short">
        {t('counter.addLine.quantity')}
        <span className="st-field">
          <input
            inputMode="numeric"
            autoComplete="off"
            maxLength={3}
            value={typed}
            aria-invalid={quantity === 0}
            onFocus={(event) => event.target.select()}
            onChange={(event) => setTyped(event.target.value.replace(/\D/g, ''))}
          />
        </span>
      </label>
    </Modal>
  )
}

/** Somebody who stands at the counter is served without waiting in line. */
export function ServeDirectDialog({ view, onAct, onClose }: DialogProps) {
  const words = useWords()
  const { t } = words
  const [service, setService] = useState<string | null>(view.services[0]?.code ?? null)
  const [of, setClass] = useState<TicketClass>('normal')
  const [typed, setTyped] = useState('')
  const [hasTried, setTried] = useState(false)
  const number = readTypedNumber(typed, view.services)
  // The letters of a number say its service.
  const picked = number.is === 'number' && number.service !== null ? number.service : service
  const prefix = view.services.find(({ code }) => code === picked)?.prefix ?? 'A'
  const mistake = mistakeText(number, prefix, words)
  const go = () => {
    setTried(true)
    if (picked === null || number.is === 'mistake') return
    const known = number.is === 'number' ? number.number : null
    const label = known === null ? null : numberLabel(prefix, known)
    onAct({ do: 'serve_direct', service: picked, class: of, number: known }, label)
  }
  return (
    <Modal
      name="serve_direct"
      title={t('counter.serveDirect.title')}
      say={t('counter.serveDirect.lead')}
      mistake={hasTried ? mistake : null}
      go={{ title: t('counter.serveDirect.go'), isReady: picked !== null, onGo: go }}
      onClose={onClose}
    >
      {view.services.length > 1 ? <ServicePicker services={view.services} picked={picked} onPick={setService} /> : null}
      <ClassPicker of={of} onPick={setClass} />
      <label className="ct-short">
        {t('counter.serveDirect.number')}
        <span className="st-field">
          <input
            autoComplete="off"
            maxLength={24}
            placeholder={t('counter.serveDirect.number.say')}
            value={typed}
            aria-invalid={hasTried && number.is === 'mistake'}
            onChange={(event) => setTyped(event.target.value)}
          />
        </span>
      </label>
    </Modal>
  )
}

/** A number is given at the counter, as the dispenser gives it. */
export function IssueDialog({ view, onAct, onClose }: DialogProps) {
  const { t } = useWords()
  const [service, setService] = useState<string | null>(view.services[0]?.code ?? null)
  const [of, setClass] = useState<TicketClass>('normal')
  return (
    <Modal
      name="issue"
      title={t('counter.issue.title')}
      go={{
        title: t('counter.issue.go'),
        isReady: service !== null,
        onGo: () => service !== null && onAct({ do: 'issue', service, class: of }, null),
      }}
      onClose={onClose}
    >
      {view.services.length > 1 ? (
        <ServicePicker services={view.services} picked={service} onPick={setService} />
      ) : null}
      <ClassPicker of={of} onPick={setClass} />
    </Modal>
  )
}

const without = (services: readonly ServiceFace[], code: string): readonly ServiceFace[] =>
  services.filter((service) => service.code !== code)

/** Enter sends also from the note; Shift+Enter begins a new line. */
function submitOnEnter(event: KeyboardEvent<HTMLTextAreaElement>): void {
  if (event.key !== 'Enter' || event.shiftKey) return
  event.preventDefault()
  if (!event.repeat) event.currentTarget.form?.requestSubmit()
}
