import type { Word } from '../../french/compounds.ts';
import { wordsIn, isStopWord, isDiscourse } from '../../french/words.ts';
import { stem as stemText } from '../../french/stem.ts';
import { greatestRarity, knownStem, type Lexis, rarityOf } from '../index/passage-index.ts';
import { REPAIRED, SYNONYM } from '../scoring/weights.ts';
import { alternativesOf, type Alternative } from './alternatives.ts';
import type { KnownWords } from './known-words.ts';

/** One informative word of the question, with all that may stand for it in a passage. */
export interface Term {
  /** The word of the question, folded. */
  readonly typed: string;
  /** The written forms looked for by the channels that compare letters. */
  readonly forms: readonly string[];
  /** Best credit first; none when the corpus knows nothing of the word. */
  readonly alternatives: readonly Alternative[];
  /** The inverse frequency of the rarest alternative, 0 when there is none. */
  readonly rarity: number;
  /** How much it says of what is asked, from 0 to 1. */
  readonly weight: number;
}

/*
 * Stop words and question words weigh nothing; each other word of the question weighs
 *
 *     DISCOURSE            when it asks rather than names: « rôle », « avenir », « prix »
 *     LEAST_KNOWN to 1     when the corpus knows it: the fewer passages hold it, the more
 *     1                    when the corpus knows nothing of it
 */
const DISCOURSE = 0.25;
const LEAST_KNOWN = 0.5;

/** How much a word of the question says of its subject. */
function informativeness(alternatives: readonly Alternative[], lexis: Lexis): number {
  if (alternatives.length === 0) return 1;
  const rarest = Math.max(...alternatives.map(({ stem }) => rarityOf(stem, lexis)));
  return LEAST_KNOWN + (1 - LEAST_KNOWN) * (rarest / greatestRarity(lexis));
}

/** The stems of all that stands for these terms. */
export function stemsOf(terms: readonly Term[]): number[] {
  return terms.flatMap(({ alternatives }) => alternatives.map(({ stem }) => stem));
}

/** The terms that name something, rather than ask about it. */
export function namingTerms(terms: readonly Term[]): readonly Term[] {
  return terms.filter(({ weight }) => weight > DISCOURSE);
}

/** The weight of the terms, each times its share. */
export function weightOf(
  terms: readonly Term[],
  shareOf: (term: Term) => number = () => 1,
): number {
  return terms.reduce((sum, term) => sum + term.weight * shareOf(term), 0);
}

/** How far what stands for a term covers it at best: 0 where the corpus knows nothing of it. */
export function knownIn({ alternatives: [closest] }: Term): number {
  return closest?.credit ?? 0;
}

/** How far a term is unknown: all of it, or the part that a word of its family leaves. */
export function unknownIn(term: Term): number {
  const [closest] = term.alternatives;
  return closest === undefined || closest.by === 'family' ? 1 - knownIn(term) : 0;
}

/** Terms of a question beyond which no more are considered: a whole page pasted costs no more than this. */
export const MOST_TERMS = 32;

/** Words of a question beyond which it is not read. */
const MOST_WORDS = 256;

/** Unknown words of a question beyond which no more are compared with the vocabulary. */
const MOST_UNKNOWN = 8;

/** The informative words of a question, each once, in order. */
export function termsOf(text: string, lexis: Lexis, known: KnownWords): Term[] {
  const words = wordsIn(text).slice(0, MOST_WORDS);
  const wholes = words.filter(
    ({ joined, form }) => joined && knownStem(stemText(form), lexis) >= 0,
  );
  const readings = readingsOf(withoutPieces(words, wholes), lexis, known);
  const spanning = [...synonyms(readings, lexis), ...joinedForms(readings, wholes, lexis)];
  const heads = headsOf(words);
  const found = new Map<string, { reading: Reading; more: Alternative[] }>();
  for (const [place, reading] of readings.entries()) {
    const key = keyOf(reading);
    const term = found.get(key) ?? { reading, more: [] };
    term.more.push(...spanning.filter(({ start, end }) => start <= place && place < end));
    found.set(key, term);
  }
  return [...found.values()]
    .slice(0, MOST_TERMS)
    .map(({ reading, more }) => termOf(reading, more, heads, lexis));
}

/** What may stand before a noun, and before no verb that asks. */
const BEFORE_NOUNS = new Set('le la les un une des du au aux en'.split(' '));

/**
 * Words that ask elsewhere and name here: « qualité de vie », « conseil de classe » are things, where « la
 * qualité du service » and « les conseils d’un community manager » ask about one.
 */
function headsOf(words: readonly Word[]): ReadonlySet<string> {
  const heads = words.filter(({ form }, place) => {
    const [before, link, named] = [words[place - 1], words[place + 1], words[place + 2]];
    // « Que dire de Paris ? » asks.
    if (before !== undefined && !BEFORE_NOUNS.has(before.form)) return false;
    const isNamed = named !== undefined && !isStopWord(named.form) && !isDiscourse(named.form);
    return isDiscourse(form) && link?.form === 'de' && isNamed;
  });
  return new Set(heads.map(({ form }) => form));
}

