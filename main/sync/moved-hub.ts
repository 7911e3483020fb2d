import { readHubPicture } from '../../core/hub/enrolment'
import type { HubError } from '../../core/hub/errors'
import { err, ok, type Result } from '../../core/result/result'
import type { FairFolder } from '../folder/fair-folder'
import { readHubUrl } from './enrol'
import { hubOf } from './station-sync'

/**
 * A hub that moved to another address: this folder looks for it there from now on. Kept only when the hub of this fair
 * answers there, under the CA that was pinned when the folder was enrolled; whoever else answers learns nothing.
 * @param typed `192.168.1.5:7443` will do, and so does the picture of an enrolment code, which holds the address too
 */
export async function moveHub(
  folder: FairFolder,
  typed: string,
): Promise<Result<{ readonly url: string }, HubError | 'bad_hub_url'>> {
  const url = readHubUrl(readHubPicture(typed) ?? typed)
  if (url === null) return err('bad_hub_url', { url: typed })
  const hub = hubOf(folder, url)
  if (hub === null) return err('unknown_station')
  try {
    const hello = await hub.hello()
    // Under that CA these are the hub's own words too: what comes of them is the sync's business, which must reach it.
    if (!hello.ok && hello.code !== 'revoked' && hello.code !== 'unknown_station') return hello
    if (folder.settings.get('hub') !== url) folder.settings.set('hub', url)
    return ok({ url })
  } finally {
    hub.close()
  }
}
