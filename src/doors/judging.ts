import type { Portion } from '../debate/holdings.ts';
import type { Passage, Source } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { foldText } from '../french/words.ts';

/** How the words of a quotation stand to what is held; `unchecked` where they were not compared with all of it. */
export type Verdict = 'exact' | 'retyped' | 'title' | 'unchecked' | 'unknown';

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

/** Compares the words of one quotation with passages, portion by portion, and with the titles of works. */
export class Judge {
  readonly #words: string;
  readonly #isTitle: boolean;
  readonly #exact: Passage[] = [];
  readonly #retyped: Passage[] = [];

  constructor(words: string, sources: readonly Source[]) {
    const written = foldWhiteSpace(words);
    this.#words = words;
    this.#isTitle = sources.some(({ title }) => title === written);
  }

  /** Compares those that are for this one of the quotations; whether one that comes after them could still change what is told. */
  compare({ passages, placesFor }: Portion, quotation: number): boolean {
    const [exact, retyped] = [this.#exact, this.#retyped];
    const among = { passages, places: () => placesFor(quotation) };
    addHolding(exact, this.#words, { ...among, fold: foldWhiteSpace });
    const isHeld = this.#isTitle || exact.length > 0;
    if (!isHeld) addHolding(retyped, this.#words, { ...among, fold: bare });
    return exact.length < MOST_PASSAGES;
  }

  /** The verdict, and the passages that hold the words, a few; `isWhole` where they were compared with all that may. */
  judgement(isWhole: boolean): Judgement {
    if (this.#exact.length > 0) return { verdict: 'exact', passages: this.#exact };
    if (this.#isTitle) return { verdict: 'title', passages: [] };
    if (!isWhole) return { verdict: 'unchecked', passages: [] };
    const verdict = this.#retyped.length > 0 ? 'retyped' : 'unknown';
    return { verdict, passages: this.#retyped };
  }
}

/** As written, whatever its case, accents and signs are. */
function bare(text: string): string {
  return foldText(text)
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}

type Fold = (text: string) => string;
const CUTS = /\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)/u;

interface Among {
  readonly passages: readonly Passage[];
  readonly places: () => Iterable<number>;
  readonly fold: Fold;
}

/** Adds the passages in which these words stand, piece by piece in this order where some are left out, until there are enough. */
function addHolding(found: Passage[], words: string, { passages, places, fold }: Among): void {
  const pieces = words
    .split(CUTS)
    .map((piece) => fold(piece).trim())
    .filter((piece) => piece !== '');
  if (pieces.length === 0) return;
  const texts = foldedTexts(passages, fold);
  for (const place of places()) {
    if (found.length >= MOST_PASSAGES) return;
    const passage = passages[place];
    if (passage === undefined) continue;
    const text = (texts[place] ??= fold(passage.text ?? ''));
    if (standIn(pieces, text)) found.push(passage);
  }
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

/** By passages and way of folding, the texts that were folded so far. */
const folded = new WeakMap<readonly Passage[], Map<Fold, string[]>>();

function foldedTexts(passages: readonly Passage[], fold: Fold): string[] {
  const known = folded.get(passages) ?? new Map<Fold, string[]>();
  const texts = known.get(fold) ?? [];
  folded.set(passages, known.set(fold, texts));
  return texts;
}
