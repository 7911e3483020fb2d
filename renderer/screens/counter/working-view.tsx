import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { HeldTicket } from '../../../core/contract/queue'
import type { FinishOutcome } from '../../../core/events/queue'
import { readHubPicture } from '../../../core/hub/enrolment'
import { assertNever } from '../../../core/result/result'
import { call } from '../../api/call'
import { useWords } from '../../i18n/words'
import { mayHaveMoved } from '../../parts/link-words'
import { ActionButton, PrimaryButton } from './action-button'
import { actionOf, placesOf, type Action, type ActionId } from './actions'
import { Bar } from './bar'
import { chosenRow, moveChoice } from './choice'
import { staysOpen, type Dialog } from './dialogs'
import { DialogView } from './dialogs-view'
import { handsOf } from './hands'
import type { ListActs } from './held-lists'
import { HeldPanel } from './held-panel'
import { IdlePanel } from './idle-panel'
import { MessageBox } from './message-box'
import { primaryAction } from './primary-action'
import type { Shortcut } from './shortcuts'
import { Strips } from './strips'
import { Tabs } from './tabs'
import { useActs } from './use-acts'
import { useNow } from './use-now'
import { useShortcuts } from './use-shortcuts'
import { useSlips } from './use-slips'
import { WaitingList } from './waiting-list'

/** How a queue slip's QR begins. */
const SLIP = 'PDQ1:'

