import { keepPreviousData, useQuery, useQueryClient } from '@tanstack/react-query'
import { useState } from 'react'
import type { DuplicateGroup, DuplicateVisitor, DuplicatesPage } from '../../../../core/contract/people'
import { SAME_BY, type SameBy } from '../../../../core/people/duplicates'
import { call, CallFailed } from '../../../api/call'
import { FAILURE_TEXT } from '../../../api/failure-text'
import { useWords, type MessageId } from '../../../i18n/words'
import { lastPageFrom } from '../last-page'
import { Pager } from '../pager'
import type { SectionProps } from '../section'
import { MergeDialog } from '../visitors/merge-dialog'
import { PersonPanel } from '../visitors/person-panel'
import { SOURCES } from '../visitors/source-text'
import './duplicates.css'

const PAGE = 25
/** A registration at a gate comes without a push to this window, ms. */
const REREAD_MS = 3_000

const WHY: Readonly<Record<SameBy, MessageId>> = {
  phone: 'duplicates.phone',
  email: 'duplicates.email',
  name: 'duplicates.name',
}

/** Who was just said to be somebody else than these. */
interface Kept {
  readonly visitor: string
  readonly others: readonly string[]
  readonly name: string | null
}

/** Visitors who may be one person, the newest first; that they are, or are not, is a person's decision. */
export function DuplicatesSection({ view }: SectionProps) {
  const { t, locale } = useWords()
  const [why, setWhy] = useState<SameBy | null>(null)
  const [from, setFrom] = useState(0)
  const [chosen, choose] = useState<string | null>(null)
  const [merging, merge] = useState<{ readonly visitor: string; readonly into: string } | null>(null)
  const client = useQueryClient()
  const [kept, keep] = useState<Kept | null>(null)
  const [isBusy, setBusy] = useState(false)
  const [trouble, setTrouble] = useState<string | null>(null)
  const decide = async (
    name: 'people.keepApart' | 'people.clearApart',
    { visitor, others }: Kept,
    then: Kept | null,
  ) => {
    if (isBusy) return
    setBusy(true)
    setTrouble(null)
    const answer = await call(name, { visitor, others: [...others] })
    if (answer.ok) {
      await client.invalidateQueries({ queryKey: ['people'] })
      keep(then)
    } else setTrouble(t(FAILURE_TEXT[answer.code]))
    setBusy(false)
  }
  const list = view.listNow ?? view.lists[0]?.code ?? ''
  const { data, error, isPlaceholderData } = useQuery<DuplicatesPage>({
    queryKey: ['people', 'people.duplicates', { why, from }],
    queryFn: async () => {
      const answer = await call('people.duplicates', { why, from, limit: PAGE })
      if (answer.ok) return answer.value
      throw new CallFailed(answer.code, answer.detail)
    },
    placeholderData: keepPreviousData,
    refetchInterval: REREAD_MS,
  })
  // The last group of the last page was merged, here or elsewhere: the page before it is the last one now.
  if (data?.names.isReady === true && !isPlaceholderData && from > lastPageFrom(data.total, PAGE))
    setFrom(lastPageFrom(data.total, PAGE))
  const number = (n: number) => new Intl.NumberFormat(locale).format(n)
  const narrow = (to: SameBy | null) => {
    setWhy(to)
    setFrom(0)
  }
  return (
    <main
      className="desk-main dup"
      data-screen="duplicates"
      data-ready={data?.names.isReady === true ? '' : undefined}
      data-panel={chosen === null ? undefined : ''}
    >
      <header className="desk-top">
        <h1>{t('duplicates.title')}</h1>
      </header>
      <p className="st-muted dup-intro">{t('duplicates.intro')}</p>
      <p role="status" className="dup-kept" data-kept={kept?.visitor}>
        {kept === null ? null : (
          <>
            {t('duplicates.kept', { name: kept.name ?? t('people.noName') })}{' '}
            <button
              type="button"
              className="st-btn st-btn-small"
              data-act="undo"
              aria-disabled={isBusy}
              // The row that had the focus is gone.
              key={kept.visitor}
              ref={focused}
              onClick={() => void decide('people.clearApart', kept, null)}
            >
              {t('duplicates.undo')}
            </button>
          </>
        )}
      </p>
      {trouble === null ? null : (
        <p className="st-bad" role="alert">
          {trouble}
        </p>
      )}
      {error instanceof CallFailed ? <p role="alert">{t(FAILURE_TEXT[error.code])}</p> : null}
      {data === undefined ? null : !data.names.isReady ? (
        <p role="status">{t('duplicates.reading', { done: data.names.done })}</p>
      ) : (
        <>
          <fieldset className="st-seg dup-why">
            <legend className="spoken">{t('duplicates.why')}</legend>
            {([null, ...SAME_BY] as const).map((reason) => (
              <label key={reason ?? 'all'}>
                <input
                  type="radio"
                  className="spoken"
                  name="why"
                  data-why={reason ?? 'all'}
                  checked={why === reason}
                  onChange={() => narrow(reason)}
                />
                {t(reason === null ? 'duplicates.all' : WHY[reason])}{' '}
                <span className="st-num" data-count={reason ?? 'all'}>
                  {number(data.counts[reason ?? 'all'])}
                </span>
              </label>
            ))}
          </fieldset>
          {data.total === 0 ? (
            <section className="dup-none" role="status">
              <h2>{t('duplicates.none')}</h2>
              <p className="st-muted">{t('duplicates.none.say')}</p>
            </section>
          ) : (
            <ol className="dup-groups" data-total={data.total}>
              {data.groups.map((group) => (
                <li key={group.visitors.map(({ id }) => id).join(' ')}>
                  <Group
                    group={group}
                    onOpen={choose}
                    onMerge={(visitor) => merge({ visitor, into: group.visitors[0]?.id ?? visitor })}
                    onApart={({ id, name }) => {
                      const all = [...group.visitors.map((one) => one.id), ...group.rest]
                      const said = { visitor: id, others: all.filter((one) => one !== id), name }
                      void decide('people.keepApart', said, said)
                    }}
                  />
                </li>
              ))}
            </ol>
          )}
          {data.total > PAGE ? (
            <Pager from={from} page={PAGE} shown={data.groups.length} of={data.total} onFrom={setFrom} />
          ) : null}
        </>
      )}
      {chosen === null ? null : (
        <div className="dup-panel">
          <PersonPanel key={chosen} view={view} visitor={chosen} list={list} onClose={() => choose(null)} />
        </div>
      )}
      {merging === null ? null : (
        <MergeDialog visitor={merging.visitor} into={merging.into} list={list} onClose={() => merge(null)} />
      )}
    </main>
  )
}

