import { randomBytes } from 'node:crypto'
import { err, ok } from '../../core/result/result'
import { DATA_KEY_BYTES } from './adapter'
import type { KeyAdapter } from './adapter'

/** The part of Electron's safeStorage that we use. Handed in, so that this file also loads where no Electron is. */
export interface SafeStorage {
  isEncryptionAvailable(): boolean
  encryptString(plainText: string): Buffer
  decryptString(encrypted: Buffer): string
  /** On Linux only. */
  getSelectedStorageBackend?: () => string
}

/**
 * The data key in the operating system's keychain. Refused where there is none: on Linux without a keyring safeStorage
 * still encrypts, but under a key that stands in Chromium's source (`basic_text`).
 */
export function keychainAdapter(safeStorage: SafeStorage): KeyAdapter {
  return {
    kind: 'keychain',
    async create() {
      if (!isKeychainAvailable(safeStorage)) return err('keychain_unavailable')
      const dataKey = randomBytes(DATA_KEY_BYTES)
      try {
        return ok({ dataKey, kept: safeStorage.encryptString(dataKey.toString('base64')) })
      } catch {
        return err('keychain_refused')
      }
    },
    async open(_folder, kept) {
      if (!isKeychainAvailable(safeStorage)) return err('keychain_unavailable')
      try {
        const dataKey = Buffer.from(safeStorage.decryptString(kept), 'base64')
        return dataKey.length === DATA_KEY_BYTES ? ok(dataKey) : err('keychain_refused')
      } catch {
        // Another user's keyring, a new one, or one that stays locked: safeStorage says no more than that it failed.
        return err('keychain_refused')
      }
    },
  }
}

/** Is there a keychain that deserves the name? Ask after Electron's `ready`: before it the answer is no. */
export function isKeychainAvailable(safeStorage: SafeStorage): boolean {
  const backend = safeStorage.getSelectedStorageBackend?.()
  return backend !== 'basic_text' && backend !== 'unknown' && safeStorage.isEncryptionAvailable()
}
