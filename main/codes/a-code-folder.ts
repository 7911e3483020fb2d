import type { NewEvent } from '../../core/events/envelope'
import { visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import type { ScanDirection } from '../../core/events/checkin'
import { lookupHmac } from '../../db/people/keys'
import { QueueFolder, sure } from '../commands/queue/a-queue-folder'
import { commitScan, type CommittedScan } from '../commands/scan'
import { issueCode, type CodeRequest, type IssuedCode } from './visitor-codes'

/** For tests: what is done with codes in a folder. */

export const fairOf = ({ folder }: QueueFolder) => {
  const fair = folder.checkin.fair()
  if (fair === null) throw new Error('the folder has no fair')
  return fair
}

export const ctxOf = ({ ports }: QueueFolder) => ({ now: ports.wall(), newId: ports.newId })

export function append(station: QueueFolder, ...events: readonly NewEvent[]): void {
  station.folder.log.transact((put) => events.forEach((event) => put(event)))
}

/** Scans a text at the door of day 1. */
export function scan(
  station: QueueFolder,
  text: string,
  direction: ScanDirection = 'entry',
): CommittedScan['decision'] {
  const { folder } = station
  const request = { scanId: station.id(), text, length: text.length, via: 'command' as const, gate: 'north' }
  const scanned = commitScan(folder, { ...request, direction, typedAt: null }, (fair) => fair.list('day-1'))
  if (typeof scanned === 'string') throw new Error(scanned)
  return scanned.decision
}

/** A code made by this station, and recorded. */
export function issue(station: QueueFolder, more: Partial<CodeRequest> = {}): IssuedCode {
  const request = { visitor: station.id(), category: 'umum', validFrom: null, validUntil: null, ...more }
  const issued = sure(issueCode(station.folder, fairOf(station), request, ctxOf(station)))
  append(station, issued.event)
  return issued
}

/** A visitor of the roster with this code. */
export function register(station: QueueFolder, code: string, more: Partial<VisitorFacts> = {}): string {
  const facts: VisitorFacts = {
    visitor: station.id(),
    category: 'umum',
    institution: null,
    status: 'active',
    codeHmac: lookupHmac(station.folder.keys, 'code', code).toString('hex'),
    rowHmac: null,
    source: 'roster',
    ...more,
  }
  append(station, visitorRegistered.make(visitorStream(facts.visitor), facts, ctxOf(station)))
  return facts.visitor
}
