import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { POSTING_BYTES } from './bytes.ts';

const AT = 'unnest($3::int[], $4::int[]) AS asked (bucket, place)';

/**
 * What is asked for one question. Postings come one row a stem, and rows all in one: reading many rows
 * costs a process more than what stands in them.
 */
export const STATEMENTS = {
  nothing: () => 'SELECT NULL::int AS bucket WHERE false',
  postings: (schema: string) => `SELECT stem, string_agg(bucket::text, ' ') AS buckets,
      string_agg(count::text, ' ') AS counts,
      string_agg(substring(list FOR 2 * count), '') AS places,
      string_agg(substring(list FROM 2 * count + 1), '') AS amounts
    FROM (SELECT stem, bucket, list, length(list) / ${POSTING_BYTES} AS count FROM ${schema}.postings
      WHERE generation = $2 AND stem = ANY ($3::int[]) ORDER BY stem, bucket) AS ordered
    GROUP BY stem`,
  rows: (
    schema: string,
  ) => `SELECT string_agg((bucket::int8 * ${WINDOW_PASSAGES} + place)::text, ' ') AS numbers,
      string_agg(length(row)::text, ' ') AS sizes, string_agg(grams::text, ' ') AS grams,
      string_agg(row, '') AS rows
    FROM ${AT} JOIN ${schema}.passages AS kept USING (bucket, place) WHERE generation = $2`,
  passages: (
    schema: string,
  ) => `SELECT bucket, place, id, told, topics, work, first, source FROM ${AT}
    JOIN ${schema}.passages AS kept USING (bucket, place)
    JOIN ${schema}.works AS works USING (generation, bucket, work) WHERE generation = $2`,
  works: (schema: string) => `SELECT works.bucket, first, passages
    FROM unnest($3::int[], $4::text[]) AS asked (bucket, work)
    JOIN ${schema}.works AS works USING (bucket, work) WHERE generation = $2`,
  places: (schema: string) => `SELECT kept.bucket, place
    FROM unnest($3::int[], $4::text[]) AS asked (bucket, id)
    JOIN ${schema}.passages AS kept USING (bucket, id) WHERE generation = $2`,
  holding: (
    schema: string,
  ) => `SELECT string_agg((bucket::int8 * ${WINDOW_PASSAGES} + place)::text, ' ') AS numbers
    FROM ${schema}.passages WHERE generation = $2 AND NOT EXISTS (
      SELECT FROM unnest($3::bytea[]) AS phrase WHERE position(phrase IN row) = 0)`,
};

/** Numbers as `string_agg` puts them together; none for nothing. */
export function numbersTold(text: unknown): number[] {
  return typeof text === 'string' ? text.split(' ').map(Number) : [];
}

/** The bytes of these sizes that `string_agg` puts together. */
export function partsOf(bytes: unknown, sizes: unknown): Uint8Array[] {
  const whole = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  let end = 0;
  return numbersTold(sizes).map((size) => {
    end += size;
    return whole.subarray(end - size, end);
  });
}
