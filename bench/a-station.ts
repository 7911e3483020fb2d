import { readFileSync } from 'node:fs'
import type { StationRole } from '../core/people/groups'
import type { HubProcess } from '../e2e/specs/hub/a-hub-process'
import { makeFirstCode } from '../hub/commands/code'
import { systemPorts as hubPorts } from '../hub/ports'
import { openDatabase as openHubDatabase } from '../hub/sql/database'
import { systemPorts } from '../main/app/ports'
import { importFair, readFairFile, startOn } from '../main/commands/fair-file'
import { openFairFolder, type FairFolder } from '../main/folder/fair-folder'
import { enrol, makeCode } from '../main/sync/enrol'
import { hubOf } from '../main/sync/station-sync'

/** The demo fair, today, at a hub that is new. */
export async function firstDesk(dir: string, { hub }: HubProcess): Promise<FairFolder> {
  const read = readFairFile(readFileSync('assets/demo/fair.json', 'utf8'))
  const file = read.ok ? startOn(read.file, 'today', Date.now()) : null
  if (file === null) throw new Error('the demo fair does not start')
  await importFair(dir, file, systemPorts, {})
  const db = await openHubDatabase(hub.databaseUrl, () => undefined)
  const { code } = await makeFirstCode(db, { roles: ['desk'], anotherFair: false }, hub, hubPorts)
  await db.close()
  return enrolled(dir, code, hub.url)
}

/** A new station with a folder of its own; joining brings the set-up alone. */
export async function aStation(
  dir: string,
  desk: FairFolder,
  { hub }: HubProcess,
  role: StationRole,
): Promise<FairFolder> {
  const at = hubOf(desk)
  if (at === null) throw new Error('the desk is not enrolled')
  const made = await makeCode(at, desk.keys, [role])
  at.close()
  if (!made.ok) throw new Error(made.code)
  return enrolled(dir, made.value.code, hub.url)
}

async function enrolled(dir: string, code: string, url: string): Promise<FairFolder> {
  const done = await enrol(dir, systemPorts, {}, { code, url })
  if (!done.ok) throw new Error(done.code)
  const opened = await openFairFolder(dir, systemPorts, {})
  if (!opened.ok) throw new Error(opened.code)
  return opened.value
}
