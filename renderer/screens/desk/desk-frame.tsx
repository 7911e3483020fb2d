import { useQueryClient } from '@tanstack/react-query'
import { TriangleAlert, UserRound } from 'lucide-react'
import { useEffect, useEffectEvent, useMemo, useRef, useState } from 'react'
import type { Locale } from '../../../core/contract/app'
import type { DeskView } from '../../../core/contract/desk'
import type { Link } from '../../../core/contract/queue'
import { call } from '../../api/call'
import { datesText } from '../../i18n/dates'
import { capital } from '../../i18n/capital'
import { useWords } from '../../i18n/words'
import { FairLogo } from '../../parts/fair-logo'
import { linkWords } from '../../parts/link-words'
import { NOTICES } from '../../parts/staff/staff-view'
import { useActivity } from '../../parts/use-keys'
import { LeaveContext, type Leave, type LeaveGuard } from './leave-guard'
import { Pendopo } from './pendopo-mark'
import { PersonDialog } from './person-dialog'
import { SECTIONS } from './sections'

/** A person at work is told to main at most this often, ms. */
const STAY_MS = 20_000

interface Props {
  readonly view: DeskView
  readonly signedIn: NonNullable<DeskView['signedIn']>
  readonly onMove: () => void
  readonly onLanguage: (locale: Locale) => void
}

/** The desk at work: left the way through it and how this station stands, right the section that was chosen. */
export function DeskFrame({ view, signedIn, onMove, onLanguage }: Props) {
  const { t, text, locale } = useWords()
  const client = useQueryClient()
  const [sectionId, setSection] = useState(view.isNew && signedIn.role === 'organizer' ? 'setup' : SECTIONS[0].id)
  const [isAsking, setAsking] = useState(false)
  const guard = useRef<LeaveGuard | null>(null)
  const leaving = useMemo<Leave>(
    () => ({
      leave: (go) => (guard.current === null ? go() : guard.current(go)),
      hold: (next) => {
        guard.current = next
      },
    }),
    [],
  )
  const choose = (id: string) => (id === sectionId ? undefined : leaving.leave(() => setSection(id)))
  const sections = SECTIONS.filter(({ isFor }) => isFor === undefined || isFor === signedIn.role)
  const section = sections.find(({ id }) => id === sectionId) ?? SECTIONS[0]
  const { fair, link } = view
  const refresh = () => client.invalidateQueries({ queryKey: ['desk'] })
  const lock = async () => {
    await call('desk.signOut', null)
    await refresh()
  }
  useStay(() => void refresh())
  useLockKey(() => void lock())
  return (
    <div className="staff-screen desk" data-screen="desk" data-status="signed_in">
      <aside className="desk-side">
        <p className="desk-brand">
          <Pendopo className="st-i" />
          {t('desk.brand')}
        </p>
        <div className="desk-fair">
          <FairLogo logo={fair.logo} className="desk-logo" otherwise={<></>} />
          <p>
            <b>{text(fair.name)}</b>
          </p>
          <p className="st-muted">{t('desk.where', { city: fair.city, dates: datesText(fair.days, locale) })}</p>
          {fair.demo ? <p className="desk-demo">{t('demo.mark')}</p> : null}
        </div>
        <nav className="desk-nav" aria-label={t('desk.nav')}>
          {sections.map(({ id, Icon, title }) => (
            <button
              key={id}
              type="button"
              data-section={id}
              aria-current={id === section.id ? 'page' : undefined}
              onClick={() => choose(id)}
            >
              <Icon className="st-i" aria-hidden="true" />
              {t(title)}
            </button>
          ))}
        </nav>
        <footer className="desk-foot">
          {view.notices.map((notice) => (
            <p key={notice} className="desk-notice" role="status" data-notice={notice}>
              <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
              {t(NOTICES[notice])}
            </p>
          ))}
          <LinkMark link={link} />
          <button
            type="button"
            className="desk-who"
            data-act="person"
            aria-haspopup="dialog"
            title={t('desk.lock.title')}
            onClick={() => setAsking(true)}
          >
            <UserRound className="st-i" aria-hidden="true" />
            <span className="st-cut">{signedIn.name ?? signedIn.code}</span>
          </button>
        </footer>
      </aside>
      <LeaveContext value={leaving}>
        <section.Screen view={view} signedIn={signedIn} onSection={choose} />
      </LeaveContext>
      {isAsking ? (
        <PersonDialog
          signedIn={signedIn}
          onLock={() => void lock()}
          onMove={onMove}
          onLanguage={onLanguage}
          onClose={() => setAsking(false)}
        />
      ) : null}
    </div>
  )
}

/** How this station stands to the others, in words. */
function LinkMark({ link }: { link: Link }) {
  const words = useWords()
  const { Icon, said, isBad } = linkWords(link, words)
  return (
    <p className="desk-link" role="status" data-link={link.state} data-bad={isBad ? '' : undefined}>
      <Icon className="st-i" aria-hidden="true" />
      {capital(said)}
    </p>
  )
}

/** Tells main that somebody is here; `onGone`: main has locked this desk already. */
function useStay(onGone: () => void): void {
  const told = useRef(0)
  useActivity(() => {
    const now = performance.now()
    if (now - told.current < STAY_MS && told.current > 0) return
    told.current = now
    void call('desk.stay', null).then((answer) => {
      if (!answer.ok) onGone()
    })
  })
}

/** Ctrl+L locks, from wherever the focus is. */
function useLockKey(onLock: () => void): void {
  const pressed = useEffectEvent((event: KeyboardEvent) => {
    const isLock = event.ctrlKey && !event.altKey && !event.metaKey && !event.shiftKey && event.code === 'KeyL'
    if (!isLock) return
    event.preventDefault()
    onLock()
  })
  useEffect(() => {
    document.addEventListener('keydown', pressed)
    return () => document.removeEventListener('keydown', pressed)
  }, [])
}
