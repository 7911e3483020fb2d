import type { LogEvent } from '../../core/events/envelope'
import type { Span } from '../../core/setup/fair'
import type { ExportQueries } from '../../db/queries/exports'
import { columnsOf, type ExportTable, type Line } from './table'

const LOG = columnsOf({
  time: 'time',
  type: 'word',
  version: 'number',
  actor: 'word',
  stream: 'text',
  body: 'text',
  event: 'text',
  station: 'word',
  chain: 'word',
  stationSeq: 'number',
  hubSeq: 'number',
})

/** One row an event, in order of arrival at this station. The log names nobody: ids, codes of the set-up and HMACs only. */
export function logTable(queries: ExportQueries, spans: readonly Span[] | null): ExportTable {
  const isAsked = (at: number) => spans === null || spans.some(({ from, to }) => at >= from && at < to)
  return {
    what: 'log',
    columns: LOG,
    count: queries.logCount,
    *rows(): Generator<Line> {
      for (const { text, hub_seq } of queries.log()) {
        const event = JSON.parse(text) as LogEvent
        if (!isAsked(event.at)) continue
        yield {
          visitor: null,
          values: [
            event.at,
            event.type,
            event.version,
            event.actor ?? null,
            event.stream,
            JSON.stringify(event.body),
            event.id,
            event.station,
            event.chain,
            event.stationSeq,
            hub_seq,
          ],
        }
      }
    },
  }
}
