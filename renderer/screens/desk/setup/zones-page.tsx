import type { SetupView } from '../../../../core/contract/setup'
import { useWords } from '../../../i18n/words'

/** The areas of the hall as they follow from the counters. A display chooses its areas where it stands. */
export function ZonesPage({ view: { file } }: { view: SetupView }) {
  const { t, text } = useWords()
  const zones = [...new Set(file.counters.map(({ zone }) => zone))]
  return (
    <section className="setup-page" data-page="zones">
      <header className="setup-head">
        <div>
          <h2>{t('setup.part.zones')}</h2>
        </div>
        <p className="st-muted">{t('setup.say.zones')}</p>
      </header>
      {zones.length === 0 ? (
        <p className="setup-none">{t('setup.empty.zones')}</p>
      ) : (
        <div className="setup-sheet">
          <table className="setup-table" data-part="zones">
            <thead>
              <tr>
                <th scope="col">{t('setup.zones.zone')}</th>
                <th scope="col">{t('setup.part.counters')}</th>
                <th scope="col">{t('setup.part.services')}</th>
              </tr>
            </thead>
            <tbody>
              {zones.map((zone) => {
                const counters = file.counters.filter((counter) => counter.zone === zone)
                const services = file.services.filter(({ code }) => counters.some((one) => one.services.includes(code)))
                return (
                  <tr key={zone} data-row={zone}>
                    <td>
                      <b>{zone}</b>
                    </td>
                    <td>{counters.map(({ name }) => text(name)).join(', ')}</td>
                    <td>
                      <span className="setup-prefixes">
                        {services.map(({ code, prefix, name }) => (
                          <span key={code} className="st-prefix" title={text(name)}>
                            {prefix}
                          </span>
                        ))}
                      </span>
                    </td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </div>
      )}
    </section>
  )
}
