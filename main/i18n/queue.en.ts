import type { queueId } from './queue.id'

/** Words of the queue's commands, English. */
export const queueEn: Record<keyof typeof queueId, string> = {
  'error.unknown_service':
    'There is no service {service, select, none {of that name} other {“{service}”}}.{known, select, none {} other { There are: {known}}}',
  'error.unknown_counter':
    'There is no counter {counter, select, none {of that name} other {“{counter}”}}.{known, select, none {} other { There are: {known}}}',
  'error.unknown_ticket':
    'There is no number {ticket, select, none {of that name} other {“{ticket}”}}. Check it; a number looks like A-047 or A-K3-01.',
  'error.ambiguous_number': 'The number “{ticket}” may be {one} or {other}. Write it with its hyphens.',
  'error.unknown_reason':
    'There is no reason {reason, select, none {of that name} other {“{reason}”}}.{known, select, none {} other { There are: {known}}}',
  'error.unknown_code': 'This visitor’s code is not known. Check it, or take a number without one.',
  'error.unknown_class': 'There is no class “{class}”: normal or priority.',
  'error.unknown_outcome': 'There is no outcome “{outcome}”: solved, pending, refused or referred.',
  'error.unknown_place': 'There is no place “{place}”: original, first or end.',
  'error.nothing_in_hand': 'This counter holds no number just now. Call the next one first.',
  'error.service_closed':
    'This service is closed.{opensAt, select, none { Please come back in its opening hours.} other { It opens at {opensAt}.}}',
  'error.after_last_number': 'No more numbers are given today. Please come back tomorrow.',
  'error.on_break':
    'This service has a break.{until, select, none { Please try again later.} other { It goes on at {until}.}} Numbers already given are still called.',
  'error.quota_used': 'All numbers of today are given. Please come back tomorrow.',
  'error.already_waiting':
    'This visitor already has a number{number, select, none {} other { ({number})}} for this service. Please use that one.',
  'error.numbers_out':
    'This device has used up its numbers and cannot reach the hub. Take one at another device, or serve directly.',
  'error.priority_by_staff': 'Priority is given by staff for this service. Please ask them.',
  'error.no_appointments': 'This service takes no appointments. Please take an ordinary number.',
  'error.slot_taken': 'That time is taken. Please choose another one.',
  'error.bad_slot': 'That time cannot be booked. Choose one of the times offered in the opening hours.',
  'error.counter_closed': 'This counter is closed. Open it first.',
  'error.counter_paused': 'This counter has a break. Open it again before calling.',
  'error.counter_open': 'This counter is open already.',
  'error.ticket_in_hand':
    'A number{number, select, none {} other { ({number})}} is still at this counter. Finish it, park it or pass it on first.',
  'error.tickets_parked': 'This counter still has parked numbers. Resume or finish them first.',
  'error.park_limit': 'This counter has too many parked numbers. Finish one of them first.',
  'error.nobody_waiting': 'Nobody is waiting just now.',
  'error.served_elsewhere':
    '{label, select, none {Everybody who waits is being served elsewhere.} other {The holder of {label} is being served at {counter} with the number {number}.}} Wait a moment and try again.',
  'error.changed':
    'Things have changed: {label, select, none {this number} other {{label}}} {state, select, none {was dealt with} other {is {state}}}{by, select, none {} other { by {by}}}{at, select, none {} other { since {at}}}. Look at it afresh and try again.',
  'error.wrong_state':
    'That is not possible: this number is {state, select, none {not in the right state} other {{state}}}.',
  'error.other_counter':
    'This number is held by {counter, select, none {another counter} other {{counter}}}. Ask that counter to pass it on.',
  'error.other_service': 'This counter does not serve that number’s service. Pass it on to one that does.',
  'error.too_soon':
    'Too soon.{calls, plural, =0 {} one { Call # more time.} other { Call # more times.}}{seconds, plural, =0 {} one { Wait # second.} other { Wait # seconds.}} For somebody who did not come, a reason may be named.',
  'error.reason_needed': 'The reason is missing: --reason.',
  'error.too_late_to_return': 'The time to come back is over. Please take a new number.',
  'error.returned_too_often': 'This number came back too often. Please take a new one.',
  'error.not_today': 'This number is not for today. Please take a new one.',
  'error.same_service': 'This number is in that service already. Choose another one.',
  'error.nothing_to_undo': 'There is nothing to take back: two minutes have passed, or something happened after it.',
  'error.bad_slip': 'This slip cannot be read or is not genuine. Type its number, or serve directly.',
  'error.slip_of_other_fair': 'This slip is from another event. Please take a number of this one.',
  'error.slip_unknown_station':
    'The device that printed this slip is not known here yet. Type its number and serve it.',
  'error.not_signed_in': 'Nobody is signed in. Enter a PIN first.',

  'state.BOOKED': 'booked',
  'state.ISSUING': 'being printed',
  'state.WAITING': 'waiting',
  'state.CALLED': 'called',
  'state.SERVING': 'being served',
  'state.PARKED': 'parked',
  'state.MISSED': 'missed',
  'state.DONE': 'done',
  'state.CANCELLED': 'cancelled',
  'state.EXPIRED': 'expired',

  'column.number': 'Number',
  'column.day': 'Day',
  'column.agency': 'Agency',
  'column.service': 'Service',
  'column.issueService': 'First service',
  'column.class': 'Class',
  'column.state': 'State',
  'column.counter': 'Counter',
  'column.operator': 'Operator',
  'column.issuedAt': 'Issued',
  'column.slotAt': 'Appointment',
  'column.eligibleAt': 'Waiting from',
  'column.calledAt': 'Called',
  'column.startedAt': 'Serving from',
  'column.endedAt': 'Ended',
  'column.calls': 'Calls',
  'column.reEntries': 'Returns',
  'column.transfers': 'Transfers',
  'column.wait': 'Wait (seconds)',
  'column.response': 'Call to serving (seconds)',
  'column.serving': 'Served (seconds)',
  'column.stay': 'Stay (seconds)',
  'column.withinTarget': 'Within target',
  'column.promisedFrom': 'Promised from',
  'column.promisedTo': 'Promised to',
  'column.lines': 'Service lines',
  'column.direct': 'Direct',
  'column.outOfOrder': 'Out of order',
  'column.timeAccurate': 'Time accurate',
  'column.conflicts': 'Conflicts',
  'column.ticket': 'Ticket',
  'word.yes': 'yes',
  'word.no': 'no',
}
