import { sign, verify } from 'node:crypto'
import { wipedText } from '../../core/hub/enrolment'
import type { StationInfo } from '../../core/hub/stations'
import type { FairFolder } from '../folder/fair-folder'
import { publicKeyOf, stationKeyPair } from '../keys/folder-keys'

/**
 * The word of a revoked station that nothing personal is left there: signed by it, handed on by the hub, checked by
 * whoever shows it (docs/decisions/0038-what-was-revoked-says-that-it-wiped.md).
 */

/** This station's word that it carried the order of that time out: hex. */
export function signWiped(folder: FairFolder, order: number): string {
  const fair = folder.settings.get('seat')?.fair ?? ''
  const text = Buffer.from(wipedText(fair, folder.log.station, order), 'utf8')
  return sign(null, text, stationKeyPair(folder.stationKey).privateKey).toString('hex')
}

/**
 * When a revoked station said that it is wiped, UTC ms by the hub's clock; null: it did not, or what the hub hands on for
 * it is not its word: not signed with a key that the log has for it, or about an earlier revocation.
 */
export function wipedAt(folder: FairFolder, fair: string, info: StationInfo): number | null {
  const { wiped, revokedAt, station, number } = info
  if (wiped === null || revokedAt === null || wiped.order < revokedAt) return null
  const text = Buffer.from(wipedText(fair, station, wiped.order), 'utf8')
  const signature = Buffer.from(wiped.signature, 'hex')
  // Retired ones too: who retires the key of a lost computer still wants to hear of it.
  const ours = folder.codes.keys().filter((key) => key.kind === 'pendopo' && (key.sameFair || key.fair === fair))
  const isItsWord = [...folder.codes.stationKeys(), ...ours]
    .filter((key) => key.number === number)
    .some(({ key }) => verify(null, text, publicKeyOf(Buffer.from(key, 'hex')), signature))
  return isItsWord ? wiped.at : null
}
