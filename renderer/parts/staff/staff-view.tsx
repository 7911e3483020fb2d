import { ArrowLeft, TriangleAlert } from 'lucide-react'
import { useEffect, useRef, useState, type ReactNode } from 'react'
import type { FairTitle, Locale } from '../../../core/contract/app'
import type { StationNotice } from '../../../core/contract/gate'
import type { StaffEntry } from '../../../core/contract/staff'
import { assertNever } from '../../../core/result/result'
import { CallFailed } from '../../api/call'
import { FAILURE_TEXT } from '../../api/failure-text'
import { useWords, type MessageId, type Words } from '../../i18n/words'
import { FairHeader } from '../fair-header'
import { LanguageButton } from '../language-button'
import { useEscape } from '../use-keys'
import { PinPad } from './pin-pad'
import { StaffList } from './staff-list'
import type { StaffStep, StaffTrouble } from './staff-machine'
import { useStaff, type EnterStaff } from './use-staff'

/** What the PIN is asked for, in words. */
export interface StaffPurpose {
  /** Under "who are you". */
  readonly who: MessageId
  /** Under "your PIN", with {name}. */
  readonly pin: MessageId
  /** What a PIN that was just made may do. */
  readonly saved: MessageId
  /** On the key that sends it. */
  readonly action: MessageId
}

interface Props {
  readonly fair: FairTitle
  /** Where this kiosk stands. */
  readonly placeName: string
  readonly purpose: StaffPurpose
  /** Whose PIN is asked for at once; null: chosen from the list. */
  readonly first: StaffEntry | null
  /** Who may work here; others are not in the list. */
  readonly mayEnter?: (entry: StaffEntry) => boolean
  readonly onEnter: EnterStaff
  readonly notices: readonly StationNotice[]
  readonly onLeave: () => void
  readonly onLanguage: (locale: Locale) => void
  /** Right in the foot: another thing that the PIN may be for. */
  readonly aside?: ReactNode
}

const EVERYBODY = () => true

/** What a notice says, wherever staff see it. */
export const NOTICES: Readonly<Record<StationNotice, MessageId>> = {
  clock_behind: 'notice.clock_behind',
  clock_off: 'notice.clock_off',
  log_damaged: 'notice.log_damaged',
  disk_low: 'notice.disk_low',
}

/** For staff alone: who are you, your PIN, and on to what it opens. Back is always at the same place. */
export function StaffView({
  fair,
  placeName,
  purpose,
  first,
  mayEnter = EVERYBODY,
  notices,
  onEnter,
  onLeave,
  onLanguage,
  aside,
}: Props) {
  const words = useWords()
  const { t } = words
  const { list, state, dispatch, enter } = useStaff(onEnter, first)
  const { step } = state
  const isFirst = step.at === 'who'
  const { title, lead } = headingOf(step, purpose, words)
  const back = isFirst || step.at === 'saved' ? onLeave : () => dispatch({ type: 'back' })
  useEscape(back)
  return (
    <section className="kiosk staff" role="dialog" aria-modal="true" aria-labelledby="staff-title" data-step={step.at}>
      <header className="roof">
        <FairHeader fair={fair} title={t('staff.title')}>
          {placeName}
        </FairHeader>
        <h1 className="headline" id="staff-title">
          {title}
        </h1>
        <p className="lead">{lead}</p>
        <Trouble trouble={state.trouble} />
        {isFirst && notices.length > 0 ? <Notices notices={notices} /> : null}
      </header>
      <div className="floor">
        {step.at === 'who' || step.at === 'voucher' ? (
          <StaffList
            staff={
              list.data?.staff.filter((entry) => (step.at === 'who' ? mayEnter(entry) : mayVouch(entry, step.who))) ??
              null
            }
            failure={list.error instanceof CallFailed ? t(FAILURE_TEXT[list.error.code]) : null}
            onChoose={(staff) => dispatch({ type: 'chose', staff })}
          />
        ) : step.at === 'saved' ? (
          <GoOn isBusy={state.isBusy} action={purpose.action} onPress={() => void enter()} />
        ) : (
          <PinPad
            key={step.at}
            digits={state.digits}
            isBusy={state.isBusy}
            action={t(step.at === 'pin' ? purpose.action : ACTIONS[step.at])}
            onTyped={(digits) => dispatch({ type: 'typed', digits })}
            onEnter={() => void enter()}
          />
        )}
      </div>
      <footer className="foot">
        <button type="button" className="btn btn-quiet" onClick={back}>
          <ArrowLeft className="icon" aria-hidden="true" />
          {t(isFirst || step.at === 'saved' ? 'action.cancel' : 'action.back')}
        </button>
        <LanguageButton look="quiet" onChoose={onLanguage} />
        <span>{aside}</span>
      </footer>
    </section>
  )
}

