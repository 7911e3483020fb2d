import { FORGIVEN_LENGTH, foldName, lookupKeys, soundOf } from '../../core/search/spelling'
import { openDatabase, type Database } from '../connection'

/** A person as the index holds them. */
export interface IndexedPerson {
  readonly visitor: string
  readonly name: string
  readonly institution: string | null
  readonly category: string
}

/** A person found by a word; `folded`: the name as it is compared. */
export interface MatchedPerson extends IndexedPerson {
  readonly folded: string
}

/** Part of the whole list, in a stable order. */
export interface PersonPage {
  readonly total: number
  readonly people: readonly IndexedPerson[]
}

export interface PageRequest {
  readonly sort: 'name' | 'institution'
  readonly from: number
  readonly limit: number
  readonly filter?: { readonly ids?: readonly string[]; readonly category?: string }
}

/**
 * Names in memory, never on a disk: there they are sealed. Persons; the words of their names as they sound, in a
 * full-text table; and the distinct words with what each is looked up by (docs/decisions/0018-search-index.md).
 *
 * The id of a person begins with the length of the name: whatever is found comes shortest first, and of all names that
 * hold the words asked for, the shortest is the one that holds nothing else.
 */
export class SearchIndex {
  readonly db: Database
  readonly #sql: ReturnType<typeof prepare>
  #next = 0

  constructor() {
    // In memory, with nothing of it in a temporary file (`openDatabase` keeps those in memory too).
    this.db = openDatabase(':memory:')
    this.db.exec(SCHEMA)
    this.#sql = prepare(this.db)
  }

  get total(): number {
    return this.#sql.total.get()?.n ?? 0
  }

  /** Takes people in, or what changed of them, in one transaction. */
  put(people: readonly IndexedPerson[]): void {
    const words = new Map<string, number>()
    this.db.transaction(() => {
      // Shortest first, as their ids grow: FTS5 writes out what it holds each time an id is less than the one before.
      const folded = people.map((person) => ({ person, folded: foldName(person.name) }))
      for (const { person, folded: name } of folded.sort((a, b) => a.folded.length - b.folded.length)) {
        this.#drop(person.visitor, words)
        this.#add(person, name, words)
      }
      this.#count(words)
    })()
  }

  /** Forgets people, with the words that nobody else has. */
  remove(visitors: readonly string[]): void {
    const words = new Map<string, number>()
    this.db.transaction(() => {
      for (const visitor of visitors) this.#drop(visitor, words)
      this.#count(words)
    })()
  }

  has(visitor: string): boolean {
    return this.#sql.byVisitor.get(visitor) !== undefined
  }

  /** People whose names match an expression over words as they sound, shortest names first. */
  match(expression: string, limit: number): MatchedPerson[] {
    return this.#sql.match.all(expression, limit)
  }

  /** Distinct words that share a look-up key with this one; among them all within one letter of it. */
  wordsLike(word: string): string[] {
    return this.#sql.wordsLike.all(JSON.stringify([...lookupKeys(word)])).map((row) => row.word)
  }

  /** Distinct words that hold these letters somewhere, the most frequent first; from three letters. */
  wordsWith(part: string, limit: number): string[] {
    return this.#sql.wordsWith.all(`"${part}"`, limit).map((row) => row.word)
  }

  page({ sort, from, limit, filter = {} }: PageRequest): PersonPage {
    const ids = filter.ids === undefined ? null : JSON.stringify(filter.ids)
    const asked = { ids, category: filter.category ?? null, from, limit }
    const total = ids === null && asked.category === null ? this.total : (this.#sql.count(asked)?.n ?? 0)
    return { total, people: this.#sql.page(sort, asked) }
  }

  close(): void {
    this.db.close()
  }

  #add({ visitor, name, institution, category }: IndexedPerson, folded: string, words: Map<string, number>): void {
    this.#next += 1
    const id = Math.min(folded.length, 500) * 2 ** 32 + this.#next
    this.#sql.add.run(id, visitor, name, folded, institution, foldName(institution ?? ''), category)
    const spelled = folded.split(' ')
    this.#sql.addWords.run(id, spelled.map(soundOf).join(' '))
    for (const word of new Set(spelled)) words.set(word, (words.get(word) ?? 0) + 1)
  }

  #drop(visitor: string, words: Map<string, number>): void {
    const old = this.#sql.byVisitor.get(visitor)
    if (old === undefined) return
    this.#sql.dropWords.run(old.id)
    this.#sql.drop.run(old.id)
    for (const word of new Set(old.folded.split(' '))) words.set(word, (words.get(word) ?? 0) - 1)
  }

