import { assertNever, err, ok } from '../../core/result/result'
import type { Result } from '../../core/result/result'
import type { KeyAdapterKind } from '../../db/settings/store'
import type { KeyAdapter, KeyError } from './adapter'
import { fileAdapter } from './file'
import { isKeychainAvailable, keychainAdapter } from './keychain'
import type { SafeStorage } from './keychain'
import { passphraseAdapter } from './passphrase'

/** What is at hand: `safeStorage` in Electron only, `passphrase` when one was typed, `demo` from the fair's set-up. */
export interface KeyMeans {
  readonly demo: boolean
  readonly passphrase?: string | undefined
  readonly safeStorage?: SafeStorage | undefined
}

/** The way to keep the keys of a new folder: a typed passphrase wins, a demo fair takes the file, else the keychain. */
export function chooseAdapter(means: KeyMeans): Result<KeyAdapter, KeyError> {
  // Also an empty one, which the adapter refuses: who asked for a passphrase must not get another lock unawares.
  if (means.passphrase !== undefined) return ok(passphraseAdapter(means.passphrase))
  if (means.demo) return ok(fileAdapter({ demo: true }))
  if (means.safeStorage === undefined || !isKeychainAvailable(means.safeStorage)) return err('keychain_unavailable')
  return ok(keychainAdapter(means.safeStorage))
}

/** The adapter that a folder was made with (setting `keyAdapter`). */
export function adapterOf(kind: KeyAdapterKind, means: KeyMeans): Result<KeyAdapter, KeyError> {
  switch (kind) {
    case 'keychain':
      return means.safeStorage === undefined ? err('keychain_unavailable') : ok(keychainAdapter(means.safeStorage))
    case 'passphrase':
      return means.passphrase === undefined ? err('passphrase_needed') : ok(passphraseAdapter(means.passphrase))
    case 'file':
      return ok(fileAdapter({ demo: means.demo }))
    default:
      return assertNever(kind)
  }
}