interface Props {
  readonly view: CounterView
  readonly onTab: (counter: string) => void
  readonly onMove: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** The counter at work: left who is here or next, right who waits, below what may be done, bottom right the next step. */
export function WorkingView({ view, onTab, onMove, onLanguage }: Props) {
  const words = useWords()
  const client = useQueryClient()
  const now = useNow(1_000)
  const [dialog, setDialog] = useState<Dialog | null>(null)
  const [chosenId, setChosenId] = useState<string | null>(null)
  const [picked, setPicked] = useState<{ ticket: string; outcome: FinishOutcome } | null>(null)
  const { act, isBusy, message, say, sayRefused, dismiss } = useActs(view)

  const hands = handsOf(view)
  const chosen = chosenRow(view.waiting, chosenId)
  // An outcome belongs to the ticket it was picked for.
  const outcome = picked !== null && picked.ticket === view.held?.id ? picked.outcome : 'solved'
  const primary = primaryAction(view, { chosen, outcome }, words)
  const action = (id: ActionId): Action => actionOf(id, view, { chosen, now }, words)
  const setOutcome = (wanted: FinishOutcome) =>
    view.held !== null && setPicked({ ticket: view.held.id, outcome: wanted })

  const doAct = (wanted: CounterAct, label: string | null) => {
    void act(wanted, label).then((outcome) => {
      if (!staysOpen(outcome)) setDialog(null)
      if (outcome === 'done' && wanted.do !== 'set_line') setChosenId(null)
    })
  }
  const press = (wanted: Action) => {
    if (wanted.press === null) return say({ tone: 'rests', title: `${wanted.title}: ${wanted.say}`, say: null })
    switch (wanted.press.is) {
      case 'act':
        return doAct(wanted.press.act, wanted.press.label)
      case 'dialog':
        dismiss()
        return setDialog(wanted.press.dialog)
      case 'choose':
        return setChosenId(moveChoice(view.waiting, null, 'down'))
      default:
        return assertNever(wanted.press)
    }
  }
  const pressPrimary = () => {
    if (primary.act !== null) doAct(primary.act, primary.label)
  }
  const acts: ListActs = {
    onResume: (ticket) =>
      view.held === null ? doAct({ do: 'resume', ...seen(ticket) }, ticket.label) : press(action('resume')),
    onFinish: (ticket) => doAct({ do: 'finish', ...seen(ticket), outcome: 'solved' }, ticket.label),
    onReturn: (ticket) => doAct({ do: 're_enter', ...seen(ticket) }, ticket.label),
  }

  useShortcuts(dialog === null ? { hands, hasChosen: chosen !== null } : null, (shortcut: Shortcut) => {
    switch (shortcut.is) {
      case 'primary':
        return pressPrimary()
      case 'action':
        return press(action(shortcut.id))
      case 'outcome':
        return setOutcome(shortcut.outcome)
      case 'move':
        return setChosenId(moveChoice(view.waiting, chosen?.id ?? null, shortcut.move))
      case 'tab': {
        const counter = view.counters[shortcut.index]
        return counter === undefined ? undefined : onTab(counter.code)
      }
      case 'escape':
        return message === null ? setChosenId(null) : dismiss()
      default:
        return assertNever(shortcut)
    }
  })
  useSlips((text) => {
    // A slip is written in capitals only; a keyboard with caps lock on turns the scanner's round.
    const capitals = text.toUpperCase()
    if (mayHaveMoved(view.link) && readHubPicture(text) !== null) return setDialog({ is: 'hub_moved', scanned: text })
    setDialog(null)
    if (capitals.startsWith(SLIP)) doAct({ do: 'serve_slip', text: capitals }, null)
    else {
      const { t } = words
      say({ tone: 'refused', title: t('counter.refused.otherScan'), say: t('counter.refused.otherScan.say') })
    }
  })

  /** What concerns the window and not the queue. */
  const ask = async (name: 'counter.signOut' | 'app.openWindow') => {
    setDialog(null)
    const answer = await call(name, null)
    if (!answer.ok) sayRefused(answer.code, answer.detail)
    await client.invalidateQueries({ queryKey: ['queue'] })
  }
  return (
    <main className="staff-screen ct" data-screen="counter" data-status={view.status} data-hands={hands}>
      <Bar
        view={view}
        pause={action('pause')}
        onPause={press}
        onOperator={() => setDialog({ is: 'operator' })}
        onHubMoved={() => setDialog({ is: 'hub_moved', scanned: null })}
      />
      <div className="ct-top">
        <Tabs view={view} onTab={onTab} />
        <Strips view={view} />
      </div>
      <section className="ct-now">
        <MessageBox message={message} onDismiss={dismiss} />
        {view.held === null ? (
          <IdlePanel view={view} acts={acts} />
        ) : (
          <HeldPanel
            view={view}
            held={view.held}
            outcome={outcome}
            addLine={action('add_line')}
            onOutcome={setOutcome}
            onAddLine={press}
            onPutBack={(ticket) => setDialog({ is: 'uncall', ticket })}
            onQuantity={(service, quantity) => setLine(view.held, service, quantity, doAct)}
          />
        )}
      </section>
      <WaitingList
        view={view}
        chosen={chosen}
        rowActions={[action('change_service'), action('cancel')]}
        onChoose={(row) => setChosenId(row.id === chosen?.id ? null : row.id)}
        onAction={press}
        onTold={({ ticket, label }) => doAct({ do: 'number_told', ticket }, label)}
        onLists={() => setDialog({ is: 'lists' })}
      />
      <nav className="ct-acts" aria-label={words.t('counter.acts')}>
        {placesOf(view, { chosen }).map((id) => (
          <ActionButton key={id} action={action(id)} onPress={press} />
        ))}
      </nav>
      <div className="ct-do">
        <PrimaryButton primary={primary} isBusy={isBusy} onPress={pressPrimary} />
      </div>
      {dialog === null ? null : (
        <DialogView
          view={view}
          dialog={dialog}
          message={message}
          acts={acts}
          onAct={doAct}
          onSignOut={() => void ask('counter.signOut')}
          onOpenWindow={() => void ask('app.openWindow')}
          onMove={onMove}
          onLanguage={onLanguage}
          onClose={() => {
            setDialog(null)
            dismiss()
          }}
        />
      )}
    </main>
  )
}

const seen = ({ id, version }: HeldTicket) => ({ ticket: id, seen: version })

function setLine(
  held: HeldTicket | null,
  service: string,
  quantity: number,
  doAct: (act: CounterAct, label: string) => void,
): void {
  if (held !== null) doAct({ do: 'set_line', ticket: held.id, service, quantity }, held.label)
}
