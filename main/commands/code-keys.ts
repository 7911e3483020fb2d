import { createHash } from 'node:crypto'
import { z } from 'zod'
import { codeKeyAdded, codeKeyRetired, codeKeyStream } from '../../core/events/setup'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { HeldKey } from '../../db/queries/codes'
import { canonicalPretixKey } from '../codes/pretix'
import { NEVER_ENROLLED, ownNumber } from '../codes/signing'
import type { FairFolder } from '../folder/fair-folder'
import type { KeyAdapter, KeyError } from '../keys/adapter'
import { makeStationKey, replaceStationKey, stationKeyPair } from '../keys/folder-keys'
import { contextOf } from './context'

/** What is wrong with an entry of a keys file; each has its sentence for people. */
const PROBLEMS = [
  'not_a_list',
  'not_an_entry',
  'unknown_field',
  'bad_pretix_key',
  'bad_public_key',
  'key_missing',
  'bad_fair',
  'bad_number',
] as const
export type KeyProblem = (typeof PROBLEMS)[number]
export interface KeysFileProblem {
  /** Where it stands, as `pendopo.0.number`. */
  readonly path: string
  readonly problem: KeyProblem
}

/** A key that a folder is to trust, as the event has it. */
type TrustedKey = Parameters<typeof codeKeyAdded.make>[1]

const PublicKey = z.string('bad_public_key').regex(/^[0-9a-f]{64}$/i, 'bad_public_key')
const StationNumber = z.int('bad_number').min(0, 'bad_number').max(255, 'bad_number')
/** `code`: the fair's code, which tells a folder of this very fair that has another id. */
const PendopoEntry = z
  .strictObject(
    {
      fair: z.uuid('bad_fair'),
      code: z.string('bad_fair').optional(),
      number: StationNumber,
      publicKey: PublicKey.optional(),
      key: PublicKey.optional(),
    },
    'not_an_entry',
  )
  .refine((entry) => (entry.key === undefined) !== (entry.publicKey === undefined), 'key_missing')
const PretixEntry = z.string('bad_pretix_key').transform((text, ctx) => {
  const key = canonicalPretixKey(text)
  if (key !== null) return key
  ctx.addIssue({ code: 'custom', message: 'bad_pretix_key' })
  return z.NEVER
})
const KeysFile = z.strictObject(
  {
    pretix_sig1: z.array(PretixEntry, 'not_a_list').default([]),
    pendopo: z.array(PendopoEntry, 'not_a_list').default([]),
  },
  'not_an_entry',
)

/** Reads a file of public keys; every problem is named by its place in the file. */
export function readKeysFile(
  text: string,
): Result<z.output<typeof KeysFile>, 'not_json'> | { ok: false; code: 'bad_keys_file'; problems: KeysFileProblem[] } {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch (thrown) {
    return err('not_json', { first: thrown instanceof Error ? thrown.message : String(thrown) })
  }
  const read = KeysFile.safeParse(json)
  if (read.success) return ok(read.data)
  const problems = read.error.issues.map((issue) => ({
    path: issue.path.join('.'),
    problem:
      issue.code === 'unrecognized_keys'
        ? ('unknown_field' as const)
        : (PROBLEMS.find((problem) => problem === issue.message) ?? ('not_an_entry' as const)),
  }))
  return { ok: false, code: 'bad_keys_file', problems }
}

/**
 * Trusts the keys of a file: all that are new, in one transaction. What is trusted already, by import or by enrolment,
 * changes nothing; what was retired stays so and is counted.
 */
export function importKeys(
  folder: FairFolder,
  fair: Fair,
  file: z.output<typeof KeysFile>,
): { added: number; unchanged: number; retired: number } {
  const keys: TrustedKey[] = [
    ...file.pretix_sig1.map((key) => ({ kind: 'pretix_sig1' as const, key })),
    ...file.pendopo.map(({ fair: of, code, number, publicKey, key }) => ({
      kind: 'pendopo' as const,
      key: (publicKey ?? key ?? '').toLowerCase(),
      fair: of,
      number,
      ...(of !== fair.id && code === fair.setup.code ? { sameFair: true } : {}),
    })),
  ]
  return folder.log.transact((append) => {
    const counts = { added: 0, unchanged: 0, retired: 0 }
    const held = new Set(heldKeys(folder, fair).map(nameOf))
    for (const key of keys) {
      if (folder.codes.isRetired(key.kind, key.key)) counts.retired += 1
      else if (held.has(nameOf(key))) counts.unchanged += 1
      else {
        append(keyAdded(folder, key))
        held.add(nameOf(key))
        counts.added += 1
      }
    }
    return counts
  })
}

