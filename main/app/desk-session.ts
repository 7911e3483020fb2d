import type { WebContents } from 'electron'
import type { DeskError } from '../../core/contract/desk'
import type { Fair } from '../../core/setup/fair'
import type { StaffRole } from '../../core/setup/schema'
import type { FairFolder } from '../folder/fair-folder'
import { placed, type QueueStation } from './queue-station'
import type { WindowSessions } from './window-sessions'

/** A desk that nobody touched for so long locks itself: it shows every visitor's name. */
export const DESK_SESSION_MS = 15 * 60_000

/** What the calls of a desk ask of the station. */
export interface DeskStation extends QueueStation {
  /** Who is signed in at which desk window. */
  readonly desks: WindowSessions
}

/** Somebody at work at a desk. */
export interface DeskSession {
  readonly folder: FairFolder
  readonly fair: Fair
  /** Code of the person, for the events. */
  readonly actor: string
  readonly role: StaffRole
}

const RANKS: Readonly<Record<StaffRole, number>> = { operator: 0, supervisor: 1, organizer: 2 }

/** Whether a person of this role may do what needs the other. */
export const reaches = (role: StaffRole, needed: StaffRole): boolean => RANKS[role] >= RANKS[needed]

/** The role of somebody of the set-up; null: nobody of it (any more). */
export const staffRoleOf = ({ setup }: Fair, staff: string): StaffRole | null =>
  setup.staff.find(({ code }) => code === staff)?.role ?? null

/**
 * The guard of every desk call: is this window a desk, and is somebody signed in at it whose role suffices? Asked of the
 * set-up at each call, so that a role taken away is gone at once. Does not count as a sign of life (`desk.stay` does).
 */
export function deskSession(
  station: DeskStation,
  sender: WebContents,
  needed: StaffRole = 'supervisor',
): { readonly ok: true; readonly value: DeskSession } | { readonly ok: false; readonly code: DeskError } {
  const at = placed(station, sender, 'desk')
  if (!at.ok) return at
  const { folder, fair } = at.value
  const actor = station.desks.at(sender)
  const role = actor === null ? null : staffRoleOf(fair, actor)
  if (actor === null || role === null) return { ok: false, code: 'not_signed_in' }
  return reaches(role, needed)
    ? { ok: true, value: { folder, fair, actor, role } }
    : { ok: false, code: 'role_too_low' }
}
