import type { ReactNode } from 'react'
import { useWords } from '../i18n/words'

/** A section of a report; its title stays with what follows. */
export function Section({ title, say, children }: { title: string; say?: string; children: ReactNode }) {
  return (
    <section className="rp-section">
      <header>
        <h2>{title}</h2>
        {say === undefined ? null : <p className="rp-muted">{say}</p>}
      </header>
      {children}
    </section>
  )
}

/** One large figure with what it is of. */
export function Figure({ label, value, say }: { label: string; value: string; say?: string | undefined }) {
  return (
    <div>
      <p>{label}</p>
      <p className="rp-figure">{value}</p>
      <p className="rp-muted">{say ?? ' '}</p>
    </div>
  )
}

interface TableProps {
  /** Titles of the columns; all but the first are figures. */
  readonly titles: readonly string[]
  readonly rows: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  readonly total?: readonly ReactNode[]
  /** Share (0–1) of each row for a bar behind its first cell; left out: none. */
  readonly shareOf?: (row: number) => number
}

/** So many rows are not worth being broken over two pages. */
const SHORT = 14

/** A table whose head is repeated on each page it reaches, and whose rows are never cut. */
export function Table({ titles, rows, total, shareOf }: TableProps) {
  return (
    <table className="rp-table" data-short={rows.length <= SHORT ? '' : undefined}>
      <thead>
        <tr>
          {titles.map((title, n) => (
            <th key={title} scope="col" className={n === 0 ? undefined : 'rp-num'}>
              {title}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, cells }, row) => (
          <tr key={key}>
            {cells.map((cell, n) =>
              n === 0 ? (
                <th key={titles[n]} scope="row">
                  {cell}
                  {shareOf === undefined ? null : (
                    <span className="rp-bar" aria-hidden="true">
                      <i style={{ width: `${shareOf(row) * 100}%` }} />
                    </span>
                  )}
                </th>
              ) : (
                <td key={titles[n]} className="rp-num">
                  {cell}
                </td>
              ),
            )}
          </tr>
        ))}
      </tbody>
      {total === undefined ? null : (
        <tbody className="rp-total">
          <tr>
            {total.map((cell, n) =>
              n === 0 ? (
                <th key={titles[n]} scope="row">
                  {cell}
                </th>
              ) : (
                <td key={titles[n]} className="rp-num">
                  {cell}
                </td>
              ),
            )}
          </tr>
        </tbody>
      )}
    </table>
  )
}

interface HoursProps {
  readonly title: string
  /** False: the section says it already. */
  readonly isCaptioned?: boolean
  /** By hour of the day (0–23). */
  readonly counts: ReadonlyMap<number, number>
  /** Hours that the axis shows, and the highest bar of all charts beside this one: they share one scale. */
  readonly from: number
  readonly to: number
  readonly top: number
}

const CHART = { height: 92, top: 16, zero: 74 }

/** Bars by the hour, each with its number above it. */
export function HourBars({ title, isCaptioned = true, counts, from, to, top }: HoursProps) {
  const { t } = useWords()
  const hours = Array.from({ length: to - from + 1 }, (_, n) => from + n)
  const one = 100 / hours.length
  const y = (n: number) => CHART.zero - (n / Math.max(1, top)) * (CHART.zero - CHART.top)
  return (
    <figure className="rp-hours">
      {isCaptioned ? <figcaption>{title}</figcaption> : null}
      <svg height={CHART.height} role="img" aria-label={title}>
        {hours.map((hour, n) => {
          const count = counts.get(hour) ?? 0
          return (
            <g key={hour}>
              {count === 0 ? null : (
                <>
                  <rect
                    x={`${(n + 0.12) * one}%`}
                    y={y(count)}
                    width={`${one * 0.76}%`}
                    height={CHART.zero - y(count)}
                  />
                  <text className="rp-strong" x={`${(n + 0.5) * one}%`} y={y(count) - 4} textAnchor="middle">
                    {t('report.n', { n: count })}
                  </text>
                </>
              )}
              <text x={`${(n + 0.5) * one}%`} y={CHART.height - 5} textAnchor="middle">
                {String(hour).padStart(2, '0')}
              </text>
            </g>
          )
        })}
        <line x2="100%" y1={CHART.zero + 0.5} y2={CHART.zero + 0.5} />
      </svg>
    </figure>
  )
}

/** How the figures were counted, in sentences. */
export function Method({ notes }: { notes: readonly string[] }) {
  const { t } = useWords()
  return (
    <Section title={t('report.method')}>
      <ul className="rp-notes">
        {notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
    </Section>
  )
}
