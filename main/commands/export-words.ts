import type { Locale } from '../../core/contract/app'
import type { Fair } from '../../core/setup/fair'
import type { Text } from '../../core/setup/schema'
import { isoWithOffset } from '../../core/time/zone'
import { say } from '../i18n'
import type { Cell } from './write-csv'

/** One row of an export before its personal columns; `visitor`: whose those would be. */
export interface Line {
  readonly visitor: string | null
  readonly cells: readonly Cell[]
}

/** Names and times as the file's reader knows them. */
export class Words {
  constructor(
    private readonly fair: Fair,
    readonly locale: Locale,
  ) {}

  text = (text: Text): string => text[this.locale]
  time = (at: number | null): string | null => (at === null ? null : isoWithOffset(at, this.fair.setup.timeZone))
  list = (code: string): string => this.named(code, this.fair.list(code))
  gate = (code: string | null): string | null => (code === null ? null : this.named(code, this.fair.gate(code)))
  service = (code: string): string =>
    this.named(code, this.fair.setup.services.find((service) => service.code === code) ?? null)
  counter = (code: string | null): string | null =>
    code === null ? null : this.named(code, this.fair.setup.counters.find((counter) => counter.code === code) ?? null)
  agencyOf = (service: string): string | null => {
    const code = this.fair.setup.services.find((row) => row.code === service)?.agency
    return code === undefined
      ? null
      : this.named(code, this.fair.setup.agencies.find((agency) => agency.code === code) ?? null)
  }
  yesNo = (value: boolean): string => say(this.locale, value ? 'word.yes' : 'word.no')
  category = (code: string | null): string | null => (code === null ? null : this.named(code, this.fair.category(code)))

  private named(code: string, found: { name: Text } | null): string {
    return found === null ? code : this.text(found.name)
  }
}
