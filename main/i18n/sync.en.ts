import type { syncId } from './sync.id'

/** Words of enrolment and sync, outside the windows. */
export const syncEn: Record<keyof typeof syncId, string> = {
  'error.hub.bad_request': 'The hub did not understand the request. Update the older of the two.',
  'error.hub.unknown_station':
    'The hub does not know this station. Everything here is kept; enrol it again with a new code from the desk.',
  'error.hub.wrong_role': 'This station’s role may not do that. Ask the desk.',
  'error.hub.other_fair': 'The hub serves another fair.',
  'error.hub.not_found': 'The hub does not know what was asked for.',
  'error.hub.log_changed': 'The hub was restored meanwhile. Try again: everything is offered to it anew.',
  'error.hub.already_live':
    'Another computer is connected as this very station: its folder was copied. Enrol one of them anew, in an empty folder.',
  'error.hub.outbox_first': 'The hub misses events of this station. Try again.',
  'error.hub.command_id_taken': 'The hub knows this command as another one.',
  'error.hub.no_setup': 'The hub has no set-up yet. Let the desk sync first.',
  'error.hub.revoked': 'The hub revoked this station. Its personal data is deleted here; its log is kept.',
  'error.hub.too_large': 'That was too much for the hub at once.',
  'error.hub.refused': 'The hub refused it by a rule.',
  'error.hub.too_many': 'Too many requests in a short time. Wait a minute.',
  'error.hub.internal': 'Something failed while syncing. The hub’s own log tells more.',
  'error.hub.unavailable':
    'The hub is there, but its database takes nothing: it is starting, or the hub’s disk is full (its log says which). Everything is kept here; try again.',
  'error.hub.bad_code':
    'This enrolment code is not good: it was used, has run out, or was never made. Make a new one at the desk.',
  'error.hub.folder_not_empty':
    'This folder already holds another fair, or it is an organizer’s desk and the code is for something less. Take an empty folder.',
  'error.hub.no_fair': 'This code is for the first desk, which brings the fair: import a fair into the folder first.',
  'error.hub.no_number_left': 'All 255 numbers of stations are given.',
  'error.hub.offline': 'The hub at {url} does not answer. Check the network and the address.',
  'error.hub.not_our_hub': 'What answers at {url} is not this fair’s hub. Nothing was sent to it.',
  'error.hub.strange_answer': 'What answers at {url} is no hub of this release.',
  'error.hub.aborted': 'It was broken off.',
  'error.hub.bad_enrolment_code': 'This is no enrolment code: twelve letters and digits, such as 7K3M-PQ4T-9X2B.',
  'error.hub.bad_hub_url': '“{url}” is no address of a hub. It begins with https:// and has a port.',
  'error.hub.other_hub':
    'Who answers at {url} does not know the code: it is not the hub that the desk means. Nothing was given away.',
  'error.hub.no_set_up_yet':
    'This station is enrolled, but the hub has no set-up yet. Let the desk sync, then run sync --once.',
  'error.not_enrolled': "This folder is not enrolled at a hub. Run: pendopo enrol '<code>' --hub '<address>'",
  'error.unknown_role': 'There is no role “{role}”. There are: {known}',
}
