import { foldText } from './words.ts';

/** 0 to 16, by their names. */
const SMALL =
  'zero un deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize';
const TENS = [
  ...['vingt 20', 'vingts 20', 'trente 30', 'quarante 40', 'cinquante 50', 'soixante 60'],
  ...['septante 70', 'octante 80', 'huitante 80', 'nonante 90'],
];
const CARDINALS = tableOf([...SMALL.split(' ').map((word, value) => `${word} ${value}`), 'une 1']);
const ROUND = tableOf(TENS);
const SCALES = tableOf([
  ...['cent 100', 'cents 100', 'mille 1000', 'million 1000000', 'millions 1000000'],
  ...['milliard 1000000000', 'milliards 1000000000'],
]);
const ABOUT = tableOf([
  ...['dizaine 10', 'douzaine 12', 'quinzaine 15', 'vingtaine 20', 'trentaine 30'],
  ...['quarantaine 40', 'cinquantaine 50', 'soixantaine 60', 'centaine 100', 'millier 1000'],
]);
const ORDINALS = new Map(
  [...CARDINALS, ...ROUND, ...SCALES].map(([word, value]) => [ordinalOf(word), value]),
);

const TOKENS =
  /\d{1,3}(?:[ .']\d{3})+(?!\d)|\d+[.,]\d+|(?<![\p{L}\d])\d+(?:ers?|eres?|nde?s?|i?e(?:me)?s?)(?!\p{L})|\d+|\p{L}[\p{L}\d]*|\S/gu;
const ROMAN_ORDINAL = /(?<!\p{L})[IVX]+(?=(?:er|re|e|ème)(?!\p{L}))/gu;
const ROMAN = new Map([
  ['I', 1],
  ['V', 5],
  ['X', 10],
]);

/**
 * The figures of a text, each written in one way: « cent mille » and « 100 000 » as `100000`,
 * « troisième » as `3e`, « 18 % » as `18%`, « un quart » and « un client sur quatre » as `25%`, « des
 * millions » as `1000000s`. « Un » and « premier » are no figures, nor « neuf » but before a plural.
 */
export function figuresIn(text: string): ReadonlySet<string> {
  const arabic = text.replace(ROMAN_ORDINAL, (roman) => String(arabicOf(roman)));
  const tokens =
    foldText(arabic)
      .replace(/\bpour (?:cent|100)\b/gu, '%')
      .match(TOKENS) ?? [];
  const figures = new Set<string>();
  for (let at = 0; at < tokens.length;) {
    const { value, end } = numberAt(tokens, at);
    const shown = value === null ? otherFigure(tokens, at) : figureOf(tokens, at, end, value);
    if (shown !== null) figures.add(shown);
    at = Math.max(at + 1, end);
  }
  return figures;
}

/** The number that starts at a token, and where it ends. */
function numberAt(tokens: readonly string[], at: number) {
  const first = tokens[at] ?? '';
  let [total, group, end] = [0, 0, at];
  if (/^\d[\d .',]*$/u.test(first)) {
    group = Number(first.replace(/[ .'](?=\d{3}(?!\d))/gu, '').replace(',', '.'));
    end += 1;
  }
  for (; end < tokens.length; end += 1) {
    const word = tokens[end] ?? '';
    const scale = SCALES.get(word);
    if (scale === undefined) {
      const value = CARDINALS.get(word) ?? ROUND.get(word) ?? null;
      const isJoint = /^(?:et|-)$/u.test(word) && end > at;
      if (isJoint && added(group, tokens[end + 1] ?? '', true) !== null) continue;
      const sum = value === null ? null : added(group, word, end > at);
      if (sum === null || (end === at && !standsAlone(tokens, at))) break;
      group = sum;
    } else if (end === at && word.endsWith('s')) break;
    else if (scale === 100) group = Math.max(1, group) * scale;
    else [total, group] = [total + Math.max(1, group) * scale, 0];
  }
  return end === at ? { value: null, end } : { value: total + group, end };
}

/** What a group of a number comes to with another word of it; null where the word can't follow. */
function added(group: number, word: string, follows: boolean): number | null {
  const value = CARDINALS.get(word) ?? ROUND.get(word);
  if (SCALES.has(word)) return follows ? group : null;
  if (value === undefined) return null;
  const below = group % 100;
  if (value === 20 && below === 4) return group + 76;
  if (below === 0) return group + value;
  if (below === 10) return value > 6 && value < 10 ? group + value : null;
  const most = below === 60 || below === 80 ? 16 : 9;
  return below >= 20 && below % 10 === 0 && value >= 1 && value <= most ? group + value : null;
}

/** « Un » and « neuf » are numbers only by what follows them. */
function standsAlone(tokens: readonly string[], at: number): boolean {
  const [word = '', next = ''] = tokens.slice(at, at + 2);
  if (/^une?$/u.test(word)) return /^(?:million|milliard)$/u.test(next);
  return word !== 'neuf' || SCALES.has(next) || /[sx]$/u.test(next);
}

/** A number with what it counts in: a share, « % », or nothing. */
function figureOf(tokens: readonly string[], at: number, end: number, value: number): string {
  const next = tokens[end] ?? '';
  if (next === '%') return shareOf(value, 100);
  if (/^quarts?$/u.test(next)) return shareOf(value, 4);
  if (next === 'tiers') return shareOf(value, 3);
  const before = tokens.slice(Math.max(0, at - 4), at);
  const isOneOf = before.at(-1) === 'sur' && before.some((word) => /^une?$/u.test(word));
  return isOneOf ? shareOf(1, value) : String(value);
}

/** What tells a figure without a number: an ordinal, « un quart », « la moitié », « des milliers ». */
function otherFigure(tokens: readonly string[], at: number): string | null {
  const [before = '', word = ''] = [tokens[at - 1], tokens[at]];
  const ordinal = ORDINALS.get(word) ?? /^(\d+)\p{L}+$/u.exec(word)?.[1];
  if (ordinal !== undefined) return `${ordinal}e`;
  if (word === 'moitie') return shareOf(1, 2);
  if (word === 'quart') return shareOf(1, 4);
  if (word === 'tiers' && before === 'un') return shareOf(1, 3);
  const about = ABOUT.get(word.replace(/s$/u, ''));
  if (about !== undefined) return word.endsWith('s') ? `${about}s` : String(about);
  return /^(?:millions|milliards)$/u.test(word) ? `${SCALES.get(word) ?? ''}s` : null;
}

function shareOf(part: number, whole: number): string {
  const percent = (100 * part) / whole;
  return Number.isInteger(percent) ? `${percent}%` : `${part}/${whole}`;
}

function ordinalOf(cardinal: string): string {
  const root = cardinal.replace(/e$/u, '').replace(/cinq$/u, 'cinqu').replace(/neuf$/u, 'neuv');
  return `${root}ieme`;
}

function arabicOf(roman: string): number {
  const values = Array.from(roman, (letter) => ROMAN.get(letter) ?? 0);
  return values.reduce(
    (sum, value, at) => sum + (value < (values[at + 1] ?? 0) ? -value : value),
    0,
  );
}

function tableOf(lines: readonly string[]): ReadonlyMap<string, number> {
  return new Map(
    lines.map((line) => line.split(' ')).map(([word = '', value]) => [word, Number(value)]),
  );
}
