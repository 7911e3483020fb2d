import { randomInt } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { shortCode, SHORT_CODE_LENGTH } from '../../core/codes/short-code'
import { visitorChanged, visitorRegistered, visitorStream, type VisitorFacts } from '../../core/events/visitor'
import { err, ok, type Result } from '../../core/result/result'
import { openRoster, type RosterError } from '../../core/roster/read-roster'
import type { RejectedRow, RosterRow } from '../../core/roster/rows'
import type { Fair } from '../../core/setup/fair'
import { lookupHmac } from '../../db/people/keys'
import type { NewRow } from '../../db/people/store'
import type { FairFolder } from '../folder/fair-folder'

export interface RosterReport {
  readonly added: number
  readonly updated: number
  readonly unchanged: number
  readonly rejected: readonly {
    readonly line: number
    readonly column: string | null
    readonly value: string
    readonly reason: string
  }[]
}

const DAY_MS = 86_400_000

/** What one row of the file comes to. */
interface Plan {
  readonly row: RosterRow
  readonly facts: VisitorFacts
  readonly action: 'add' | 'update' | 'none'
  /** Whether what the log knows of the person changes; else only personal fields do. */
  readonly factsChange: boolean
  readonly people: readonly NewRow[]
}

/**
 * Imports a roster file: all of it or, when it is refused or something fails, nothing. The same file again changes
 * nothing. Rows that cannot be taken are listed with their line and reason, the others are imported.
 */
export async function importRoster(
  folder: FairFolder,
  fair: Fair,
  file: string,
  onProgress: (rows: number) => void = () => undefined,
): Promise<Result<RosterReport, RosterError>> {
  const categories = fair.setup.categories.map(({ code, name }) => ({ code, names: [name.id, name.en] }))
  const roster = await openRoster(() => createReadStream(file, { highWaterMark: 256 * 1024 }), categories)
  if (!roster.ok) return err(roster.code, roster.detail)
  const plans: Plan[] = []
  const given = new Set<string>()
  const rejected: Omit<RejectedRow, 'kind'>[] = []
  for await (const portion of roster.value.rows()) {
    for (const row of portion) {
      const plan = row.kind === 'row' ? planRow(folder, row, given) : row
      if (!('reason' in plan)) plans.push(plan)
      else
        rejected.push({
          line: plan.line,
          column: plan.column,
          value: plan.value,
          reason: plan.reason as RejectedRow['reason'],
        })
    }
    onProgress(plans.length + rejected.length)
  }
  // Personal rows first, then the events that name them: a crash in between leaves orphans, which are swept.
  const people = plans.flatMap((plan) => plan.people)
  if (people.length > 0) folder.people.put(people)
  const counts = write(folder, plans)
  // What an import left behind that was cut off between the two, once nobody can be at it any more.
  folder.people.sweepOrphans({ isNamed: folder.roster.isNamed, olderThan: folder.ports.wall() - DAY_MS })
  return ok({ ...counts, rejected })
}

function planRow(
  folder: FairFolder,
  row: RosterRow,
  given: Set<string>,
): Plan | (Omit<RejectedRow, 'reason'> & { reason: RejectedRow['reason'] | 'erased' }) {
  const identity =
    row.code === null ? lookupHmac(folder.keys, 'row', row.identity ?? '') : lookupHmac(folder.keys, 'code', row.code)
  if (folder.people.isErased(identity))
    return { kind: 'rejected', line: row.line, column: null, value: '', reason: 'erased' }
  const known = row.code === null ? folder.roster.byRow(identity) : folder.roster.byCode(identity)
  const { category, institution } = row
  if (known === null) {
    const code = row.code ?? freshCode(folder, given)
    const facts: VisitorFacts = {
      visitor: folder.ports.newId(),
      category,
      institution,
      status: 'active',
      codeHmac: lookupHmac(folder.keys, 'code', code).toString('hex'),
      rowHmac: row.code === null ? identity.toString('hex') : null,
      source: 'roster',
    }
    return { row, facts, action: 'add', factsChange: true, people: peopleRows(facts.visitor, row, code) }
  }
  const facts: VisitorFacts = { ...known, category, institution }
  const factsChange = known.category !== category || known.institution !== institution
  const personal = personalChanges(folder, known.visitor, row)
  return { row, facts, action: factsChange || personal.length > 0 ? 'update' : 'none', factsChange, people: personal }
}

function peopleRows(visitor: string, row: RosterRow, code: string): NewRow[] {
  const { name, phone, email } = row
  return [
    { visitor, group: 'greet', fields: { name }, lookup: { phone, email } },
    { visitor, group: 'contact', fields: { phone, email, code } },
  ]
}

/** The personal rows that differ from what is stored. A group that was erased stays so. */
function personalChanges(folder: FairFolder, visitor: string, row: RosterRow): NewRow[] {
  const greet = folder.people.read(visitor, 'greet')
  const contact = folder.people.read(visitor, 'contact')
  const code = contact.ok ? (contact.value.code ?? row.code) : row.code
  const [greetRow, contactRow] = peopleRows(visitor, row, code ?? '')
  const changes: NewRow[] = []
  // What this station cannot open (no_key) or what was erased is not compared: the same file again changes nothing.
  const reachChanged = contact.ok
    ? (contact.value.phone ?? null) !== row.phone || (contact.value.email ?? null) !== row.email
    : contact.code === 'absent'
  if (greetRow !== undefined && (!greet.ok ? greet.code === 'absent' : greet.value.name !== row.name || reachChanged))
    changes.push(greetRow)
  if (contactRow !== undefined && reachChanged) changes.push(contactRow)
  return changes
}

/** One transaction for the whole file. Each row is looked up again in it: another import may have come first. */
function write(folder: FairFolder, plans: readonly Plan[]): Omit<RosterReport, 'rejected'> {
  const counts = { added: 0, updated: 0, unchanged: 0 }
  const ctx = { now: folder.ports.wall(), newId: folder.ports.newId }
  folder.log.transact((append) => {
    for (const { action, facts, factsChange } of plans) {
      const taken = action === 'add' && isTaken(folder, facts)
      if (action === 'none' || taken) counts.unchanged += 1
      else if (action === 'add') counts.added += 1
      else counts.updated += 1
      if (taken || !factsChange) continue
      const type = action === 'add' ? visitorRegistered : visitorChanged
      append(type.make(visitorStream(facts.visitor), facts, ctx))
    }
  })
  return counts
}

function isTaken(folder: FairFolder, facts: VisitorFacts): boolean {
  const hmac = facts.rowHmac ?? facts.codeHmac
  if (hmac === null) return false
  const key = Buffer.from(hmac, 'hex')
  return (facts.rowHmac === null ? folder.roster.byCode(key) : folder.roster.byRow(key)) !== null
}

/** A short code nobody has, nor got from this file: among a million rows some would meet by chance. */
function freshCode(folder: FairFolder, given: Set<string>): string {
  for (;;) {
    const code = shortCode(Array.from({ length: SHORT_CODE_LENGTH - 1 }, () => randomInt(32)))
    if (given.has(code) || folder.roster.byCode(lookupHmac(folder.keys, 'code', code)) !== null) continue
    given.add(code)
    return code
  }
}
