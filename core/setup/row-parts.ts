/** The parts of a set-up that are rows, each known by its code. */
export const ROW_PARTS = [
  'categories',
  'gates',
  'lists',
  'sessions',
  'agencies',
  'services',
  'counters',
  'reasons',
  'staff',
  'purposes',
  'badges',
] as const
export type RowPart = (typeof ROW_PARTS)[number]
