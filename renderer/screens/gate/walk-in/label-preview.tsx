import { QrCode } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Text } from '../../../../core/setup/schema'
import type { Words } from '../../../i18n/words'
import { Flower } from '../../../parts/icons'
import { stepOf, type WalkState } from './walk-in-machine'

interface Props {
  readonly walk: WalkState
  /** The fair's name. */
  readonly fair: Text
  readonly words: Words
  readonly children?: ReactNode
}

/** The label as it will be printed; what is still to come is dashed. The field of this step (`children`) lies on it. */
export function LabelPreview({ walk, fair, words, children }: Props) {
  const { t, text, locale } = words
  const step = stepOf(walk)
  const editing = step.is === 'field' ? step.field.kind : null
  const asks = new Set(walk.form.fields.map(({ kind }) => kind))
  const name = (walk.typed['name'] ?? '').trim()
  const institution = (walk.typed['institution'] ?? '').trim()
  const category = walk.form.categories.find(({ code }) => code === walk.category)
  return (
    <div className="label" data-editing={editing ?? ''}>
      <p className="label-fair">
        <Flower className="label-mark" />
        {text(fair)}
      </p>
      <div className="label-name">
        {editing === 'name' ? (
          children
        ) : name !== '' ? (
          <p data-size={name.length <= 18 ? 1 : name.length <= 36 ? 2 : name.length <= 70 ? 3 : 4}>{name}</p>
        ) : asks.has('name') ? (
          <span className="label-later">{t('walkIn.short.name')}</span>
        ) : null}
      </div>
      <div className="label-low">
        {editing === 'institution' ? (
          children
        ) : institution !== '' ? (
          <p>{institution}</p>
        ) : asks.has('institution') ? (
          <span className="label-later">{t('walkIn.short.institution')}</span>
        ) : (
          <span />
        )}
        <span className="label-later label-code">
          <QrCode className="icon" aria-hidden="true" />
        </span>
      </div>
      <p
        className="label-kind"
        style={stripOf(category === undefined ? undefined : (category.color ?? 'var(--brand)'))}
      >
        {category === undefined ? (
          <span className="label-later">{t('walkIn.short.category')}</span>
        ) : (
          category.name[locale]
        )}
      </p>
    </div>
  )
}

/** The category's colour, as an edge: its word stays on the soft ground, where every colour reads well. */
const stripOf = (color: string | undefined): React.CSSProperties => ({
  boxShadow: `inset 24px 0 0 ${color ?? 'transparent'}`,
})
