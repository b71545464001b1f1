// How well French questions find their passages, and how well those of another subject are refused:
//   npm run bench:quality -- [--data DIR]… [--variant mistyped]… [--engines ours,fts5] [--run OUT]
//   npm run bench:quality -- --sizes 60,500,all [--data DIR]… [--foreign QUERIES.jsonl]…
// A DIR holds docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv: query, document,
// relevance; --queries and --qrels name other files of a single DIR. Variants are made by rule from the
// questions (see variants.ts), sizes are explained in refusing.ts. The engine is the bot's own, without
// a lexicon, which the data does not have.
import { writeFileSync } from 'node:fs';
import { enginesOf, Misuse, optionsOf, run } from './arguments.ts';
import { meanWithInterval } from './bootstrap.ts';
import { absentOf, filesOf, readCollection, type Collection, type Query } from './collection.ts';
import { measuresOf, NAMES, type Judgements, type Measures } from './measures.ts';
import { PEERS, type Search } from './peers.ts';
import { refusing } from './refusing.ts';
import { varied, VARIANTS } from './variants.ts';

const DATA = ['piaf', 'fquad', 'spf'].map((name) => `../shared/bench/${name}`);
const USAGE =
  'npm run bench:quality -- [--data DIR]… [--queries FILE] [--qrels FILE] [--variant NAME]… ' +
  '[--engines ours,fts5] [--run OUT] [--sizes 60,all] [--foreign QUERIES]…';
const OPTIONS = {
  data: { type: 'string', multiple: true },
  queries: { type: 'string' },
  qrels: { type: 'string' },
  variant: { type: 'string', multiple: true },
  engines: {
    type: 'string',
    default: 'ours,minisearch-default,minisearch,flexsearch,wink,fts5,bm25',
  },
  run: { type: 'string' },
  sizes: { type: 'string' },
  foreign: { type: 'string', multiple: true },
} as const;
const DEPTH = 100;

await run(async () => {
  const values = optionsOf(OPTIONS, USAGE);
  const engines = enginesOf(values.engines, Object.keys(PEERS));
  const variants = values.variant ?? ['typed'];
  const unknown = variants.filter((name) => VARIANTS[name] === undefined);
  if (unknown.length > 0) throw new Misuse(`unknown variant: ${unknown.join(', ')}; ${USAGE}`);
  const folders = values.data ?? DATA;
  const ofOne = values.queries ?? values.qrels ?? values.run;
  if (folders.length * variants.length > 1 && ofOne !== undefined) {
    throw new Misuse('--queries, --qrels and --run are of one collection, asked in one way');
  }
  const files = folders.map((folder) => filesOf(folder, values.queries, values.qrels));
  const absent = files.flatMap(absentOf);
  if (absent.length > 0) {
    if (values.data !== undefined) throw new Misuse(`not found: ${absent.join(', ')}`);
    console.log(`Nothing measured: ${absent.join(', ')} not found.`);
  } else if (values.sizes !== undefined || values.foreign !== undefined) {
    await refusing(files.map(readCollection), values.foreign, values.sizes ?? 'all', USAGE);
  } else {
    const columns: Column[] = [];
    for (const each of files) {
      columns.push(...(await measure(engines, variants, readCollection(each), values.run)));
    }
    compare(engines, columns);
  }
});

interface Answered extends Measures {
  readonly ids: readonly string[];
}

/** One collection put in one way: the nDCG@10 of each engine. */
interface Column {
  readonly name: string;
  readonly found: readonly number[];
}

async function measure(
  engines: readonly string[],
  variants: readonly string[],
  collection: Collection,
  runFile: string | undefined,
): Promise<Column[]> {
  const { name, documents, queries, remarks } = collection;
  const searches = engines.map((engine) => PEERS[engine]?.(documents) ?? (() => []));
  const columns: Column[] = [];
  for (const variant of variants) {
    const title = variant === 'typed' ? name : `${name} ${variant}`;
    const counts = `${queries.length} questions, ${documents.length} passages`;
    console.log([`${title}: ${counts}`, ...remarks].join('; '));
    console.log(row('', [...NAMES, 'refused', 'ms', 'nDCG@10 less than the first, 95 %']));
    const asked = varied(queries, variant);
    let first: readonly Answered[] | undefined;
    const found: number[] = [];
    for (const [place, search] of searches.entries()) {
      const engine = engines[place] ?? '';
      const started = performance.now();
      const answered: Answered[] = [];
      for (const query of asked) answered.push(await answer(search, query, collection.judgements));
      const perQueryMs = (performance.now() - started) / asked.length;
      first ??= answered;
      tell(engine, answered, first, perQueryMs);
      if (first === answered && runFile !== undefined) writeRun(runFile, asked, answered, engine);
      found.push(meanOf(answered, 'nDCG@10'));
    }
    console.log();
    columns.push({ name: title, found });
  }
  return columns;
}

function tell(
  engine: string,
  answered: readonly Answered[],
  first: readonly Answered[],
  perQueryMs: number,
): void {
  const refused = answered.filter(({ ids }) => ids.length === 0).length;
  const means = NAMES.map((measured) => meanOf(answered, measured).toFixed(4));
  const cells = [...means, String(refused), perQueryMs.toFixed(2), lessThan(first, answered)];
  console.log(row(engine, cells));
}

/** Tells the nDCG@10 of each engine on each collection, and how far the first is before the best of the others. */
function compare(engines: readonly string[], columns: readonly Column[]): void {
  console.log(row('nDCG@10', engines));
  const margins = columns.map(({ name, found }) => {
    const [first = 0, ...others] = found;
    const margin = others.length === 0 ? 0 : first - Math.max(...others);
    console.log(row(name, [...found.map((each) => each.toFixed(4)), signed(margin)]));
    return { name, margin };
  });
  const [worst] = margins.toSorted((a, b) => a.margin - b.margin);
  if (worst === undefined || engines.length < 2) return;
  console.log(
    `\nWorst margin of ${engines[0]} over the best other: ${signed(worst.margin)} (${worst.name})`,
  );
}

function signed(margin: number): string {
  return (margin < 0 ? '' : '+') + margin.toFixed(4);
}

async function answer(
  search: Search,
  { id, text }: Query,
  judgements: ReadonlyMap<string, Judgements>,
): Promise<Answered> {
  const ids = await search(text, DEPTH);
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

function meanOf(answered: readonly Answered[], measured: keyof Measures): number {
  return answered.reduce((sum, each) => sum + each[measured], 0) / answered.length;
}
