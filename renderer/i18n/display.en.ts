import type { displayId } from './display.id'

/** The words of the display, in English. */
export const displayEn: Record<keyof typeof displayId, string> = {
  'display.number': 'Queue number',
  'display.again': 'Call no. {n}',
  'display.last': 'Just called',
  'display.missed': 'Missed your number? Tell the counter within {n} minutes and you are called again.',
  'display.none': 'No calls yet',
  'display.none.spoken': 'Your number and its counter will appear here and be read out.',
  'display.none.shown': 'Your number and its counter will appear here.',
  'display.none.take': 'Take a number at the ticket machine',
  'display.sound': 'Sound test',
  'display.sound.on': 'This display reads calls out.',
  'display.sound.off':
    'This display does not read calls out. The voice is switched on where this computer’s task is chosen.',
  'display.sound.chime': 'Ring the chime',
  'display.sound.sample': 'Sample call',
  'display.sound.volume': 'Volume',
  'display.sound.percent': '{n}%',
  'display.sound.reading': 'One moment, reading the recordings',
  'display.sound.all': 'All {n} recordings are there.',
  'display.sound.missing': '{n} of {of} recordings cannot be read. Install Pendopo again on this computer.',
  'display.sound.isMissing': 'missing',
  'display.sound.system': 'The system has an Indonesian voice as a reserve.',
  'display.sound.noSystem': 'This system has no Indonesian voice; the only reserve is the chime.',
}
