import { z } from 'zod'
import * as parts from './parts'
import { checkReferences } from './references'

export { StaffRole, Text } from './parts'

/**
 * The whole set-up of a fair, as it lies in one reviewed JSON file (assets/demo/fair.json is one; docs/fair-file.md
 * explains it).
 */

/** The set-up as it stands in a file. */
export const FairFile = z
  .strictObject({ ...parts.shape, staff: z.array(parts.Staff).default([]) })
  .superRefine(checkReferences)
/** The set-up as it stands in the log: the same without what is personal. */
export const FairSetup = z.strictObject({ ...parts.shape, staff: z.array(parts.StaffInLog).default([]) })

export type FairFile = z.output<typeof FairFile>
export type FairSetup = z.output<typeof FairSetup>
export type CheckInList = z.output<typeof parts.CheckInList>
export type Category = z.output<typeof parts.Category>
export type Gate = z.output<typeof parts.Gate>
export type Sign = z.output<typeof parts.Sign>
export type Text = z.output<typeof parts.Text>
export type WalkInField = z.output<typeof parts.WalkInField>
export type Purpose = z.output<typeof parts.Purpose>
export type Badge = z.output<typeof parts.Badge>
export type Agency = z.output<typeof parts.Agency>
export type AgencyIcon = Agency['icon']
export type Service = z.output<typeof parts.Service>
export type Counter = z.output<typeof parts.Counter>
export type SlipTemplate = z.output<typeof parts.SlipTemplate>
export type QueueRules = z.output<typeof parts.QueueRules>
export type ReasonUse = (typeof parts.REASON_USES)[number]
export type StaffRole = z.output<typeof parts.StaffRole>

/** Splits a file's set-up into what goes into the log and the names of staff, which are personal. */
export function withoutNames(file: FairFile): { setup: FairSetup; staffNames: ReadonlyMap<string, string> } {
  return {
    setup: { ...file, staff: file.staff.map(({ code, role }) => ({ code, role })) },
    staffNames: new Map(file.staff.map(({ code, name }) => [code, name])),
  }
}
