import type { Label } from '../../../../core/badges/badge'
import type { FairFile } from '../../../../core/setup/schema'
import '../../../badge/label.css'
import { LabelView } from '../../../badge/label-view'
import { useWords } from '../../../i18n/words'
import { useLogo } from '../../../parts/fair-logo'
import { useForm } from './form-context'

/** Pixels to a millimetre, by CSS; a preview is at most so wide and high. */
const PX_PER_MM = 96 / 25.4
const WIDEST_PX = 420
const HIGHEST_PX = 360

/** A text as long as the codes are that gates print. */
const SAMPLE_CODE = `PDP1:${'A1'.repeat(60)}`

/** The label as it will be printed, while its template is being changed; with a long name, as people have them. */
export function BadgePreview() {
  const { t, locale } = useWords()
  const { draft, file } = useForm()
  const logo = useLogo(file.brand.logo ?? null)
  const { widthMm, heightMm } = draft
  const isDrawn = isSize(widthMm, 30, 220) && isSize(heightMm, 20, 320)
  if (!isDrawn) return <p className="st-muted">{t('setup.preview.size')}</p>
  const scale = Math.min(WIDEST_PX / (widthMm * PX_PER_MM), HIGHEST_PX / (heightMm * PX_PER_MM), 1)
  const category = categoryOf(file, draft['categories'])
  const label: Label = {
    widthMm,
    heightMm,
    logo,
    fair: file.name,
    color: category?.color ?? file.brand.color,
    category: category?.name ?? file.name,
    name: t('setup.preview.name'),
    institution: draft['showInstitution'] === true ? t('setup.preview.institution') : null,
    code: draft['showCode'] === true ? SAMPLE_CODE : null,
    isCopy: false,
    locale,
  }
  const size = { width: widthMm * PX_PER_MM * scale, height: heightMm * PX_PER_MM * scale }
  return (
    <figure className="setup-preview" aria-label={t('setup.preview')} style={size}>
      <div style={{ transform: `scale(${scale})` }}>
        <LabelView key={JSON.stringify(label)} label={label} onStands={stands} />
      </div>
    </figure>
  )
}

const stands = () => undefined

const isSize = (value: unknown, least: number, most: number): value is number =>
  typeof value === 'number' && value >= least && value <= most

/** The first category that gets it. */
function categoryOf(file: FairFile, codes: unknown): FairFile['categories'][number] | undefined {
  const named = Array.isArray(codes) && codes.length > 0 ? codes : null
  return file.categories.find(({ code }) => named === null || named.includes(code))
}