  #count(words: ReadonlyMap<string, number>): void {
    for (const [word, more] of words) {
      if (word === '' || more === 0) continue
      const row = this.#sql.countWord.get(word, more)
      if (row === undefined) continue
      if (row.n === more) {
        this.#sql.addPart.run(row.id, word)
        if (word.length >= FORGIVEN_LENGTH) for (const key of lookupKeys(word)) this.#sql.addKey.run(key, row.id)
      } else if (row.n <= 0) {
        this.#sql.dropPart.run(row.id)
        for (const key of lookupKeys(word)) this.#sql.dropKey.run(key, row.id)
        this.#sql.dropWord.run(row.id)
      }
    }
  }
}

const SCHEMA = `
  CREATE TABLE person (
    id          INTEGER PRIMARY KEY,     -- length of the folded name * 2^32 + order of arrival
    visitor     TEXT NOT NULL UNIQUE,
    name        TEXT NOT NULL,
    folded      TEXT NOT NULL,
    institution TEXT,
    place       TEXT NOT NULL,           -- the institution, folded
    category    TEXT NOT NULL
  );
  CREATE INDEX person_by_name ON person (folded, visitor, category);
  CREATE INDEX person_by_place ON person (place, folded, visitor, category);
  CREATE VIRTUAL TABLE person_word USING fts5 (
    words, content = '', contentless_delete = 1, detail = none, prefix = '1 2 3', tokenize = 'ascii'
  );

  CREATE TABLE word (id INTEGER PRIMARY KEY, word TEXT NOT NULL UNIQUE, n INTEGER NOT NULL);
  CREATE TABLE word_key (key TEXT NOT NULL, word INTEGER NOT NULL, PRIMARY KEY (key, word)) WITHOUT ROWID;
  CREATE VIRTUAL TABLE word_part USING fts5 (word, content = '', contentless_delete = 1, tokenize = 'trigram');
`

const PERSON = 'p.visitor, p.name, p.institution, p.category'
const FILTER = `(@category IS NULL OR p.category = @category)
  AND (@ids IS NULL OR p.visitor IN (SELECT value FROM json_each(@ids)))`

interface Asked {
  ids: string | null
  category: string | null
  from: number
  limit: number
}

function prepare(db: Database) {
  const page = (order: string) =>
    db.prepare<[Asked], IndexedPerson>(
      `SELECT ${PERSON} FROM person p WHERE ${FILTER} ORDER BY ${order} LIMIT @limit OFFSET @from`,
    )
  const byName = page('p.folded, p.visitor')
  const byPlace = page('p.place, p.folded, p.visitor')
  const count = db.prepare<[Asked], { n: number }>(
    `SELECT count(*) AS n FROM person p WHERE ${FILTER} AND @from IS NOT NULL AND @limit IS NOT NULL`,
  )
  return {
    total: db.prepare<[], { n: number }>('SELECT count(*) AS n FROM person'),
    add: db.prepare(
      'INSERT INTO person (id, visitor, name, folded, institution, place, category) VALUES (?, ?, ?, ?, ?, ?, ?)',
    ),
    drop: db.prepare('DELETE FROM person WHERE id = ?'),
    byVisitor: db.prepare<[string], { id: number; folded: string }>('SELECT id, folded FROM person WHERE visitor = ?'),
    addWords: db.prepare('INSERT INTO person_word (rowid, words) VALUES (?, ?)'),
    dropWords: db.prepare('DELETE FROM person_word WHERE rowid = ?'),
    countWord: db.prepare<[string, number], { id: number; n: number }>(
      'INSERT INTO word (word, n) VALUES (?, ?) ON CONFLICT (word) DO UPDATE SET n = n + excluded.n RETURNING id, n',
    ),
    dropWord: db.prepare('DELETE FROM word WHERE id = ?'),
    addKey: db.prepare('INSERT OR IGNORE INTO word_key (key, word) VALUES (?, ?)'),
    dropKey: db.prepare('DELETE FROM word_key WHERE key = ? AND word = ?'),
    addPart: db.prepare('INSERT INTO word_part (rowid, word) VALUES (?, ?)'),
    dropPart: db.prepare('DELETE FROM word_part WHERE rowid = ?'),
    match: db.prepare<[string, number], MatchedPerson>(
      `SELECT ${PERSON}, p.folded FROM person_word CROSS JOIN person p ON p.id = person_word.rowid
       WHERE person_word MATCH ? ORDER BY person_word.rowid LIMIT ?`,
    ),
    wordsLike: db.prepare<[string], { word: string }>(
      `SELECT DISTINCT w.word FROM json_each(?) k CROSS JOIN word_key x ON x.key = k.value JOIN word w ON w.id = x.word`,
    ),
    wordsWith: db.prepare<[string, number], { word: string }>(
      `SELECT w.word FROM word_part JOIN word w ON w.id = word_part.rowid WHERE word_part MATCH ? ORDER BY w.n DESC LIMIT ?`,
    ),
    page: (sort: PageRequest['sort'], asked: Asked) => (sort === 'name' ? byName : byPlace).all(asked),
    count: (asked: Asked) => count.get(asked),
  }
}
