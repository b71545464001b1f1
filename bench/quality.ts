// How well French questions find their passages:
//   npm run bench:quality -- --data DIR [--queries FILE] [--qrels FILE] [--engines ours,fts5] [--run OUT]
// DIR holds docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv: query, document,
// relevance. The engine is the bot's own, without a lexicon, which the data does not have.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import { meanWithInterval } from './bootstrap.ts';
import { measuresOf, NAMES, type Judgements, type Measures } from './measures.ts';
import { PEERS, type Document, type Search } from './peers.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/bench/piaf' },
    queries: { type: 'string' },
    qrels: { type: 'string' },
    engines: { type: 'string', default: 'ours,minisearch-default,minisearch,flexsearch,wink,fts5' },
    run: { type: 'string' },
  },
});
const DEPTH = 100;

const files = {
  documents: join(values.data, 'docs.jsonl'),
  queries: values.queries ?? eitherIn(values.data, 'queries.jsonl', 'queries-dev.jsonl'),
  qrels: values.qrels ?? eitherIn(values.data, 'qrels.tsv', 'qrels-dev.tsv'),
};
const absent = Object.values(files).filter((file) => !existsSync(file));
const names = values.engines.split(',');
const unknown = names.filter((name) => !(name in PEERS));
if (unknown.length > 0) {
  console.error(`unknown: ${unknown.join(', ')}; engines: ${Object.keys(PEERS).join(', ')}`);
  process.exitCode = 2;
} else if (absent.length > 0) console.log(`Nothing measured: ${absent.join(', ')} not found.`);
else measure();

interface Answered extends Measures {
  readonly ids: readonly string[];
}

function measure(): void {
  const documents = readDocuments();
  const judgements = readJudgements();
  const queries = readQueries().filter(({ id }) => judgements.has(id));
  console.log(`${queries.length} questions, ${documents.length} passages\n`);
  console.log(row('', [...NAMES, 'refused', 'ms', 'nDCG@10 less than the first, 95 %']));
  let first: readonly Answered[] | undefined;
  for (const name of names) {
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
    if (first === answered && values.run !== undefined)
      writeRun(values.run, queries, answered, name);
  }
}

function answer(
  search: Search,
  { id, text }: { id: string; text: string },
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
  queries: readonly { id: string }[],
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

function readDocuments(): Document[] {
  const shape = v.object({ id: v.string(), title: v.optional(v.string(), ''), text: v.string() });
  return linesOf(files.documents).map((line) => v.parse(shape, JSON.parse(line)));
}

function readQueries() {
  const shape = v.object({ id: v.string(), text: v.string() });
  return linesOf(files.queries).map((line) => v.parse(shape, JSON.parse(line)));
}

function readJudgements(): Map<string, Judgements> {
  const judgements = new Map<string, Map<string, number>>();
  for (const line of linesOf(files.qrels)) {
    const [query = '', document = '', relevance = ''] = line.split('\t');
    const known = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, known.set(document, Number(relevance)));
  }
  return judgements;
}

function eitherIn(folder: string, ...candidates: readonly string[]): string {
  const paths = candidates.map((name) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? folder;
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}
