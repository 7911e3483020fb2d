import { createHash } from 'node:crypto'
import { pictureAdded } from '../../core/events/picture'
import type { Database } from '../connection'
import { each, type Projector, type StoredEvent } from './projector'

/** Pictures by their hash: the same hash is the same picture, so no order of arrival can matter. One that lies is left out. */
export function pictureProjector(db: Database): Projector {
  const put = db.prepare('INSERT OR IGNORE INTO picture (sha256, png) VALUES (?, ?)')
  const clear = db.prepare('DELETE FROM picture')
  const fold = ({ event }: StoredEvent) => {
    if (!pictureAdded.is(event)) return
    const png = Buffer.from(event.body.png, 'base64')
    if (createHash('sha256').update(png).digest('hex') === event.body.sha256) put.run(event.body.sha256, png)
  }
  return {
    name: 'picture',
    version: 1,
    types: new Set([pictureAdded.type]),
    clear: () => void clear.run(),
    fold,
    refold: each((_stream, events) => events.forEach(fold)),
  }
}
