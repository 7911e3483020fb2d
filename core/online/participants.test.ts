import { describe, expect, it } from 'vitest'
import { union } from '../projections/online'
import { readParticipants } from './participants'

const DAY = { timeZone: 'Asia/Jakarta', date: '2026-10-13' }
/** UTC ms of a time in Jakarta on the thirteenth. */
const at = (hour: number, minute = 0, second = 0) => Date.UTC(2026, 9, 13, hour - 7, minute, second)

const read = (text: string, day = DAY, separator: string | RegExp = ',') => {
  const rows = text
    .trim()
    .split('\n')
    .map((line, n) => ({ line: n + 1, fields: line.split(separator).map((field) => field.trim()) }))
  const list = readParticipants(rows, day)
  if (list === null) throw new Error('no list')
  return list
}

describe('a list of participants', () => {
  it('of Zoom as it was: times of the account, nickname before the name, several joins of one person', () => {
    const { joins, rejected } = read(`
Name (Original Name),User Email,Join Time,Leave Time,Duration (Minutes),Guest,Recording Consent
budi iPhone (Budi Santoso),budi@contoh.id,10/13/2026 08:58:12 AM,10/13/2026 09:20:02 AM,22,Yes,Y
Budi Santoso,budi@contoh.id,10/13/2026 09:25:00 AM,10/13/2026 10:31:00 AM,66,Yes,Y
Siti,,10/13/2026 12:05:00 PM,10/13/2026 12:59:00 PM,54,Yes,Y`)
    expect(rejected).toEqual([])
    expect(joins[0]).toEqual({
      line: 2,
      names: ['Budi Santoso', 'budi iPhone'],
      email: 'budi@contoh.id',
      code: null,
      from: at(8, 58, 12),
      to: at(9, 20, 2),
    })
    expect(joins[2]).toMatchObject({ names: ['Siti'], email: null, from: at(12, 5) })
  })

  it('of Zoom as it is: below the meeting’s own facts', () => {
    const { joins } = read(`
Topic,ID,Host name,Host email,Start time,End time,Participants,Duration (minutes)
Pembukaan,812 3456 7890,Panitia,panitia@contoh.id,10/13/2026 08:30:00 AM,10/13/2026 10:30:00 AM,2,120

Name (original name),Email,Join time,Leave time,Duration (minutes),Guest,In waiting room
Dewi Lestari,dewi@contoh.id,10/13/2026 08:55:00 AM,10/13/2026 10:30:00 AM,95,Yes,No`)
    expect(joins).toHaveLength(1)
    expect(joins[0]).toMatchObject({ line: 5, email: 'dewi@contoh.id', from: at(8, 55), to: at(10, 30) })
  })

  it('of a Zoom webinar: several tables, and those who did not come are passed over', () => {
    const { joins } = read(
      `
Attendee Report|
Report Generated:|Oct 13, 2026 11:02 AM
Panelist Details|
Attended|User Name (Original Name)|Email|Join Time|Leave Time|Time in Session (minutes)|Is Guest
Yes|Pembicara|bicara@contoh.id|Oct 13, 2026 08:20:11|Oct 13, 2026 10:40:01|140|No
Attendee Details|
Attended|User Name (Original Name)|First Name|Last Name|Email|Join Time|Leave Time|Time in Session (minutes)|Is Guest
Yes|Rudi H|Rudi|Hartono|rudi@contoh.id|Oct 13, 2026 09:00:00|Oct 13, 2026 10:00:00|60|Yes
No|Absen|Ab|Sen|absen@contoh.id|--|--|--|--`,
      DAY,
      '|',
    )
    expect(joins.map(({ email }) => email)).toEqual(['bicara@contoh.id', 'rudi@contoh.id'])
    expect(joins[1]).toMatchObject({ names: ['Rudi H', 'Rudi Hartono'], from: at(9), to: at(10) })
  })

  it('of Google Meet: times without a date, also beyond midnight', () => {
    const { joins } = read(`
First name,Last name,Email,Duration,Time joined,Time exited
Dewi,Lestari,dewi@contoh.id,1 hr 2 min,9:01 AM,10:03 AM
Rudi,Hartono,rudi@contoh.id,1 hr,11:30 PM,12:30 AM`)
    expect(joins[0]).toMatchObject({ names: ['Dewi Lestari'], from: at(9, 1), to: at(10, 3) })
    expect(joins[1]).toMatchObject({ from: at(23, 30), to: at(24, 30) })
  })

  it('of Teams, tab by tab; of a chat’s first and last message; and a plain one in Indonesian with codes', () => {
    const teams = read(
      'Name\tFirst Join\tLast Leave\tIn-Meeting Duration\tEmail\nDewi\t10/13/26, 9:01:12 AM\t10/13/26, 10:03:12 AM\t1h 2m\tdewi@contoh.id',
      DAY,
      '\t',
    )
    expect(teams.joins[0]).toMatchObject({ from: at(9, 1, 12), to: at(10, 3, 12) })
    const chat = read('Channel,First seen,Last seen\nDewi L,2026-10-13 09:05:00,2026-10-13 09:55:00')
    expect(chat.joins[0]).toMatchObject({ names: ['Dewi L'], from: at(9, 5), to: at(9, 55) })
    const plain = read('Kode;Nama;Masuk;Menit\nA-001;Dewi;13/10/2026 09.05;50', DAY, ';')
    expect(plain.joins[0]).toMatchObject({ code: 'A-001', from: at(9, 5), to: at(9, 55) })
  })

  it('is read in the zone it was written in, and by the date nearest to the session', () => {
    const utc = read('Name,Join time,Leave time\nDewi,2026-10-13T02:00:00Z,2026-10-13T03:00:00Z')
    expect(utc.joins[0]).toMatchObject({ from: at(9), to: at(10) })
    const makassar = read('Name,Join time,Leave time\nDewi,2026-10-13 10:00,2026-10-13 11:00', {
      ...DAY,
      timeZone: 'Asia/Makassar',
    })
    expect(makassar.joins[0]).toMatchObject({ from: at(9), to: at(10) })
    const [october, november] = ['2026-10-11', '2026-11-10'].map(
      (date) =>
        read('Name,Join time,Leave time\nDewi,10/11/2026 09:00,10/11/2026 10:00', { ...DAY, date }).joins[0]?.from,
    )
    expect([october, november]).toEqual([Date.UTC(2026, 9, 11, 2), Date.UTC(2026, 10, 10, 2)])
  })

  it('says which rows it could not take, and why', () => {
    const { joins, rejected } = read(`
Name,Email,Join time,Leave time
Dewi,,kapan,10/13/2026 10:00
Rudi,,10/13/2026 09:00,
Budi,,10/13/2026 10:00,10/13/2026 09:00
,,10/13/2026 09:00,10/13/2026 10:00`)
    expect(joins).toEqual([])
    expect(rejected.map(({ line, reason }) => [line, reason])).toEqual([
      [2, 'no_join_time'],
      [3, 'no_leave_time'],
      [4, 'leaves_before_joining'],
      [5, 'nobody'],
    ])
  })

  it('is none without a name and a time', () => {
    expect(readParticipants([{ line: 1, fields: ['Nomor', 'Kota'] }], DAY)).toBeNull()
  })
})

describe('presence', () => {
  it('counts times that overlap once', () => {
    expect(
      union([
        { from: 5, to: 9 },
        { from: 1, to: 3 },
        { from: 2, to: 6 },
        { from: 20, to: 21 },
      ]),
    ).toEqual([
      { from: 1, to: 9 },
      { from: 20, to: 21 },
    ])
  })
})
