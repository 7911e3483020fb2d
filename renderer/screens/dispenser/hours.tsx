import type { DispenserView } from '../../../core/contract/dispenser'
import { useWords } from '../../i18n/words'
import { FairHeader } from '../../parts/fair-header'

/** Until when numbers are to be had today. */
export function Hours({ view }: { view: DispenserView }) {
  const { t, times } = useWords()
  const { opensUntil, lastNumberAt } = view
  return (
    <FairHeader
      fair={view.fair}
      title={opensUntil === null ? t('agencies.closed') : t('agencies.until', { time: times.time(opensUntil) })}
    >
      {lastNumberAt === null ? null : t('agencies.last', { time: times.time(lastNumberAt) })}
    </FairHeader>
  )
}
