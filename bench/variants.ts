// The same questions put in other ways, by rule and by chance, the same at every run.
import { foldText, isStopWord } from '../src/french/words.ts';
import type { Query } from './collection.ts';
import { chance } from './generated.ts';

type Draw = () => number;

const WORD = /[\p{L}\p{M}]+/gu;

export const VARIANTS: Readonly<Record<string, (text: string, draw: Draw) => string>> = {
  typed: (text) => text,
  unaccented: (text) => text.normalize('NFD').replace(/\p{M}/gu, '').replace(/œ/gu, 'oe'),
  /** One edit in half of the words of five letters or more. */
  mistyped: (text, draw) =>
    text.replace(WORD, (word) => (word.length < 5 || draw() < 0.5 ? word : edited(word, draw))),
  keywords: (text) => keywordsOf(text).join(' '),
  /** The keywords in another number, gender or tense; names and figures stay as they are. */
  inflected: (text, draw) =>
    keywordsOf(text)
      .map((word) => inflected(word, draw))
      .join(' '),
};

/** The questions put in another way; one that loses all its words stays as it is. */
export function varied(queries: readonly Query[], variant: string): Query[] {
  const draw = chance(29);
  const vary = VARIANTS[variant] ?? String;
  return queries.map(({ id, text }) => ({ id, text: vary(text, draw) || text }));
}

/** The elements in an order drawn by chance. */
export function shuffled<Element>(elements: readonly Element[], seed: number): Element[] {
  const draw = chance(seed);
  const keyed = elements.map((element) => ({ element, key: draw() }));
  return keyed.sort((a, b) => a.key - b.key).map(({ element }) => element);
}

function edited(word: string, draw: Draw): string {
  // Fingers seldom miss the first letter.
  const place = 1 + Math.floor(draw() * (word.length - 1));
  const [before, letter = '', next = ''] = [word.slice(0, place), word[place], word[place + 1]];
  const after = word.slice(place + 1);
  const other = String.fromCharCode(97 + Math.floor(draw() * 26));
  const edits = [
    after,
    letter + letter + after,
    other + after,
    other + letter + after,
    next + letter + after.slice(1),
  ];
  return before + (edits[Math.floor(draw() * edits.length)] ?? after);
}

function keywordsOf(text: string): string[] {
  return (text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? []).filter((word) => !isStopWord(foldText(word)));
}

/** Endings and what may stand in their place; the first that fits is taken. */
const INFLECTIONS: readonly (readonly [RegExp, readonly string[]])[] = [
  [/eaux$/u, ['eau']],
  [/aux$/u, ['al', 'ale']],
  [/(?:ait|aient|èrent)$/u, ['er', 'ant', 'ent']],
  [/ée?s?$/u, ['er', 'ait', 'era']],
  [/(?<!i)er$/u, ['ait', 'ent', 'ant']],
  [/ives?$/u, ['if', 'ifs']],
  [/ifs?$/u, ['ive', 'ives']],
  [/euses?$/u, ['eux', 'eur']],
  [/eux$/u, ['euse', 'euses']],
  [/al$/u, ['aux', 'ale', 'ales']],
  [/elles?$/u, ['el', 'els']],
  [/els?$/u, ['elle', 'elles']],
  [/[sx]$/u, ['']],
  [/$/u, ['s']],
];

function inflected(word: string, draw: Draw): string {
  if (word.length < 4 || !/^\p{Ll}+$/u.test(word)) return word;
  const [ending, others] = INFLECTIONS.find(([each]) => each.test(word)) ?? [/$/u, ['s']];
  return word.replace(ending, others[Math.floor(draw() * others.length)] ?? '');
}
