import { createHash } from 'node:crypto'
import type { CommandContext } from '../../core/events/envelope'
import { pictureAdded, pictureStream } from '../../core/events/picture'
import { LOGO_PREFIX } from '../../core/setup/logo'
import type { FairFile } from '../../core/setup/schema'
import type { Append } from '../../db/log/event-log'
import type { FairFolder } from '../folder/fair-folder'

/** A picture as bytes, with the name that a set-up gives it. */
export interface Logo {
  readonly sha256: string
  readonly png: Buffer
}

export const logoOf = (png: Uint8Array): Logo => ({
  sha256: createHash('sha256').update(png).digest('hex'),
  png: Buffer.from(png),
})

/** Puts a picture into the log, unless it is there: in the transaction of the set-up that names it, and before it. */
export function addLogo(folder: FairFolder, { sha256, png }: Logo, append: Append, ctx: CommandContext): void {
  if (folder.pictures.png(sha256) !== null) return
  append(pictureAdded.make(pictureStream(sha256), { sha256, png: png.toString('base64') }, ctx))
}

/** The fair as it is written to a file: with its picture in it, so that the file stays one. */
export function withLogo(folder: Pick<FairFolder, 'pictures'>, file: FairFile): object {
  const { logo, ...brand } = file.brand
  const png = logo === undefined ? null : folder.pictures.png(logo)
  if (png === null) return { ...file, brand }
  return { ...file, brand: { ...brand, logo: `${LOGO_PREFIX}${png.toString('base64')}` } }
}

/** The picture of a folder's fair as base64; null: it has none, or it is not here yet. */
export function logoText({ checkin, pictures }: Pick<FairFolder, 'checkin' | 'pictures'>): string | null {
  const sha256 = checkin.fair()?.setup.brand.logo
  return sha256 === undefined ? null : (pictures.png(sha256)?.toString('base64') ?? null)
}
