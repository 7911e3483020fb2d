import type { DeskView } from '../../../core/contract/desk'

/** What a section is given; it fills all of the window right of the navigation. */
export interface SectionProps {
  readonly view: DeskView
  readonly signedIn: NonNullable<DeskView['signedIn']>
  /** Opens another section, by its id (sections.ts). */
  readonly onSection: (id: string) => void
}
