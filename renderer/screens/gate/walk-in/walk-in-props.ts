import type { Locale } from '../../../../core/contract/app'
import type { GateView } from '../../../../core/contract/gate'
import type { WalkEvent, WalkState } from './walk-in-machine'

/** What every screen of a registration is given. */
export interface WalkInProps {
  readonly gate: GateView
  readonly walk: WalkState
  readonly onWalk: (event: WalkEvent) => void
  readonly onSend: () => void
  readonly onBack: () => void
  /** They leave it: nothing remains. */
  readonly onLeave: () => void
  readonly onLanguage: (locale: Locale) => void
}
