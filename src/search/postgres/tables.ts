import { BotError } from '../../errors.ts';
import { OFTEN_LOST } from '../analysis/lasting-words.ts';
import type { Query } from './connection.ts';

/** A debate, and where it is kept. */
export interface Place {
  readonly schema: string;
  readonly debate: string;
}

/** Stands beside the schema: tables of another layout are made anew. */
export const LAYOUT = 'debat-bot search, layout 4';

/** A condition: whether the tables of a schema are of this layout. */
export function isOfLayout(schema: string): string {
  return `obj_description(to_regnamespace('${schema}'), 'pg_namespace') = '${LAYOUT}'`;
}

/** A condition: whether words of a passage may be left out of what is posted of it. */
export const LOSES_WORDS = String.raw`told ~ '"text":"([^"\\]|\\.)*${OFTEN_LOST}'`;

/**
 * The tables of all the debates of one database, in a schema of their own. A debate is laid out in
 * *generations*, of which one is live: what is built anew is a generation of its own until it is whole.
 * Its works are spread over *buckets* by a hash of their ids, each whole in one; a bucket is a segment of
 * 65,536 places, and what all the large tables are keyed, partitioned and distributed by.
 *
 *     debates      debate → generation, edition        which generation is live, how often it changed, what its files tell
 *     works        generation, bucket, work            its source, its digest, where it stands in the corpus, what it holds
 *     passages     generation, bucket, place           what a person reads, its row of forms, what is posted of it
 *     postings     generation, stem, bucket → list     « reput » in bucket 3 → places (two bytes each), amounts
 *     buckets      generation, bucket                  by place the lengths; by work where it starts, and its rank
 *     forms        generation, first                   the words of the vocabulary, in the order they were met
 *     lexes        generation                          by word in how many passages it is, and the like
 */
function layoutOf(schema: string, partitions: number): string {
  const spread = partitions > 0 ? 'PARTITION BY HASH (bucket)' : '';
  const large = {
    works: `generation int, bucket int, work text, rank float8 NOT NULL, hash text NOT NULL,
      first int NOT NULL, passages int NOT NULL, source text NOT NULL, digest text NOT NULL,
      standing text NOT NULL, voices bytea NOT NULL,
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
  return `CREATE SCHEMA IF NOT EXISTS ${schema};
    COMMENT ON SCHEMA ${schema} IS '${LAYOUT}';
    ${tables.join('\n')}
    CREATE INDEX IF NOT EXISTS passages_lost ON ${schema}.passages (generation, bucket, place)
      WHERE ${LOSES_WORDS};
    CREATE TABLE IF NOT EXISTS ${schema}.generations (
      generation serial PRIMARY KEY, debate text NOT NULL, buckets int NOT NULL,
      made_by text NOT NULL, lexicon text NOT NULL);
    CREATE TABLE IF NOT EXISTS ${schema}.debates (
      debate text PRIMARY KEY, generation int NOT NULL, edition int NOT NULL, about text NOT NULL);
    CREATE TABLE IF NOT EXISTS ${schema}.forms (
      generation int, first int, forms text NOT NULL, PRIMARY KEY (generation, first));
    CREATE TABLE IF NOT EXISTS ${schema}.lexes (
      generation int PRIMARY KEY, told text NOT NULL, counts bytea NOT NULL, own_counts bytea NOT NULL,
      greatest bytea NOT NULL, form_counts bytea NOT NULL, gram_counts bytea NOT NULL);`;
}

/** Makes the tables where there are none; they are made anew where they are of another layout, and true is told. */
export async function layOut(schema: string, partitions: number, query: Query): Promise<boolean> {
  await query('BEGIN');
  // Processes that start together would make the same tables.
  await query('SELECT pg_advisory_xact_lock(hashtext($1))', [schema]);
  const sql = `SELECT to_regclass($1) IS NOT NULL AND ${isOfLayout(schema)} IS NOT TRUE AS is_other`;
  const [row] = await query(sql, [`${schema}.generations`]);
  const isOther = row?.['is_other'] === true;
  const last = isOther ? await dropTables(schema, query) : 0;
  await query(layoutOf(schema, partitions));
  // Whoever knows an edition of before takes none of those to come for it.
  const sequence = `${schema}.generations_generation_seq`;
  if (isOther) await query(`ALTER SEQUENCE ${sequence} RESTART WITH ${last + 1}`);
  await query('COMMIT');
  return isOther;
}

/** Tells the number of the last generation that there was. */
async function dropTables(schema: string, query: Query): Promise<number> {
  const sql = `SELECT coalesce(max(generation), 0)::int AS last FROM ${schema}.generations`;
  const [row] = await query(sql);
  const tables = [...TABLES, 'debates', 'generations'].map((name) => `${schema}.${name}`);
  await query(`DROP TABLE IF EXISTS ${tables.join(', ')}`);
  return Number(row?.['last']);
}

/** All that is kept of a generation, but its own row. */
export const TABLES = ['works', 'passages', 'postings', 'buckets', 'forms', 'lexes'] as const;

/** The name of the schema where nobody asks for another. */
export const SCHEMA = 'debat_search';

/** Which schema an address means: that of `?schema=…`, else the usual one. Throws a BotError for a name that PostgreSQL would want in quotation marks. */
export function schemaIn(url: string): string {
  const schema = new URL(url).searchParams.get('schema') ?? SCHEMA;
  if (/^[a-z_][a-z0-9_]{0,50}$/u.test(schema)) return schema;
  const told =
    'SEARCH_URL names a schema that cannot be: use lower-case letters a to z, figures and _';
  throw new BotError('configuration', told);
}

/** The bucket of a work among so many: FNV-1a over UTF-16 units, its high bits folded into the low ones. */
export function bucketOf(work: string, buckets: number): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < work.length; place += 1) {
    hash = Math.imul(hash ^ work.charCodeAt(place), 0x01000193);
  }
  return ((hash ^ (hash >>> 15)) >>> 0) % buckets;
}
