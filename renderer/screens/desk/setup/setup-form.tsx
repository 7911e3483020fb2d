import { ChevronRight, Trash2 } from 'lucide-react'
import { useEffect, useRef, useState, type FormEvent, type ReactNode } from 'react'
import { flushSync } from 'react-dom'
import { isSame, type Block, type Draft, type RowPart } from '../../../../core/setup/part-names'
import type { SetupProblem } from '../../../../core/setup/problems'
import type { FairFile } from '../../../../core/setup/schema'
import { useWords } from '../../../i18n/words'
import { LeaveDialog } from '../leave-dialog'
import { useLeaveGuard } from '../leave-guard'
import { MeanwhileDialog } from './dialogs'
import { FieldRow } from './field-row'
import { withValue, type Group } from './fields'
import { FormContext } from './form-context'
import { bothVersions, problemText } from './setup-words'
import { useChange, type Edit } from './use-change'

interface Props {
  readonly part: RowPart | Block
  readonly title: string
  readonly say: string | null
  readonly groups: readonly Group[]
  readonly file: FairFile
  /** What the form begins with; of a row that is there, as it was when the form was opened. */
  readonly begin: Draft
  readonly isNew: boolean
  readonly editOf: (draft: Draft, seen: Draft) => Edit
  /** It is on the disk. */
  readonly onSaved: (code: string | null, changed: boolean) => void
  /** Null: there is nothing to go back to. */
  readonly onBack: (() => void) | null
  readonly onRemove?: (seen: Draft) => void
  /** Beside the fields: a preview, things that are not part of the row. */
  readonly aside?: ReactNode
}

