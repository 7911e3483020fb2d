import type { Locale } from '../../core/contract/app'
import type { Fair } from '../../core/setup/fair'
import type { Text } from '../../core/setup/schema'
import { ZoneClock } from '../../core/time/zone-clock'
import { say } from '../i18n'

interface Named {
  readonly code: string
  readonly name: Text
}

/** Names as the file's reader knows them; what the set-up has no more goes by its code. Made once per export. */
export class Words {
  readonly clock: ZoneClock
  readonly #lists: ReadonlyMap<string, string>
  readonly #gates: ReadonlyMap<string, string>
  readonly #services: ReadonlyMap<string, string>
  readonly #counters: ReadonlyMap<string, string>
  readonly #categories: ReadonlyMap<string, string>
  readonly #agencies: ReadonlyMap<string, string>

  constructor(
    readonly fair: Fair,
    readonly locale: Locale,
  ) {
    const { setup } = fair
    const names = (rows: readonly Named[]) => new Map(rows.map(({ code, name }) => [code, name[locale]]))
    this.clock = new ZoneClock(setup.timeZone)
    this.#lists = names(setup.lists)
    this.#gates = names(setup.gates)
    this.#services = names(setup.services)
    this.#counters = names(setup.counters)
    this.#categories = names(setup.categories)
    const agencies = names(setup.agencies)
    this.#agencies = new Map(setup.services.map(({ code, agency }) => [code, agencies.get(agency) ?? agency]))
  }

  text = (text: Text): string => text[this.locale]
  list = (code: string): string => this.#lists.get(code) ?? code
  gate = (code: string | null): string | null => (code === null ? null : (this.#gates.get(code) ?? code))
  service = (code: string): string => this.#services.get(code) ?? code
  counter = (code: string | null): string | null => (code === null ? null : (this.#counters.get(code) ?? code))
  category = (code: string | null): string | null => (code === null ? null : (this.#categories.get(code) ?? code))
  agencyOf = (service: string): string | null => this.#agencies.get(service) ?? null
  mode = (isOnSite: boolean, isOnline: boolean): string =>
    say(this.locale, isOnSite && isOnline ? 'word.both' : isOnline ? 'word.online' : 'word.onSite')
  yesNo = (value: boolean): string => say(this.locale, value ? 'word.yes' : 'word.no')
}