/** The public keys that this folder trusts, its own first, as a file that another folder imports. */
export function exportKeys(folder: FairFolder, fair: Fair) {
  const keys = heldKeys(folder, fair)
  return {
    pretix_sig1: keys.flatMap((key) => (key.kind === 'pretix_sig1' ? [key.key] : [])),
    pendopo: keys.flatMap((key) => {
      if (key.kind !== 'pendopo') return []
      const code = key.fair === fair.id || key.sameFair === true ? { code: fair.setup.code } : {}
      return [{ fair: key.fair, ...code, number: key.number, publicKey: key.key }]
    }),
  }
}

/** Trusts a key no more, for ever; `own_key`: the one this station signs with now is rotated first. */
export function retireKey(
  folder: FairFolder,
  fair: Fair,
  told: string,
): Result<{ retired: true; changed: boolean }, 'key_unknown' | 'own_key'> {
  const key = canonicalPretixKey(told) ?? told.trim().toLowerCase()
  return folder.log.transact((append) => {
    if ((['pendopo', 'pretix_sig1'] as const).some((kind) => folder.codes.isRetired(kind, key)))
      return ok({ retired: true as const, changed: false })
    const found = heldKeys(folder, fair).find((held) => held.key === key)
    if (found === undefined) return err('key_unknown')
    if (key === ownPublicKey(folder)) return err('own_key')
    append(codeKeyRetired.make(streamOf(key), { kind: found.kind, key }, contextOf(folder)))
    return ok({ retired: true as const, changed: true })
  })
}

/**
 * Gives this station a new key to sign with. Codes signed with the old one stay good until it is retired. Both public
 * halves are in the log before the new private half takes its place: whatever is cut off, all that was signed, and all
 * that will be, can be checked.
 */
export async function rotateKey(
  folder: FairFolder,
  fair: Fair,
  adapter: KeyAdapter,
): Promise<Result<{ publicKey: string; number: number; old: string }, KeyError>> {
  const fresh = makeStationKey()
  const [publicKey, old] = [publicHalf(fresh), ownPublicKey(folder)]
  const number = ownNumber(folder)
  const replaced = await replaceStationKey({ folder: folder.dir, settings: folder.settings }, adapter, fresh, () =>
    folder.log.transact((append) => {
      const held = new Set(folder.codes.keys().map(nameOf))
      for (const key of [old, publicKey])
        for (const signsAs of new Set([NEVER_ENROLLED, number])) {
          const body = { kind: 'pendopo' as const, key, fair: fair.id, number: signsAs }
          if (!held.has(nameOf(body))) append(keyAdded(folder, body))
        }
    }),
  )
  return replaced.ok ? ok({ publicKey, number, old }) : replaced
}

/** Every key that is trusted here; the station's own with each number it may have signed with. */
function heldKeys(folder: FairFolder, fair: Fair): readonly TrustedKey[] {
  const own = ownPublicKey(folder)
  const keys: TrustedKey[] = [...new Set([ownNumber(folder), NEVER_ENROLLED])].map((number) => ({
    kind: 'pendopo',
    key: own,
    fair: fair.id,
    number,
  }))
  const stations = folder.codes.stationKeys().map((row) => ({ kind: 'pendopo' as const, fair: fair.id, ...row }))
  const all = [...keys, ...stations, ...folder.codes.keys().map(trusted)]
  return [...new Map(all.map((key) => [nameOf(key), key])).values()].filter(
    ({ kind, key }) => !folder.codes.isRetired(kind, key),
  )
}

function trusted(row: HeldKey): TrustedKey {
  if (row.kind === 'pretix_sig1') return { kind: row.kind, key: row.key }
  const { key, fair, number, sameFair } = row
  return { kind: row.kind, key, fair, number, ...(sameFair ? { sameFair } : {}) }
}

/** Keys of one name are one: the same number signs for the same fair with it. */
function nameOf(key: TrustedKey | HeldKey): string {
  return key.kind === 'pretix_sig1' ? key.key : `${key.fair} ${key.number} ${key.key}`
}

const publicHalf = (station: Buffer): string => stationKeyPair(station).publicRaw.toString('hex')
const ownPublicKey = (folder: FairFolder): string => publicHalf(folder.stationKey)
const streamOf = (key: string): string => codeKeyStream(createHash('sha256').update(key, 'utf8').digest('hex'))
const keyAdded = (folder: FairFolder, body: TrustedKey) =>
  codeKeyAdded.make(streamOf(body.key), body, contextOf(folder))
