import { Search, X } from 'lucide-react'
import { useEffect, useEffectEvent, useRef, useState } from 'react'
import type { PanelFound, PanelPerson } from '../../../../core/contract/gate-panel'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type Words } from '../../../i18n/words'
import { TouchKeyboard } from '../../../parts/touch-keyboard'
import './rows.css'
import './search-part.css'

/** A short rest in typing before main is asked, ms. */
const REST_MS = 120
const LEAST = 3

interface Props {
  /** A code that was scanned while the panel was open: whose it is. */
  readonly scanned: string | null
  /** Counts up with each act: the people are asked for anew. */
  readonly turn: number
  readonly onAdmit: (person: PanelPerson) => void
  readonly onLook: (person: PanelPerson) => void
  readonly onBack: () => void
}

/** Finds a person by name, with a keyboard to touch. */
export function SearchPart({ scanned, turn, onAdmit, onLook, onBack }: Props) {
  const words = useWords()
  const { t, locale } = words
  const [typed, setTyped] = useState('')
  const [found, setFound] = useState<PanelFound | null>(null)
  const [failure, setFailure] = useState<string | null>(null)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => field.current?.focus(), [])
  const query = typed === '' ? (scanned ?? '') : typed
  const isEnough = query.replaceAll(/\s/g, '').length >= LEAST
  const ask = useEffectEvent(async (text: string, isCurrent: () => boolean) => {
    const answer = await call('gatePanel.search', { query: text })
    if (!isCurrent()) return
    setFound(answer.ok ? answer.value : null)
    setFailure(answer.ok ? null : t(FAILURE_TEXT[answer.code]))
  })
  useEffect(() => {
    if (!isEnough) return undefined
    let isCurrent = true
    const timer = window.setTimeout(() => void ask(query, () => isCurrent), REST_MS)
    return () => {
      isCurrent = false
      window.clearTimeout(timer)
    }
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- after an act the same question has another answer
  }, [query, isEnough, turn])
  const shown = isEnough ? found : null
  const number = (n: number) => n.toLocaleString(locale === 'id' ? 'id-ID' : 'en-GB')
  return (
    <section className="gp-section gp-searching">
      <header>
        <h2>{t('gp.search')}</h2>
        <p role="status">
          {shown === null
            ? null
            : shown.ready
              ? t('gp.search.of', { n: number(shown.people.length), total: number(shown.total) })
              : t('gp.search.reading', { total: number(shown.total) })}
        </p>
        <button type="button" className="gp-big" onClick={onBack}>
          {t('gp.search.back')}
        </button>
      </header>
      <div className="gp-field">
        <Search className="icon" aria-hidden="true" />
        <input
          ref={field}
          value={typed}
          inputMode="none"
          autoComplete="off"
          spellCheck={false}
          placeholder={t('gp.search.hint')}
          aria-label={t('gp.search.hint')}
          onChange={(event) => setTyped(event.target.value)}
        />
        {typed === '' ? null : (
          <button type="button" aria-label={t('gp.search.clear')} onClick={() => setTyped('')}>
            <X className="icon" aria-hidden="true" />
          </button>
        )}
      </div>
      <div className="gp-found" data-found={shown?.people.length ?? ''}>
        {failure === null ? null : <p className="gp-none">{failure}</p>}
        {failure === null && (shown === null || shown.people.length === 0) ? (
          <p className="gp-none">{emptyText(shown, t)}</p>
        ) : null}
        {shown === null || shown.people.length === 0 ? null : (
          <ul className="gp-rows">
            {shown.people.map((person) => (
              <li key={person.visitor} data-person={person.visitor}>
                <p>
                  <b>
                    <Marked name={person.name ?? t('gp.scan.noName')} query={typed} />
                  </b>
                  <span>{lineOf(person, words)}</span>
                </p>
                {person.refusal === null ? (
                  <button type="button" className="gp-big" onClick={() => onAdmit(person)}>
                    {t('gp.person.admit')}
                  </button>
                ) : (
                  <button type="button" className="gp-big" onClick={() => onLook(person)}>
                    {t('gp.person.look')}
                  </button>
                )}
              </li>
            ))}
          </ul>
        )}
      </div>
      <TouchKeyboard field={field} kind="search" />
    </section>
  )
}

function emptyText(found: PanelFound | null, t: Words['t']): string {
  if (found === null) return t('gp.search.start')
  return t(found.ready ? 'gp.search.none' : 'gp.search.wait')
}

/** `Masyarakat, Keripik Sanjai, di dalam sejak 10.17`. */
export function lineOf({ category, institution, stay }: PanelPerson, { t, text, times }: Words): string {
  const where =
    stay.is === 'never'
      ? t('gp.person.never')
      : stay.is === 'inside'
        ? t('gp.person.inside', { time: times.time(stay.since) })
        : t('gp.person.gone', { time: times.time(stay.at) })
  return [text(category), institution, where].filter((part) => part !== null).join(', ')
}

/** The typed letters within the name, where they stand in it. */
function Marked({ name, query }: { name: string; query: string }) {
  const words = query.split(/\s+/).filter((word) => word !== '')
  const at = words
    .map((word) => [name.toLowerCase().indexOf(word.toLowerCase()), word.length] as const)
    .filter(([from]) => from >= 0)
    .sort(([a], [b]) => a - b)
  const parts: React.ReactNode[] = []
  let done = 0
  for (const [from, length] of at) {
    if (from < done) continue
    parts.push(name.slice(done, from), <mark key={from}>{name.slice(from, from + length)}</mark>)
    done = from + length
  }
  return [...parts, name.slice(done)]
}
