import { readFileSync, statSync } from 'node:fs'
import { basename } from 'node:path'
import type { FileChoice } from '../../core/contract/begin'
import type { FairFile } from '../../core/setup/schema'
import type { Logo } from '../commands/picture'
import { readFairFile } from '../commands/fair-file'

/** A fair file is tens of kilobytes, with a picture a hundred; anything far beyond is another file. */
const LARGEST_FILE = 5_000_000
/** So many problems are listed; the others are counted. */
const MOST_SHOWN = 50

/** Reads a fair file that a person chose: what it is of, or everything that is wrong with it. */
export function chooseFairFile(path: string): {
  readonly choice: NonNullable<FileChoice>
  readonly fair: FairFile | null
  readonly logo: Logo | null
} {
  const file = basename(path)
  const refused = (
    code: 'not_json' | 'bad_fair_file' | 'file_too_large',
    problems: { path: string; message: string }[],
  ) => ({
    choice: { is: 'refused' as const, file, code, count: problems.length, problems: problems.slice(0, MOST_SHOWN) },
    fair: null,
    logo: null,
  })
  if (statSync(path).size > LARGEST_FILE) return refused('file_too_large', [])
  const read = readFairFile(readFileSync(path, 'utf8'))
  if (!read.ok) return refused(read.code, read.problems)
  const fair = read.file
  const { name, venue, city, days, demo, gates, lists, sessions, agencies, services, counters, staff } = fair
  const summary = {
    file,
    name,
    venue,
    city,
    days,
    demo,
    gates: gates.length,
    lists: lists.length,
    sessions: sessions.length,
    agencies: agencies.length,
    services: services.length,
    counters: counters.length,
    staff: staff.length,
  }
  return { choice: { is: 'fair', summary }, fair, logo: read.logo }
}
