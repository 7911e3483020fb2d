import { TicketClass } from '../events/queue'
import { err, ok, type Result } from '../result/result'
import { bigEndian, isBetween, toNumber, toUuid, UUID, uuidBytes } from './bytes'
import { makeSignedCode, readSignedCode, type CodeSigner, type CodeVerifier } from './signed-code'

/**
 * The QR of a slip: `PDQ1:` + base45 of, big-endian,
 *
 * | bytes | what |
 * | --- | --- |
 * | 1 | format, 0x01 |
 * | 1 | number of the station that signed; 0: it was never enrolled |
 * | 16 | ticket |
 * | 2 | prefix letters, unique in the fair: they stand for the service; one letter is followed by 0 |
 * | 3 | number |
 * | 1 | class: 0 normal, 1 priority |
 * | 2 | service day, days since 1970-01-01 |
 * | 6 | sort key, signed, ms |
 * | 64 | Ed25519 signature over label, fair and all before it (signed-code.ts) |
 *
 * 96 bytes are 149 characters: QR version 6 at level M in alphanumeric mode, version 8 in byte mode.
 */
const LABEL = 'PDQ1:'
const FACTS_LENGTH = 30
const DAY_MS = 86_400_000
const MAX_NUMBER = 0xff_ff_ff
const SORT_KEY_BOUND = 2 ** 47

/** What a slip's QR says of its ticket. */
export interface SlipCode {
  readonly ticket: string
  /** Letters of the service that gave the number. */
  readonly prefix: string
  readonly number: number
  readonly class: TicketClass
  /** Service day, in the fair's zone. */
  readonly day: string
  readonly sortKey: number
}

/** Text of a slip's QR. @throws when a fact is out of its range, which no command gives */
export function signSlip(code: SlipCode, signer: CodeSigner): string {
  const letters = Array.from(code.prefix, (letter) => letter.charCodeAt(0))
  const day = Date.parse(code.day) / DAY_MS
  const inRange =
    PREFIX.test(code.prefix) &&
    UUID.test(code.ticket) &&
    isBetween(code.number, 1, MAX_NUMBER) &&
    isBetween(day, 0, 0xff_ff) &&
    isBetween(code.sortKey, -SORT_KEY_BOUND, SORT_KEY_BOUND - 1)
  if (!inRange) throw new Error('a fact does not fit a slip’s code')
  const facts = [
    ...uuidBytes(code.ticket),
    letters[0] ?? 0,
    letters[1] ?? 0,
    ...bigEndian(code.number, 3),
    TicketClass.options.indexOf(code.class),
    ...bigEndian(day, 2),
    ...bigEndian(code.sortKey < 0 ? code.sortKey + 2 * SORT_KEY_BOUND : code.sortKey, 6),
  ]
  return makeSignedCode(LABEL, Uint8Array.from(facts), signer).text
}

/**
 * Reads the QR of a slip. `bad_slip`: not one of ours, damaged, or of another fair. `slip_unknown_station`: it may be
 * good, but the station that made it is not known here.
 */
export function readSlip(text: string, verifier: CodeVerifier): Result<SlipCode, 'bad_slip' | 'slip_unknown_station'> {
  const read = readSignedCode(LABEL, text, FACTS_LENGTH, verifier)
  if (!read.ok) return err(read.code === 'bad_code' ? 'bad_slip' : 'slip_unknown_station')
  if (read.value.verdict === 'other_fair') return err('bad_slip')
  const { facts } = read.value
  const prefix = String.fromCharCode(...facts.subarray(16, 18)).replace(/\0$/, '')
  const number = toNumber(facts.subarray(18, 21))
  const ticketClass = TicketClass.options[facts[21] ?? -1]
  const sortKey = toNumber(facts.subarray(24, 30))
  if (!PREFIX.test(prefix) || number === 0 || ticketClass === undefined) return err('bad_slip')
  return ok({
    ticket: toUuid(facts.subarray(0, 16)),
    prefix,
    number,
    class: ticketClass,
    day: new Date(toNumber(facts.subarray(22, 24)) * DAY_MS).toISOString().slice(0, 10),
    sortKey: sortKey >= SORT_KEY_BOUND ? sortKey - 2 * SORT_KEY_BOUND : sortKey,
  })
}

/** Does a scanned text claim to be a slip's QR? */
export const looksLikeSlip = (text: string): boolean => text.startsWith(LABEL)

const PREFIX = /^[A-Z]{1,2}$/
