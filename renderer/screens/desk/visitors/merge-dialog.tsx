import { useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { PersonView } from '../../../../core/contract/people'
import { call } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useViewOf } from '../../../api/views'
import { useWords, type MessageId } from '../../../i18n/words'
import { DialogTrouble, Modal } from '../../counter/modal'
import { PickVisitor } from '../online/pick-visitor'
import './merge.css'

interface Props {
  /** Who is merged. */
  readonly visitor: string
  readonly list: string
  /** Whom with, when that is known already. */
  readonly into?: string
  readonly onClose: () => void
}

/** Makes two registrations one person: find the other one, look at both side by side, merge. */
export function MergeDialog({ visitor, list, into, onClose }: Props) {
  const { t } = useWords()
  const client = useQueryClient()
  const [other, choose] = useState(into ?? null)
  const [trouble, setTrouble] = useState<string | null>(null)
  const merge = async () => {
    if (other === null) return
    const answer = await call('people.merge', { visitor, into: other })
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    await client.invalidateQueries({ queryKey: ['people'] })
    onClose()
  }
  return (
    <DialogTrouble value={trouble}>
      <Modal
        name="merge"
        title={t('merge.title')}
        say={t(other === null ? 'merge.say' : 'merge.compare.say')}
        {...(other === null
          ? {}
          : { go: { title: t('merge.go'), isReady: true, onGo: () => void merge() }, startsOnGo: true })}
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
            <Compared one={visitor} other={other} list={list} />
            {into === undefined ? (
              <p>
                <button type="button" className="st-link" data-act="other" onClick={() => choose(null)}>
                  {t('merge.other')}
                </button>
              </p>
            ) : null}
          </>
        )}
      </Modal>
    </DialogTrouble>
  )
}

const SOURCES: Readonly<Record<NonNullable<PersonView['source']>, MessageId>> = {
  roster: 'merge.source.roster',
  walk_in: 'merge.source.walk_in',
  issued: 'merge.source.issued',
}

/** Two registrations beside each other; what is the same of both is marked. */
function Compared({ one, other, list }: { one: string; other: string; list: string }) {
  const { t, text } = useWords()
  const { data: left } = useViewOf('people.person', { visitor: one, list })
  const { data: right } = useViewOf('people.person', { visitor: other, list })
  if (left === undefined || right === undefined) return <p role="status">{t('desk.loading')}</p>
  const rows: readonly (readonly [MessageId, string | null, string | null])[] = [
    ['merge.row.phone', left.contact.phone, right.contact.phone],
    ['merge.row.email', left.contact.email, right.contact.email],
    ['merge.row.institution', left.institution, right.institution],
    ['merge.row.category', categoryOf(left, text), categoryOf(right, text)],
    ['merge.row.source', sourceOf(left, t), sourceOf(right, t)],
  ]
  return (
    <table className="merge" data-merge={`${one} ${other}`}>
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

/** Who else this person is, and taking them apart again. */
export function SamePerson({ person }: { person: PersonView }) {
  const { t } = useWords()
  const client = useQueryClient()
  const [trouble, setTrouble] = useState<string | null>(null)
  if (person.same.length === 0) return null
  const part = async (visitor: string) => {
    const answer = await call('people.unmerge', { visitor })
    if (!answer.ok) return setTrouble(t(FAILURE_TEXT[answer.code]))
    setTrouble(null)
    await client.invalidateQueries({ queryKey: ['people'] })
  }
  return (
    <section className="st-section desk-section" data-same-person={person.same.length}>
      <header>
        <h3>{t('merge.person')}</h3>
      </header>
      <ul className="merge-same">
        {person.same.map(({ id, name, into, apart }) => (
          <li key={id}>
            <span>{t(into ? 'merge.into' : 'merge.from', { name: name ?? t('people.noName') })}</span>
            <button type="button" className="st-btn st-btn-small" data-act="apart" onClick={() => void part(apart)}>
              {t('merge.apart')}
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
