import { DISCOURSE_WORDS } from './lists/discourse-words.ts';
import { STOP_WORDS } from './lists/stop-words.ts';
import { partsOf, wordAt, type Word } from './compounds.ts';
import { INCLUSIVE_ENDING } from './inclusive.ts';
import { CUT, plainWriting } from './plain-writing.ts';
import { stem } from './stem.ts';

/** Letters that Unicode does not decompose, and the two characters of one use that French types differently. */
const FOLDED_CHARACTERS: Readonly<Record<string, string>> = {
  œ: 'oe',
  æ: 'ae',
  ß: 'ss',
  ø: 'o',
  đ: 'd',
  ð: 'd',
  ł: 'l',
  ı: 'i',
  þ: 'th',
  '’': "'",
  '‘': "'",
  ʼ: "'",
  '‛': "'",
  ʻ: "'",
  ʹ: "'",
  ˈ: "'",
  ꞌ: "'",
  '′': "'",
  '`': "'",
  '´': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2012': '-',
  '\u2013': '-',
  '\u2212': '-',
  '™': '',
};

/** Combining marks, and what is not seen: soft hyphens, zero widths, overrides of direction. */
const UNSEEN = /[\p{M}\p{Cf}]/gu;

/**
 * The text in lower case without accents, œ as oe, every apostrophe as ', every space of typography as
 * a plain one. Each code point is folded by itself, so that the time taken is proportional to the
 * length, whatever is piled on a letter; a lone surrogate stays as it is.
 */
export function foldText(text: string): string {
  let folded = '';
  let from = 0;
  for (let place = 0; place < text.length; place += 1) {
    const code = text.charCodeAt(place);
    if (staysAsItIs(code)) continue;
    const isPair = code >= 0xd800 && code <= 0xdbff && isLowSurrogate(text.charCodeAt(place + 1));
    const end = place + (isPair ? 2 : 1);
    folded += text.slice(from, place) + foldCharacter(text.slice(place, end));
    place = end - 1;
    from = end;
  }
  return from === 0 ? text : folded + text.slice(from);
}

/** ASCII without its capitals and its grave accent. */
function staysAsItIs(code: number): boolean {
  return code < 0x80 && (code < 0x41 || code > 0x5a) && code !== 0x60;
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

const known = new Map<string, string>();

/** How many folded characters are remembered: more than any alphabet, less than all of Unicode. */
const REMEMBERED = 4096;

function foldCharacter(character: string): string {
  const folded = known.get(character) ?? decomposed(character);
  if (known.size < REMEMBERED) known.set(character, folded);
  return folded;
}

function decomposed(character: string): string {
  const written = FOLDED_CHARACTERS[character] ?? character;
  const letters = written.toLowerCase().normalize('NFKD').replace(UNSEEN, '').toLowerCase();
  const folded = Array.from(letters, (letter) => FOLDED_CHARACTERS[letter] ?? letter).join('');
  return /^\s+$/u.test(folded) ? ' ' : folded;
}

const LETTER = String.raw`[\p{L}\p{N}]`;
const INITIALS = [
  // « M. X. » has a title, and « a » and « y » are words.
  String.raw`(?!m\. )\p{L}(?:\.[ -]{0,2}\p{L}){2,}(?<! [ay])`,
  String.raw`(?!m\. )\p{L}\.(?:[ -]{0,2}\p{L}\.)+`,
  String.raw`\p{L}(?:[.&]\p{L})+`,
].join('|');
const WORDS = new RegExp(
  [
    // 100 000 and 16.000: groups of three figures.
    String.raw`(\d{1,3}(?:[ .']\d{3})+(?!${LETTER}))`,
    // 2.0 and 14,2
    String.raw`(\d{1,9}[.,]\d{1,9}(?!${LETTER}))`,
    // R. O. I., l'U.S.A., J.-C.; then J.O, R. O. I and R&D
    String.raw`((?:(?:[ld]|qu)')?(?:${INITIALS})(?!${LETTER}|'))`,
    // C++ and C#
    String.raw`(\p{L}(?:\+{1,2}|#)(?![+#\p{L}\p{N}]))`,
    // l'e-reputation, aujourd'hui, etudiant·e·s, google+
    String.raw`${LETTER}+(?:['${CUT}-]${LETTER}+)*(?:${INCLUSIVE_ENDING}|(?<=\p{L})\+(?![+\p{L}\p{N}]))?`,
  ].join('|'),
  'uy',
);

/** The words of a text as it was written, in order; their places are those in its plain writing, folded. */
export function wordsIn(text: string): Word[] {
  return wordsOf(foldText(plainWriting(text)));
}

/** The words of a text and nothing else, each after a space but the first. */
export function bareWords(text: string): string {
  return wordsIn(text)
    .map(({ form }) => form)
    .join(' ');
}

/**
 * The words of a text folded by `foldText`, in order; stop words included. Runs of plain letters, which
 * most words are, are cut out by their codes: by the pattern alone it takes half as long again.
 */
export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  let place = 0;
  while (place < folded.length) {
    const code = folded.charCodeAt(place);
    if (code < 0x80 && !isFigure(code) && !isPlainLetter(code)) {
      place += 1;
      continue;
    }
    const end = endOfPlainWord(folded, place);
    if (end > place) words.push(wordAt(folded.slice(place, end), place, end - place));
    place = end > place ? end : addPatternWord(words, folded, place);
  }
  return words;
}

