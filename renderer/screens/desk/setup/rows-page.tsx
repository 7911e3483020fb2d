import { Plus, Search } from 'lucide-react'
import { useState } from 'react'
import type { SetupView } from '../../../../core/contract/setup'
import { EverUsed } from '../../../../core/setup/ever-used'
import { rowName, rowsOf, type Draft, type RowPart } from '../../../../core/setup/part-names'
import { newRow } from '../../../../core/setup/propose'
import { useWords } from '../../../i18n/words'
import { SureDialog } from './dialogs'
import { COLUMNS, fieldAt, ROW_FORMS, valueAt, type Field } from './fields'
import { MoveButtons } from './nested-inputs'
import { PinDialog } from './pin-dialog'
import { RowAside } from './row-aside'
import { SetupForm } from './setup-form'
import { problemText, valueText } from './setup-words'
import { asJson, useChange } from './use-change'

/** From here on a table is searched. */
const MANY = 10

interface Props {
  readonly part: RowPart
  readonly view: SetupView
  /** Who is signed in. */
  readonly self: string
  readonly onSaved: (said: string | null) => void
}

/** A row whose form is open, as it was then: another desk may change or remove it meanwhile. `code` empty: a new one. */
interface Opened {
  readonly code: string
  readonly begin: Draft
}

const nameOf = (row: Draft) => rowName({ ...row, code: typeof row['code'] === 'string' ? row['code'] : '' })

/** The rows of a part: all of them, or one in its form. */
export function RowsPage({ part, view, self, onSaved }: Props) {
  const { t, text } = useWords()
  const [opened, setOpened] = useState<Opened | null>(null)
  const [removing, setRemoving] = useState<Draft | null>(null)
  const [isResetting, setResetting] = useState(false)
  // The row one comes back from: marked, and the keyboard goes on there.
  const [last, setLast] = useState<string | null>(null)
  const back = () => {
    setLast(opened?.code ?? null)
    setOpened(null)
  }
  const open = (code: string) => {
    const row = rowsOf(view.file, part).find((one) => one.code === code)
    onSaved(null)
    setOpened({ code, begin: row === undefined ? beginNew(view, part) : (row as unknown as Draft) })
  }
  if (opened !== null) {
    const { code, begin } = opened
    const isNew = code === ''
    return (
      <>
        <SetupForm
          key={code}
          part={part}
          title={isNew ? t(`setup.new.${part}`) : text(nameOf(begin))}
          say={null}
          groups={ROW_FORMS[part]}
          file={view.file}
          begin={begin}
          isNew={isNew}
          editOf={(draft, seen) =>
            isNew
              ? { do: 'add', part, row: asJson(draft) }
              : { do: 'put', part, code, row: asJson(draft), seen: asJson(seen) }
          }
          onSaved={(saved, changed) => {
            setLast(saved)
            setOpened(null)
            onSaved(t(changed ? 'setup.saved' : 'setup.saved.same'))
          }}
          onBack={back}
          {...(isNew ? {} : { onRemove: setRemoving })}
          aside={<RowAside part={part} isNew={isNew} view={view} self={self} onResetPin={() => setResetting(true)} />}
        />
        {removing === null ? null : (
          <RemoveDialog
            part={part}
            code={code}
            seen={removing}
            onDone={(said) => {
              onSaved(said)
              setRemoving(null)
              setOpened(null)
            }}
            onClose={() => setRemoving(null)}
          />
        )}
        {isResetting ? <PinDialog code={code} name={text(nameOf(begin))} onClose={() => setResetting(false)} /> : null}
      </>
    )
  }
  return <RowsTable part={part} view={view} last={last} onOpen={open} onSaved={onSaved} />
}

/** Asks before a row is removed. Its own, so that nothing that went wrong elsewhere stands in its way. */
function RemoveDialog(props: {
  part: RowPart
  code: string
  seen: Draft
  onDone: (said: string) => void
  onClose: () => void
}) {
  const { part, code, seen, onDone, onClose } = props
  const words = useWords()
  const { t, text } = words
  const [mistakes, setMistakes] = useState<readonly string[]>([])
  const name = text(nameOf(seen))
  const { change, isBusy, trouble, dialog } = useChange({
    onDone: () => onDone(t('setup.removed', { name })),
    onProblems: (problems) => setMistakes(problems.map((one) => problemText(one, words))),
    onMeanwhile: (now) => setMistakes([t(now === null ? 'setup.problem.not_there' : 'setup.remove.changed')]),
  })
  return (
    <>
      <SureDialog
        name="setup_remove"
        title={t('setup.remove.title', { name })}
        say={t('setup.remove.say')}
        go={t('setup.remove')}
        mistakes={mistakes}
        trouble={trouble}
        isBusy={isBusy}
        onGo={() => void change({ do: 'remove', part, code, seen: asJson(seen) })}
        onClose={onClose}
      />
      {dialog}
    </>
  )
}

/** What main knows of the past and the form need not. */
function beginNew({ file, next }: SetupView, part: RowPart): Draft {
  const row = newRow(file, part, new EverUsed().add(file))
  if (part === 'services') return { ...row, prefix: next.prefix }
  return part === 'categories' ? { ...row, number: next.categoryNumber } : row
}

