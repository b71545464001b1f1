import { existsSync, readFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import * as v from 'valibot';
import { Misuse } from './arguments.ts';
import type { Judgements } from './measures.ts';
import type { Document } from './peers.ts';

/** Where the three files of a test collection are. */
export interface CollectionFiles {
  readonly documents: string;
  readonly queries: string;
  readonly qrels: string;
}

export interface Query {
  readonly id: string;
  readonly text: string;
}

export interface Collection {
  readonly name: string;
  readonly documents: readonly Document[];
  /** Those for which some document is judged relevant. */
  readonly queries: readonly Query[];
  readonly judgements: ReadonlyMap<string, Judgements>;
  /** What of the files is left aside, in words. */
  readonly remarks: readonly string[];
}

/** The files of a folder, or those named. */
export function filesOf(folder: string, queries?: string, qrels?: string): CollectionFiles {
  return {
    documents: join(folder, 'docs.jsonl'),
    queries: queries ?? eitherIn(folder, 'queries.jsonl', 'queries-dev.jsonl'),
    qrels: qrels ?? eitherIn(folder, 'qrels.tsv', 'qrels-dev.tsv'),
  };
}

function eitherIn(folder: string, ...names: readonly [string, ...string[]]): string {
  return join(folder, names.find((name) => existsSync(join(folder, name))) ?? names[0]);
}

/** Reads a collection; throws a Misuse that names the file and the line of what cannot be read. */
export function readCollection(files: CollectionFiles): Collection {
  const documents = objectsOf(files.documents, documentShape);
  const asked = readQueries(files.queries);
  const judgements = judgementsOf(files.qrels);
  const queries = asked.filter(({ id }) => isJudged(judgements.get(id)));
  const known = new Set(documents.map(({ id }) => id));
  const strangers = [...judgements.values()].flatMap((each) => [...each.keys()]);
  const absent = new Set(strangers.filter((id) => !known.has(id))).size;
  if (queries.length === 0) {
    throw new Misuse(`no question of ${files.queries} has a relevant document in ${files.qrels}`);
  }
  const remarks = [
    ...told(asked.length - queries.length, 'questions without a relevant document are not asked'),
    ...told(absent, 'judged documents are not in the collection, and count as not found'),
  ];
  const name = basename(dirname(files.documents));
  return { name, documents, queries, judgements, remarks };
}

export function readQueries(file: string): Query[] {
  return objectsOf(file, queryShape);
}

/** The files of a collection that are not there. */
export function absentOf(files: CollectionFiles): string[] {
  return [files.documents, files.queries, files.qrels].filter((file) => !existsSync(file));
}

export function isJudged(judgements: Judgements | undefined): boolean {
  return [...(judgements?.values() ?? [])].some((relevance) => relevance > 0);
}

function told(count: number, what: string): string[] {
  return count === 0 ? [] : [`${count} ${what}`];
}

const id = v.pipe(v.union([v.string(), v.number()]), v.transform(String));
const documentShape = v.object({
  id,
  title: v.nullish(v.string(), ''),
  text: v.string(),
});
const queryShape = v.object({ id, text: v.string() });

function objectsOf<Shape extends v.GenericSchema>(
  file: string,
  shape: Shape,
): v.InferOutput<Shape>[] {
  return linesOf(file).map(({ line, number }) => {
    try {
      return v.parse(shape, JSON.parse(line));
    } catch (fault) {
      throw new Misuse(`${file}:${number}: ${(fault as Error).message}`);
    }
  });
}

/** query, document, relevance; or as TREC has them: query, iteration, document, relevance. */
function judgementsOf(file: string): Map<string, Map<string, number>> {
  const judgements = new Map<string, Map<string, number>>();
  for (const { line, number } of linesOf(file)) {
    const cells = line.trim().split(/\s+/u);
    const [query = '', document = '', relevance = ''] =
      cells.length === 4 ? [cells[0], cells[2], cells[3]] : cells;
    if (!/^-?\d+(?:\.\d+)?$/u.test(relevance)) {
      // The first line may hold the names of the columns.
      if (number === 1) continue;
      throw new Misuse(`${file}:${number}: a line is a query, a document and a relevance`);
    }
    const known = judgements.get(query) ?? new Map<string, number>();
    judgements.set(query, known.set(document, Number(relevance)));
  }
  return judgements;
}

/** The lines that are not empty, without byte order mark or carriage returns. */
function linesOf(file: string): { readonly line: string; readonly number: number }[] {
  return readFileSync(file, 'utf8')
    .replace(/^\uFEFF/u, '')
    .split(/\r?\n/u)
    .map((line, place) => ({ line, number: place + 1 }))
    .filter(({ line }) => line.trim() !== '');
}
