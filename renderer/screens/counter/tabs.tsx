import type { CounterView } from '../../../core/contract/counter'
import { useWords } from '../../i18n/words'
import { keepFocus } from '../../parts/keep-focus'

/** The counters served at this machine, and whom each of them holds. */
export function Tabs({ view, onTab }: { view: CounterView; onTab: (counter: string) => void }) {
  const { t, text } = useWords()
  if (view.counters.length < 2) return null
  return (
    <nav className="ct-tabs" aria-label={t('counter.tabs')}>
      {view.counters.map(({ code, name, held }, i) => (
        <button
          key={code}
          type="button"
          data-tab={code}
          aria-current={code === view.counter.code ? 'page' : undefined}
          onPointerDown={keepFocus}
          onClick={() => onTab(code)}
        >
          <span className="st-cut">{text(name)}</span>
          <b>{held ?? t('counter.tab.empty')}</b>
          {i < 9 ? <kbd>{t('counter.tab.key', { n: i + 1 })}</kbd> : null}
        </button>
      ))}
    </nav>
  )
}
