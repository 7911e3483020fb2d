import { TriangleAlert } from 'lucide-react'
import type { CounterView } from '../../../core/contract/counter'
import { listText } from '../../i18n/windows'
import { useWords, type Words } from '../../i18n/words'
import { NOTICES } from '../../parts/staff/staff-view'

interface Strip {
  readonly is: string
  readonly title: string
  readonly say: string
}

/** What everybody at this counter should know just now, the gravest first; nothing here stops the work. */
export function Strips({ view }: { view: CounterView }) {
  const words = useWords()
  const strips = stripsOf(view, words)
  if (strips.length === 0) return null
  return (
    <div className="ct-strips" role="status">
      {strips.map(({ is, title, say }) => (
        <p key={is} data-strip={is}>
          <TriangleAlert className="st-i st-i-s" aria-hidden="true" />
          <span>
            <b>{title}</b> {say}
          </span>
        </p>
      ))}
    </div>
  )
}

function stripsOf(view: CounterView, words: Words): readonly Strip[] {
  const { t, text, times } = words
  const strips: Strip[] = []
  if (view.link.state === 'cut_off') {
    strips.push({ is: 'cut_off', title: t('counter.cutOff'), say: t('counter.cutOff.say', { n: view.link.pending }) })
  }
  if (view.isOpenTwice) {
    strips.push({ is: 'open_twice', title: t('counter.openTwice'), say: t('counter.openTwice.say') })
  }
  for (const notice of view.notices) {
    strips.push({ is: notice, title: t('counter.notice'), say: t(NOTICES[notice]) })
  }
  if (view.operator !== null) {
    const name = view.operator.name ?? view.operator.code
    strips.push({ is: 'opened_by', title: t('counter.openedBy', { name }), say: '' })
  }
  if (view.alsoAt.length > 0) {
    const counters = listText(words, view.alsoAt.map(text))
    strips.push({ is: 'also_at', title: t('counter.alsoAt', { counters }), say: '' })
  }
  for (const { code, name, pause } of view.services) {
    if (pause === null) continue
    const values = { service: text(name), reason: text(pause.reason) }
    const title =
      pause.until === null
        ? t('counter.servicePaused', values)
        : t('counter.servicePaused.until', { ...values, time: times.time(pause.until) })
    strips.push({ is: `paused-${code}`, title, say: '' })
  }
  return strips
}
