import type { About } from '../../../src/debate/catalogue.ts';
import type { Corpus } from '../../../src/debate/passage.ts';
import type { Debated } from '../../../src/search/postgres/building.ts';
import { Connection } from '../../../src/search/postgres/connection.ts';
import { keepDebate } from '../../../src/search/postgres/keeping.ts';
import { PostgresRetriever } from '../../../src/search/postgres/postgres-retriever.ts';
import type { Work } from '../../../src/search/postgres/works.ts';
import { postgres, uniqueNamespace } from '../../store/servers.ts';

export type Kept = Pick<Corpus, 'passages' | 'lexicon'> & Partial<About>;

interface Options {
  readonly name?: string;
  /** Passages of a bucket: few make many buckets. */
  readonly filled?: number;
  readonly partitions?: number;
  readonly waitMs?: number;
}

/** A schema of the test's own on the server of the machine. */
export class OwnSchema {
  readonly schema = uniqueNamespace();
  /** As `SEARCH_URL` names it. */
  readonly url = `${postgres.url}?schema=${this.schema}`;
  readonly connection = new Connection(postgres.url);
  #debates = 0;

  /** Keeps a debate, a new one unless it is named, and gives a retriever of it. */
  async keep(corpus: Kept, { name, filled, ...keeping }: Options = {}): Promise<PostgresRetriever> {
    const debate = name ?? `debate-${(this.#debates += 1)}`;
    const place = { schema: this.schema, debate };
    await keepDebate(this.connection, place, debatedBy(corpus, filled), keeping);
    return new PostgresRetriever(this.connection, place);
  }

  async remove(): Promise<void> {
    await this.connection.session(async (query) => {
      await query(`DROP SCHEMA IF EXISTS ${this.schema} CASCADE`);
    });
    await this.connection.close();
  }
}

export function debatedBy(
  { passages, lexicon, hash = 'hash', debate = UNTITLED, voices = [] }: Kept,
  filled = 32_768,
): Debated {
  const passageCount = passages.length;
  const about = { hash, debate, voices, lexicon };
  return { works: () => worksOf(passages), passageCount, about, version: 'test', filled };
}

const UNTITLED = { title: null, question: null, themes: null };

/** The passages of one work follow one another. */
export function worksOf(passages: Corpus['passages']): Work[] {
  const works = Map.groupBy(passages, ({ source }) => source.id);
  return [...works.values()].flatMap((all) => {
    const [first] = all;
    return first === undefined ? [] : [{ source: first.source, passages: all }];
  });
}
