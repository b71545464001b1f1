import { foldText } from '../../french/fold.ts';
import { stem as stemText } from '../../french/stem.ts';
import { wordsOf } from '../../french/words.ts';
import type { KnownWords } from './known-words.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { informativeness, rarityOf } from '../scoring/relevance.ts';
import type { Alternative, Term } from './term.ts';
import { readingsOf, type Reading } from './word-readings.ts';
import { SYNONYM } from '../scoring/weights.ts';

/** Terms of a question beyond which no more are considered: a whole page pasted costs no more than this. */
export const MOST_TERMS = 32;

/** Words of a question beyond which it is not read. */
const MOST_WORDS = 256;

/** The informative words of a question, each once, in order. */
export function termsOf(text: string, index: PassageIndex, known: KnownWords): Term[] {
  const words = wordsOf(foldText(text)).filter(({ joined }) => !joined);
  const readings = readingsOf(words.slice(0, MOST_WORDS), index.vocabulary, known);
  const spanning = [...synonyms(readings, index), ...joinedForms(readings, index, known)];
  const found = new Map<string, { reading: Reading; more: Alternative[] }>();
  readings.forEach((reading, place) => {
    const key = keyOf(reading);
    const term = found.get(key) ?? { reading, more: [] };
    term.more.push(...spanning.filter(({ start, end }) => start <= place && place < end));
    found.set(key, term);
  });
  return [...found.values()]
    .slice(0, MOST_TERMS)
    .map(({ reading, more }) => termOf(reading, more, index));
}

/** Words of one stem are one term. */
function keyOf({ alternatives: [first], word }: Reading): string {
  return first === undefined ? `?${stemText(word.form)}` : String(first.stem);
}

function termOf(reading: Reading, more: readonly Alternative[], index: PassageIndex): Term {
  const byStem = new Map<number, Alternative>();
  for (const alternative of [...reading.alternatives, ...more]) {
    if (!byStem.has(alternative.stem)) byStem.set(alternative.stem, alternative);
  }
  const alternatives = [...byStem.values()].sort((a, b) => b.credit - a.credit);
  const rarity = Math.max(0, ...alternatives.map(({ stem }) => rarityOf(stem, index)));
  const [form = reading.word.form] = reading.forms;
  const weight = informativeness(form, reading.alternatives, index);
  return { typed: reading.word.form, forms: reading.forms, alternatives, rarity, weight };
}

/** An alternative that stands for the readings from `start` to `end` (excluded) together. */
interface Spanning extends Alternative {
  readonly start: number;
  readonly end: number;
}

/** The groups of the lexicon of which the question holds an expression. */
function synonyms(readings: readonly Reading[], { lexicon }: PassageIndex): Spanning[] {
  const stems = readings.map(({ alternatives }) => alternatives[0]?.stem ?? -1);
  return lexicon.find(stems).map(({ group, start, end }) => ({
    by: 'synonym',
    stem: group,
    weight: SYNONYM.weight / (end - start),
    credit: SYNONYM.credit,
    start,
    end,
  }));
}

/** Neighbours that some passage writes as one: « e réputation » finds « ereputation ». */
function joinedForms(
  readings: readonly Reading[],
  { vocabulary }: PassageIndex,
  known: KnownWords,
): Spanning[] {
  return readings.flatMap(({ word }, start) => {
    const next = readings[start + 1]?.word;
    if (next === undefined || next.start - word.end > 1) return [];
    const stem = vocabulary.stems.find(stemText(word.form + next.form));
    return known.has(stem)
      ? [{ by: 'joined', stem, weight: 1 / 2, credit: 1, start, end: start + 2 }]
      : [];
  });
}
