/** Texts of the desk's set-up, English. `setup.id.ts` has the same keys. */
export const setupEn = {
  'failure.unknown_version': 'That set-up can no longer be opened. Choose another.',
  'failure.setup_moved': 'The set-up was just changed at another desk. Look at the newest history, then try again.',
  'failure.own_pin': 'You cannot take your own PIN. Ask another organizer.',
}
