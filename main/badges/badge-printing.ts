import type { Label } from '../../core/badges/badge'
import { badgeFor, type BadgeOccasion } from '../../core/badges/badge'
import type { BadgeHealth, BadgePrinter, HeldBadge } from '../../core/contract/badge'
import type { BadgeState } from '../../core/contract/walk-in'
import { walkInCodeEnds } from '../../core/commands/register-walk-in'
import { badgeFailed, badgePrinted, badgeStream } from '../../core/events/visitor'
import type { BadgeTrouble } from '../../core/projections/badge'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { Badge } from '../../core/setup/schema'
import type { BadgeJob } from '../../db/settings/badge-jobs'
import { issueCode } from '../codes/visitor-codes'
import { logoText } from '../commands/picture'
import type { FairFolder } from '../folder/fair-folder'
import { printLabel } from './label-printer'
import type { LabelMaker } from './label-window'
import { contextOf } from '../commands/context'

/** The code a label is to bear; made anew when nobody has one to give. */
export interface BadgeCode {
  readonly text: string
  /** Of a signed code made for this label; null: the visitor's own. */
  readonly credential: string | null
}

export interface BadgeRequest {
  /** Kept for every retry: the same press is one label. */
  readonly id: string
  readonly visitor: string
  readonly gate: string | null
  readonly locale: 'id' | 'en'
  readonly code: BadgeCode | null
}

export interface BadgeWorld {
  readonly folder: FairFolder
  readonly maker: LabelMaker
  readonly locale: 'id' | 'en'
  /** Something that screens show has changed. */
  readonly changed: () => void
  readonly report: (what: string, thrown: unknown) => void
}

const NO_PRINTER: BadgePrinter = { kind: 'none' }

/**
 * The label printer of this installation: one label at a time, in order. A label that was wanted is written down before
 * anything is sent. After a restart nothing is printed by itself: what is not known to be out is held for staff.
 */
export class BadgePrinting {
  private readonly wanted = new Map<string, Pick<BadgeRequest, 'locale' | 'code'>>()
  /** Labels that came out in this run, by request. */
  private readonly out = new Set<string>()
  private tail: Promise<unknown> = Promise.resolve()
  private isStopped = false
  private lastTrouble: BadgeHealth['lastTrouble'] = null

  constructor(private readonly world: BadgeWorld) {
    this.jobs.holdLeft()
    for (const { trouble, askedAt } of this.jobs.all())
      if (trouble !== null) this.lastTrouble = { what: trouble, at: askedAt }
  }

  printer(): BadgePrinter {
    return this.world.folder.settings.get('badgePrinter') ?? NO_PRINTER
  }

  when(): BadgeOccasion {
    return this.world.folder.settings.get('badgeWhen') ?? 'walk_ins'
  }

  set(change: { readonly printer?: BadgePrinter; readonly when?: BadgeOccasion }): void {
    const { settings } = this.world.folder
    if (change.printer !== undefined) {
      settings.set('badgePrinter', change.printer)
      // Another printer has done nothing wrong yet.
      this.lastTrouble = null
    }
    if (change.when !== undefined) settings.set('badgeWhen', change.when)
    this.world.changed()
  }

  /** Does a label come out by itself for this category when somebody of this kind is let in here? */
  comesOut(kind: 'walk_in' | 'roster', category: string): boolean {
    const when = this.when()
    const fair = this.world.folder.checkin.fair()
    if (fair === null || this.printer().kind === 'none' || badgeFor(fair.setup, category) === null) return false
    return when === 'everybody' || (when === 'walk_ins' && kind === 'walk_in')
  }

  /** Puts the first badge of somebody just let in into the line, once; who has one gets no other by themselves. */
  first(request: BadgeRequest): void {
    if (this.jobs.find(request.id) !== null || this.out.has(request.id)) return
    if ((this.world.folder.visitors.badge(request.visitor)?.copies ?? 0) > 0) return
    void this.add(request).catch((thrown: unknown) => this.world.report('badge', thrown))
  }

