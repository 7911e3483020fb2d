import type { ServiceFace } from '../../../core/contract/queue'
import { readNumber, type TypedNumber } from '../../../core/queue/numbers'
import type { Text } from '../../../core/setup/schema'
import type { Words } from '../../i18n/words'

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

/** What stands in the field for a number: nothing, a number (with the service its letters name), or not one, and why. */
export type ReadNumber =
  | { readonly is: 'none' }
  | { readonly is: 'number'; readonly number: number; readonly service: string | null }
  | { readonly is: 'mistake'; readonly why: Exclude<TypedNumber, { is: 'none' | 'number' }> }

/** Reads a number of one of these services as somebody types it from a slip (core/queue/numbers.ts). */
export function readTypedNumber(typed: string, services: readonly ServiceFace[]): ReadNumber {
  const read = readNumber(
    typed,
    services.map(({ prefix }) => prefix),
  )
  if (read.is === 'none') return read
  if (read.is !== 'number') return { is: 'mistake', why: read }
  const service = services.find(({ prefix }) => prefix === read.prefix)?.code ?? null
  return { is: 'number', number: read.number, service }
}

/** What to do about a number that cannot be read. `prefix`: letters to show the writing by. */
export function mistakeText(number: ReadNumber, prefix: string, { t }: Words): string | null {
  if (number.is !== 'mistake') return null
  const { why } = number
  if (why.is === 'unknown_prefix') return t('counter.serveDirect.number.prefix', { prefix: why.prefix })
  if (why.is === 'either') return t('counter.serveDirect.number.either', { one: why.labels[0], other: why.labels[1] })
  return t('counter.serveDirect.number.mistake', { example: `${prefix}-047`, own: `${prefix}-K3-01` })
}

const fold = (text: string): string => text.normalize('NFKD').replace(/\p{M}/gu, '').toLowerCase()
