import { useId, useState, type ReactNode } from 'react'
import { toSlip } from '../../../../core/queue/slip'
import { layoutSlip } from '../../../../core/queue/slip-layout'
import { PAPER, PAPER_WIDTHS, type PaperWidth } from '../../../../core/queue/slip-paper'
import { sampleTicket } from '../../../../core/queue/slip-sample'
import type { SlipTemplate } from '../../../../core/setup/schema'
import { useWords } from '../../../i18n/words'
import { useForm } from './form-context'
import { SlipPaper } from './slip-paper'
import './slip-preview.css'

const LOCALES = ['id', 'en'] as const

/** The slip as a queue machine prints it, while its template is being changed; in the words of its own layout. */
export function SlipPreview() {
  const { t, locale: own } = useWords()
  const { draft, file } = useForm()
  const [width, setWidth] = useState<PaperWidth>(58)
  const [locale, setLocale] = useState<(typeof LOCALES)[number]>(own)
  const [isPriority, setPriority] = useState(false)
  const [isCopy, setCopy] = useState(false)
  // Whatever is typed, its fields hold a yes, a no or a text; the text may be too long, or of one language only.
  const template = draft['slip'] as SlipTemplate
  const issued = sampleTicket(file, locale, isPriority ? 'priority' : 'normal')
  const slip = toSlip(issued, { ...file, slip: template }, locale, isCopy ? 2 : 1)
  const parts = layoutSlip(slip, PAPER[width].columns)
  const text = parts
    .flatMap((part) => (part.kind === 'line' ? [part.text] : []))
    .join(' ')
    .replace(/ +/g, ' ')
  return (
    <section className="st-section setup-group slip-preview" aria-label={t('slip.preview')}>
      <header>
        <h3>{t('slip.preview')}</h3>
      </header>
      <p className="st-muted">{t('slip.preview.say')}</p>
      <div className="slip-choices">
        <Choice label={t('slip.preview.paper')} values={PAPER_WIDTHS} value={width} onValue={setWidth}>
          {(mm) => t('slip.preview.mm', { mm })}
        </Choice>
        <Choice label={t('slip.preview.language')} values={LOCALES} value={locale} onValue={setLocale}>
          {(one) => t(`setup.language.${one}`)}
        </Choice>
        <Tick label={t('slip.preview.priority')} name="priority" isOn={isPriority} onTurn={setPriority} />
        <Tick label={t('slip.preview.copy')} name="copy" isOn={isCopy} onTurn={setCopy} />
      </div>
      <figure className="slip-table">
        <SlipPaper parts={parts} width={width} label={t('slip.preview.reads', { text })} />
      </figure>
    </section>
  )
}

function Choice<T extends string | number>(props: {
  label: string
  values: readonly T[]
  value: T
  onValue: (value: T) => void
  children: (value: T) => ReactNode
}) {
  const { label, values, value, onValue, children } = props
  const name = useId()
  return (
    <div className="st-seg" role="radiogroup" aria-label={label}>
      {values.map((one) => (
        <label key={one} data-choice={one}>
          <input
            className="spoken"
            type="radio"
            name={name}
            value={one}
            checked={value === one}
            onChange={() => onValue(one)}
          />
          {children(one)}
        </label>
      ))}
    </div>
  )
}

function Tick(props: { label: string; name: string; isOn: boolean; onTurn: (on: boolean) => void }) {
  const { label, name, isOn, onTurn } = props
  return (
    <label className="setup-switch">
      <input type="checkbox" data-turn={name} checked={isOn} onChange={({ target }) => onTurn(target.checked)} />
      <span>{label}</span>
    </label>
  )
}
