/** Times of the queue that no set-up changes; those of a service are in its `rules`. */

/** Seconds between two calls of the same number, so that a nervous finger does not flood the speakers. */
export const RECALL_SECONDS = 5
/** How long an operator's last act can be taken back. */
export const UNDO_SECONDS = 120
/** How long a booked slot is kept for who is late. */
export const LAPSE_MINUTES = 15
/** "After the next three": how many go before one who comes back. */
export const BACK_AFTER = 3
