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

/** People in the index, and those that were found. */
export interface SearchFinds {
  readonly total: number
  readonly people: readonly FoundPerson[]
}

export type SearchAnswer = SearchFinds | DirectoryAnswer

/** What it says: `total` people are in the index; `answer` to question `n`. */
export type SearchReply =
  | { readonly say: 'reading'; readonly total: number }
  | { readonly say: 'ready'; readonly total: number }
  | { readonly say: 'changed'; readonly total: number }
  | { readonly say: 'answer'; readonly n: number; readonly answer: SearchAnswer }
