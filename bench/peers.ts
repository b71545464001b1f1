// The search engines that ours is compared with, each used as its own documents advise, given our
// analysis where the name says so.
import { DatabaseSync } from 'node:sqlite';
import { Index } from 'flexsearch';
import { retrieverOf } from '../src/search/retriever.ts';
import { buildIndex } from '../src/search/index/index-builder.ts';
import { foldText, wordsOf, isStopWord } from '../src/french/words.ts';
import { stem } from '../src/french/stem.ts';
import { asPassage } from './generated.ts';
import { PlainBm25 } from './plain-bm25.ts';
import MiniSearch from 'minisearch';
import bm25 from 'wink-bm25-text-search';

export interface Document {
  readonly id: string;
  readonly title: string;
  readonly text: string;
}

/** Ids of documents for a question, best first. */
export type Search = (question: string, limit: number) => string[] | Promise<string[]>;

/** Makes an engine of documents. */
export type Peer = (documents: readonly Document[]) => Search;

export const PEERS: Readonly<Record<string, Peer>> = {
  ours,
  'minisearch-default': (documents) => miniSearch(documents, {}),
  minisearch: (documents) => {
    return miniSearch(documents, { tokenize: analysed, processTerm: (term: string) => term });
  },
  flexsearch: flexSearch,
  wink,
  fts5,
  bm25: plainBm25,
};

/** The stems of a text, stop words left out. */
export function analysed(text: string): string[] {
  return wordsOf(foldText(text))
    .filter(({ form, joined }) => !joined && !isStopWord(form))
    .map(({ form }) => stem(form));
}

/** The engine exactly as the bot uses it; the data have no lexicon and no voices. */
function ours(documents: readonly Document[]): Search {
  const passages = documents.map(({ id, title, text }, order) => asPassage(id, title, text, order));
  const retriever = retrieverOf(buildIndex(passages, []));
  return async (text, limit) => {
    const { hits } = await retriever.search({ text, limit });
    return hits.map(({ passage: { id } }) => id);
  };
}

function miniSearch(documents: readonly Document[], options: object): Search {
  const engine = new MiniSearch<Document>({ fields: ['title', 'text'], ...options });
  engine.addAll(documents);
  return (question, limit) =>
    engine
      .search(question)
      .slice(0, limit)
      .map(({ id }) => String(id));
}

/** `suggest` lets it answer with documents that lack a word of the question. */
function flexSearch(documents: readonly Document[]): Search {
  const engine = new Index({ tokenize: 'strict', encode: analysed });
  documents.forEach(({ title, text }, number) => engine.add(number, `${title} ${text}`));
  return (question, limit) =>
    (engine.search(question, { limit, suggest: true }) as number[]).map(
      (number) => documents[number]?.id ?? '',
    );
}

/** Wink takes an empty field for one left out. */
const NOTHING = ' ';

function wink(documents: readonly Document[]): Search {
  const engine = bm25();
  engine.defineConfig({ fldWeights: { title: 1, text: 1 } });
  engine.definePrepTasks([analysed]);
  documents.forEach(({ title, text }, number) =>
    engine.addDoc({ title: title || NOTHING, text: text || NOTHING }, number),
  );
  engine.consolidate();
  return (question, limit) =>
    engine.search(question, limit).map(([number]) => documents[Number(number)]?.id ?? '');
}

/** SQLite’s BM25 over stems. */
function fts5(documents: readonly Document[]): Search {
  const database = new DatabaseSync(':memory:');
  database.exec('CREATE VIRTUAL TABLE stems USING fts5(title, text); BEGIN');
  const insert = database.prepare('INSERT INTO stems(rowid, title, text) VALUES (?, ?, ?)');
  documents.forEach(({ title, text }, number) => {
    insert.run(number + 1, analysed(title).join(' '), analysed(text).join(' '));
  });
  database.exec('COMMIT');
  const select = database.prepare(
    'SELECT rowid AS number FROM stems WHERE stems MATCH ? ORDER BY rank LIMIT ?',
  );
  return (question, limit) => {
    const either = analysed(question)
      .map((word) => `"${word}"`)
      .join(' OR ');
    if (either === '') return [];
    return select.all(either, limit).map(({ number }) => documents[Number(number) - 1]?.id ?? '');
  };
}

/**
 * BM25 with k1 .9 and b .4. Over what Lucene’s FrenchAnalyzer makes of the same texts it measured .2 to
 * .9 points less, 1.2 to 2.9 on questions without accents, so that this stands for Lucene.
 */
function plainBm25(documents: readonly Document[]): Search {
  const engine = new PlainBm25();
  for (const { title, text } of documents) engine.add(analysed(`${title} ${text}`));
  return (question, limit) =>
    engine.search(analysed(question), limit).map((number) => documents[number]?.id ?? '');
}
