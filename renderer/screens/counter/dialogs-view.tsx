import type { Locale } from '../../../core/contract/app'
import type { CounterAct, CounterView } from '../../../core/contract/counter'
import type { HeldTicket } from '../../../core/contract/queue'
import { assertNever } from '../../../core/result/result'
import { useWords } from '../../i18n/words'
import type { Dialog } from './dialogs'
import { HeldLists, type ListActs } from './held-lists'
import { HubMovedDialog } from './hub-moved-dialog'
import type { Message } from './message'
import { DialogTrouble, Modal } from './modal'
import { OperatorDialog } from './operator-dialog'
import { PauseDialog } from './pause-dialog'
import { ReasonDialog } from './reason-dialog'
import { AddLineDialog, ChangeServiceDialog, IssueDialog, ServeDirectDialog, TransferDialog } from './service-dialogs'

interface Props {
  readonly view: CounterView
  readonly dialog: Dialog
  /** Why its act was refused. */
  readonly message: Message | null
  readonly acts: ListActs
  readonly onAct: (act: CounterAct, label: string | null) => void
  readonly onSignOut: () => void
  readonly onMove: () => void
  readonly onOpenWindow: () => void
  readonly onLanguage: (locale: Locale) => void
  readonly onClose: () => void
}

/** The question that lies over the counter. */
export function DialogView(props: Props) {
  const { message } = props
  const trouble = message === null ? null : [message.title, message.say ?? ''].join(' ').trim()
  return (
    <DialogTrouble value={trouble}>
      <Question {...props} />
    </DialogTrouble>
  )
}

function Question(props: Props) {
  const { view, dialog, onAct, onClose } = props
  const { t } = useWords()
  const shared = { view, onAct, onClose }
  const reasons = { reasons: view.reasons, onClose }
  switch (dialog.is) {
    case 'pause':
      return <PauseDialog view={view} onAct={(act) => onAct(act, null)} onClose={onClose} />
    case 'operator':
      return <OperatorDialog {...props} onAct={(act) => onAct(act, null)} />
    case 'hub_moved':
      return <HubMovedDialog scanned={dialog.scanned} onClose={onClose} />
    case 'lists':
      return (
        <Modal name="lists" title={t('counter.lists')} onClose={onClose}>
          <HeldLists view={view} acts={props.acts} />
        </Modal>
      )
    case 'serve_direct':
      return <ServeDirectDialog {...shared} />
    case 'issue':
      return <IssueDialog {...shared} />
    case 'transfer':
      return <TransferDialog {...shared} ticket={dialog.ticket} />
    case 'add_line':
      return <AddLineDialog {...shared} ticket={dialog.ticket} />
    case 'change_service':
      return <ChangeServiceDialog {...shared} row={dialog.row} />
    case 'park':
      return (
        <ReasonDialog
          name="park"
          title={t('counter.park.title', { label: dialog.ticket.label })}
          say={t('counter.park.say')}
          {...reasons}
          use="park"
          withoutReason={t('counter.park.noReason')}
          onReason={(reason) => onAct({ do: 'park', ...seen(dialog.ticket), reason }, dialog.ticket.label)}
        />
      )
    case 'no_show':
      return (
        <ReasonDialog
          name="no_show"
          title={t('counter.noShow.title', { label: dialog.ticket.label })}
          say={
            dialog.ticket.calls < view.rules.noShowCalls
              ? t('counter.noShow.early', { n: dialog.ticket.calls, of: view.rules.noShowCalls })
              : t('counter.noShow.soon', { n: view.rules.noShowSeconds })
          }
          {...reasons}
          use="no_show"
          onReason={(reason) => onAct({ do: 'no_show', ...seen(dialog.ticket), reason }, dialog.ticket.label)}
        />
      )
    case 'uncall':
      return (
        <ReasonDialog
          name="uncall"
          title={t('counter.uncall.title', { label: dialog.ticket.label })}
          say={t('counter.uncall.say')}
          {...reasons}
          use="uncall"
          onReason={(reason) =>
            reason !== null && onAct({ do: 'uncall', ...seen(dialog.ticket), reason }, dialog.ticket.label)
          }
        />
      )
    case 'cancel':
      return (
        <ReasonDialog
          name="cancel"
          title={t('counter.cancel.title', { label: dialog.row.label })}
          say={t('counter.cancel.say')}
          {...reasons}
          use="cancel"
          onReason={(reason) =>
            reason !== null && onAct({ do: 'cancel', ...seen(dialog.row), reason }, dialog.row.label)
          }
        />
      )
    default:
      return assertNever(dialog)
  }
}

const seen = ({ id, version }: Pick<HeldTicket, 'id' | 'version'>) => ({ ticket: id, seen: version })
