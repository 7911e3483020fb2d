import type { Database } from '../connection'

/** Pictures of the fair. */
export function pictureQueries(db: Database) {
  const png = db.prepare<[string], Buffer>('SELECT png FROM picture WHERE sha256 = ?').pluck()
  return {
    /** The PNG that a set-up names; null: it is not here (yet). */
    png: (sha256: string): Buffer | null => png.get(sha256) ?? null,
  }
}
export type PictureQueries = ReturnType<typeof pictureQueries>
