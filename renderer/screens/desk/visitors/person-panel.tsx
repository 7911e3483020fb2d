import { LogIn, LogOut, Printer, X } from 'lucide-react'
import { useState } from 'react'
import type { DeskView } from '../../../../core/contract/desk'
import type { PersonView } from '../../../../core/contract/people'
import { CallFailed } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useViewOf } from '../../../api/views'
import { useWords, type MessageId, type Words } from '../../../i18n/words'
import { CodeDialog } from './code-dialog'
import { BadgeNote, useBadge } from './badge'
import { EraseDialog } from './erase-dialog'
import { ErasureBlock } from './erasure-block'
import { EditDialog } from './edit-dialog'
import { JourneyView } from './journey-view'
import { MergeDialog, SamePerson } from './merge-dialog'
import { MoveDialog } from './move-dialog'
import { Mark } from './people-table'
import './person-panel.css'
import { RevealDialog, type Revealed } from './reveal-dialog'
import { SaveCodeDialog } from './save-code-dialog'
import { StatusDialog } from './status-dialog'
import { STATUS_TEXT } from './status-text'
import { useEnter } from './use-table-keys'

const REREAD_MS = 5_000
/** A longer name is set smaller: what may be done stays in sight. */
const LONG_NAME = 60
const reread = () => REREAD_MS

interface Props {
  readonly view: DeskView
  readonly visitor: string
  readonly list: string
  readonly onClose: () => void
}

type Asking = 'edit' | 'status' | 'merge' | 'reveal' | 'move' | 'code' | 'save_code' | 'erase' | null

/** One person beside the table: who, where, their day, what they agreed to, and what may be done. */
export function PersonPanel({ view, visitor, list, onClose }: Props) {
  const { t } = useWords()
  const { data: person, error } = useViewOf('people.person', { visitor, list }, reread)
  const [asking, ask] = useState<Asking>(null)
  const { badge, printBadge } = useBadge(visitor)
  const [revealed, reveal] = useState<Revealed | null>(null)
  // Of somebody who was forgotten there is nothing to print or to correct.
  const isGone = person !== undefined && person.erasure !== null
  useEnter(() => {
    if (person !== undefined && !isGone && badge !== 'busy') void printBadge()
  })
  const direction = person?.presence === 'inside' ? 'exit' : 'entry'
  return (
    <aside className="desk-panel" aria-label={t('person.details')} data-person={visitor}>
      <header>
        <div>
          <h2 data-long={(person?.name?.length ?? 0) > LONG_NAME ? '' : undefined}>
            {person === undefined ? '' : (person.name ?? t(person.isErased ? 'person.erased' : 'people.noName'))}
          </h2>
          {person === undefined ? null : <Where person={person} />}
        </div>
        <button
          type="button"
          className="st-btn st-btn-icon"
          aria-label={t('person.close')}
          data-act="close_person"
          onClick={onClose}
        >
          <X className="st-i" aria-hidden="true" />
        </button>
      </header>
      {person === undefined ? (
        <div className="desk-panel-body" role="status">
          {error instanceof CallFailed ? <p>{t(FAILURE_TEXT[error.code])}</p> : null}
        </div>
      ) : (
        <div className="desk-panel-body">
          <Facts person={person} revealed={revealed} onReveal={() => ask('reveal')} />
          {person.erasure === null ? (
            <Acts person={person} mayErase={view.signedIn?.role === 'organizer'} onAsk={ask} />
          ) : (
            <ErasureBlock erasure={person.erasure} />
          )}
          <SamePerson person={person} />
          <JourneyView journey={person.journey} />
          <Consents person={person} />
        </div>
      )}
      <footer>
        <BadgeNote badge={badge} />
        <button type="button" className="st-btn" data-act={direction} onClick={() => ask('move')}>
          {t(direction === 'exit' ? 'person.move.exit' : 'person.move.entry')}
        </button>
        {isGone ? null : (
          <button
            type="button"
            className="st-btn st-btn-main"
            data-act="badge"
            disabled={badge === 'busy'}
            onClick={() => void printBadge()}
          >
            <Printer className="st-i" aria-hidden="true" />
            {t('person.badge.print')} <kbd>{t('people.key.enter')}</kbd>
          </button>
        )}
      </footer>
      {person === undefined ? null : asking === 'edit' ? (
        <EditDialog view={view} person={person} onClose={() => ask(null)} />
      ) : asking === 'status' ? (
        <StatusDialog person={person} onClose={() => ask(null)} />
      ) : asking === 'merge' ? (
        <MergeDialog visitor={visitor} list={list} onClose={() => ask(null)} />
      ) : asking === 'code' ? (
        <CodeDialog view={view} person={person} onClose={() => ask(null)} />
      ) : asking === 'save_code' ? (
        <SaveCodeDialog person={person} onClose={() => ask(null)} />
      ) : asking === 'erase' ? (
        <EraseDialog person={person} onClose={() => ask(null)} />
      ) : asking === 'move' ? (
        <MoveDialog view={view} person={person} list={list} direction={direction} onClose={() => ask(null)} />
      ) : asking === 'reveal' ? (
        <RevealDialog person={person} onRevealed={reveal} onClose={() => ask(null)} />
      ) : null}
    </aside>
  )
}

