/** A debate, and where it is kept. */
export interface Place {
  readonly schema: string;
  readonly debate: string;
}

/**
 * The tables of all the debates of one database, in a schema of their own. A debate is laid out in
 * *generations*, of which one is live: what is built anew is a generation of its own until it is whole.
 * Its works are spread over *buckets* by a hash of their ids, each whole in one; a bucket is a segment of
 * 65,536 places, and what all the large tables are keyed, partitioned and distributed by.
 *
 *     debates      debate → generation, edition        which generation is live, and how often it changed
 *     works        generation, bucket, work            its source, where it stands in the corpus, what it holds
 *     passages     generation, bucket, place           what a person reads, its row of forms, what is posted of it
 *     postings     generation, stem, bucket → list     « reput » in bucket 3 → places (two bytes each), amounts
 *     buckets      generation, bucket                  by place the lengths; by work where it starts, and its rank
 *     forms        generation, first                   the words of the vocabulary, in the order they were met
 *     lexes        generation                          by word in how many passages it is, and the like
 */
export function layoutOf(schema: string, partitions: number): string {
  const spread = partitions > 0 ? 'PARTITION BY HASH (bucket)' : '';
  const large = {
    works: `generation int, bucket int, work text, rank float8 NOT NULL, hash text NOT NULL,
      first int NOT NULL, passages int NOT NULL, source text NOT NULL,
      PRIMARY KEY (generation, bucket, work)`,
    passages: `generation int, bucket int, place int, work text NOT NULL, id text NOT NULL,
      told text NOT NULL, topics text, length int NOT NULL, grams int NOT NULL, row bytea NOT NULL,
      posted bytea NOT NULL, PRIMARY KEY (generation, bucket, place), UNIQUE (generation, bucket, id)`,
    postings: `generation int, bucket int, stem int, list bytea NOT NULL,
      PRIMARY KEY (generation, stem, bucket)`,
    buckets: `generation int, bucket int, lengths bytea NOT NULL, firsts bytea NOT NULL,
      ranks bytea NOT NULL, PRIMARY KEY (generation, bucket)`,
  };
  const tables = Object.entries(large).flatMap(([name, columns]) => [
    `CREATE TABLE IF NOT EXISTS ${schema}.${name} (${columns}) ${spread};`,
    ...Array.from({ length: partitions }, (_, part) => {
      const bounds = `FOR VALUES WITH (MODULUS ${partitions}, REMAINDER ${part})`;
      return `CREATE TABLE IF NOT EXISTS ${schema}.${name}_${part} PARTITION OF ${schema}.${name} ${bounds};`;
    }),
  ]);
  // Sent as one text, which is one transaction; the lock keeps processes that start together from making the same tables.
  return `SELECT pg_advisory_xact_lock(hashtext('${schema}'));
    CREATE SCHEMA IF NOT EXISTS ${schema};
    ${tables.join('\n')}
    CREATE TABLE IF NOT EXISTS ${schema}.generations (
      generation serial PRIMARY KEY, debate text NOT NULL, buckets int NOT NULL,
      made_by text NOT NULL, lexicon text NOT NULL);
    CREATE TABLE IF NOT EXISTS ${schema}.debates (
      debate text PRIMARY KEY, generation int NOT NULL, edition int NOT NULL);
    CREATE TABLE IF NOT EXISTS ${schema}.forms (
      generation int, first int, forms text NOT NULL, PRIMARY KEY (generation, first));
    CREATE TABLE IF NOT EXISTS ${schema}.lexes (
      generation int PRIMARY KEY, told text NOT NULL, counts bytea NOT NULL, own_counts bytea NOT NULL,
      greatest bytea NOT NULL, form_counts bytea NOT NULL, gram_counts bytea NOT NULL);`;
}

/** All that is kept of a generation, but its own row. */
export const TABLES = ['works', 'passages', 'postings', 'buckets', 'forms', 'lexes'] as const;

/** The name of the schema where nobody asks for another. */
export const SCHEMA = 'debat_search';

/** The bucket of a work among so many: FNV-1a over UTF-16 units, its high bits folded into the low ones. */
export function bucketOf(work: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < work.length; place += 1) {
    hash = Math.imul(hash ^ work.charCodeAt(place), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % buckets;
}
