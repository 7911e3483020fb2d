import { useQueryClient } from '@tanstack/react-query'
import { Printer, X } from 'lucide-react'
import { useRef, useState } from 'react'
import type { BadgeOccasion } from '../../../core/badges/badge'
import type { BadgeAct, BadgePrinter, BadgeSettings, HeldBadge } from '../../../core/contract/badge'
import { FAILURE_TEXT } from '../../api/failure-text'
import { call, type PlainFailure } from '../../api/call'
import { useView, viewKey } from '../../api/views'
import { useWords, type MessageId, type Words } from '../../i18n/words'
import { TouchKeyboard } from '../touch-keyboard'
import './badges.css'

const KINDS: readonly (readonly [BadgePrinter['kind'], MessageId])[] = [
  ['none', 'badges.none'],
  ['os', 'badges.os'],
  ['pdf', 'badges.pdf'],
]

const OCCASIONS: Readonly<Record<BadgeOccasion, MessageId>> = {
  never: 'badges.when.never',
  walk_ins: 'badges.when.walkIns',
  everybody: 'badges.when.everybody',
}

const TROUBLE: Readonly<Record<NonNullable<HeldBadge['trouble']>, MessageId>> = {
  no_printer: 'badges.trouble.no_printer',
  refused: 'badges.trouble.refused',
  timeout: 'badges.trouble.timeout',
  other: 'badges.trouble.other',
}

/**
 * The label printer of this station: where labels come out, whose comes out by itself, and those that did not. For the
 * gate's panel and the desk alike; type and targets follow where it stands. `isTouched`: in a sheet of the panel, where
 * keys on the screen are needed; else a section of its own.
 */
export function BadgePrinterSettings({ isTouched }: { isTouched: boolean }) {
  const words = useWords()
  const { t } = words
  const { data: settings, error } = useView('badge.settings')
  const model = useBadgeActs()
  if (settings === undefined)
    return error === null ? null : (
      <p className="badges-said" role="alert">
        {t('failure.not_signed_in')}
      </p>
    )
  // A fair without labels has no printer for them.
  if (settings.badges.length === 0) return null
  return (
    <div className="badges">
      <header>
        {isTouched ? <h2>{t('badges.title')}</h2> : <h1>{t('badges.title')}</h1>}
        <p>{t('badges.waiting', { n: settings.waiting })}</p>
      </header>
      <Where settings={settings} model={model} isTouched={isTouched} />
      <fieldset>
        <legend>{t('badges.when')}</legend>
        <div className="badges-row" role="group" aria-label={t('badges.when')}>
          {(Object.keys(OCCASIONS) as BadgeOccasion[]).map((when) => (
            <button
              key={when}
              type="button"
              data-when={when}
              aria-pressed={settings.when === when}
              disabled={model.isBusy}
              onClick={() => void model.act({ do: 'set_when', when })}
            >
              {t(OCCASIONS[when])}
            </button>
          ))}
        </div>
      </fieldset>
      {settings.printer.kind === 'none' ? null : (
        <div className="badges-row">
          {settings.badges.map(({ code, name }) => (
            <button
              key={code}
              type="button"
              disabled={model.isBusy}
              onClick={() => void model.act({ do: 'test_print', badge: code })}
            >
              {t('badges.test', { badge: words.text(name) })}
            </button>
          ))}
        </div>
      )}
      <Held held={settings.held} model={model} words={words} />
      <p className="badges-said" role="status">
        {model.said === null ? null : t(model.said)}
      </p>
    </div>
  )
}

type Model = ReturnType<typeof useBadgeActs>

