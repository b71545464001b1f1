import { Pool } from 'pg';
import { SCHEMA } from '../src/search/postgres/tables.ts';
import type { Debated, Tell } from '../src/search/postgres/building.ts';
import { Connection } from '../src/search/postgres/connection.ts';
import { keepDebate } from '../src/search/postgres/keeping.ts';
import { PostgresRetriever } from '../src/search/postgres/postgres-retriever.ts';
import type { Work } from '../src/search/postgres/works.ts';
import type { Corpus, Passage } from '../src/debate/passage.ts';
import { foldText, isStopWord, wordsOf } from '../src/french/words.ts';
import type { Document } from './peers.ts';

export const POSTGRES_URL =
  process.env['POSTGRES_URL'] ?? 'postgres://postgres@127.0.0.1:5432/test';

interface Bench {
  readonly keep: (corpus: Pick<Corpus, 'passages' | 'lexicon'>) => Promise<PostgresRetriever>;
  /** PostgreSQL's own search: any word of the question, over a GIN index, by `ts_rank`. */
  readonly keepText: (
    documents: Iterable<Document>,
  ) => Promise<(question: string, limit: number) => Promise<readonly string[]>>;
}

/** A schema of the bench's own, removed at the end. */
export async function withBench(measure: (bench: Bench) => Promise<void>): Promise<void> {
  const schema = `${SCHEMA}_bench_${process.pid}`;
  const connection = new Connection(POSTGRES_URL);
  const pool = new Pool({ connectionString: POSTGRES_URL, max: 1, connectionTimeoutMillis: 2_000 });
  let debates = 0;
  try {
    await measure({
      keep: async (corpus) => {
        const place = { schema, debate: String((debates += 1)) };
        await keepDebate(connection, place, debatedBy(corpus));
        return new PostgresRetriever(connection, place);
      },
      keepText: (documents) => textSearch(pool, schema, documents),
    });
  } finally {
    await pool.query(`DROP SCHEMA IF EXISTS ${schema} CASCADE`);
    await pool.end();
    await connection.close();
  }
}

/** Texts inserted at once. */
const BATCH = 5_000;

export async function textSearch(
  pool: Pool,
  schema: string,
  documents: Iterable<Document>,
  tell?: Tell,
) {
  const table = `${schema}.texts`;
  await pool.query(`CREATE SCHEMA IF NOT EXISTS ${schema}; DROP TABLE IF EXISTS ${table};
    CREATE TABLE ${table} (id text, words tsvector)`);
  let batch: Document[] = [];
  const insert = async () => {
    const texts = batch.map(({ title, text }) => `${title} ${text}`);
    const sql = `INSERT INTO ${table} SELECT id, to_tsvector('french', said)
      FROM unnest($1::text[], $2::text[]) AS given (id, said)`;
    await pool.query(sql, [batch.map(({ id }) => id), texts]);
    batch = [];
  };
  for (const document of documents) if (batch.push(document) === BATCH) await insert();
  await insert();
  await pool.query(`CREATE INDEX ON ${table} USING gin (words)`);
  await pool.query(`ANALYZE ${table}`);
  tell?.(1);
  return asker(pool, schema);
}

/** Asks the texts that `textSearch` keeps. */
export function asker(pool: Pool, schema: string) {
  const sql = `SELECT id FROM ${schema}.texts, to_tsquery('french', $1) AS asked
    WHERE words @@ asked ORDER BY ts_rank(words, asked, 1) DESC LIMIT $2`;
  return async (question: string, limit: number): Promise<readonly string[]> => {
    const words = wordsOf(foldText(question)).filter(
      ({ form, joined }) => !joined && !isStopWord(form),
    );
    const typed = question.normalize('NFC').match(/[\p{L}\p{N}]+/gu) ?? [];
    if (words.length === 0) return [];
    const { rows } = await pool.query(sql, [typed.join(' | '), limit]);
    return rows.map(({ id }) => String(id));
  };
}

function debatedBy({ passages, lexicon }: Pick<Corpus, 'passages' | 'lexicon'>): Debated {
  const debated = { works: () => worksOf(passages), passageCount: passages.length };
  return { ...debated, about: { ...ABOUT, lexicon }, version: 'bench' };
}

/** What is said of a debate that is generated. */
export const ABOUT = {
  hash: 'bench',
  debate: { title: null, question: null, themes: null },
  voices: [],
  lexicon: [],
};

function worksOf(passages: readonly Passage[]): Work[] {
  const works = Map.groupBy(passages, ({ source }) => source);
  return [...works].map(([source, all]) => ({ source, passages: all }));
}
