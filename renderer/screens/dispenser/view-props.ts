import type { Locale } from '../../../core/contract/app'
import type { DispenserView } from '../../../core/contract/dispenser'
import type { useDispenser } from './use-dispenser'

export type Model = ReturnType<typeof useDispenser>

/** What every screen of the dispenser is given. */
export interface ViewProps {
  readonly view: DispenserView
  readonly model: Model
  readonly onLanguage: (locale: Locale) => void
  /** The wall clock, by the half minute. */
  readonly clock: number
}
