import { keysOfWords, wordsOfKey, type RecoveryError } from '../../core/people/recovery'
import { err, ok, type Result } from '../../core/result/result'
import { sealingPairOf, type FairKeys } from '../../db/people/keys'

/** The secrets of a fair in the order of the sheet's lines; of a pair the private half, which gives the public one. */
export const RECOVERY_LINES = ['greet', 'note', 'staff', 'contact', 'identity', 'lookup'] as const

/** The lines of a recovery sheet; null: this station does not hold all keys of its fair, only a desk does. */
export function recoveryLines(keys: FairKeys): readonly (readonly string[])[] | null {
  const secrets = [keys.greet, keys.note, keys.staff, keys.contact?.privateKey, keys.identity?.privateKey, keys.lookup]
  const lines = secrets.flatMap((secret, place) => (secret === undefined ? [] : [wordsOfKey(secret, place)]))
  return lines.length === secrets.length ? lines : null
}

/** The keys of a fair from the words of its sheet, typed or scanned. */
export function keysFromSheet(text: string): Result<Required<FairKeys>, RecoveryError> {
  const read = keysOfWords(text, RECOVERY_LINES.length)
  if (!read.ok) return read
  const [greet, note, staff, contact, identity, lookup] = read.value.map((key) => Buffer.from(key))
  if (!greet || !note || !staff || !contact || !identity || !lookup) return err('wrong_number_of_words')
  return ok({ greet, note, staff, contact: sealingPairOf(contact), identity: sealingPairOf(identity), lookup })
}

/** Are these the keys of the fair of which a station holds some? Compared by what every station has. */
export function isSameFair(held: FairKeys, found: Required<FairKeys>): boolean {
  const pairs = [
    [held.contact?.publicKey, found.contact.publicKey],
    [held.identity?.publicKey, found.identity.publicKey],
    [held.lookup, found.lookup],
  ] as const
  return pairs.every(([here, there]) => here === undefined || here.equals(there))
}
