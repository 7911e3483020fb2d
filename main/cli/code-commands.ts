import { MOST_CODES } from '../../core/contract/codes'
import { findNamed } from '../../core/setup/fair'
import { readTime } from '../../core/time/zone'
import { exportKeys, importKeys, readKeysFile, retireKey, rotateKey } from '../commands/code-keys'
import { outputKind } from '../commands/code-file'
import { issueCodes } from '../commands/issue-codes'
import { revokeCode } from '../commands/revoke'
import { writeWhole } from '../commands/whole-file'
import { say, type MessageKey } from '../i18n'
import { adapterOf } from '../keys/choose-adapter'
import type { Command } from './command'
import { done, refused } from './outcome'
import { findReason, withQueue } from './queue-parts'
import { readText } from './files'

/** Signed codes: made, revoked, and the keys they are checked with. */
export const CODE_COMMANDS: readonly Command[] = [
  {
    name: 'keys import',
    takes: ['<file.json>'],
    options: [],
    run: (world, [path = '']) =>
      withQueue(world, ({ folder, fair }) => {
        const read = readKeysFile(readText(path))
        if (read.ok) return done(importKeys(folder, fair, read.value))
        if (read.code === 'not_json') return refused('not_json', { file: path, ...read.detail })
        const problems = read.problems.map(({ path: place, problem }) => ({
          path: place,
          problem,
          message: say(world.locale, `key_problem.${problem}` as MessageKey),
        }))
        const first = problems.slice(0, 5).map(({ path: place, message }) => `${place}: ${message}`)
        return refused('bad_keys_file', { file: path, count: problems.length, first: first.join('\n  ') }, { problems })
      }),
  },
  {
    name: 'keys export',
    takes: ['<file.json>'],
    options: [],
    run: (world, [path = '']) =>
      withQueue(world, ({ folder, fair }) => {
        const keys = exportKeys(folder, fair)
        writeWhole(path, (put) => put(`${JSON.stringify(keys, null, 2)}\n`))
        return done({ file: path, pretix_sig1: keys.pretix_sig1.length, pendopo: keys.pendopo.length })
      }),
  },
  {
    name: 'keys retire',
    takes: ['<key>'],
    options: [],
    run: (world, [key = '']) =>
      withQueue(world, ({ folder, fair }) => {
        const retired = retireKey(folder, fair, key)
        return retired.ok ? done(retired.value) : refused(retired.code, {}, { retired: false })
      }),
  },
  {
    name: 'keys rotate',
    takes: [],
    options: [],
    run: (world) =>
      withQueue(world, async ({ folder, fair }) => {
        const kind = folder.settings.get('keyAdapter')
        if (kind === undefined) return refused('no_keys', { folder: world.dir })
        const adapter = adapterOf(kind, { ...world.means, demo: fair.setup.demo })
        if (!adapter.ok) return refused(adapter.code, { folder: world.dir, ...adapter.detail })
        const rotated = await rotateKey(folder, fair, adapter.value)
        return rotated.ok ? done(rotated.value) : refused(rotated.code, { folder: world.dir, ...rotated.detail })
      }),
  },
  {
    name: 'revoke',
    takes: ['<code>'],
    options: ['reason'],
    run: (world, [code = '']) =>
      withQueue(world, (queue) => {
        const { reason: told } = world.options
        const reason = told === undefined ? null : findReason(queue, 'revoke', told)
        if (reason !== null && 'refusal' in reason) return reason.refusal
        const revoked = revokeCode(queue.folder, queue.fair, code, reason?.found ?? null)
        return revoked.ok ? done(revoked.value) : refused(revoked.code, {}, { revoked: false })
      }),
  },
  {
    name: 'issue-codes',
    takes: [],
    options: ['category', 'count', 'from', 'until', 'out', 'personal'],
    run: (world) =>
      withQueue(world, async ({ folder, fair }) => {
        const { category: called, count: told, from, until, out, personal } = world.options
        if (out === undefined) return refused('option_missing', { option: '--out' })
        const kind = outputKind(out)
        if (kind === null) return refused('unknown_output', { out })
        const category = called === undefined ? null : findNamed(fair.setup.categories, called)
        if (called !== undefined && category === null)
          return refused('unknown_category', {
            category: called,
            known: fair.setup.categories.map(({ code }) => code).join(', '),
          })
        const count = told === undefined ? null : readCount(told)
        if (told !== undefined && count === null) return refused('bad_count', { count: told, most: MOST_CODES })
        if (count !== null && category === null) return refused('option_missing', { option: '--category' })
        const [validFrom, validUntil] = [from, until].map((time) =>
          time === undefined ? null : (readTime(time, fair.setup.timeZone) ?? 'bad'),
        )
        if (validFrom === 'bad' || validFrom === undefined) return refused('bad_time', { at: from ?? '' })
        if (validUntil === 'bad' || validUntil === undefined) return refused('bad_time', { at: until ?? '' })
        if (validFrom !== null && validUntil !== null && validUntil <= validFrom)
          return refused('bad_validity', { from: from ?? '', until: until ?? '' })
        if (personal?.trim() === '') return refused('reason_missing')
        if (personal !== undefined && kind !== 'csv') return refused('personal_needs_csv')
        const issued = await issueCodes(
          folder,
          fair,
          {
            category: category?.code ?? null,
            count,
            validFrom,
            validUntil,
            out,
            locale: world.locale,
            personal: personal?.trim() ?? null,
            actor: null,
          },
          {
            onProgress: ({ step, done: codes }) =>
              step === 'making' ? world.progress('progress.codes', { codes }) : undefined,
          },
        )
        return issued.ok ? done(issued.value) : refused(issued.code, { known: '', ...issued.detail })
      }),
  },
]

function readCount(told: string): number | null {
  const count = /^[1-9]\d{0,6}$/.test(told) ? Number(told) : null
  return count !== null && count <= MOST_CODES ? count : null
}
