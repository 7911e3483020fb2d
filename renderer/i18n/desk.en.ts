import type { deskId } from './desk.id'

/** Texts of the organizer's desk in English. */
export const deskEn: Record<keyof typeof deskId, string> = {
  'desk.name': 'Organizer’s desk',
  'desk.brand': 'Pendopo',
  'desk.loading': 'One moment, the desk is opening',
  'desk.nav': 'Sections of the desk',
  'desk.where': '{city}, {dates}',
  'desk.lock': 'Lock this screen',
  'desk.lock.say': 'The PIN is asked for again. Untouched for 15 minutes, the screen locks by itself.',
  'desk.lock.title': 'Lock the screen: Ctrl L',
  'desk.lock.key': 'Ctrl L',
  'desk.signIn.say': 'Choose your name. This desk is for supervisors and organizers.',
  'desk.signIn.pin': '{name}, type your PIN to work at this desk.',
  'desk.signIn.saved': 'Go on to this desk now.',
  'desk.signIn.go': 'Sign in',
  'desk.visitors': 'Visitors',
}
