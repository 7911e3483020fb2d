/** A scan `s` by which somebody was let in, duplicates too: whoever is counted as a person of a day has one of these. */
export const LET_IN = `s.visitor IS NOT NULL AND s.direction = 'entry' AND s.outcome = 'admitted' AND s.mark IS NOT 'undone'`
