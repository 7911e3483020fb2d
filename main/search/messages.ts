import type { SameBy, SameGroup } from '../../core/people/duplicates'
import type { FoundPerson } from '../../core/search/find'
import type { DirectoryAnswer, DirectoryAsk } from './directory-feed'

/** What the main process asks of the search process. Keys go by message, never by argument or disk. */
export type SearchRequest =
  | { readonly say: 'open'; readonly dir: string; readonly greetKey: Uint8Array }
  | { readonly say: 'ask'; readonly n: number; readonly question: SearchQuestion }

export type SearchQuestion =
  | { readonly what: 'find'; readonly query: string; readonly limit: number }
  | { readonly what: 'similar'; readonly name: string; readonly institution: string | null; readonly limit: number }
  | { readonly what: 'directory'; readonly ask: DirectoryAsk }
  | { readonly what: 'duplicates'; readonly ask: DuplicatesAsk }

/** Which groups of possible duplicates are wanted; `why` null: whatever they share. */
export interface DuplicatesAsk {
  readonly why: SameBy | null
  readonly from: number
  readonly limit: number
}
export interface DuplicatesAnswer {
  readonly groups: readonly SameGroup[]
  readonly total: number
  readonly counts: Readonly<Record<SameBy | 'all', number>>
}

/** People in the index, and those that were found. */
export interface SearchFinds {
  readonly total: number
  readonly people: readonly FoundPerson[]
}

export type SearchAnswer = SearchFinds | DirectoryAnswer | DuplicatesAnswer

/** What it says: `total` people are in the index; `answer` to question `n`. */
export type SearchReply =
  | { readonly say: 'reading'; readonly total: number }
  | { readonly say: 'ready'; readonly total: number }
  | { readonly say: 'changed'; readonly total: number }
  | { readonly say: 'answer'; readonly n: number; readonly answer: SearchAnswer }
