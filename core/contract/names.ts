/** The names alone, for the preload script: it must stay small and carry no schemas. */
export const CALL_NAMES = [
  'app.boot',
  'app.unlock',
  'app.chooseRole',
  'gate.view',
  'checkin.scan',
  'staff.list',
  'staff.setPin',
  'kiosk.close',
] as const

/** The one channel main pushes on: `topic` is at `revision`, re-read it if you show it. A lost push costs nothing. */
export const PUSH_CHANNEL = 'push'
