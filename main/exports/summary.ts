import { say, type MessageKey } from '../i18n'
import { dateSerial } from '../../core/time/zone-clock'
import type { FairFolder } from '../folder/fair-folder'
import { sheetName, type FreeSheet, type SheetCell } from '../spreadsheets/workbook-writer'
import type { CellKind } from '../spreadsheets/workbook-parts'
import type { ExportRequest } from './request'
import type { Words } from './words'

type Row = FreeSheet['rows'][number]

const WIDTHS = [34, 20, 14, 14, 14, 14, 14, 14, 14, 14]

/**
 * The sheet behind the data: what this file is, and the fair's figures for the days that were asked for, from the very
 * functions that the live view and `stats` ask (db/queries/figures.ts).
 */
export function summarySheet(folder: FairFolder, request: ExportRequest, words: Words, rows: number): FreeSheet {
  const { locale } = request
  const name = sheetName(say(locale, 'sheet.summary'))
  const days = request.days ?? words.fair.setup.days
  const body =
    request.what === 'tickets'
      ? serviceRows(folder, days, words)
      : request.what === 'log'
        ? []
        : doorRows(folder, days, words)
  return { name, widths: WIDTHS, rows: [...aboutRows(folder, request, words, rows), ...body] }
}

function aboutRows(folder: FairFolder, request: ExportRequest, words: Words, rows: number): Row[] {
  const { fair } = words
  const label = labels(words)
  const lists = request.lists?.map((list) => words.list(list.code)).join('; ') ?? label('all')
  return [
    head(words.text(fair.setup.name)),
    line(text(label('what')), text(say(request.locale, `sheet.${request.what}`))),
    line(text(label('rows')), number(rows)),
    line(text(label('days')), text(request.days?.join('; ') ?? label('all'))),
    line(text(label('lists')), text(lists)),
    line(text(label('made')), { kind: 'time', value: words.clock.serial(folder.ports.wall()) }),
    line(text(label('zone')), text(fair.setup.timeZone)),
    ...(request.personal === null ? [] : [line(text(label('personal')), text(label('handle')))]),
  ]
}

/** Doors by day, refusals, sessions, categories: for attendance, scans and visitors. */
function doorRows(folder: FairFolder, days: readonly string[], words: Words): Row[] {
  const { fair, locale } = words
  const label = labels(words)
  const now = folder.ports.wall()
  const figures = days.map((day) => folder.figures.day(fair, day, now))
  const totals = folder.figures.attendance(fair, days)
  const hybrid = figures.map((day) => ({ day: day.day, ...folder.figures.presence(fair, day) }))
  const reason = (code: string) => say(locale, `refusal.${code}` as MessageKey)
  const refusals = figures.flatMap(({ day, refusals: own }) => own.map((row) => ({ day, ...row })))
  const sessions = days.flatMap((day) => folder.figures.sessions(fair, day, now))
  return [
    blank,
    head(
      label('doors'),
      label('people'),
      label('entries'),
      label('duplicates'),
      label('again'),
      label('exits'),
      label('refused'),
      label('inside'),
    ),
    ...figures.map((day) =>
      line(
        date(day.day),
        ...[day.people, day.entries, day.duplicates, day.again, day.exits, day.refused, day.inside].map(number),
      ),
    ),
    line(text(label('everybody')), number(totals.people.all)),
    ...(hybrid.every(({ online, both }) => online + both === 0)
      ? []
      : [
          blank,
          head(label('hybrid'), label('hybrid.onSite'), label('hybrid.online'), label('hybrid.both')),
          ...hybrid.map(({ day, onSite, online, both }) => line(date(day), ...[onSite, online, both].map(number))),
        ]),
    blank,
    head(label('categories'), label('people'), ...days),
    ...totals.categories.map(({ category, all, days: each }) =>
      line(text(words.category(category) ?? ''), number(all), ...each.map(number)),
    ),
    ...(refusals.length === 0
      ? []
      : [
          blank,
          head(label('refusals'), label('day'), label('scans')),
          ...refusals.map((row) => line(text(reason(row.reason)), date(row.day), number(row.n))),
        ]),
    ...(sessions.length === 0
      ? []
      : [
          blank,
          head(label('sessions'), label('people'), label('online'), label('capacity'), label('refused')),
          ...sessions.map((session) =>
            line(
              text(words.list(session.list)),
              number(session.people),
              number(session.online),
              number(session.capacity),
              number(session.refused),
            ),
          ),
        ]),
  ]
}

function serviceRows(folder: FairFolder, days: readonly string[], words: Words): Row[] {
  const label = labels(words)
  const report = folder.figures.serviceReport(words.fair, days, null)
  const minutes = (ms: number | undefined): SheetCell => (ms === undefined ? null : Math.round(ms / 6_000) / 10)
  const row = (name: string, figures: typeof report.all): Row =>
    line(
      text(name),
      ...[figures.tickets, figures.done, figures.noShows, figures.abandoned].map(number),
      number(minutes(figures.wait?.p50)),
      number(minutes(figures.wait?.p90)),
      { kind: 'share', value: figures.inTarget },
      number(minutes(figures.service?.p50)),
    )
  return [
    blank,
    head(
      label('services'),
      label('tickets'),
      label('done'),
      label('noShows'),
      label('abandoned'),
      label('p50'),
      label('p90'),
      label('inTarget'),
      label('serving'),
    ),
    ...[...report.services].map(([service, figures]) => row(words.service(service), figures)),
    row(label('allServices'), report.all),
  ]
}

const labels = (words: Words) => (key: string) => say(words.locale, `summary.${key}` as MessageKey)
const text = (value: string): { kind: CellKind; value: SheetCell } => ({ kind: 'text', value })
const number = (value: SheetCell): { kind: CellKind; value: SheetCell } => ({ kind: 'number', value })
const date = (value: string): { kind: CellKind; value: SheetCell } => ({ kind: 'date', value: dateSerial(value) })
const line = (...cells: Row['cells']): Row => ({ cells })
const head = (...titles: readonly string[]): Row => ({ isHead: true, cells: titles.map(text) })
const blank: Row = { cells: [] }
