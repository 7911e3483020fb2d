import { Copy, UsersRound, type LucideIcon } from 'lucide-react'
import type { Meeting } from '../../../../core/contract/stations'
import { assertNever } from '../../../../core/result/result'
import { useWords, type Words } from '../../../i18n/words'

const ICONS: Readonly<Record<Meeting['is'], LucideIcon>> = {
  entered_twice: UsersRound,
  called_twice: UsersRound,
  open_twice: Copy,
}

/** One thing that came out when stations met again, and what to do about it. */
export function MeetingRow({ meeting }: { readonly meeting: Meeting }) {
  const words = useWords()
  const Icon = ICONS[meeting.is]
  const { title, say } = meetingText(meeting, words)
  return (
    <li data-meeting={meeting.is}>
      <Icon className="st-i" aria-hidden="true" />
      <p>
        <b>{title}</b>
        <br />
        <span className="st-muted">{say}</span>
      </p>
    </li>
  )
}

export const meetingKey = (meeting: Meeting): string =>
  meeting.is === 'entered_twice'
    ? `${meeting.visitor} ${meeting.second.at}`
    : meeting.is === 'called_twice'
      ? meeting.ticket
      : meeting.code

function meetingText(meeting: Meeting, { t, text, times }: Words): { readonly title: string; readonly say: string } {
  switch (meeting.is) {
    case 'entered_twice': {
      const { first, second } = meeting
      const gate = (name: typeof first.gate) => (name === null ? t('stations.meet.noGate') : text(name))
      const place = { gate: gate(first.gate), time: times.time(first.at) }
      const more = { otherGate: gate(second.gate), otherTime: times.time(second.at) }
      const name = meeting.name ?? t('stations.meet.noName')
      return {
        title: t('stations.meet.entered', { name, ...place, ...more }),
        say: t('stations.meet.entered.say', { list: text(meeting.list) }),
      }
    }
    case 'called_twice': {
      const [counter, other] = [text(meeting.counter), text(meeting.other)]
      return {
        title: t('stations.meet.called', { label: meeting.label, counter, other, time: times.time(meeting.at) }),
        say: t('stations.meet.called.say', { counter, other }),
      }
    }
    case 'open_twice': {
      const counter = text(meeting.counter)
      return {
        title:
          meeting.at === null
            ? t('stations.meet.open', { counter })
            : t('stations.meet.open.since', { counter, time: times.time(meeting.at) }),
        say: t('stations.meet.open.say'),
      }
    }
    default:
      return assertNever(meeting)
  }
}
