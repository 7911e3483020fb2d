import { sign, verify } from 'node:crypto'
import { readSlip, signSlip } from '../../core/codes/pdq'
import type { CodeSigner, CodeVerifier } from '../../core/codes/signed-code'
import type { SlipFacts } from '../../core/events/queue'
import { stationEnrolled, stationStream } from '../../core/events/system'
import type { Ticket } from '../../core/queue/ticket'
import { err, ok, type Result } from '../../core/result/result'
import type { Fair } from '../../core/setup/fair'
import type { FairFolder } from '../folder/fair-folder'
import { publicKeyOf, stationKeyPair } from '../keys/folder-keys'

/** What signing needs of an open folder. */
type Signing = Pick<FairFolder, 'stationKey' | 'log' | 'queue'>

/** The number a station signs with until it is enrolled: only itself can check such a code. */
const NEVER_ENROLLED = 0

/** Text of the QR of a ticket's slip; null: it has no number yet, or is not in line. */
export function slipText(folder: Signing, fair: Fair, ticket: Ticket): string | null {
  const { id, prefix, number, day, sortKey } = ticket
  if (number === null || sortKey === null) return null
  return signSlip({ ticket: id, prefix, number, class: ticket.class, day, sortKey }, signerOf(folder, fair.id))
}

/** The ticket that a slip's QR names, and what it says of it, for a counter that never heard of that ticket. */
export function readSlipText(
  folder: Signing,
  fair: Fair,
  text: string,
): Result<{ readonly ticket: string; readonly facts: SlipFacts }, 'bad_slip' | 'slip_unknown_station'> {
  const read = readSlip(text, verifierOf(folder, fair.id))
  if (!read.ok) return read
  const { ticket, prefix, number, day, sortKey } = read.value
  const service = fair.setup.services.find((candidate) => candidate.prefix === prefix)
  if (service === undefined) return err('bad_slip')
  return ok({ ticket, facts: { service: service.code, day, prefix, number, class: read.value.class, sortKey } })
}

function signerOf(folder: Signing, fair: string): CodeSigner {
  const { privateKey } = stationKeyPair(folder.stationKey)
  return {
    fair,
    keyId: ownNumber(folder),
    sign: (bytes) => sign(null, bytes, privateKey),
  }
}

function verifierOf(folder: Signing, fair: string): CodeVerifier {
  return {
    fair,
    verify: (keyId, bytes, signature) => {
      if (keyId === NEVER_ENROLLED) {
        return verify(null, bytes, stationKeyPair(folder.stationKey).publicKey, signature) ? 'ok' : 'unknown_station'
      }
      const keys = folder.queue.stationKeys(keyId)
      if (keys.length === 0) return 'unknown_station'
      const isGood = keys.some(({ publicKey }) =>
        verify(null, bytes, publicKeyOf(Buffer.from(publicKey, 'hex')), signature),
      )
      return isGood ? 'ok' : 'bad'
    },
  }
}

/** The number of this station's last enrolment. */
function ownNumber({ log }: Signing): number {
  const enrolments = log
    .stream(stationStream(log.station))
    .flatMap(({ event }) => (stationEnrolled.is(event) ? [event.body.number] : []))
  return enrolments.at(-1) ?? NEVER_ENROLLED
}
