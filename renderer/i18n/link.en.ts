import type { linkId } from './link.id'

/** How a station stands to the others, in English; within a line. */
export const linkEn: Readonly<Record<keyof typeof linkId, string>> = {
  'link.alone': 'stands alone',
  'link.connected': 'connected',
  'link.catchUp': 'loading {done, number} of {total, number}',
  'link.pending': '{n} not sent yet',
  'link.cutOff': 'cut off since {time}',
  'link.cutOff.now': 'cut off',
  'link.hub_old': 'the hub needs an update',
  'link.revoked': 'revoked by the hub',
  'link.not_enrolled': 'the hub asks for enrolment',
  'link.other_hub': 'not the hub of this event',
  'link.in_use': 'data in use on another computer: close one',
  'link.hub_busy': 'the hub takes nothing now: wait, or check it',
  'link.refused': 'hub and computer do not match: call the IT team',
  'link.failed': 'syncing failed: call the IT team',
}
