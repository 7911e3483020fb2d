import { hash } from 'node:crypto'
import { isEnvelope, type LogEvent } from '../../core/events/envelope'
import type { StoredEvent } from '../projections/projector'

/** The columns of event_log that make a stored event. */
export interface LogRow {
  readonly seq: number
  readonly text: string
  readonly hub_seq: number | null
  readonly hub_offset: number | null
}

export const sha256 = (text: string): Buffer => hash('sha256', text, 'buffer')

export function toStored(row: LogRow): StoredEvent {
  return { seq: row.seq, event: JSON.parse(row.text) as LogEvent, hubSeq: row.hub_seq, hubOffset: row.hub_offset }
}

/** The event in a text that came from outside, or null when it is none. */
export function readEvent(text: string): LogEvent | null {
  try {
    const json: unknown = JSON.parse(text)
    return isEnvelope(json) ? json : null
  } catch {
    return null // no JSON; the caller refuses it by name
  }
}