  /** Prints a badge for staff and waits for it; a second one is marked. Its request twice is one label. */
  async print(request: BadgeRequest): Promise<Result<null, BadgeTrouble | 'no_badge'>> {
    const fair = this.world.folder.checkin.fair()
    const row = this.world.folder.checkin.visitor(request.visitor)
    if (fair === null || row === null || badgeFor(fair.setup, row.category) === null) return err('no_badge')
    if (this.out.has(request.id)) return ok(null)
    if (this.jobs.find(request.id) !== null) return this.again(request.id)
    return this.add(request)
  }

  /** Prints a held label now. */
  async again(id: string): Promise<Result<null, BadgeTrouble>> {
    if (this.jobs.again(id)) return this.inLine(() => this.run(id))
    return this.out.has(id) ? ok(null) : err('other')
  }

  /** Nobody waits for it any more; false: it is not held. */
  drop(id: string): boolean {
    const isHeld = this.jobs.find(id)?.state === 'held'
    if (isHeld) this.jobs.drop(id)
    this.world.changed()
    return isHeld
  }

  /** How the label of a request comes along. */
  state(id: string): BadgeState {
    if (this.out.has(id)) return 'printed'
    const job = this.jobs.find(id)
    if (job === null) return 'none'
    return job.state === 'held' ? 'trouble' : 'waiting'
  }

  health(): BadgeHealth {
    const jobs = this.jobs.all()
    const held = jobs.filter(({ state }) => state === 'held').length
    return { kind: this.printer().kind, waiting: jobs.length - held, held, lastTrouble: this.lastTrouble }
  }

  held(): readonly HeldBadge[] {
    const { folder } = this.world
    const fair = folder.checkin.fair()
    return this.jobs.all().flatMap(({ id: job, visitor, state, trouble, mayBeOut, askedAt: at }) => {
      if (state !== 'held') return []
      const category = folder.checkin.visitor(visitor)?.category ?? ''
      return [
        {
          job,
          name: this.nameOf(visitor),
          category: fair?.category(category)?.name ?? { id: category, en: category },
          at,
          trouble,
          mayBeOut,
        },
      ]
    })
  }

  /** Prints a label of nobody, to see paper, size and place. */
  async test(badge: Badge): Promise<Result<null, BadgeTrouble>> {
    const fair = this.world.folder.checkin.fair()
    const [category] = fair?.setup.categories ?? []
    if (fair === null || category === undefined) return err('other')
    const label = this.labelOf(fair, badge, category.code, {
      name: this.world.locale === 'id' ? 'Contoh label nama' : 'Sample name label',
      institution: fair.setup.city,
      code: null,
      isCopy: false,
      locale: this.world.locale,
    })
    return this.inLine(() => this.send(label))
  }

  stop(): void {
    this.isStopped = true
  }

  private add(request: BadgeRequest): Promise<Result<null, BadgeTrouble>> {
    const { folder } = this.world
    this.jobs.add(request.id, request.visitor, request.gate, folder.ports.wall())
    this.wanted.set(request.id, request)
    this.world.changed()
    return this.inLine(() => this.run(request.id))
  }

  private async run(id: string): Promise<Result<null, BadgeTrouble>> {
    const job = this.jobs.find(id)
    if (this.isStopped || job === null || job.state !== 'waiting') return err('other')
    const made = this.make(job)
    if (made === null) {
      this.jobs.drop(id)
      return err('other')
    }
    this.jobs.printing(id)
    const sent = await this.send(made.label)
    if (this.isStopped) return err('other')
    const { visitor, gate } = job
    const { folder } = this.world
    const ctx = contextOf(folder)
    const body = { visitor, badge: made.badge.code, gate }
    folder.log.transact((append) => {
      if (sent.ok) {
        const copy = this.copies(job) + 1
        append(badgePrinted.make(badgeStream(visitor), { ...body, copy, credential: made.credential }, ctx))
      } else append(badgeFailed.make(badgeStream(visitor), { ...body, trouble: sent.code }, ctx))
    })
    if (sent.ok) {
      this.jobs.drop(id)
      this.out.add(id)
      this.wanted.delete(id)
    } else this.jobs.hold(id, sent.code, sent.code === 'timeout')
    this.world.changed()
    return sent
  }