/** A row or a block, field by field. Saved is said only when main has it on the disk. */
export function SetupForm(props: Props) {
  const { part, title, say, groups, file, begin, isNew, editOf, onSaved, onBack, onRemove, aside } = props
  const words = useWords()
  const { t } = words
  const form = useRef<HTMLFormElement>(null)
  const heading = useRef<HTMLHeadingElement>(null)
  // A row's form takes the place of its table: it is read out, and Tab begins here.
  const isRow = onBack !== null
  useEffect(() => {
    if (isRow) heading.current?.focus({ preventScroll: true })
  }, [isRow])
  const [seen, setSeen] = useState(begin)
  const [draft, setDraft] = useState(begin)
  const [problems, setProblems] = useState<readonly SetupProblem[]>([])
  const [theirs, setTheirs] = useState<{ readonly now: Draft | null } | null>(null)
  const [leaving, setLeaving] = useState<{ readonly go: () => void } | null>(null)
  const isDirty = !isSame(draft, seen)
  const fields = groups.flatMap((group) => group.fields)
  const shown = fields.filter(({ when }) => when?.(draft) ?? true)
  const isShown = ({ at, path }: SetupProblem) =>
    at === null && (path === 'code' || shown.some((field) => path === field.path || path.startsWith(`${field.path}.`)))

  const told = (found: readonly SetupProblem[]) => {
    flushSync(() => setProblems(found))
    focusFirst(form.current)
  }
  const { change, isBusy, trouble, dialog } = useChange({
    onDone: ({ code, changed }) => {
      setSeen(draft)
      onSaved(code, changed)
    },
    onProblems: told,
    onMeanwhile: (now) => setTheirs({ now }),
  })
  const save = (against = seen) => {
    setProblems([])
    void change(editOf(draft, against))
  }
  useLeaveGuard(isDirty, (go) => setLeaving({ go }))
  const leave = (go: () => void) => (isDirty ? setLeaving({ go }) : go())
  const set = (path: string, value: unknown) => {
    setDraft((before) => withValue(before, path, value))
    // What is being mended is no longer called wrong; the rest stays marked.
    setProblems((all) =>
      all.filter(
        (one) =>
          one.at !== null || !(one.path === path || one.path.startsWith(`${path}.`) || path.startsWith(`${one.path}.`)),
      ),
    )
  }
  const elsewhere = problems.filter((one) => !isShown(one))
  return (
    <>
      <form
        ref={form}
        className="setup-form"
        data-form={part}
        noValidate
        onSubmit={(event: FormEvent) => {
          event.preventDefault()
          if (!isBusy && (isDirty || isNew)) save()
        }}
      >
        <header className="setup-head">
          <div>
            {onBack === null ? null : (
              <button type="button" className="setup-back st-link" data-act="back" onClick={() => leave(onBack)}>
                {t(`setup.part.${part}`)}
                <ChevronRight className="st-i st-i-s" aria-hidden="true" />
              </button>
            )}
            <h2 ref={heading} tabIndex={-1}>
              {title}
            </h2>
          </div>
          {say === null ? null : <p className="st-muted">{say}</p>}
        </header>
        <FormContext value={{ draft, file, isNew, problems, set }}>
          <div className="setup-body">
            {elsewhere.length === 0 ? null : (
              <ul className="setup-elsewhere" role="alert">
                {elsewhere.map((one, n) => (
                  <li key={n} className="st-bad">
                    {problemText(one, words)}
                  </li>
                ))}
              </ul>
            )}
            {groups.map((group) => {
              const rows = group.fields
                .filter((field) => shown.includes(field))
                .map((field) => <FieldRow key={field.name} field={field} />)
              return group.isFolded === true ? (
                <details key={group.title} className="st-section setup-group">
                  <summary>
                    <ChevronRight className="st-i st-i-s" aria-hidden="true" />
                    {t(group.title)}
                  </summary>
                  {rows}
                </details>
              ) : (
                <section key={group.title} className="st-section setup-group">
                  {groups.length === 1 ? null : (
                    <header>
                      <h3>{t(group.title)}</h3>
                    </header>
                  )}
                  {rows}
                </section>
              )
            })}
            {aside}
          </div>
        </FormContext>
        <footer className="setup-foot">
          {onRemove === undefined ? null : (
            <button type="button" className="st-btn" data-act="remove" onClick={() => onRemove(seen)}>
              <Trash2 className="st-i st-i-s" aria-hidden="true" />
              {t('setup.remove')}
            </button>
          )}
          <p className="st-bad" role="alert">
            {trouble ?? (problems.length > 0 ? t('setup.wrong', { n: problems.length }) : null)}
          </p>
          {onBack === null ? (
            <button
              type="button"
              className="st-btn"
              data-act="reset"
              disabled={!isDirty}
              onClick={() => {
                setDraft(seen)
                setProblems([])
              }}
            >
              {t('setup.reset')}
            </button>
          ) : (
            <button type="button" className="st-btn" data-act="cancel" onClick={() => leave(onBack)}>
              {t('action.cancel')}
            </button>
          )}
          <button
            type="submit"
            className="st-btn st-btn-main"
            data-act="save"
            aria-disabled={isBusy || !(isDirty || isNew)}
          >
            {t(isNew ? 'setup.save.new' : 'setup.save')} <kbd>{t('people.key.enter')}</kbd>
          </button>
        </footer>
      </form>
      {dialog}
      {leaving === null ? null : (
        <LeaveDialog say={t('setup.leave.say')} onGo={leaving.go} onClose={() => setLeaving(null)} />
      )}
      {theirs === null ? null : (
        <MeanwhileDialog
          isGone={theirs.now === null}
          both={theirs.now === null ? [] : bothVersions(fields, draft, theirs.now, file, words)}
          onMine={() => {
            const now = theirs.now ?? seen
            setTheirs(null)
            setSeen(now)
            save(now)
          }}
          onTheirs={() => {
            const { now } = theirs
            setTheirs(null)
            if (now === null) return onBack?.()
            setSeen(now)
            setDraft(now)
          }}
          onClose={() => setTheirs(null)}
        />
      )}
    </>
  )
}

/** The first field that is wrong, as it stands on the page. What is folded around one is opened, and left to the person. */
function focusFirst(form: HTMLFormElement | null): void {
  for (const folded of form?.querySelectorAll('details:has([data-wrong])') ?? []) folded.setAttribute('open', '')
  const wrong = form?.querySelector<HTMLElement>('[data-wrong]') ?? null
  const input =
    wrong?.querySelector<HTMLElement>('[aria-invalid="true"]') ??
    wrong?.querySelector<HTMLElement>('input, select, textarea, button')
  input?.focus()
}
