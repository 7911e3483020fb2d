/** Height of a row of the table, CSS pixels. */
export const ROW_PX = 40
/** No browser lays out an element of any height: a longer table is scrolled by proportion instead of by pixel. */
const LONGEST_PX = 8_000_000

/** What a table of many rows shows at one position of its scroll bar. */
export interface RowWindow {
  /** Height of what is scrolled, px. */
  readonly height: number
  readonly first: number
  /** Rows drawn, the one cut at the lower edge included. */
  readonly count: number
  /** How far the first row lies above the upper edge, px. */
  readonly offset: number
}

/** The rows to draw of a table of `total` rows in a viewport of `view` px that is scrolled to `top` px. */
export function rowWindow(total: number, view: number, top: number): RowWindow {
  const full = total * ROW_PX
  const height = Math.min(full, LONGEST_PX)
  const visible = Math.ceil(view / ROW_PX) + 1
  const exact = full <= LONGEST_PX ? top : (top / Math.max(1, height - view)) * (full - view)
  const at = Math.max(0, Math.min(exact, full - view))
  const first = Math.floor(at / ROW_PX)
  return { height, first, count: Math.max(0, Math.min(visible, total - first)), offset: at - first * ROW_PX }
}

/** Where the scroll bar has to stand so that a row is seen whole; `top` as it stands when it is seen already. */
export function scrollToRow(row: number, total: number, view: number, top: number): number {
  const full = total * ROW_PX
  const height = Math.min(full, LONGEST_PX)
  const { first, offset } = rowWindow(total, view, top)
  const at = first * ROW_PX + offset
  const above = row * ROW_PX
  const below = above + ROW_PX - view
  const wanted = above < at ? above : below > at ? below : null
  if (wanted === null) return top
  const bounded = Math.max(0, Math.min(wanted, full - view))
  return full <= LONGEST_PX ? bounded : (bounded / Math.max(1, full - view)) * (height - view)
}
