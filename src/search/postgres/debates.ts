import { BotError } from '../../errors.ts';
import type { About } from '../../debate/catalogue.ts';
import type { Connection, Query, Row } from './connection.ts';
import { isOfLayout, type Place } from './tables.ts';

/** A debate that the server keeps whole. */
export interface ListedDebate {
  readonly debate: string;
  readonly edition: number;
  readonly about: About;
  /** The version of the program that read its words. */
  readonly version: string;
}

/** The debates of a schema in the order of their keys; none where nobody has built one in it yet. */
export function listing(connection: Connection, schema: string): Promise<readonly ListedDebate[]> {
  return connection.reading(async (query) => {
    const isThere = `SELECT to_regclass($1) IS NOT NULL AND ${isOfLayout(schema)} AS is_there`;
    const [row] = await query(isThere, [`${schema}.debates`]);
    if (row?.['is_there'] !== true) return [];
    const sql = `SELECT debates.debate, edition, about, made_by FROM ${schema}.debates
      JOIN ${schema}.generations USING (generation) ORDER BY debates.debate COLLATE "C"`;
    return (await query(sql)).map(({ debate, edition, about, made_by: version }) => ({
      debate: String(debate),
      edition: Number(edition),
      about: aboutFrom(about),
      version: String(version),
    }));
  });
}

/** PostgreSQL’s codes for a table and for a schema that are not there. */
const NOT_THERE = ['42P01', '3F000'];

/**
 * By debate, a short text that is another one whenever something of that debate changed. It is asked
 * before and after every answer: one statement that reads one row a debate.
 */
export async function editions(
  connection: Connection,
  schema: string,
): Promise<ReadonlyMap<string, string>> {
  const sql = `SELECT debate, generation, edition FROM ${schema}.debates WHERE ${isOfLayout(schema)}`;
  try {
    const rows = await connection.ask(`${schema} editions`, sql, []);
    return new Map(rows.map((row) => [String(row['debate']), editionText(row)]));
  } catch (fault) {
    const { cause } = fault as BotError;
    if (cause instanceof Error && 'code' in cause && NOT_THERE.includes(String(cause.code))) {
      return new Map();
    }
    throw fault;
  }
}

/** What is live of a debate, as one moment of the database shows it. */
export interface Live {
  readonly generation: number;
  readonly edition: number;
  /** The two, as `editions` tells them. */
  readonly text: string;
  readonly buckets: number;
}

/** Throws a retryable BotError `search` where the debate is not whole; its `outcome` says that it is not there. */
export async function liveOf({ schema, debate }: Place, query: Query): Promise<Live> {
  const sql = `SELECT generation, edition, buckets FROM ${schema}.debates
    JOIN ${schema}.generations USING (generation) WHERE debates.debate = $1`;
  const [row] = await query(sql, [debate]);
  if (row === undefined) {
    const told = `the debate ${debate} is not in the schema ${schema} of the search server: build it first with npm run corpus -- index`;
    throw new BotError('search', told, { retryable: true, outcome: 'gone' });
  }
  const [generation, edition, buckets] = [row['generation'], row['edition'], row['buckets']];
  return {
    ...{ generation: Number(generation), edition: Number(edition), text: editionText(row) },
    buckets: Number(buckets),
  };
}

/** What the files beside its works say; of one that is live. */
export async function aboutOf({ schema, debate }: Place, query: Query): Promise<About> {
  const sql = `SELECT about FROM ${schema}.debates WHERE debate = $1`;
  const [row] = await query(sql, [debate]);
  return aboutFrom(row?.['about']);
}

function editionText({ generation, edition }: Row): string {
  return `${String(generation)}.${String(edition)}`;
}

/** `publish` wrote it. */
function aboutFrom(text: unknown): About {
  return JSON.parse(String(text)) as About;
}