interface TableProps {
  readonly part: RowPart
  readonly view: SetupView
  /** The row one comes back from. */
  readonly last: string | null
  readonly onOpen: (code: string) => void
  readonly onSaved: (said: string | null) => void
}

function RowsTable({ part, view, last, onOpen, onSaved }: TableProps) {
  const words = useWords()
  const { t, text } = words
  const { file, withPin } = view
  const [search, setSearch] = useState('')
  // Why a row could not be moved.
  const [refused, setRefused] = useState<string | null>(null)
  const { change, isBusy, trouble, dialog } = useChange({
    onDone: ({ changed }) => onSaved(changed ? t('setup.saved.order') : null),
    onProblems: (problems) =>
      setRefused(
        problems.map((one) => (one.is === 'not_there' ? t('setup.order.gone') : problemText(one, words))).join(' '),
      ),
  })
  const move = (code: string, to: number) => {
    if (isBusy) return
    onSaved(null)
    setRefused(null)
    void change({ do: 'move', part, code, to })
  }
  const rows = rowsOf(file, part)
  const columns = COLUMNS[part].flatMap((name) => fieldAt(part, name.slice(name.indexOf('.') + 1)) ?? [])
  const wanted = search.trim().toLowerCase()
  const cell = (row: object, field: Field) => valueText(field, valueAt(row, field.path), file, words)
  const shown = rows
    .map((row, index) => ({ row, index, cells: columns.map((field) => cell(row, field)) }))
    .filter(({ cells }) => cells.some((said) => said.toLowerCase().includes(wanted)))
  const main = Math.max(
    0,
    columns.findIndex(({ path }) => path === 'name' || path === 'title'),
  )
  return (
    <section className="setup-page" data-page={part}>
      <header className="setup-head">
        <div>
          <h2>{t(`setup.part.${part}`)}</h2>
          {rows.length < MANY ? null : (
            <label className="st-field desk-search setup-search">
              <Search className="st-i" aria-hidden="true" />
              <input
                type="search"
                value={search}
                placeholder={t('setup.search')}
                aria-label={t('setup.search')}
                autoComplete="off"
                spellCheck={false}
                onChange={({ target }) => setSearch(target.value)}
              />
            </label>
          )}
          <button type="button" className="st-btn st-btn-main" data-act="add" onClick={() => onOpen('')}>
            <Plus className="st-i" aria-hidden="true" />
            {t(`setup.new.${part}`)}
          </button>
        </div>
        <p className="st-muted">{t(`setup.say.${part}`)}</p>
      </header>
      {rows.length === 0 ? (
        <p className="setup-none">{t(`setup.empty.${part}`)}</p>
      ) : (
        <div className="setup-sheet">
          <table className="setup-table" data-part={part}>
            <thead>
              <tr>
                {columns.map((field) => (
                  <th key={field.name} scope="col" data-kind={field.input.kind}>
                    {t(`setup.field.${field.name}`)}
                  </th>
                ))}
                {part === 'staff' ? <th scope="col">{t('setup.pin')}</th> : null}
                <th scope="col">
                  <span className="spoken">{t('setup.order')}</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {shown.map(({ row, index, cells }) => (
                <tr key={row.code} data-row={row.code} data-last={row.code === last ? '' : undefined}>
                  {columns.map((field, n) => (
                    <td key={field.name} data-kind={field.input.kind}>
                      {n === main ? (
                        <button
                          type="button"
                          className="setup-open"
                          ref={row.code === last ? comeBack : undefined}
                          onClick={() => onOpen(row.code)}
                        >
                          {text(rowName(row))}
                        </button>
                      ) : (
                        <Cell field={field} row={row} said={cells[n] ?? ''} />
                      )}
                    </td>
                  ))}
                  {part === 'staff' ? (
                    <td>{t(withPin.includes(row.code) ? 'setup.pin.set' : 'setup.pin.none')}</td>
                  ) : null}
                  <td className="setup-order">
                    {wanted === '' && rows.length > 1 ? (
                      <MoveButtons
                        isFirst={index === 0}
                        isLast={index === rows.length - 1}
                        of={text(rowName(row))}
                        isBusy={isBusy}
                        onMove={(by) => move(row.code, index + by)}
                      />
                    ) : null}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
          {shown.length === 0 ? <p className="setup-none">{t('setup.search.none')}</p> : null}
        </div>
      )}
      <p className="st-bad" role="alert">
        {trouble ?? refused}
      </p>
      {dialog}
    </section>
  )
}

/** The keyboard goes on at the row whose form was left. */
function comeBack(button: HTMLButtonElement | null): void {
  button?.focus({ preventScroll: true })
  button?.scrollIntoView({ block: 'nearest' })
}

function Cell({ field, row, said }: { field: Field; row: object; said: string }) {
  const value = valueAt(row, field.path)
  if (field.input.kind === 'color' && typeof value === 'string')
    return (
      <span className="setup-dot">
        <i style={{ background: value }} />
        {said}
      </span>
    )
  if (field.input.kind === 'prefix') return <span className="st-prefix">{said}</span>
  return (
    <span className="setup-cell" title={said}>
      {said}
    </span>
  )
}
