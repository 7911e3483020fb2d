import type { Ack } from '../hub/wire'

/** An event that waits, as the log hands it out. */
export interface Waiting {
  readonly seq: number
  readonly id: string
  readonly type: string
  readonly version: number
  readonly text: string
  readonly hubOffset: number | null
}

/** Characters of one batch at most: within the hub's body, though each takes three bytes, as those of many scripts do. */
const BATCH_CHARACTERS = 2_500_000

/**
 * Picks the next batch from what waits, in order of arrival. Left out: types newer than the hub's, which wait for its
 * update, and events that it will take from their author only.
 * @param read so many events after a local place
 * @param from the local place after which it begins
 * @param most events of one batch
 */
export function pickBatch(
  read: (limit: number, afterSeq: number) => readonly Waiting[],
  { from, most }: { readonly from: number; readonly most: number },
  may: { readonly knows: (type: string, version: number) => boolean; readonly isOurs: (id: string) => boolean },
): { readonly batch: readonly Waiting[]; readonly heldBack: number } {
  const batch: Waiting[] = []
  let heldBack = 0
  let characters = 0
  let after = from
  for (;;) {
    const page = read(most, after)
    for (const event of page) {
      after = event.seq
      if (!may.knows(event.type, event.version)) heldBack += 1
      else if (may.isOurs(event.id)) {
        characters += event.text.length
        if (batch.length > 0 && characters > BATCH_CHARACTERS) return { batch, heldBack }
        batch.push(event)
        if (batch.length === most) return { batch, heldBack }
      }
    }
    if (page.length < most) return { batch, heldBack }
  }
}

/** What is to be done with the answer to a batch. */
export interface Settlement {
  readonly acked: readonly { readonly id: string; readonly hubSeq: number; readonly hubOffset: number | null }[]
  /** Kept aside, with the reason. */
  readonly refused: readonly { readonly id: string; readonly reason: string; readonly hubSeq: number | null }[]
  /** Their place is taken: a new chain begins. */
  readonly forked: readonly string[]
  /** Taken from their author only: not offered again to this log. */
  readonly notOurs: readonly string[]
  /** Up to here the hub's sequence holds nothing but this batch after `cursor`. */
  readonly cursor: number
}

/** Reads the answer about each event of a batch, in their order. */
export function settle(batch: readonly Waiting[], acks: readonly Ack[], cursor: number): Settlement {
  const acked: { id: string; hubSeq: number; hubOffset: number | null }[] = []
  const refused: { id: string; reason: string; hubSeq: number | null }[] = []
  const forked: string[] = []
  const notOurs: string[] = []
  batch.forEach(({ id }, index) => {
    const ack = acks[index]
    if (ack === undefined) return
    if (ack.status !== 'refused') acked.push({ id, hubSeq: ack.seq, hubOffset: ack.hubOffset })
    else if (ack.reason === 'forked') forked.push(id)
    else if (ack.reason === 'not_author') notOurs.push(id)
    else refused.push({ id, reason: ack.reason, hubSeq: ack.seq })
  })
  const seqs = [...acked, ...refused].flatMap(({ hubSeq }) => hubSeq ?? []).sort((a, b) => a - b)
  let reached = cursor
  for (const seq of seqs) if (seq === reached + 1) reached = seq
  return { acked, refused, forked, notOurs, cursor: reached }
}
