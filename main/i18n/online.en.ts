import type { onlineId } from './online.id'

/** Words of presence online, English. */
export const onlineEn: Record<keyof typeof onlineId, string> = {
  'dialog.online': 'List of online participants',
  'online.review.reason': 'List of online participants for review',
  'online.column.code': 'Code',
  'online.column.name': 'Name',
  'online.column.email': 'Email',
  'online.column.join': 'Joined',
  'online.column.leave': 'Left',
  'online.column.why': 'Doubt',
  'online.column.maybe': 'May be',
  'online.why.unknown': 'nobody has this name',
  'online.why.several': 'more than one person',
  'online.why.short_name': 'one word only',
  'online.why.near': 'a similar name',
  'error.no_participants':
    '{file} is no list of participants: there are no column titles for a name (or e-mail, code) and a time of joining.',
  'error.unknown_session': 'There is no session “{session}”. There are: {known}',
  'error.bad_minimum': '“{minimum}” is no number of minutes: write --minimum 30.',
  'error.bad_zone': '“{zone}” is no time zone. Write for example --zone Asia/Makassar.',
  'error.unknown_visitor': 'There is no visitor “{visitor}”. Name their code.',
  'error.not_erased': 'Nobody asked for “{visitor}” to be erased, as far as this station has heard.',
  'error.same_visitor': 'They are one person already.',
  'error.not_merged': '“{visitor}” is not merged with anybody.',
}
