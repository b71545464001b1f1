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

/** The words of a text folded by `foldText` or `fold`, in order; stop words included. */
export function wordsOf(folded: string): Word[] {
  const words: Word[] = [];
  for (const { 0: found, 1: figures, 2: decimal, 3: initials, index } of folded.matchAll(WORDS)) {
    if (figures !== undefined) words.push(wordAt(figures.replace(/\D/gu, ''), index, found));
    else if (decimal !== undefined) words.push(wordAt(decimal.replace('.', ','), index, found));
    else if (initials !== undefined) {
      words.push(wordAt(initials.replace(/[.&]/gu, ''), index, found));
    } else if (/['-]/u.test(found)) words.push(...partsOf(found, index));
    else words.push(wordAt(found, index, found));
  }
  return words;
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
    parts.push(wordAt(whole, at + piece.length - whole.length, whole));
    at += piece.length + 1;
  }
  const last = parts.at(-1);
  if (parts.length < 2 || last === undefined || CLITICS.has(last.form)) return parts;
  const form = cut(parts.map((part) => part.form).join(''));
  return [...parts, { form, start: parts[0]?.start ?? start, end: last.end, joined: true }];
}

function wordAt(written: string, start: number, source: string): Word {
  const form = cut(numbered(written.replaceAll("'", '')));
  return { form, start, end: start + source.length, joined: false };
}

function cut(form: string): string {
  return form.length > LONGEST_FORM ? form.slice(0, LONGEST_FORM) : form;
}

const ORDINAL = /^(\d+)(?:ers?|eres?|nde?s?|i?e(?:me)?s?)$/u;

/** « 3ème », « troisième » and « trois » are 3. « Un », « second » and « neuf » have other meanings. */
function numbered(form: string): string {
  return NUMBERS.get(form) ?? (/^\d/u.test(form) ? form.replace(ORDINAL, '$1') : form);
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
