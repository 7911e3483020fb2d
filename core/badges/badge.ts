import type { Badge, FairSetup, Text } from '../setup/schema'

/** All that a label shows. It is made at the moment of printing and kept nowhere. */
export interface Label {
  readonly widthMm: number
  readonly heightMm: number
  readonly fair: Text
  /** The fair's picture, PNG in base64; null: Pendopo's flower stands there. */
  readonly logo: string | null
  /** Colour of the strip, `#rrggbb`. */
  readonly color: string
  readonly category: Text
  /** Null: the visitor gave none. */
  readonly name: string | null
  readonly institution: string | null
  /** Text of the QR; null: the template has none. */
  readonly code: string | null
  /** Another one is out already, or may be: the label bears a small mark. */
  readonly isCopy: boolean
  readonly locale: 'id' | 'en'
}

/** The template for a category: the one that names it, else the one for everybody; null: this category has no badge. */
export function badgeFor(setup: Pick<FairSetup, 'badges'>, category: string): Badge | null {
  return (
    setup.badges.find(({ categories }) => categories.includes(category)) ??
    setup.badges.find(({ categories }) => categories.length === 0) ??
    null
  )
}

/** Whose first badge is printed by itself when they are let in. */
export const BADGE_OCCASIONS = ['never', 'walk_ins', 'everybody'] as const
export type BadgeOccasion = (typeof BADGE_OCCASIONS)[number]
