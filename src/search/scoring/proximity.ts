import { foldText, wordsOf } from '../../french/words.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import { WINDOW_WORDS } from './weights.ts';

/** A longer quotation is no phrase: the bound keeps a string of opening quotes from costing its square. */
const QUOTED = /["“„«]([^"“”„«»]{1,300})["”“»]/gu;

/** Phrases of a question beyond which no more are required. */
const MOST_PHRASES = 8;

/** The forms of one phrase in quotes, stop words included; a word the corpus does not have is -1. */
type Phrase = readonly number[];

/** What stands between "…", “…” or « … » in a question. */
export function phrasesOf(text: string, vocabulary: Vocabulary): Phrase[] {
  return [...text.matchAll(QUOTED)]
    .map(([, quoted = '']) =>
      wordsOf(foldText(quoted))
        .filter(({ joined }) => !joined)
        .map(({ form }) => vocabulary.forms.find(form)),
    )
    .filter(({ length }) => length > 0)
    .slice(0, MOST_PHRASES);
}

/** Whether the words of the phrase follow one another in the text of the passage, given its row. */
export function holdsPhrase(phrase: Phrase, row: Uint32Array): boolean {
  const [textLength = 0] = row;
  for (let first = 1; first + phrase.length <= textLength + 1; first += 1) {
    if (phrase.every((form, place) => row[first + place] === form)) return true;
  }
  return false;
}

/** A word of the question in a text: its place, its rank among the informative words, its term. */
export interface Sighting {
  readonly place: number;
  readonly rank: number;
  readonly term: number;
}

/** The lesser rarity of each pair of terms that follow each other both in the question and in the text. */
export function neighbourhood(sightings: readonly Sighting[], rarities: readonly number[]): number {
  const pairs = new Set<number>();
  for (const [place, { term, rank }] of sightings.entries()) {
    const next = sightings[place + 1];
    if (next?.rank === rank + 1 && next.term === term + 1) pairs.add(term);
  }
  const lesser = (term: number): number => Math.min(rarities[term] ?? 0, rarities[term + 1] ?? 0);
  return [...pairs].reduce((sum, term) => sum + lesser(term), 0);
}

/** The rarities gathered in the best window, times their share of the question's. */
export function bestWindow(sightings: readonly Sighting[], rarities: readonly number[]): number {
  const inside = new Array<number>(rarities.length).fill(0);
  let first = 0;
  let gathered = 0;
  let best = 0;
  for (const { place, term } of sightings) {
    if (changed(inside, term, 1) === 1) gathered += rarities[term] ?? 0;
    for (let left = sightings[first]; left !== undefined; left = sightings[first]) {
      if (place - left.place < WINDOW_WORDS) break;
      if (changed(inside, left.term, -1) === 0) gathered -= rarities[left.term] ?? 0;
      first += 1;
    }
    best = Math.max(best, gathered);
  }
  const whole = rarities.reduce((sum, rarity) => sum + rarity, 0);
  return whole === 0 ? 0 : (best * best) / whole;
}

function changed(counts: number[], key: number, by: number): number {
  const count = (counts[key] ?? 0) + by;
  counts[key] = count;
  return count;
}
