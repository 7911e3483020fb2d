import type { IssuedTicket } from '../contract/dispenser'
import type { TicketClass } from '../events/queue'
import { areasOf, countersOf } from '../setup/fair'
import type { FairFile, Text } from '../setup/schema'
import { localToEpoch } from '../time/zone'
import { numberLabel } from './numbers'

/** As long as the signed code of a number is. */
const SAMPLE_QR = `PDQ1:${'A1'.repeat(72)}`
const MINUTE_MS = 60_000

/** What stands there while the fair has no service yet. */
const NO_SERVICE = {
  prefix: 'A',
  name: { id: 'Nama layanan', en: 'Name of the service' },
  bring: { id: 'Yang perlu disiapkan', en: 'What to bring' },
} as const
const NO_AGENCY: Text = { id: 'Nama instansi', en: 'Name of the agency' }

/** A number as a fair gives them, to see its slip by: of the service that needs most paper in that language. */
export function sampleTicket(file: FairFile, locale: keyof Text, kind: TicketClass): IssuedTicket {
  const agencyOf = (code: string | undefined) => file.agencies.find((agency) => agency.code === code)
  const lettersOf = ({ name, agency, bring }: FairFile['services'][number]) =>
    [name, agencyOf(agency)?.name, bring].reduce((sum, text) => sum + (text?.[locale].length ?? 0), 0)
  const longest = file.services.toSorted((a, b) => lettersOf(b) - lettersOf(a))[0]
  const { prefix, name, bring } = longest ?? NO_SERVICE
  const agency = agencyOf(longest?.agency)
  return {
    ticket: '',
    label: numberLabel(prefix, 47),
    agency: { shortName: agency?.shortName ?? '', name: agency?.name ?? NO_AGENCY },
    service: name,
    class: kind,
    areas: longest === undefined ? [] : areasOf(file, longest.code),
    counters: longest === undefined ? [] : countersOf(file, longest.code).map((counter) => counter.name),
    ahead: 12,
    estimate: { from: 20 * MINUTE_MS, to: 30 * MINUTE_MS },
    bring,
    at: localToEpoch(`${file.days[0]}T09:41`, file.timeZone),
    qr: SAMPLE_QR,
    print: 'printed',
  }
}
