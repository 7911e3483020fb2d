import type { GatePanel } from '../../../../core/contract/gate-panel'
import { useWords, type MessageId } from '../../../i18n/words'
import './choices.css'

const WAYS = ['entry', 'exit', 'either'] as const
const NAMES: Readonly<Record<(typeof WAYS)[number], MessageId>> = {
  entry: 'gp.switch.entry',
  exit: 'gp.switch.exit',
  either: 'gp.switch.either',
}

interface Props {
  readonly panel: GatePanel
  readonly isBusy: boolean
  readonly onSwitch: (list: string | null, direction: GatePanel['direction']) => void
}

/** Which list the gate serves, and which way. One press changes it; it is recorded with who did. */
export function SwitchPart({ panel, isBusy, onSwitch }: Props) {
  const { t, text } = useWords()
  const { lists, chosen, direction } = panel
  const card = (list: string | null, name: string, say: string) => (
    <button
      key={list ?? ''}
      type="button"
      role="radio"
      aria-checked={list === chosen}
      aria-label={`${name}, ${say}`}
      data-list={list ?? 'schedule'}
      disabled={isBusy}
      onClick={() => list !== chosen && onSwitch(list, direction)}
    >
      <i />
      <span>
        <b>{name}</b>
        <span>{say}</span>
      </span>
    </button>
  )
  const now = chosen === null && panel.list !== null ? text(panel.list.name) : t('gp.switch.chosen')
  return (
    <section className="gp-section">
      <header>
        <h2>{t('gp.switch')}</h2>
        <p>{t('gp.switch.say')}</p>
      </header>
      <div className="gp-choice" role="radiogroup" aria-label={t('gp.switch')}>
        {card(null, t('gp.switch.schedule'), chosen === null ? now : t('gp.switch.everybody'))}
        {lists.map(({ code, name, categories }) =>
          card(
            code,
            text(name),
            categories.length === 0
              ? t('gp.switch.everybody')
              : categories.map((category) => text(category)).join(', '),
          ),
        )}
      </div>
      <div className="gp-seg" role="radiogroup" aria-label={t('gp.switch')}>
        {WAYS.map((way) => (
          <button
            key={way}
            type="button"
            role="radio"
            aria-checked={way === direction}
            data-way={way}
            disabled={isBusy}
            onClick={() => way !== direction && onSwitch(chosen, way)}
          >
            {t(NAMES[way])}
          </button>
        ))}
      </div>
    </section>
  )
}