/** What the PIN just made may do; the next Enter does it. */
function GoOn({ isBusy, action, onPress }: { isBusy: boolean; action: MessageId; onPress: () => void }) {
  const { t } = useWords()
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => button.current?.focus(), [])
  return (
    <button ref={button} type="button" className="btn btn-main staff-close" disabled={isBusy} onClick={onPress}>
      {t(isBusy ? 'staff.closing' : action)}
    </button>
  )
}

const ACTIONS: Readonly<Record<'new' | 'repeat' | 'voucher-pin', MessageId>> = {
  new: 'action.next',
  repeat: 'staff.save',
  'voucher-pin': 'staff.save',
}

const mayVouch = (entry: StaffEntry, who: StaffEntry): boolean => entry.hasPin && entry.code !== who.code

const nameOf = (entry: StaffEntry): string => entry.name ?? entry.code

function headingOf(step: StaffStep, purpose: StaffPurpose, { t }: Words): { title: string; lead: string } {
  if (step.at === 'who') return { title: t('staff.who'), lead: t(purpose.who) }
  const name = nameOf(step.who)
  switch (step.at) {
    case 'pin':
      return { title: t('staff.pin'), lead: t(purpose.pin, { name }) }
    case 'new':
      return { title: t('staff.new'), lead: t('staff.new.say', { name }) }
    case 'repeat':
      return { title: t('staff.repeat'), lead: t('staff.repeat.say') }
    case 'voucher':
      return { title: t('staff.voucher'), lead: t('staff.voucher.say', { name }) }
    case 'voucher-pin':
      return { title: t('staff.voucherPin'), lead: t('staff.voucherPin.say', { name: nameOf(step.voucher) }) }
    case 'saved':
      return { title: t('staff.saved'), lead: t(purpose.saved) }
    default:
      return assertNever(step)
  }
}

function Trouble({ trouble }: { trouble: StaffTrouble | null }) {
  const { t } = useWords()
  const until = trouble?.is === 'failed' ? trouble.detail?.['until'] : undefined
  return (
    <p className="trouble" role="alert">
      {trouble === null ? null : troubleText(trouble, t)}
      {typeof until === 'number' ? <Countdown key={until} until={until} /> : null}
    </p>
  )
}

function troubleText(trouble: StaffTrouble, t: Words['t']): string {
  if (trouble.is === 'differs') return t('staff.repeat.differs')
  const left = trouble.detail?.['left']
  if (trouble.code === 'wrong_pin' && typeof left === 'number') return t('staff.left', { left })
  return t(FAILURE_TEXT[trouble.code])
}

/** Says how long until a moment, as `0:45`; nothing once it has passed. */
function Countdown({ until }: { until: number }) {
  const { t } = useWords()
  const [now, setNow] = useState(() => Date.now())
  useEffect(() => {
    const timer = window.setInterval(() => setNow(Date.now()), 1_000)
    return () => window.clearInterval(timer)
  }, [])
  const seconds = Math.ceil((until - now) / 1_000)
  if (seconds <= 0) return null
  const time = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
  return <span> {t('staff.wait', { time })}</span>
}

function Notices({ notices }: { notices: readonly StationNotice[] }) {
  const { t } = useWords()
  return (
    <ul className="notices" aria-label={t('staff.notices')}>
      {notices.map((notice) => (
        <li key={notice} data-notice={notice}>
          <TriangleAlert className="icon" aria-hidden="true" />
          {t(NOTICES[notice])}
        </li>
      ))}
    </ul>
  )
}
