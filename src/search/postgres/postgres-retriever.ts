import { BotError } from '../../errors.ts';
import type { Source } from '../../debate/passage.ts';
import type { Thesaurus } from '../analysis/thesaurus.ts';
import type { Steps } from '../index/held.ts';
import type { Question, Ranking } from '../question.ts';
import { Search } from '../search.ts';
import type { Connection, Query } from './connection.ts';
import { liveOf } from './debates.ts';
import { EditionHeld, readBuckets } from './edition.ts';
import { Fetching, Stale } from './fetching.ts';
import type { Place } from './tables.ts';
import { readWords, type WordsRead } from './words.ts';

/** Editions that may end while one question is asked. */
const MOST_EDITIONS = 5;

interface Settings extends Place {
  /** Where the pages of the debate are. */
  readonly site?: string | null;
  /** The works of the catalogue by their ids: a passage is of one of these, where it is there. */
  readonly sources?: ReadonlyMap<string, Source>;
  readonly thesaurus?: Thesaurus | null;
}

/** One edition of a debate, ready to be asked. */
interface Open {
  readonly read: WordsRead;
  readonly search: Search;
  readonly fetching: Fetching;
}

/**
 * A retriever of passages that a PostgreSQL server keeps: the same analysis, ranking and refusals as in
 * memory, over what each question needs of them. A process holds the words and what was asked last; it
 * sees one edition or the next one, and never some of both. A server that cannot be asked is a
 * retryable BotError `search`.
 */
export class PostgresRetriever {
  readonly #connection: Connection;
  readonly #settings: Settings;
  #open: Promise<Open> | null = null;
  #before: Promise<WordsRead | null> | null;

  /** What one of the same debate `before` read of its words is not read again. */
  constructor(connection: Connection, settings: Settings, before: PostgresRetriever | null = null) {
    this.#connection = connection;
    this.#settings = settings;
    // Its postings are let go of with it.
    this.#before = before === null ? null : before.wordsRead();
  }

  search(question: Question): Promise<Ranking> {
    return this.#through((search) => search.ranking(question));
  }

  suggest(text: string, limit: number): Promise<readonly string[]> {
    return this.#through((search) => search.suggestions(text, limit));
  }

  synonymsOf(text: string): Promise<readonly string[]> {
    return this.#through((search) => known(search.synonymsOf(text)));
  }

  raritiesIn(text: string): Promise<readonly number[]> {
    return this.#through((search) => known(search.raritiesIn(text)));
  }

  /** Asked of an edition that has ended, a question is asked again of the next one. */
  async #through<Result>(asking: (search: Search) => Steps<Result>): Promise<Result> {
    for (let left = MOST_EDITIONS; left > 0; left -= 1) {
      const asked = (this.#open ??= this.#opened(this.#before));
      const { search, fetching } = await asked;
      try {
        return await fetching.through(asking(search));
      } catch (fault) {
        if (!(fault instanceof Stale)) throw fault;
        // Whoever comes first opens the next edition, and the others wait for that.
        if (this.#open === asked) this.#open = this.#opened(asked.then(({ read }) => read));
      }
    }
    const told = `the debate ${this.#settings.debate} changes faster than it can be asked`;
    throw new BotError('search', told, { retryable: true });
  }

  /** What is known of words is read of one moment; words that were known before are not read again. */
  #opened(before: Promise<WordsRead | null> | null): Promise<Open> {
    const opened = this.#connection.reading(async (query) => this.#read(await before, query));
    // Whoever asks next tries again.
    opened.catch(() => {
      if (this.#open === opened) this.#open = null;
    });
    return opened;
  }

  /** What it last read of the words of the debate; null where it read nothing yet. */
  async wordsRead(): Promise<WordsRead | null> {
    const open = await this.#open?.catch(() => null);
    return open?.read ?? (await this.#before);
  }

  async #read(before: WordsRead | null, query: Query): Promise<Open> {
    const { schema, debate, site = null, sources, thesaurus = null } = this.#settings;
    const live = await liveOf(this.#settings, query);
    const { generation } = live;
    const words = await readWords(live, before, this.#settings, query);
    const buckets = await readBuckets(generation, live.buckets, schema, query);
    const edition = new EditionHeld(words.lexis, words.told, buckets);
    const kept = { schema, debate, generation, edition: live.edition, site, sources };
    const fetching = new Fetching(kept, edition, (name, text, values) => {
      return this.#connection.ask(name, text, values);
    });
    const search = new Search(edition.held, thesaurus);
    return { read: words, search, fetching };
  }
}

/** What is told by the words alone. */
// eslint-disable-next-line require-yield -- it needs nothing
function* known<Result>(result: Result): Steps<Result> {
  return result;
}
