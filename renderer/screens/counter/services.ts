import type { ServiceFace } from '../../../core/contract/queue'
import { readLabel } from '../../../core/queue/numbers'
import type { Text } from '../../../core/setup/schema'

/** Services whose name, agency, letters or code hold every word typed, in the order given; nothing typed: all. */
export function matchServices<T extends ServiceFace>(
  services: readonly T[],
  typed: string,
  text: (text: Text) => string,
): readonly T[] {
  const words = fold(typed).split(/\s+/).filter(Boolean)
  return services.filter((service) => {
    const about = fold(
      [text(service.name), service.agency.shortName, text(service.agency.name), service.prefix, service.code].join(' '),
    )
    return words.every((word) => about.includes(word))
  })
}

/** What stands in the field for a number: nothing, a number (with the service its letters name), or not one. */
export type TypedNumber =
  | { readonly is: 'none' }
  | { readonly is: 'number'; readonly number: number; readonly service: string | null }
  | { readonly is: 'mistake' }

/** Reads `47`, `047`, `A-047`, `a47`, `A-K3-01`; letters that no service here has are a mistake. */
export function readTypedNumber(typed: string, services: readonly ServiceFace[]): TypedNumber {
  const clean = typed.trim().replace(/[\s.-]+/g, '-')
  if (clean === '' || clean === '-') return { is: 'none' }
  const alone = Number(/^-?(\d{1,5})$/.exec(clean)?.[1] ?? 0)
  if (alone > 0) return { is: 'number', number: alone, service: null }
  const label = readLabel(clean)
  const service = services.find(({ prefix }) => prefix === label?.prefix)
  return label === null || service === undefined
    ? { is: 'mistake' }
    : { is: 'number', number: label.number, service: service.code }
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
