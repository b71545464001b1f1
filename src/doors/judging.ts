import type { Passage, Source } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { foldText } from '../french/words.ts';

/** How the words of a quotation stand to what is held. */
export type Verdict = 'exact' | 'retyped' | 'title' | 'unknown';

interface Judgement {
  readonly verdict: Verdict;
  readonly passages: readonly Passage[];
}

/** One word may stand in many passages. */
export const MOST_PASSAGES = 3;

/** Where words stand in a text, in UTF-16 units; the end is left out. */
export interface Place {
  readonly start: number;
  readonly end: number;
}

const CLOSING: ReadonlyMap<string, string> = new Map([
  ['«', '»'],
  ['“', '”'],
  ['"', '"'],
]);

/** What stands between quotation marks, the outermost; a mark that is never closed opens nothing. */
export function quotedIn(text: string): readonly Place[] {
  const opened = new Map<string, number[]>([...CLOSING.values()].map((mark) => [mark, []]));
  const pairs: Place[] = [];
  for (let index = 0; index < text.length; index += 1) {
    const mark = text.charAt(index);
    const start = opened.get(mark)?.pop();
    if (start !== undefined) pairs.push({ start: start + 1, end: index });
    else opened.get(CLOSING.get(mark) ?? '')?.push(index);
  }
  return outermost(pairs)
    .map((place) => trimmed(text, place))
    .filter(({ start, end }) => /[\p{L}\p{N}]/u.test(text.slice(start, end)));
}

function outermost(pairs: readonly Place[]): readonly Place[] {
  const sorted = pairs.toSorted((a, b) => a.start - b.start);
  let reached = 0;
  return sorted.filter(({ start, end }) => {
    if (start < reached) return false;
    reached = end;
    return true;
  });
}

function trimmed(text: string, { start, end }: Place): Place {
  const words = text.slice(start, end);
  const before = words.length - words.trimStart().length;
  return { start: start + before, end: start + Math.max(before, words.trimEnd().length) };
}

/** How words stand to these passages, all that may hold them, and to the titles of works; the passages that do, a few. */
export function judge(
  words: string,
  passages: readonly Passage[],
  sources: readonly Source[],
): Judgement {
  const found = (verdict: Verdict, those: readonly Passage[]) => {
    return { verdict, passages: those.slice(0, MOST_PASSAGES) };
  };
  const exact = holding(words, passages, foldWhiteSpace);
  if (exact.length > 0) return found('exact', exact);
  if (sources.some(({ title }) => title === foldWhiteSpace(words))) return found('title', []);
  const retyped = holding(words, passages, bare);
  return found(retyped.length > 0 ? 'retyped' : 'unknown', retyped);
}

/** As written, whatever its case, accents and signs are. */
function bare(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

type Fold = (text: string) => string;
const CUTS = /\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)/u;

/** The passages in which these words stand, piece by piece in this order where some are left out. */
function holding(words: string, passages: readonly Passage[], fold: Fold): readonly Passage[] {
  const pieces = words
    .split(CUTS)
    .map((piece) => fold(piece).trim())
    .filter((piece) => piece !== '');
  const texts = foldedTexts(passages, fold);
  return pieces.length === 0
    ? []
    : passages.filter((_, index) => standIn(pieces, texts[index] ?? ''));
}

function standIn(pieces: readonly string[], text: string): boolean {
  let from = 0;
  return pieces.every((piece) => {
    const at = wordsAt(piece, text, from);
    from = at + piece.length;
    return at >= 0;
  });
}

/** Where whole words stand, from a place on; -1 where they do not. */
function wordsAt(words: string, text: string, from: number): number {
  for (let at = text.indexOf(words, from); at >= 0; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    if (!goesOn(text.slice(Math.max(0, at - 1), at + 1)) && !goesOn(text.slice(end - 1, end + 1)))
      return at;
  }
  return -1;
}

/** Whether two signs are of one word. */
function goesOn(signs: string): boolean {
  return /^[\p{L}\p{N}]{2}$/u.test(signs);
}

/** Each way of folding a corpus is gone once. */
const folded = new WeakMap<readonly Passage[], Map<Fold, readonly string[]>>();

function foldedTexts(passages: readonly Passage[], fold: Fold): readonly string[] {
  const known = folded.get(passages) ?? new Map<Fold, readonly string[]>();
  const texts = known.get(fold) ?? passages.map(({ text }) => (text === null ? '' : fold(text)));
  folded.set(passages, known.set(fold, texts));
  return texts;
}