  private async send(label: Label): Promise<Result<null, BadgeTrouble>> {
    const sent = await this.trySend(label)
    this.lastTrouble = sent.ok ? null : { what: sent.code, at: this.world.folder.ports.wall() }
    return sent
  }

  private async trySend(label: Label): Promise<Result<null, BadgeTrouble>> {
    try {
      return await printLabel(this.world.maker, this.printer(), label, this.world.folder.ports.wall())
    } catch (thrown) {
      this.world.report('badge', thrown)
      return err('other')
    }
  }

  /** What a job's label shows now; null: its visitor is not known here, or has no badge any more. */
  private make(job: BadgeJob): { label: Label; badge: Badge; credential: string | null } | null {
    const { folder } = this.world
    const fair = folder.checkin.fair()
    const row = folder.checkin.visitor(job.visitor)
    const badge = fair === null || row === null ? null : badgeFor(fair.setup, row.category)
    if (fair === null || row === null || badge === null) return null
    const wanted = this.wanted.get(job.id)
    const code = badge.showCode ? (wanted?.code ?? this.ownCode(row.id) ?? this.freshCode(fair, row)) : null
    const label = this.labelOf(fair, badge, row.category, {
      name: this.nameOf(row.id),
      institution: badge.showInstitution ? row.institution : null,
      code: code?.text ?? null,
      isCopy: this.copies(job) > 0,
      locale: wanted?.locale ?? this.world.locale,
    })
    return { label, badge, credential: code?.credential ?? null }
  }

  private labelOf(
    { setup }: Fair,
    { widthMm, heightMm }: Badge,
    category: string,
    rest: Pick<Label, 'name' | 'institution' | 'code' | 'isCopy' | 'locale'>,
  ): Label {
    const known = setup.categories.find(({ code }) => code === category)
    return {
      widthMm,
      heightMm,
      fair: setup.name,
      logo: logoText(this.world.folder),
      color: known?.color ?? setup.brand.color,
      category: known?.name ?? { id: category, en: category },
      ...rest,
    }
  }

  /** The code kept with the contact: a desk can open it, a gate cannot. */
  private ownCode(visitor: string): BadgeCode | null {
    const contact = this.world.folder.people.read(visitor, 'contact')
    const text = contact.ok ? (contact.value.code ?? null) : null
    return text === null ? null : { text, credential: null }
  }

  private freshCode(fair: Fair, { id: visitor, category }: { id: string; category: string }): BadgeCode | null {
    const { folder } = this.world
    const ctx = contextOf(folder)
    const validUntil = walkInCodeEnds(fair.setup, ctx.now)
    return folder.log.transact((append) => {
      const code = issueCode(folder, fair, { visitor, category, validFrom: null, validUntil }, ctx)
      if (!code.ok) return null
      append(code.value.event)
      return { text: code.value.text, credential: code.value.credential }
    })
  }

  /** Labels of this visitor that are out, or may be. */
  private copies({ visitor, mayBeOut }: BadgeJob): number {
    return (this.world.folder.visitors.badge(visitor)?.copies ?? 0) + (mayBeOut ? 1 : 0)
  }

  private nameOf(visitor: string): string | null {
    const greet = this.world.folder.people.read(visitor, 'greet')
    return greet.ok ? greet.value.name : null
  }

  private get jobs() {
    return this.world.folder.badgeJobs
  }

  /** Runs work when all before it is done: one printer, one label at a time. */
  private inLine<T>(work: () => Promise<T>): Promise<T> {
    const done = this.tail.then(work)
    this.tail = done.catch((thrown: unknown) => this.world.report('badge', thrown))
    return done
  }
}
