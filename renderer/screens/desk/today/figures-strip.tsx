import type { TodayView } from '../../../../core/contract/today'
import { minutesOf, percent } from '../../../i18n/amounts'
import { useWords } from '../../../i18n/words'
import { Bullet } from './bullet'

/** The figures that say how the day goes, large enough to be read from the door of the room. */
export function FiguresStrip({ view }: { view: TodayView }) {
  const { t } = useWords()
  const { doors, isNow } = view
  return (
    <section className="td-figures" aria-label={t('today.summary')}>
      <div data-figure="people">
        <p>{t('today.people')}</p>
        <p className="td-figure">{t('today.n', { n: doors.people })}</p>
        <Track share={doors.expected === 0 ? 0 : doors.people / doors.expected} />
        <p className="st-muted st-cut">
          {doors.expected === 0
            ? t('today.people.noRoster')
            : t('today.people.of', { share: percent(doors.people / doors.expected), n: doors.expected })}
        </p>
      </div>
      {isNow ? <Inside view={view} /> : <Exits view={view} />}
      <Presence view={view} />
      {isNow ? <Longest view={view} /> : <LongWaits view={view} />}
    </section>
  )
}

function Inside({ view: { doors } }: { view: TodayView }) {
  const { t } = useWords()
  const { inside, capacity } = doors
  return (
    <div data-figure="inside">
      <p>{t('today.inside')}</p>
      <p className="td-figure">{t('today.n', { n: inside })}</p>
      <Track share={capacity === null ? (doors.people === 0 ? 0 : inside / doors.people) : inside / capacity} />
      <p className="st-muted st-cut">
        {capacity !== null
          ? t('today.inside.of', { share: percent(inside / capacity), n: capacity })
          : t('today.inside.ofPeople', { share: percent(doors.people === 0 ? 0 : inside / doors.people) })}
      </p>
    </div>
  )
}

function Exits({ view: { doors } }: { view: TodayView }) {
  const { t } = useWords()
  return (
    <div data-figure="scans">
      <p>{t('today.entries')}</p>
      <p className="td-figure">{t('today.n', { n: doors.entries })}</p>
      <Track share={doors.entries === 0 ? 0 : Math.min(1, doors.exits / doors.entries)} />
      <p className="st-muted st-cut">{t('today.exits', { n: doors.exits })}</p>
    </div>
  )
}

/** On site, both, online: one bar whose parts say their own names. */
function Presence({ view: { presence } }: { view: TodayView }) {
  const { t } = useWords()
  const { onSite, both, online } = presence
  const parts = [
    { id: 'onSite', n: onSite, said: t('today.onSite', { n: onSite }) },
    { id: 'both', n: both, said: t('today.both', { n: both }) },
    { id: 'online', n: online, said: t('today.online', { n: online }) },
  ] as const
  const all = onSite + both + online
  return (
    <div data-figure="presence">
      <p className="st-cut">{t('today.presence')}</p>
      <p className="td-figure">{t('today.n', { n: all })}</p>
      <div className="td-parts" aria-hidden="true">
        {parts.map(({ id, n }) => (n === 0 ? null : <i key={id} data-part={id} style={{ flexGrow: n }} />))}
      </div>
      <p className="td-parts-said">
        {parts.map(({ id, n, said }) => (
          <span key={id} data-part={id} className={n === 0 ? 'st-muted' : undefined}>
            {said}
          </span>
        ))}
      </p>
    </div>
  )
}

function Longest({ view }: { view: TodayView }) {
  const { t, text } = useWords()
  const { longest } = view.allServices
  const service = view.services.find((row) => row.service === longest?.service)
  if (longest === null || service === undefined)
    return (
      <div data-figure="longest">
        <p>{t('today.longest')}</p>
        <p className="td-figure">
          {t('today.n', { n: 0 })}
          <small>{t('today.minutes.word', { n: 0 })}</small>
        </p>
        <Track share={0} />
        <p className="st-muted st-cut">{t('today.longest.nobody')}</p>
      </div>
    )
  const minutes = minutesOf(longest.ms)
  const isLate = longest.ms > service.targetMs
  return (
    <div data-figure="longest" data-late={isLate ? '' : undefined}>
      <p>{t('today.longest')}</p>
      <p className="td-figure">
        {t('today.n', { n: minutes })}
        <small>{t('today.minutes.word', { n: minutes })}</small>
      </p>
      <Bullet valueMs={longest.ms} targetMs={service.targetMs} isWide />
      <p className="st-muted st-cut">
        {t('today.longest.who', {
          label: longest.label,
          service: text(service.face.name),
          target: minutesOf(service.targetMs),
        })}
      </p>
    </div>
  )
}

function LongWaits({ view: { allServices } }: { view: TodayView }) {
  const { t } = useWords()
  const { waits, inTarget } = allServices
  const minutes = minutesOf(waits?.p90 ?? 0)
  return (
    <div data-figure="waits">
      <p>{t('today.waits')}</p>
      <p className="td-figure">
        {waits === null ? t('today.none') : t('today.n', { n: minutes })}
        <small>{waits === null ? '' : t('today.minutes.word', { n: minutes })}</small>
      </p>
      <Track share={inTarget ?? 0} />
      <p className="st-muted st-cut">
        {inTarget === null ? t('today.waits.nobody') : t('today.waits.inTarget', { share: percent(inTarget) })}
      </p>
    </div>
  )
}

function Track({ share }: { share: number }) {
  return (
    <span className="td-track" aria-hidden="true">
      <i style={{ width: `${Math.min(1, share) * 100}%` }} />
    </span>
  )
}