/** The words apart, but for those that are known to be cut in two: « commu- nautés ». */
function withoutPieces(words: readonly Word[], wholes: readonly Word[]): Word[] {
  const whole = wholes.filter(({ isCut }) => isCut === true);
  const isApart = (word: Word) => !word.joined && !whole.some((cut) => isWithin(word, cut));
  return words.filter((word) => isApart(word) || whole.includes(word));
}

function isWithin({ start, end }: Word, whole: Word): boolean {
  return whole.start <= start && end <= whole.end;
}

/** Words of one stem are one term. */
function keyOf({ alternatives: [first], word }: Reading): string {
  return first === undefined ? `?${stemText(word.form)}` : String(first.stem);
}

function termOf(
  reading: Reading,
  more: readonly Alternative[],
  heads: ReadonlySet<string>,
  lexis: Lexis,
): Term {
  const byStem = new Map<number, Alternative>();
  for (const alternative of [...reading.alternatives, ...more]) {
    if (!byStem.has(alternative.stem)) byStem.set(alternative.stem, alternative);
  }
  const alternatives = [...byStem.values()].sort((a, b) => b.credit - a.credit);
  const rarity = Math.max(0, ...alternatives.map(({ stem }) => rarityOf(stem, lexis)));
  const [form = reading.word.form] = reading.forms;
  const isAsking = isDiscourse(form) && !heads.has(form);
  const weight = isAsking ? DISCOURSE : informativeness(reading.alternatives, lexis);
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
function readingsOf(words: readonly Word[], lexis: Lexis, known: KnownWords): Reading[] {
  let unknown = 0;
  const read = (word: Word): Reading[] => {
    if (isStopWord(word.form)) return [];
    const reading = literalReading(word, lexis);
    if (reading.alternatives.some(({ by }) => by !== 'family')) return [reading];
    unknown += 1;
    return unknown > MOST_UNKNOWN ? [reading] : repairedReadings(reading, lexis, known);
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

function literalReading(word: Word, lexis: Lexis): Reading {
  return { word, forms: [word.form], alternatives: alternativesOf(word.form, lexis) };
}

/** One reading as repaired, two when the word is two written as one, none when a stop word was meant. */
function repairedReadings(typed: Reading, lexis: Lexis, known: KnownWords): Reading[] {
  const { word } = typed;
  const repairs = known.repairsOf(word.form);
  if (repairs.some(({ form }) => isStopWord(form))) return [];
  if (repairs.length === 0) {
    const halves = known.splitOf(word.form);
    return halves === null
      ? [typed]
      : halves.map((form) => literalReading({ ...word, form }, lexis));
  }
  const alternatives = repairs.flatMap(({ form, edits }) => {
    const worth = REPAIRED[edits];
    return literalReading({ ...word, form }, lexis).alternatives.map(
      ({ stem, weight, credit }): Alternative => {
        return { by: 'spelling', stem, weight: weight * worth, credit: credit * worth };
      },
    );
  });
  return [{ word, forms: repairs.map(({ form }) => form), alternatives }];
}

/** An alternative that stands for the readings from `start` to `end` (excluded) together. */
interface Spanning extends Alternative {
  readonly start: number;
  readonly end: number;
}

/** The groups of the lexicon of which the question holds an expression. */
function synonyms(readings: readonly Reading[], { lexicon }: Lexis): Spanning[] {
  const stems = readings.map(({ alternatives }) => alternatives[0]?.stem ?? -1);
  return lexicon.find(stems).map(({ group, start, end }) => {
    const weight = SYNONYM.weight / (end - start);
    return { by: 'synonym', stem: group, weight, credit: SYNONYM.credit, start, end };
  });
}

/**
 * Neighbours that some passage writes as one, as « e réputation » finds « ereputation »; and the known
 * wholes of what was typed as a compound or with a sign, as « Google+ ».
 */
function joinedForms(
  readings: readonly Reading[],
  wholes: readonly Word[],
  lexis: Lexis,
): Spanning[] {
  const spans = (form: string, start: number, end: number): Spanning[] => {
    const stem = knownStem(stemText(form), lexis);
    const weight = 1 / (end - start);
    return stem < 0 ? [] : [{ by: 'joined', stem, weight, credit: 1, start, end }];
  };
  const neighbours = readings.flatMap(({ word }, start) => {
    const next = readings[start + 1]?.word;
    if (next === undefined || next.start - word.end > 1) return [];
    return spans(word.form + next.form, start, start + 2);
  });
  const typed = wholes.flatMap((whole) => {
    const start = readings.findIndex(({ word }) => isWithin(word, whole));
    const end = readings.findLastIndex(({ word }) => isWithin(word, whole)) + 1;
    return start < 0 ? [] : spans(whole.form, start, end);
  });
  return [...neighbours, ...typed];
}