/** Neither a compound nor with an elision or an ending; « c# » is one too. */
const SIMPLE = /^[\p{L}\p{N}]+$|^\p{L}[+#]/u;

/** Adds the words that start at a place, if any; returns where to go on. */
function addPatternWord(words: Word[], folded: string, place: number): number {
  WORDS.lastIndex = place;
  const match = WORDS.exec(folded);
  if (match === null) return place + ((folded.codePointAt(place) ?? 0) > 0xffff ? 2 : 1);
  const [found, figures, decimal, initials] = match;
  const { length } = found;
  if (figures !== undefined) words.push(wordAt(figures.replace(/\D/gu, ''), place, length));
  else if (decimal !== undefined) words.push(wordAt(decimal.replace('.', ','), place, length));
  else if (initials !== undefined) {
    const [letters = ''] = /[^']*$/u.exec(initials) ?? [];
    const start = place + length - letters.length;
    words.push(wordAt(letters.replace(/[^\p{L}]/gu, ''), start, letters.length));
  } else if (SIMPLE.test(found)) words.push(wordAt(found, place, length));
  else words.push(...partsOf(found, place));
  return place + length;
}

/** The end of the word that starts at a place when it is of plain letters only, or the place itself. */
function endOfPlainWord(folded: string, start: number): number {
  let end = start;
  while (isPlainLetter(folded.charCodeAt(end))) end += 1;
  const next = folded.charCodeAt(end);
  if (next === SPACE) return end;
  // What follows may make it a figure, a compound, an elision, initials or a word of another alphabet.
  const goesOn = next >= 0x80 || isFigure(next) || GO_ON.includes(next);
  const hasEnding = ENDINGS.includes(next) && isPlainLetter(folded.charCodeAt(end + 1));
  const isInitial = end === start + 1 && AFTER_ONE.includes(next);
  return goesOn || hasEnding || isInitial ? start : end;
}

const codesOf = (signs: string) => Array.from(signs, (sign) => sign.charCodeAt(0));
const [SPACE = 0x20] = codesOf(' ');
const GO_ON = codesOf("-'+");
/** Before an inclusive ending. */
const ENDINGS = codesOf('(./:_');
const AFTER_ONE = codesOf('.&#');

function isPlainLetter(code: number): boolean {
  return code >= 0x61 && code <= 0x7a;
}

function isFigure(code: number): boolean {
  return code >= 0x30 && code <= 0x39;
}

/** A name folded, then from each of its words on: somebody types the beginning of one of these. */
export function tailsOf(name: string): string[] {
  const folded = foldText(name);
  return [folded, ...wordsOf(folded).map(({ start }) => folded.slice(start))];
}

/** Whether a name begins as what was typed, or goes on so from one of its words. */
export function startsLike(name: string, typed: string): boolean {
  const beginning = foldText(typed);
  return tailsOf(name).some((tail) => tail.startsWith(beginning));
}

/** Whether the folded word says nothing of a subject. */
export function isStopWord(form: string): boolean {
  return STOP_WORDS.has(form);
}

const DISCOURSE_STEMS = new Set(DISCOURSE_WORDS.map(stem));

/** Whether the folded word asks about a subject rather than names one. */
export function isDiscourse(form: string): boolean {
  return DISCOURSE_STEMS.has(stem(form)) || form.length < 2;
}
