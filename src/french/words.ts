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
  'gu',
);

/** The words of a text folded by `foldText`, in order; stop words included. */
export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const match of folded.matchAll(WORDS)) {
    const [found, figures, decimal, initials] = match;
    const plain =
      figures?.replace(/\D/gu, '') ?? decimal?.replace('.', ',') ?? initials?.replace(/[.&]/gu, '');
    if (plain === undefined && /['-]/u.test(found)) words.push(...partsOf(found, match.index));
    else words.push(wordAt(plain ?? found, match.index, found.length));
  }
  return words;
}

/** A name folded, then from each of its words on: somebody types the beginning of one of these. */
export function tailsOf(name: string): string[] {
  const folded = foldText(name);
  return [folded, ...wordsOf(folded).map(({ start }) => folded.slice(start))];
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
  if (/^\d/u.test(form)) return form.replace(ORDINAL, '$1');
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
