/** The names alone, for the preload script: it must stay small and carry no schemas. */
export const CALL_NAMES = [
  'app.boot',
  'app.unlock',
  'app.chooseRole',
  'app.openWindow',
  'gate.view',
  'checkin.scan',
  'staff.list',
  'staff.setPin',
  'kiosk.close',
  'kiosk.move',
  'dispenser.view',
  'dispenser.identify',
  'dispenser.issue',
  'dispenser.ticket',
  'dispenser.checkIn',
  'dispenser.openPanel',
  'dispenser.panel',
  'dispenser.staffAct',
  'counter.view',
  'counter.signIn',
  'counter.signOut',
  'counter.act',
  'display.view',
  'desk.view',
  'desk.signIn',
  'desk.signOut',
  'desk.stay',
] as const

/** The one channel main pushes on: `topic` is at `revision`, re-read it if you show it. A lost push costs nothing. */
export const PUSH_CHANNEL = 'push'
