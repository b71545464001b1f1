import type { Token } from './tokens.ts';

/** A number in a text, written in figures or in words. */
export interface Figure {
  readonly value: number;
  /** Where it stands among the tokens, end excluded; its unit is not included. */
  readonly start: number;
  readonly end: number;
}

const UNITS = new Map(
  `un une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize`
    .split(' ')
    .map((form, index) => [form, index < 2 ? 1 : index] as const),
);
const TENS = new Map([
  ...'vingt trente quarante cinquante soixante'
    .split(' ')
    .map((form, at) => [form, 20 + at * 10] as const),
  ['vingts', 20],
  ['septante', 70],
  ['huitante', 80],
  ['octante', 80],
  ['nonante', 90],
] as const);
const MULTIPLIERS = new Map([
  ['cent', 100],
  ['cents', 100],
  ['mille', 1000],
  ['million', 1e6],
  ['millions', 1e6],
  ['milliard', 1e9],
  ['milliards', 1e9],
  ['billion', 1e12],
  ['billions', 1e12],
]);
/** Words that are a number by themselves. */
const WHOLES = new Map<string, number>([
  ['dizaine', 10],
  ['douzaine', 12],
  ['quinzaine', 15],
  ['vingtaine', 20],
  ['trentaine', 30],
  ['quarantaine', 40],
  ['cinquantaine', 50],
  ['soixantaine', 60],
  ['centaine', 100],
  ['millier', 1000],
  ['decennie', 10],
  ['siecle', 100],
  ['centenaire', 100],
  ['centenaires', 100],
  ['bicentenaire', 200],
  ['tricentenaire', 300],
  ['cinquantenaire', 50],
  ['moitie', 0.5],
  ['demi', 0.5],
  ['demie', 0.5],
  ['tiers', 1 / 3],
  ['quart', 0.25],
  ['double', 2],
  ['doubler', 2],
  ['triple', 3],
  ['tripler', 3],
  ['quadruple', 4],
  ['second', 2],
  ['seconde', 2],
]);

/** « Un » and « neuf » have other meanings: they count only within a longer number, or before « sur » and « pour ». */
const AMBIGUOUS = new Set(['un', 'une', 'neuf']);

/** The numbers among these tokens: 2011, 16.000, « quinze », « cent mille », « troisième », « XIXe ». */
export function figuresIn(tokens: readonly Token[]): Figure[] {
  const figures: Figure[] = [];
  for (let at = 0; at < tokens.length;) {
    const figure = figureAt(tokens, at);
    if (figure !== null) figures.push(figure);
    at = figure?.end ?? at + 1;
  }
  return figures;
}

function figureAt(tokens: readonly Token[], at: number): Figure | null {
  const token = tokens[at];
  if (token === undefined || token.kind === 'mark') return null;
  if (token.form === 'cent' && tokens[at - 1]?.form === 'pour') return null;
  const single = wholeOf(token, tokens[at + 1]);
  if (single !== null) return { value: single, start: at, end: at + 1 };
  const { value, end } = readFrom(tokens, at);
  if (end === at || value === null) return null;
  const isAmbiguous = end === at + 1 && AMBIGUOUS.has(token.form);
  return isAmbiguous && !counts(tokens, at) ? null : { value, start: at, end };
}

/** « Un sur trois », « neuf pour cent », « neuf entreprises », « une fois sur neuf »: not « rien de neuf ». */
function counts(tokens: readonly Token[], at: number): boolean {
  const [before = '', form = '', next = ''] = [at - 1, at, at + 1].map(
    (place) => tokens[place]?.form ?? '',
  );
  if (/^(?:sur|pour)$/u.test(next) && figureAt(tokens, at + 2) !== null) return true;
  if (form !== 'neuf') return false;
  const isCounted = tokens[at + 1]?.isContent === true && /[sx]$/u.test(next);
  return isCounted || /^(?:sur|tous|toutes|les|ces)$/u.test(before) || next === 'pour';
}

function wholeOf({ form, text }: Token, next: Token | undefined): number | null {
  return (
    WHOLES.get(form) ?? WHOLES.get(form.replace(/s$/u, '')) ?? ordinal(form) ?? roman(text, next)
  );
}

function ordinal(form: string): number | null {
  const stem = /^(\p{L}+?)(?:u?i?emes?)$/u.exec(form)?.[1];
  if (stem === undefined) return null;
  const cardinal = stem === 'cinq' ? 'cinq' : stem === 'neuv' ? 'neuf' : stem;
  const all = new Map([...UNITS, ...TENS, ...MULTIPLIERS]);
  return all.get(cardinal) ?? all.get(`${cardinal}e`) ?? null;
}

const ROMAN = new Map([
  ['I', 1],
  ['V', 5],
  ['X', 10],
  ['L', 50],
  ['C', 100],
]);

/** « XIXe », « IIIème », and « II siècle »: other capitals are initials. */
function roman(text: string, next: Token | undefined): number | null {
  const written = /^([IVXLC]+)(e|er|ère|è?me|ème|nd)?$/u.exec(text);
  if (written?.[1] === undefined) return null;
  const isOrdinal = written[2] !== undefined && written[1].length > 1;
  if (!isOrdinal && next?.form !== 'siecle') return null;
  const values = Array.from(written[1], (letter) => ROMAN.get(letter) ?? 0);
  return values.reduce(
    (sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value),
    0,
  );
}

/** The longest number from a place on: « deux mille cinq cents », « 326 millions », « quatre-vingt-dix ». */
function readFrom(tokens: readonly Token[], at: number): { value: number | null; end: number } {
  let [total, current, end] = [0, 0, at];
  for (let place = at; place < tokens.length; place += 1) {
    const { form = '', kind = 'mark', text = '' } = tokens[place] ?? {};
    if (place > at && (text === '-' || form === 'et') && isNumeral(tokens[place + 1])) continue;
    if (form === 'd' || form === 'de') break;
    const step = kind === 'number' ? numeral(text) : (UNITS.get(form) ?? TENS.get(form));
    const multiplier = MULTIPLIERS.get(form);
    if (step !== undefined && kind === 'number' && end > at) break;
    if (step !== undefined) current = step === 20 && current === 4 ? 80 : current + step;
    else if (multiplier === undefined) break;
    else if (multiplier === 100) current = Math.max(current, 1) * 100;
    else [total, current] = [(total + Math.max(current, total === 0 ? 1 : 0)) * multiplier, 0];
    end = place + 1;
  }
  return { value: end === at ? null : total + current, end };
}

function isNumeral(token: Token | undefined): boolean {
  if (token === undefined) return false;
  return UNITS.has(token.form) || TENS.has(token.form) || MULTIPLIERS.has(token.form);
}

/** 16.000 and 100 000 are thousands; 14,2 and 2.0 are decimals. */
function numeral(text: string): number {
  const bare = text.replace(/[.'\u00A0\u202F ](?=\p{N}{3}(?!\p{N}))/gu, '');
  return Number(bare.replace(',', '.'));
}
