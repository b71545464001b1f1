import { foldText, wordsOf, type Word, isStopWord } from '../../french/words.ts';
import { relativesOf, stem as stemText } from '../../french/stem.ts';
import { rarityOf } from '../index/bm25.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { RELATIVE, REPAIRED, SYNONYM } from '../scoring/weights.ts';
import type { KnownWords } from './known-words.ts';
import { informativeness, type Alternative, type Term } from './term.ts';

/** Terms of a question beyond which no more are considered: a whole page pasted costs no more than this. */
export const MOST_TERMS = 32;

/** Words of a question beyond which it is not read. */
const MOST_WORDS = 256;

/** Unknown words of a question beyond which no more are compared with the vocabulary. */
const MOST_UNKNOWN = 8;

/** The informative words of a question, each once, in order. */
export function termsOf(text: string, index: PassageIndex, known: KnownWords): Term[] {
  const words = wordsOf(foldText(text)).filter(({ joined }) => !joined);
  const readings = readingsOf(words.slice(0, MOST_WORDS), known);
  const spanning = [...synonyms(readings, index), ...joinedForms(readings, known)];
  const found = new Map<string, { reading: Reading; more: Alternative[] }>();
  for (const [place, reading] of readings.entries()) {
    const key = keyOf(reading);
    const term = found.get(key) ?? { reading, more: [] };
    term.more.push(...spanning.filter(({ start, end }) => start <= place && place < end));
    found.set(key, term);
  }
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

/** What one word of a question is taken for. */
interface Reading {
  readonly word: Word;
  /** The written forms to look for: as typed, or as repaired. */
  readonly forms: readonly string[];
  /** None when the corpus knows nothing of the word. */
  readonly alternatives: readonly Alternative[];
}

/** What the words of a question are taken for, in order; words that say nothing of a subject are left out. */
function readingsOf(words: readonly Word[], known: KnownWords): Reading[] {
  let unknown = 0;
  const read = (word: Word): Reading[] => {
    if (isStopWord(word.form)) return [];
    const reading = literalReading(word, known);
    if (reading.alternatives.length > 0) return [reading];
    unknown += 1;
    return unknown > MOST_UNKNOWN ? [reading] : repairedReadings(reading, known);
  };
  const byForm = new Map<string, Reading[]>();
  return words.flatMap((word) => {
    const readings = byForm.get(word.form) ?? read(word);
    byForm.set(word.form, readings);
    // A word said again is read as before, where it stands now.
    const { start, end } = word;
    return readings.map((reading) => ({ ...reading, word: { ...reading.word, start, end } }));
  });
}

function literalReading(word: Word, known: KnownWords): Reading {
  const text = stemText(word.form);
  const stem = known.find(text);
  const itself: Alternative[] = stem < 0 ? [] : [{ by: 'word', stem, weight: 1, credit: 1 }];
  const relatives = relativesOf(text, (other) => known.find(other) >= 0)
    .filter((relative) => relative !== text)
    .map((other): Alternative => ({ by: 'inflection', stem: known.find(other), ...RELATIVE }));
  return { word, forms: [word.form], alternatives: [...itself, ...relatives] };
}

/** One reading as repaired, two when the word is two written as one, none when a stop word was meant. */
function repairedReadings(typed: Reading, known: KnownWords): Reading[] {
  const { word } = typed;
  const repairs = known.repairsOf(word.form);
  if (repairs.some(({ form }) => isStopWord(form))) return [];
  if (repairs.length === 0) {
    const halves = known.splitOf(word.form);
    return halves === null
      ? [typed]
      : halves.map((form) => literalReading({ ...word, form }, known));
  }
  const alternatives = repairs.flatMap(({ form, edits }): Alternative[] => {
    const { stem } = literalReading({ ...word, form }, known).alternatives[0] ?? {};
    const worth = REPAIRED[edits];
    return stem === undefined ? [] : [{ by: 'spelling', stem, weight: worth, credit: worth }];
  });
  return [{ word, forms: repairs.map(({ form }) => form), alternatives }];
}

/** An alternative that stands for the readings from `start` to `end` (excluded) together. */
interface Spanning extends Alternative {
  readonly start: number;
  readonly end: number;
}

/** The groups of the lexicon of which the question holds an expression. */
function synonyms(readings: readonly Reading[], { lexicon }: PassageIndex): Spanning[] {
  const stems = readings.map(({ alternatives }) => alternatives[0]?.stem ?? -1);
  return lexicon.find(stems).map(({ group, start, end }) => {
    const weight = SYNONYM.weight / (end - start);
    return { by: 'synonym', stem: group, weight, credit: SYNONYM.credit, start, end };
  });
}

/** Neighbours that some passage writes as one: « e réputation » finds « ereputation ». */
function joinedForms(readings: readonly Reading[], known: KnownWords): Spanning[] {
  return readings.flatMap(({ word }, start): Spanning[] => {
    const next = readings[start + 1]?.word;
    if (next === undefined || next.start - word.end > 1) return [];
    const stem = known.find(stemText(word.form + next.form));
    if (stem < 0) return [];
    return [{ by: 'joined', stem, weight: 1 / 2, credit: 1, start, end: start + 2 }];
  });
}
