// How well French questions find their passages: `npm run bench:quality -- --data DIR`.
// DIR holds docs.jsonl {id, title, text}, queries.jsonl {id, text} and qrels.tsv: query, document,
// relevance. The engine is the bot's own, without a lexicon, which the data does not have.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import * as v from 'valibot';
import type { Passage } from '../src/debate/passage.ts';
import { createRetriever } from '../src/retrieval/engine.ts';
import { measuresOf, NAMES, type Judgements } from './measures.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string', default: '../shared/bench/piaf' },
    queries: { type: 'string' },
    qrels: { type: 'string' },
  },
});

const files = {
  documents: join(values.data, 'docs.jsonl'),
  queries: values.queries ?? eitherIn(values.data, 'queries.jsonl', 'queries-dev.jsonl'),
  qrels: values.qrels ?? eitherIn(values.data, 'qrels.tsv', 'qrels-dev.tsv'),
};
const absent = Object.values(files).filter((file) => !existsSync(file));
if (absent.length > 0) console.log(`Nothing measured: ${absent.join(', ')} not found.`);
else measure();

function measure(): void {
  const passages = documents().map(asPassage);
  const retriever = createRetriever({ passages, lexicon: [] });
  const judgements = readJudgements();
  const queries = readQueries().filter(({ id }) => judgements.has(id));
  const started = performance.now();
  const measured = queries.map(({ id, text }) => {
    const { hits } = retriever.search({ text, limit: 100 });
    const run = hits.map(({ passage }) => passage.id);
    return { refused: run.length === 0, ...measuresOf(run, judgements.get(id) ?? new Map()) };
  });
  const perQueryMs = (performance.now() - started) / queries.length;
  const refused = measured.filter((each) => each.refused).length;
  console.log(`${queries.length} questions, ${passages.length} passages, ${refused} refused`);
  for (const name of NAMES) {
    const mean = measured.reduce((sum, each) => sum + each[name], 0) / measured.length;
    console.log(`${name.padEnd(8)} ${mean.toFixed(4)}`);
  }
  console.log(`${perQueryMs.toFixed(2)} ms a question`);
}

function documents() {
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

function eitherIn(folder: string, ...names: readonly string[]): string {
  const paths = names.map((name) => join(folder, name));
  return paths.find((path) => existsSync(path)) ?? paths[0] ?? folder;
}

function linesOf(file: string): string[] {
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
}

function asPassage(document: ReturnType<typeof documents>[number], order: number): Passage {
  const date = { edtf: '2026', year: 2026, approximate: false, uncertain: false };
  const { id, title, text } = document;
  const work = { id: title, title, author: null, publisher: '', date, url: null };
  return {
    id,
    source: { ...work, kind: '', rights: '', typedBy: '' },
    voice: { name: '', named: true },
    role: 'auteur',
    reportedBy: null,
    deduction: null,
    stance: 'assumed',
    flags: [],
    text,
    thesis: '',
    topics: [],
    order,
  };
}
