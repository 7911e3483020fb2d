import type { CallAnswer, CallCommand, NumberAnswer, NumberCommand, PlaceAnswer, PlaceCommand } from './claims'
import type { HubResult } from './errors'
import type { CodeMade, CodeOrder, Presence, Stations, WipedHeard, WipedNotice } from './stations'
import type {
  Acks,
  Batch,
  Hello,
  LiveMessage,
  Page,
  PageQuery,
  PeopleAcks,
  PeopleBatch,
  PeoplePage,
  PeopleQuery,
  Probe,
  Probed,
} from './wire'

/**
 * The hub as one enrolled station sees it: its fair and token are bound in. The HTTP client and the in-memory hub are
 * both one, and one conformance suite holds them to the same answers. Expected failures are results, nothing rejects.
 */
export interface Hub {
  hello(): Promise<HubResult<Hello>>
  /** Up to 500 events; the answer is about each one, in order, and is durable. */
  publish(batch: Batch): Promise<HubResult<Acks>>
  page(query: PageQuery): Promise<HubResult<Page>>
  /** Which events the hub holds at these places: how a station finds what it has in common with a restored hub. */
  probe(probe: Probe): Promise<HubResult<Probed>>
  postPeople(batch: PeopleBatch): Promise<HubResult<PeopleAcks>>
  peoplePage(query: PeopleQuery): Promise<HubResult<PeoplePage>>
  /** Hears of changes until the signal or the hub ends it; the result says why. Silence of three beats is `offline`. */
  live(session: string, hear: (message: LiveMessage) => void, signal: AbortSignalLike): Promise<HubResult<'ended'>>
  call(counter: string, command: CallCommand): Promise<HubResult<CallAnswer>>
  number(service: string, command: NumberCommand): Promise<HubResult<NumberAnswer>>
  places(list: string, command: PlaceCommand): Promise<HubResult<PlaceAnswer>>
  report(presence: Presence): Promise<HubResult<Hello>>
  stations(): Promise<HubResult<Stations>>
  makeCode(order: CodeOrder): Promise<HubResult<CodeMade>>
  revoke(station: string): Promise<HubResult<Stations>>
  /** The only thing that a revoked station may still say. */
  sayWiped(notice: WipedNotice): Promise<HubResult<WipedHeard>>
}

/** The part of an AbortSignal that core may know: there is no DOM here. */
export interface AbortSignalLike {
  readonly aborted: boolean
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void
  removeEventListener(type: 'abort', listener: () => void): void
}
