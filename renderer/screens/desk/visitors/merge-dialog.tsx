import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call, CallFailed, type PlainFailure } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useViewOf } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import { Modal } from '../../counter/modal'
import { PickVisitor } from '../online/pick-visitor'
import './merge.css'
import { SOURCES } from './source-text'

interface Props {
  /** Who is merged. */
  readonly visitor: string
  readonly list: string
  /** Whom with, when that is known already. */
  readonly into?: string
  readonly onClose: () => void
}

/**
 * Makes two registrations one person: find the other one, look at both side by side, merge. They are merged only by who
 * can see both, and once.
 */
export function MergeDialog({ visitor, list, into, onClose }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [other, choose] = useState(into ?? null)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const one = useViewOf('people.person', { visitor, list })
  // Until the other one is chosen nothing more is read than the first.
  const two = useViewOf('people.person', { visitor: other ?? visitor, list })
  const both =
    other === null || one.data === undefined || two.data === undefined ? null : ([one.data, two.data] as const)
  const unread = both === null ? (one.error ?? two.error) : null
  const decide = async (chosen: string, isSame: boolean) => {
    setBusy(true)
    setTrouble(null)
    const answer = isSame
      ? await call('people.merge', { visitor, into: chosen })
      : await call('people.keepApart', { visitor, others: [chosen] })
    if (answer.ok) {
      await client.invalidateQueries({ queryKey: ['people'] })
      return onClose()
    }
    setBusy(false)
    setTrouble(t(FAILURE_TEXT[answer.code]))
  }
  return (
    <Modal
      name="merge"
      title={t('merge.title')}
      say={t(other === null ? 'merge.say' : 'merge.compare.say')}
      {...(other === null
        ? {}
        : {
            go: { title: t('merge.go'), isReady: both !== null && !isBusy, onGo: () => void decide(other, true) },
            startsOnGo: true,
          })}
      mistake={trouble ?? (unread instanceof CallFailed ? t(FAILURE_TEXT[unread.code]) : null)}
      onClose={onClose}
    >
      {other === null ? (
        <PickVisitor
          list={list}
          except={visitor}
          onPick={({ id }) => {
            setTrouble(null)
            choose(id)
          }}
        />
      ) : (
        <>
          {both === null ? <p role="status">{t('desk.loading')}</p> : <Compared left={both[0]} right={both[1]} />}
          {both === null ? null : (
            <p>
              <button
                type="button"
                className="st-link"
                data-act="apart"
                aria-disabled={isBusy}
                onClick={() => (isBusy ? undefined : void decide(other, false))}
              >
                {t('merge.two')}
              </button>
            </p>
          )}
          {into === undefined ? (
            <p>
              <button
                type="button"
                className="st-link"
                data-act="other"
                aria-disabled={isBusy}
                onClick={() => (isBusy ? undefined : choose(null))}
              >
                {t('merge.other')}
              </button>
            </p>
          ) : null}
        </>
      )}
    </Modal>
  )
}

/** Two registrations beside each other; what is the same of both is marked. */
function Compared({ left, right }: { left: PersonView; right: PersonView }) {
  const { t, text } = useWords()
  const rows: readonly (readonly [MessageId, string | null, string | null])[] = [
    ['merge.row.phone', left.contact.phone, right.contact.phone],
    ['merge.row.email', left.contact.email, right.contact.email],
    ['merge.row.institution', left.institution, right.institution],
    ['merge.row.category', categoryOf(left, text), categoryOf(right, text)],
    ['merge.row.source', sourceOf(left, t), sourceOf(right, t)],
  ]
  return (
    <table className="merge" data-merge={`${left.id} ${right.id}`}>
      <thead>
        <tr>
          <th scope="col">
            <span className="spoken">{t('merge.row.what')}</span>
          </th>
          <th scope="col">{left.name ?? t('people.noName')}</th>
          <th scope="col">{right.name ?? t('people.noName')}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(([label, a, b]) => (
          <tr key={label} data-same={a !== null && a === b ? '' : undefined}>
            <th scope="row">{t(label)}</th>
            <td>{a ?? <span className="st-muted">{t('people.none')}</span>}</td>
            <td>{b ?? <span className="st-muted">{t('people.none')}</span>}</td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}

const categoryOf = ({ category }: PersonView, text: ReturnType<typeof useWords>['text']): string | null =>
  category === null ? null : text(category.name)
const sourceOf = ({ source }: PersonView, t: ReturnType<typeof useWords>['t']): string | null =>
  source === null ? null : t(SOURCES[source])

/** Who else this person is and is not, and taking either back. */
export function SamePerson({ person }: { person: PersonView }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  if (person.same.length + person.others.length === 0) return null
  const takeBack = async (ask: () => Promise<{ ok: true } | { ok: false; code: PlainFailure }>) => {
    if (isBusy) return
    setBusy(true)
    setTrouble(null)
    const answer = await ask()
    if (answer.ok) await client.invalidateQueries({ queryKey: ['people'] })
    else setTrouble(t(FAILURE_TEXT[answer.code]))
    setBusy(false)
  }
  return (
    <section
      className="st-section desk-section"
      data-same-person={person.same.length === 0 ? undefined : person.same.length}
      data-other-people={person.others.length === 0 ? undefined : person.others.length}
    >
      <header>
        <h3>{t(person.same.length === 0 ? 'merge.others' : 'merge.person')}</h3>
      </header>
      <ul className="merge-same">
        {person.same.map(({ id, name, into, apart }) => (
          <li key={id}>
            <span>{t(into ? 'merge.into' : 'merge.from', { name: name ?? t('people.noName') })}</span>
            <button
              type="button"
              className="st-btn st-btn-small"
              data-act="apart"
              aria-disabled={isBusy}
              onClick={() => void takeBack(() => call('people.unmerge', { visitor: apart }))}
            >
              {t('merge.apart')}
            </button>
          </li>
        ))}
        {person.others.map(({ id, name }) => (
          <li key={id}>
            <span>{t('merge.not', { name: name ?? t('people.noName') })}</span>
            <button
              type="button"
              className="st-btn st-btn-small"
              data-act="maybe"
              aria-disabled={isBusy}
              onClick={() => void takeBack(() => call('people.clearApart', { visitor: person.id, others: [id] }))}
            >
              {t('merge.maybe')}
            </button>
          </li>
        ))}
      </ul>
      {trouble === null ? null : (
        <p className="st-bad" role="alert">
          {trouble}
        </p>
      )}
    </section>
  )
}
