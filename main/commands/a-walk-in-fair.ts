import { FairFile, withoutNames, type FairSetup } from '../../core/setup/schema'
import { aQueueFair } from '../../core/testing/queue-builders'
import { SMALL_FAIR } from '../../core/testing/builders'

const both = (text: string) => ({ id: text, en: text })

/** For tests: the small fair with walk-ins, one purpose that is required and one that is not, and a badge. */
export function aWalkInSetup(more: object = {}): FairSetup {
  const file = {
    ...aQueueFair().setup,
    staff: SMALL_FAIR.staff,
    walkIn: {
      categories: ['umum'],
      fields: [{ kind: 'name' }, { kind: 'institution' }, { kind: 'phone' }, { kind: 'email' }],
    },
    purposes: [
      { code: 'must', name: both('must'), text: both('must'), version: 1, required: true },
      { code: 'may', name: both('may'), text: both('may'), version: 1 },
    ],
    badges: [{ code: 'label', name: both('label'), widthMm: 90, heightMm: 55 }],
    ...more,
  }
  return withoutNames(FairFile.parse(file)).setup
}
