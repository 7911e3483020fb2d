import type { VisitorFacts } from '../../core/events/visitor'
import type { RosterColumn, RosterColumns } from '../../core/roster/columns'
import type { RejectedRow, RejectReason, RosterRow } from '../../core/roster/rows'
import type { StagedEvent } from '../../db/log/import-runs'
import { lookupHmac } from '../../db/people/keys'
import type { StagedRow } from '../../db/people/staging'
import { freshCode } from '../codes/fresh-code'
import type { FairFolder } from '../folder/fair-folder'

/** `erased`: this person was forgotten and stays so. `duplicate_person`: an earlier row is the same person. */
export type Reject = Omit<RejectedRow, 'kind' | 'reason'> & {
  readonly reason: RejectReason | 'erased' | 'duplicate_person'
}

/** What one row of the file comes to. */
export type Plan =
  | { readonly do: 'reject'; readonly reject: Reject }
  | { readonly do: 'none' }
  | { readonly do: 'add' | 'update'; readonly event: StagedEvent | null; readonly people: readonly StagedRow[] }

export interface PlanOptions {
  /** People who are registered already stay as they are. */
  readonly keep: boolean
  /** The check counts only: no ids and codes are made for it. */
  readonly isDryRun: boolean
}

/** Decides row after row of one file what becomes of it; remembers what it gave, so use one for each file. */
export class RosterPlan {
  readonly #folder: FairFolder
  readonly #columns: RosterColumns
  readonly #options: PlanOptions
  readonly #given = new Set<string>()
  /** The row of each person known before. */
  readonly #lines = new Map<string, number>()

  constructor(folder: FairFolder, columns: RosterColumns, options: PlanOptions) {
    this.#folder = folder
    this.#columns = columns
    this.#options = options
  }

  of(row: RosterRow): Plan {
    const { keys, people, roster } = this.#folder
    const identity =
      row.code === null ? lookupHmac(keys, 'row', row.identity ?? '') : lookupHmac(keys, 'code', row.code)
    if (people.isErased(identity)) return reject(row, 'erased')
    const known = row.code === null ? roster.byRow(identity) : roster.byCode(identity)
    if (known === null) return this.#add(row, identity)
    const firstLine = this.#lines.get(known.visitor)
    if (firstLine !== undefined) return reject(row, 'duplicate_person', firstLine)
    this.#lines.set(known.visitor, row.line)
    return this.#options.keep ? { do: 'none' } : this.#update(row, known)
  }

  #add(row: RosterRow, identity: Buffer): Plan {
    if (this.#options.isDryRun) return { do: 'add', event: null, people: [] }
    const { code, hmac } = row.code === null ? freshCode(this.#folder, this.#given) : { code: row.code, hmac: identity }
    const { name, greeting, phone, email, category, institution } = row
    const visitor = this.#folder.ports.newId()
    const facts: VisitorFacts = {
      visitor,
      category,
      institution,
      status: 'active',
      codeHmac: hmac.toString('hex'),
      rowHmac: row.code === null ? identity.toString('hex') : null,
      source: 'roster',
    }
    const greet = greeting === null ? { name } : { name, greeting }
    return {
      do: 'add',
      event: { eventId: this.#folder.ports.newId(), isNew: true, facts },
      people: [
        { visitor, group: 'greet', version: 1, fields: greet, lookup: { phone, email } },
        { visitor, group: 'contact', version: 1, fields: { phone, email, code } },
      ],
    }
  }

  /** Columns that the file does not have say nothing: what is stored of them stays. */
  #update(row: RosterRow, known: VisitorFacts): Plan {
    const institution = this.#has('institution') ? row.institution : known.institution
    const { category } = row
    const factsChange = known.category !== category || known.institution !== institution
    const people = this.#personalChanges(known.visitor, row)
    if (!factsChange && people.length === 0) return { do: 'none' }
    const facts = { ...known, category, institution }
    const event = factsChange ? { eventId: this.#folder.ports.newId(), isNew: false, facts } : null
    return { do: 'update', event, people }
  }

  /**
   * The personal rows that differ from what is stored. What this station cannot open (no_key) or what was erased is not
   * compared: the same file again changes nothing.
   */
  #personalChanges(visitor: string, row: RosterRow): StagedRow[] {
    const { people } = this.#folder
    const greet = people.read(visitor, 'greet')
    const contact = people.read(visitor, 'contact')
    const before = contact.ok ? contact.value : {}
    const phone = this.#has('phone') ? row.phone : (before.phone ?? null)
    const email = this.#has('email') ? row.email : (before.email ?? null)
    const reachChanges = contact.ok
      ? (before.phone ?? null) !== phone || (before.email ?? null) !== email
      : contact.code === 'absent'
    const changes: StagedRow[] = []
    const old = greet.ok ? greet.value : null
    const greeting = this.#has('greeting') ? row.greeting : (old?.greeting ?? null)
    const nameChanges = old !== null && (old.name !== row.name || (old.greeting ?? null) !== greeting)
    if (greet.ok ? nameChanges || reachChanges : greet.code === 'absent') {
      const fields = greeting === null ? { name: row.name } : { name: row.name, greeting }
      const version = people.nextVersion(visitor, 'greet')
      changes.push({ visitor, group: 'greet', version, fields, lookup: { phone, email } })
    }
    if (reachChanges) {
      const code = before.code ?? row.code
      changes.push({
        visitor,
        group: 'contact',
        version: people.nextVersion(visitor, 'contact'),
        fields: { phone, email, code },
      })
    }
    return changes
  }

  #has(column: RosterColumn): boolean {
    return this.#columns.at[column] !== undefined
  }
}

function reject(row: RosterRow, reason: Reject['reason'], firstLine?: number): Plan {
  const where = { line: row.line, column: null, value: '', reason }
  return { do: 'reject', reject: firstLine === undefined ? where : { ...where, firstLine } }
}
