// How well French questions find their passages:
//   npm run bench:quality -- --data DIR [--queries FILE] [--qrels FILE] [--engines ours,fts5] [--run OUT]
// DIR holds docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv: query, document,
// relevance. The engine is the bot's own, without a lexicon, which the data does not have.
import { existsSync, writeFileSync } from 'node:fs';
import { enginesOf, Misuse, optionsOf, run } from './arguments.ts';
import { meanWithInterval } from './bootstrap.ts';
import { filesOf, readCollection, type Collection, type Query } from './collection.ts';
import { measuresOf, NAMES, type Judgements, type Measures } from './measures.ts';
import { PEERS, type Search } from './peers.ts';

const DATA = '../shared/bench/piaf';
const USAGE =
  'npm run bench:quality -- [--data DIR] [--queries FILE] [--qrels FILE] [--engines ours,fts5] [--run OUT]';
const OPTIONS = {
  data: { type: 'string', default: DATA },
  queries: { type: 'string' },
  qrels: { type: 'string' },
  engines: { type: 'string', default: 'ours,minisearch-default,minisearch,flexsearch,wink,fts5' },
  run: { type: 'string' },
} as const;
const DEPTH = 100;

run(() => {
  const values = optionsOf(OPTIONS, USAGE);
  const engines = enginesOf(values.engines, Object.keys(PEERS));
  const files = filesOf(values.data, values.queries, values.qrels);
  const absent = [files.documents, files.queries, files.qrels].filter((file) => !existsSync(file));
  if (absent.length === 0) measure(engines, readCollection(files), values.run);
  else if (values.data !== DATA) throw new Misuse(`not found: ${absent.join(', ')}`);
  else console.log(`Nothing measured: ${absent.join(', ')} not found.`);
});

interface Answered extends Measures {
  readonly ids: readonly string[];
}

function measure(
  engines: readonly string[],
  { documents, queries, judgements, remarks }: Collection,
  runFile: string | undefined,
): void {
  console.log([`${queries.length} questions, ${documents.length} passages`, ...remarks].join('; '));
  console.log();
  console.log(row('', [...NAMES, 'refused', 'ms', 'nDCG@10 less than the first, 95 %']));
  let first: readonly Answered[] | undefined;
  for (const name of engines) {
    const search = PEERS[name]?.(documents) ?? (() => []);
    const started = performance.now();
    const answered = queries.map((query) => answer(search, query, judgements));
    const perQueryMs = (performance.now() - started) / queries.length;
    const refused = answered.filter(({ ids }) => ids.length === 0).length;
    const means = NAMES.map((measured) => mean(answered.map((each) => each[measured])).toFixed(4));
    first ??= answered;
    console.log(
      row(name, [...means, String(refused), perQueryMs.toFixed(2), lessThan(first, answered)]),
    );
    if (first === answered && runFile !== undefined) writeRun(runFile, queries, answered, name);
  }
}

function answer(
  search: Search,
  { id, text }: Query,
  judgements: ReadonlyMap<string, Judgements>,
): Answered {
  const ids = search(text, DEPTH);
  return { ids, ...measuresOf(ids, judgements.get(id) ?? new Map<string, number>()) };
}

function lessThan(first: readonly Answered[], other: readonly Answered[]): string {
  if (first === other) return '';
  const differences = first.map((each, place) => {
    return each['nDCG@10'] - (other[place]?.['nDCG@10'] ?? 0);
  });
  const [gain, low, high] = meanWithInterval(differences).map((each) => each.toFixed(4));
  return `${gain} [${low}, ${high}]`;
}

/** A TREC run: query, Q0, document, rank, a score that falls with the rank, engine. */
function writeRun(
  file: string,
  queries: readonly Query[],
  answered: readonly Answered[],
  name: string,
): void {
  const lines = answered.flatMap(({ ids }, place) =>
    ids.map((id, rank) => `${queries[place]?.id} Q0 ${id} ${rank + 1} ${DEPTH - rank} ${name}\n`),
  );
  writeFileSync(file, lines.join(''));
}

function row(name: string, cells: readonly string[]): string {
  return [name.padEnd(20), ...cells.map((cell) => cell.padEnd(9))].join(' ').trimEnd();
}

function mean(numbers: readonly number[]): number {
  return numbers.reduce((sum, each) => sum + each, 0) / numbers.length;
}
