import { passagePath } from '../debate/address.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { captionOf, linkOf, Quote, shownWords } from '../debate/quote.ts';
import type { Reading, ShownQuotation } from '../debate/reading.ts';
import { stem } from '../french/stem.ts';
import { foldText, isStopWord, wordsIn } from '../french/words.ts';
import { unsupported } from '../conversation/sentences.ts';
import type { WholeShelves } from './shelves.ts';

/** A file of the index that `browser/search.js` loads when somebody searches. */
export interface SearchFile {
  /** From the root of the pages. */
  readonly path: string;
  /** A script that calls `debat` with the same path and what the file holds. */
  readonly text: string;
}

/** `browser/search.js` counts on these too. */
const PASSAGES_A_FILE = 64;
const LONGEST_WORD = 40;

type Entry = readonly [words: string, caption: string, original: string | null, path: string];

/**
 * The index of the written pages: passages in their order, 64 a file, and by the first two letters of each
 * word which passages have it, or another of its forms.
 *
 *     recherche/passages/0.js   [["« … »", "Voix — « Œuvre », …", "https://…", "p/x/a1/"], …]
 *     recherche/mots/ro.js      [passages, [[3, 1, 7], …], {"roi": 0, "rois": 0}]   passages 3, 4 and 11
 */
export function* searchFiles({ corpus }: WholeShelves): Generator<SearchFile> {
  const { passages } = corpus;
  for (let first = 0; first < passages.length; first += PASSAGES_A_FILE) {
    const those = passages.slice(first, first + PASSAGES_A_FILE).map(entryOf);
    yield fileAt(`recherche/passages/${first / PASSAGES_A_FILE}.js`, those);
  }
  const { numbers, forms } = indexed(corpus);
  const shards = Map.groupBy(forms, ([form]) => shardOf(form));
  for (const [shard, those] of shards) {
    const roots = [...new Set(those.map(([, root]) => root))];
    const places = new Map(roots.map((root, place) => [root, place]));
    const lists = roots.map((root) => steps(numbers.get(root) ?? []));
    const byForm = Object.fromEntries(those.map(([form, root]) => [form, places.get(root)]));
    yield fileAt(`recherche/mots/${shard}.js`, [passages.length, lists, byForm]);
  }
}

function fileAt(path: string, content: unknown): SearchFile {
  return { path, text: `debat(${JSON.stringify(path)},${JSON.stringify(content)});\n` };
}

function entryOf(passage: Passage): Entry {
  const words = shownWords(Quote.at(passage));
  return [words, captionOf(passage), linkOf(passage), passagePath(passage)];
}

/** The numbers of the passages of each root, and every form with its root. */
function indexed({ passages, lexicon }: Corpus) {
  const numbers = new Map<string, number[]>();
  const forms = new Map<string, string>();
  const synonyms = synonymsIn(lexicon);
  passages.forEach((passage, number) => {
    const found = formsIn(textsOf(passage).join('\n'));
    for (const form of found) forms.set(form, stem(form));
    const roots = new Set([...found].map(stem));
    for (const root of new Set(
      [...roots].flatMap((each) => [each, ...(synonyms.get(each) ?? [])]),
    )) {
      const those = numbers.get(root) ?? [];
      numbers.set(root, those);
      those.push(number);
    }
  });
  for (const form of formsIn(lexicon.flat().join('\n'))) {
    if (numbers.has(stem(form))) forms.set(form, stem(form));
  }
  return { numbers, forms };
}

/** What a passage is found by. */
function textsOf({ text, thesis, topics, searchWords, voice, source }: Passage): readonly string[] {
  return [text ?? '', thesis?.text ?? '', voice.name, source.title, ...topics, ...searchWords];
}

/** Words as a browser cuts them: a compound is its parts, and joined. */
function formsIn(text: string): ReadonlySet<string> {
  const pieces = wordsIn(text).flatMap(({ form }) => form.match(/[\p{L}\p{N}]+/gu) ?? []);
  const told = pieces.filter((form) => !isStopWord(form));
  return new Set(told.map((form) => form.slice(0, LONGEST_WORD)));
}

/** Of the root of a word, those of the words that are one idea with it. */
function synonymsIn(lexicon: Corpus['lexicon']): ReadonlyMap<string, readonly string[]> {
  const all = lexicon.flatMap((group) => {
    const single = group.map(foldText).filter((word) => /^[\p{L}\p{N}]+$/u.test(word));
    const roots = single.map(stem);
    return roots.map((root) => [root, roots.filter((each) => each !== root)] as const);
  });
  return new Map(all);
}

function shardOf(form: string): string {
  return form
    .slice(0, 2)
    .padEnd(2, '_')
    .replace(/[^a-z0-9]/gu, '_');
}

/** From each number to the next; the first from 0. */
function steps(numbers: readonly number[]): readonly number[] {
  return numbers.map((number, place) => number - (numbers[place - 1] ?? 0));
}

const FILE = /^debat\((?<path>"[a-z0-9/_.]+"),(?<content>.*)\);\n$/su;

/** Finds in a file of the index all that the browser will show of it. */
export function readSearchFile(text: string): Reading {
  const { path = '', content = '' } = FILE.exec(text)?.groups ?? {};
  const isOfPassages = path.startsWith('"recherche/passages/');
  const read = isOfPassages ? quotationsIn(content) : areWords(content) ? [] : null;
  const sentences = read === null ? [unsupported(path)] : [];
  return { quotations: read ?? [], works: [], documents: [], sentences, texts: [] };
}

function quotationsIn(content: string): readonly ShownQuotation[] | null {
  const entries = parsed(content);
  if (!Array.isArray(entries)) return null;
  return entries.map((entry: unknown) => {
    // What is not an entry is compared too, and is in no corpus.
    const [words, caption, url, page] = Array.isArray(entry) ? (entry as unknown as Entry) : UNREAD;
    return { words, caption, url, page, thesis: null };
  });
}

const UNREAD: Entry = ['', '', null, ''];

function parsed(content: string): unknown {
  try {
    return JSON.parse(content);
  } catch {
    return null;
  }
}

/** Numbers, and words that nobody sees. */
function areWords(content: string): boolean {
  const shard = parsed(content);
  return (
    Array.isArray(shard) &&
    shard.length === 3 &&
    /^\[\d+,\[[\d,[\]]*\],\{[^{}]*\}\]$/u.test(content)
  );
}
