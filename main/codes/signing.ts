import { sign, verify, type KeyObject } from 'node:crypto'
import type { CodeSigner, CodeVerdict, CodeVerifier } from '../../core/codes/signed-code'
import type { FairFolder } from '../folder/fair-folder'
import { publicKeyOf, stationKeyPair } from '../keys/folder-keys'

/** What signing and checking need of an open folder. */
export type Signing = Pick<FairFolder, 'stationKey' | 'log' | 'queue' | 'codes'>

/** The number a station signs with until it is enrolled. */
export const NEVER_ENROLLED = 0

/** The number that stands in the codes of this station. */
export const ownNumber = ({ log, queue }: Signing): number => queue.stationNumber(log.station) ?? NEVER_ENROLLED

/** Signs as this station. Its key is read once: keep it for many codes. */
export function signerOf(folder: Signing, fair: string): CodeSigner {
  const { privateKey } = stationKeyPair(folder.stationKey)
  return { fair, keyId: ownNumber(folder), sign: (bytes) => sign(null, bytes, privateKey) }
}

/**
 * Checks codes against every key that this folder trusts: of enrolled stations, imported ones, and its own, which
 * nobody else may have heard of. Keys of this fair come first: a key may stand for two fairs.
 */
export function verifierOf(folder: Signing, fair: string): CodeVerifier {
  return {
    verify: (keyId, signedFor, signature) => {
      const isGood = (key: KeyObject, of: string) => verify(null, signedFor(of), key, signature)
      if (keyId === NEVER_ENROLLED && isGoodByOwn(folder, (key) => isGood(key, fair))) return 'ok'
      const keys = folder.codes
        .signers(keyId)
        .map(({ key, fair: of, ours }) => ({ key, of: of ?? fair, ours: ours || of === fair }))
        .sort((a, b) => Number(b.ours) - Number(a.ours))
      const found = keys.find(({ key, of }) => isGood(publicKeyOf(Buffer.from(key, 'hex')), of))
      if (found !== undefined) return found.ours ? 'ok' : 'other_fair'
      return missing(keyId, keys)
    },
  }
}

/** No key fits: the code is bad, unless its station may be one that we never heard of. */
function missing(keyId: number, keys: readonly { ours: boolean }[]): CodeVerdict {
  return keyId !== NEVER_ENROLLED && keys.some(({ ours }) => ours) ? 'bad' : 'unknown_station'
}

/** Our own key is good for what it signed before we were enrolled, until it is retired. */
function isGoodByOwn(folder: Signing, isGood: (key: KeyObject) => boolean): boolean {
  const { publicKey, publicRaw } = stationKeyPair(folder.stationKey)
  return !folder.codes.isRetired('pendopo', publicRaw.toString('hex')) && isGood(publicKey)
}
