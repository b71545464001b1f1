import { DISCOURSE_WORDS } from './lists/discourse-words.ts';
import { STOP_WORDS } from './lists/stop-words.ts';
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
  '′': "'",
  '`': "'",
  '´': "'",
  '\u2010': '-',
  '\u2011': '-',
  '\u2212': '-',
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

/** One word of a folded text. */
export interface Word {
  /** As it is compared: without elision, apostrophes or dots; figures without their spaces. */
  readonly form: string;
  /** Where it is in the folded text (UTF-16 offsets, end excluded). */
  readonly start: number;
  readonly end: number;
  /**
   * True for the one form of a hyphenated word, given after its parts, so that « e-réputation » meets
   * both « e réputation » and « ereputation ».
   */
  readonly joined: boolean;
}

/** No word of French is longer (« anticonstitutionnellement » has 25 letters): what is beyond is cut off. */
const LONGEST_FORM = 48;

const LETTER = String.raw`[\p{L}\p{N}]`;
const WORDS = new RegExp(
  [
    // 100 000 and 16.000: groups of three figures.
    String.raw`(\d{1,3}(?:[ .']\d{3})+(?!${LETTER}))`,
    // 2.0 and 14,2
    String.raw`(\d{1,9}[.,]\d{1,9}(?!${LETTER}))`,
    // J.O. and R&D
    String.raw`(\p{L}(?:[.&]\p{L})+(?!${LETTER}))`,
    // l'e-reputation, aujourd'hui
    String.raw`${LETTER}+(?:['-]${LETTER}+)*`,
  ].join('|'),
  'uy',
);

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
    words.push(wordAt(initials.replace(/[.&]/gu, ''), place, length));
  } else if (/['-]/u.test(found)) words.push(...partsOf(found, place));
  else words.push(wordAt(found, place, length));
  return place + length;
}

/** The end of the word that starts at a place when it is of plain letters only, or the place itself. */
function endOfPlainWord(folded: string, start: number): number {
  let end = start;
  while (isPlainLetter(folded.charCodeAt(end))) end += 1;
  const next = folded.charCodeAt(end);
  // What follows may make it a figure, a compound, an elision, initials or a word of another alphabet.
  const goesOn = next >= 0x80 || isFigure(next) || next === HYPHEN || next === APOSTROPHE;
  const isInitial = end === start + 1 && (next === FULL_STOP || next === AMPERSAND);
  return goesOn || isInitial ? start : end;
}

const [AMPERSAND, APOSTROPHE, HYPHEN, FULL_STOP] = [0x26, 0x27, 0x2d, 0x2e];

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

/** « jusqu'ici » is « ici »; « quelqu'un » and « aujourd'hui » are one word. */
const ELISIONS = /^(?:(?:[ldnsjmtc]|qu|jusqu|lorsqu|puisqu|quoiqu)')+/u;

/** What follows the hyphen of an inversion or of « celui-ci »: no compound word. */
const CLITICS = new Set(
  'je tu il elle on nous vous ils elles ce t le la les moi toi lui leur y en ci meme memes'.split(
    ' ',
  ),
);

/** The parts of a run of letters, hyphens and apostrophes, then its joined form when it is a compound. */
function partsOf(run: string, start: number): Word[] {
  const parts: Word[] = [];
  let at = start;
  for (const piece of run.split('-')) {
    const whole = piece.replace(ELISIONS, '');
    parts.push(wordAt(whole, at + piece.length - whole.length, whole.length));
    at += piece.length + 1;
  }
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || CLITICS.has(last.form)) return parts;
  const form = cut(parts.map((part) => part.form).join(''));
  return [...parts, { form, start: parts[0]?.start ?? start, end: last.end, joined: true }];
}

function wordAt(written: string, start: number, length: number): Word {
  const bare = written.includes("'") ? written.replaceAll("'", '') : written;
  return { form: cut(numbered(bare)), start, end: start + length, joined: false };
}

function cut(form: string): string {
  return form.length > LONGEST_FORM ? form.slice(0, LONGEST_FORM) : form;
}

/** « quatriemes » and « cinquiemes » have ten letters. */
const LONGEST_NUMBER = 10;

const ORDINAL = /^(\d+)(?:ers?|eres?|nde?s?|i?e(?:me)?s?)$/u;

/** « 3ème », « troisième » and « trois » are 3. « Un », « second » and « neuf » have other meanings. */
function numbered(form: string): string {
  if (isFigure(form.charCodeAt(0))) return form.replace(ORDINAL, '$1');
  return form.length > LONGEST_NUMBER ? form : (NUMBERS.get(form) ?? form);
}

/** Names of numbers, folded, to figures. */
export const NUMBERS: ReadonlyMap<string, string> = new Map(
  [
    ['2', 'deux', 'deuxieme', 'deuxiemes'],
    ['3', 'trois', 'troisieme', 'troisiemes'],
    ['4', 'quatre', 'quatrieme', 'quatriemes'],
    ['5', 'cinq', 'cinquieme', 'cinquiemes'],
    ['6', 'six', 'sixieme', 'sixiemes'],
    ['7', 'sept', 'septieme', 'septiemes'],
    ['8', 'huit', 'huitieme', 'huitiemes'],
    ['10', 'dix', 'dixieme', 'dixiemes'],
  ].flatMap(([figure = '', ...names]) => names.map((name) => [name, figure] as const)),
);

/** Whether the folded word says nothing of a subject. */
export function isStopWord(form: string): boolean {
  return STOP_WORDS.has(form);
}

const DISCOURSE_STEMS = new Set(DISCOURSE_WORDS.map(stem));

/** Whether the folded word asks about a subject rather than names one. */
export function isDiscourse(form: string): boolean {
  return DISCOURSE_STEMS.has(stem(form)) || form.length < 2;
}
