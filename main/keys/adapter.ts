import type { Result } from '../../core/result/result'
import type { KeyAdapterKind } from '../../db/settings/store'

/** Why a folder's keys cannot be made or opened; each has its text for people. */
export type KeyError =
  | 'keychain_unavailable' // no keyring, or one that keeps secrets under a fixed key (`basic_text`)
  | 'keychain_refused' // the keyring is another one, or locked
  | 'passphrase_needed'
  | 'wrong_passphrase'
  | 'key_file_needs_demo' // a key in a plain file is for demonstration fairs only
  | 'key_file_missing'
  | 'key_file_open_to_others'
  | 'key_file_damaged'
  | 'no_keys' // the folder was never set up
  | 'keys_exist' // it was, and is not set up twice
  | 'other_adapter' // its keys are kept in another way than the one asked for
  | 'keys_damaged'

/** A fresh data key, and what the adapter wants kept in settings.sqlite to find it again. */
export interface NewDataKey {
  readonly dataKey: Buffer
  readonly kept: Buffer
}

/** How a folder's data key is kept: one of three ways, chosen when the folder is made. */
export interface KeyAdapter {
  readonly kind: KeyAdapterKind
  create(folder: string): Promise<Result<NewDataKey, KeyError>>
  /** `kept`: what `create` gave. */
  open(folder: string, kept: Buffer): Promise<Result<Buffer, KeyError>>
}

export const DATA_KEY_BYTES = 32