/** Sends what staff press, one thing at a time, and shows what main answers. */
function useBadgeActs() {
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [said, setSaid] = useState<MessageId | null>(null)
  return {
    isBusy,
    said,
    act: async (act: BadgeAct): Promise<void> => {
      setBusy(true)
      const answer = await call('badge.act', act)
      setBusy(false)
      if (answer.ok) client.setQueryData<BadgeSettings>(viewKey('badge.settings', null), answer.value)
      const trouble = answer.ok ? undefined : answer.detail?.['trouble']
      setSaid(
        answer.ok
          ? 'badges.done'
          : typeof trouble === 'string' && trouble in TROUBLE
            ? TROUBLE[trouble as keyof typeof TROUBLE]
            : FAILURE_TEXT[answer.code satisfies PlainFailure],
      )
    },
  }
}

function Where({ settings, model, isTouched }: { settings: BadgeSettings; model: Model; isTouched: boolean }) {
  const { t } = useWords()
  const { printer } = settings
  const [kind, setKind] = useState(printer.kind)
  const [folder, setFolder] = useState(printer.kind === 'pdf' ? printer.folder : '')
  const field = useRef<HTMLInputElement>(null)
  const set = (next: BadgePrinter) => void model.act({ do: 'set_printer', printer: next })
  return (
    <fieldset>
      <legend>{t('badges.where')}</legend>
      <div className="badges-row" role="group" aria-label={t('badges.where')}>
        {KINDS.map(([which, name]) => (
          <button
            key={which}
            type="button"
            data-kind={which}
            aria-pressed={kind === which}
            disabled={model.isBusy}
            onClick={() => {
              setKind(which)
              if (which === 'none') set({ kind: 'none' })
            }}
          >
            {t(name)}
          </button>
        ))}
      </div>
      {kind !== 'os' ? null : settings.osPrinters.length === 0 ? (
        <p>{t('badges.osNone')}</p>
      ) : (
        <div className="badges-row" role="group" aria-label={t('badges.os')}>
          {settings.osPrinters.map((name) => (
            <button
              key={name}
              type="button"
              aria-pressed={printer.kind === 'os' && printer.name === name}
              disabled={model.isBusy}
              onClick={() => set({ kind: 'os', name })}
            >
              {name}
            </button>
          ))}
        </div>
      )}
      {kind !== 'pdf' ? null : (
        <form
          onSubmit={(event) => {
            event.preventDefault()
            set({ kind: 'pdf', folder: folder.trim() })
          }}
        >
          <label className="badges-folder">
            <span>{t('badges.folder')}</span>
            <input
              ref={field}
              value={folder}
              maxLength={400}
              {...(isTouched ? { inputMode: 'none' as const } : {})}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setFolder(event.target.value)}
            />
          </label>
          {isTouched ? <TouchKeyboard field={field} kind="address" /> : null}
          <div className="badges-row">
            <button type="submit" disabled={model.isBusy || folder.trim() === ''}>
              {t('badges.save')}
            </button>
          </div>
        </form>
      )}
    </fieldset>
  )
}

function Held({ held, model, words }: { held: readonly HeldBadge[]; model: Model; words: Words }) {
  const { t, text, times } = words
  return (
    <section>
      <h3>{t('badges.held')}</h3>
      {held.length === 0 ? (
        <p>{t('badges.held.none')}</p>
      ) : (
        <ul>
          {held.map((badge) => (
            <li key={badge.job} data-held={badge.job}>
              <span>
                <b>{badge.name ?? t('badges.noName')}</b>
                {`${text(badge.category)} · ${times.time(badge.at)}`}
                <small>
                  {t(badge.trouble === null ? 'badges.left' : TROUBLE[badge.trouble])}
                  {badge.mayBeOut ? ` ${t('badges.maybe')}` : null}
                </small>
              </span>
              <button
                type="button"
                disabled={model.isBusy}
                onClick={() => void model.act({ do: 'print_held', job: badge.job })}
              >
                <Printer className="icon" aria-hidden="true" />
                {t('badges.print')}
              </button>
              <button
                type="button"
                disabled={model.isBusy}
                onClick={() => void model.act({ do: 'drop_held', job: badge.job })}
              >
                <X className="icon" aria-hidden="true" />
                {t('badges.drop')}
              </button>
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}
