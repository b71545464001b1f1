import { topicsAmong } from '../../debate/topics.ts';
import { isQuestion, sampleOf } from '../index/sample.ts';
import { Search } from '../search.ts';
import type { Query, Row } from './connection.ts';
import { EditionHeld, readBuckets } from './edition.ts';
import { Fetching } from './fetching.ts';
import type { Place } from './tables.ts';
import { WINDOW_PASSAGES } from '../index/passage-index.ts';
import { type KeptDigest, themesOf } from './told.ts';
import { type Counts, lexisOf, type Told, type Words } from './words.ts';

/** What is told of a generation but for what is measured here. */
type Laid = Pick<Told, 'passageCount' | 'length' | 'grams'> & { readonly buckets: number };

/**
 * What a debate is like, told by a thousand of its passages: whether they answer questions, and what a
 * question must have to be answered. The same passages tell it that tell it in memory.
 */
export async function measured(
  place: Place & { readonly generation: number },
  { buckets, ...laid }: Laid,
  words: Words,
  counts: Counts,
  query: Query,
): Promise<Told> {
  const { schema, generation } = place;
  const sample = await sampledFrom(place, laid.passageCount, query);
  const numbers = sample.map(({ number }) => number);
  const kept = { ...place, edition: null, site: null };
  const places = await readBuckets(generation, buckets, schema, query);
  const through = (told: Told) => {
    const held = new EditionHeld(lexisOf(words, told, counts), told, places, numbers);
    const fetching = new Fetching(kept, held, (_, sql, values) => query(sql, values));
    return { held, fetching };
  };
  const themes = await themesIn(place, query);
  const told = { ...laid, themes, isOfQuestions: false, leastOdds: null, subjects: [] };
  const {
    held: { held },
    fetching,
  } = through(told);
  const passages = await fetching.through(
    (function* () {
      yield { passages: numbers };
      return numbers.flatMap((number) => held.passageOf(number) ?? []);
    })(),
  );
  const answers = passages.filter((passage, at) => isQuestion(passage) && sample[at]?.isAlone);
  const isOfQuestions = answers.length > sample.length / 2;
  const subjects = themes.length > 0 ? [] : topicsAmong(passages).all;
  const known = { ...told, isOfQuestions, subjects };
  const { held: asked, fetching: asking } = through(known);
  const leastOdds = await asking.through(new Search(asked.held, null).leastOdds());
  return { ...known, leastOdds };
}

/** Works whose digests are read at once. */
const AT_ONCE = 2_000;

/** As the digests of the works tell them. */
async function themesIn(
  { schema, generation }: Place & { readonly generation: number },
  query: Query,
): Promise<Told['themes']> {
  const sql = `SELECT rank, digest FROM ${schema}.works
    WHERE generation = $1 AND rank > $2 ORDER BY rank LIMIT ${AT_ONCE}`;
  const works: Pick<KeptDigest, 'themes'>[] = [];
  for (let last: Row | undefined = { rank: -Infinity }; last !== undefined;) {
    const rows = await query(sql, [generation, last['rank']]);
    for (const { digest } of rows) {
      // `digestedFrom` wrote it.
      const { themes } = JSON.parse(String(digest)) as KeptDigest;
      works.push({ themes });
    }
    last = rows.at(-1);
  }
  return [...themesOf(works)];
}

/** The numbers of the passages that `sampleOf` takes of the corpus in its order, and whether each is all of its work. */
async function sampledFrom(
  { schema, generation }: Place & { readonly generation: number },
  passageCount: number,
  query: Query,
) {
  const sql = `SELECT bucket, first, passages FROM ${schema}.works WHERE generation = $1 ORDER BY rank`;
  const sample: { readonly number: number; readonly isAlone: boolean }[] = [];
  const wanted = sampleOf(passageCount);
  let start = 0;
  for (const row of await query(sql, [generation])) {
    const [bucket = 0, first = 0, count = 0] = ['bucket', 'first', 'passages'].map((n) =>
      Number(row[n]),
    );
    for (
      let at = wanted[sample.length] ?? Infinity;
      at < start + count;
      at = wanted[sample.length] ?? Infinity
    ) {
      const number = bucket * WINDOW_PASSAGES + first + at - start;
      sample.push({ number, isAlone: count === 1 });
    }
    start += count;
  }
  return sample;
}
