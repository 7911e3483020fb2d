import type { Boot } from '../../../core/contract/app'
import { useWords } from '../../i18n/words'
import { Start, StartFrame } from './start-frame'

type Props = Extract<Boot, { phase: 'preparing' }>

/** Read models are being rebuilt: says what happens, how far it is, and that nothing is lost. */
export function Preparing({ locale, done, total }: Props) {
  return (
    <Start phase="preparing" locale={locale}>
      <PreparingFrame done={done} total={total} />
    </Start>
  )
}

function PreparingFrame({ done, total }: Pick<Props, 'done' | 'total'>) {
  const { t, locale } = useWords()
  const count = new Intl.NumberFormat(locale)
  return (
    <StartFrame title={t('start.preparing')} lead={t('start.preparing.say')}>
      <div className="progress">
        <progress value={done} max={Math.max(1, total)} aria-label={t('start.preparing')} />
        {total === 0 ? null : (
          <p>{t('start.preparing.progress', { done: count.format(done), total: count.format(total) })}</p>
        )}
      </div>
    </StartFrame>
  )
}