const focused = (button: HTMLButtonElement | null): void => button?.focus()

function Group({
  group,
  onOpen,
  onMerge,
  onApart,
}: {
  group: DuplicateGroup
  onOpen: (visitor: string) => void
  onMerge: (visitor: string) => void
  onApart: (visitor: DuplicateVisitor) => void
}) {
  const { t, text, times } = useWords()
  const { why, visitors, rest } = group
  return (
    <section data-group={visitors.length + rest.length}>
      <p className="dup-reasons">{why.map((reason) => t(WHY[reason])).join(' · ')}</p>
      <table>
        <tbody>
          {visitors.map((visitor, n) => {
            const { id, name, category, institution, source, registeredAt } = visitor
            return (
              <tr key={id} data-visitor={id}>
                <th scope="row">
                  <button type="button" className="st-link" data-act="open" onClick={() => onOpen(id)}>
                    {name ?? t('people.noName')}
                  </button>
                </th>
                <td>{category === null ? null : text(category)}</td>
                <td>{institution}</td>
                <td className="st-muted">
                  {source === null
                    ? null
                    : t('duplicates.registered', {
                        source: t(SOURCES[source]),
                        at: registeredAt === 0 ? '' : times.moment(registeredAt),
                      })}
                </td>
                <td className="dup-act">
                  {n === 0 ? null : (
                    <>
                      <button
                        type="button"
                        className="st-btn st-btn-small"
                        data-act="apart"
                        onClick={() => onApart(visitor)}
                      >
                        {t('duplicates.apart')}
                      </button>
                      <button
                        type="button"
                        className="st-btn st-btn-small"
                        data-act="merge"
                        onClick={() => onMerge(id)}
                      >
                        {t('duplicates.merge')}
                      </button>
                    </>
                  )}
                </td>
              </tr>
            )
          })}
        </tbody>
      </table>
      {rest.length === 0 ? null : <p className="st-muted">{t('duplicates.more', { n: rest.length })}</p>}
    </section>
  )
}