interface ActsProps {
  readonly person: PersonView
  readonly mayErase: boolean
  readonly onAsk: (asking: Asking) => void
}

/** What may be done about somebody's data and code. */
function Acts({ person, mayErase, onAsk }: ActsProps) {
  const { t } = useWords()
  const acts: readonly [NonNullable<Asking>, MessageId, boolean][] = [
    ['edit', 'person.edit', true],
    ['status', 'person.status', true],
    ['code', 'person.code.change', true],
    ['merge', 'merge.title', true],
    ['save_code', 'person.code.save', person.contact.code !== null],
    // Of whom only a scan is known here, there is nothing to forget.
    ['erase', 'person.erase', mayErase && person.status !== null],
  ]
  return (
    <p className="desk-acts">
      {acts
        .filter(([, , isShown]) => isShown)
        .map(([act, title]) => (
          <button key={act} type="button" className="st-btn st-btn-small" data-act={act} onClick={() => onAsk(act)}>
            {t(title)}
          </button>
        ))}
    </p>
  )
}

/** Where the person is now, and what the queue has of them. */
function Where({ person }: { person: PersonView }) {
  const words = useWords()
  const { t, times } = words
  const { presence, since, status } = person
  if (presence === 'not_here')
    return (
      <p>
        {status !== null && status !== 'active' ? (
          <span className="people-status">{t(STATUS_TEXT[status])}</span>
        ) : (
          <span className="st-muted">{t('people.notHere')}</span>
        )}
      </p>
    )
  const said =
    presence === 'inside'
      ? since === null
        ? t('people.inside')
        : t('person.insideSince', { time: times.time(since) })
      : since === null
        ? t('people.left')
        : t('people.leftAt', { time: times.time(since) })
  return (
    <p>
      <Mark Icon={presence === 'inside' ? LogIn : LogOut} tone={presence === 'inside' ? 'good' : 'plain'} said={said} />
      {status !== null && status !== 'active' ? (
        <span className="people-status">, {t(STATUS_TEXT[status])}</span>
      ) : null}
    </p>
  )
}

interface FactsProps {
  readonly person: PersonView
  readonly revealed: Revealed | null
  readonly onReveal: () => void
}

function Facts({ person, revealed, onReveal }: FactsProps) {
  const { t, text, times } = useWords()
  const { contact, category, institution, badges } = person
  const isSealed = contact.phone !== null || contact.email !== null || contact.code !== null
  const shown = revealed ?? contact
  return (
    <dl className="desk-pairs">
      <Pair term={t('person.code')} said={shown.code} isCode />
      <Pair term={t('people.category')} said={category === null ? null : text(category.name)} />
      <Pair term={t('people.institution')} said={institution} />
      <Pair term={t('person.phone')} said={shown.phone} isCode />
      <Pair term={t('person.email')} said={shown.email} />
      {isSealed && revealed === null ? (
        <>
          <dt>{t('person.sealed')}</dt>
          <dd>
            <button type="button" className="st-link" data-act="reveal" onClick={onReveal}>
              {t('person.reveal')}
            </button>
          </dd>
        </>
      ) : null}
      {badges.copies === 0 || badges.lastAt === null ? null : (
        <Pair term={t('person.badge')} said={badgeText(badges.copies, badges.lastAt, t, times)} />
      )}
    </dl>
  )
}

const badgeText = (copies: number, lastAt: number, t: Words['t'], times: Words['times']): string =>
  t('person.badge.copies', { n: copies, at: times.moment(lastAt) })

function Pair({ term, said, isCode = false }: { term: string; said: string | null; isCode?: boolean }) {
  const { t } = useWords()
  return (
    <>
      <dt>{term}</dt>
      <dd className={isCode && said !== null ? 'desk-code' : undefined}>
        {said ?? <span className="st-muted">{t('people.none')}</span>}
      </dd>
    </>
  )
}

function Consents({ person }: { person: PersonView }) {
  const { t, text, times } = useWords()
  const { consents } = person
  return (
    <section className="st-section desk-section">
      <header>
        <h3>{t('person.consents')}</h3>
      </header>
      {consents.length === 0 ? (
        <p className="st-muted">{t('person.consents.none')}</p>
      ) : (
        <dl className="desk-pairs desk-agreed">
          {consents.map(({ purpose, version, given, at, gate }) => (
            <div key={purpose.id}>
              <dt>{text(purpose)}</dt>
              <dd>
                {t(given ? 'person.consents.yes' : 'person.consents.no')}
                <span className="st-muted">
                  {gate === null
                    ? t('person.consents.version', { version, at: times.moment(at) })
                    : t('person.consents.versionAt', { version, at: times.moment(at), gate: text(gate) })}
                </span>
              </dd>
            </div>
          ))}
        </dl>
      )}
    </section>
  )
}
