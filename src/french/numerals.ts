/** Names of numbers, folded, to figures. « Un », « second » and « neuf » have other meanings. */
export const NUMBERS: ReadonlyMap<string, string> = new Map(
  [
    ['2', 'deux', 'deuxieme', 'deuxiemes'],
    ['3', 'trois', 'troisieme', 'troisiemes'],
    ['4', 'quatre', 'quatrieme', 'quatriemes'],
    ['5', 'cinq', 'cinquieme', 'cinquiemes'],
    ['6', 'six', 'sixieme', 'sixiemes'],
    ['7', 'sept', 'septieme', 'septiemes'],
    ['8', 'huit', 'huitieme', 'huitiemes'],
    ['9', 'neuvieme', 'neuviemes'],
    ['10', 'dix', 'dixieme', 'dixiemes'],
    ['11', 'onze', 'onzieme', 'onziemes'],
    ['12', 'douze', 'douzieme', 'douziemes'],
    ['13', 'treize', 'treizieme', 'treiziemes'],
    ['14', 'quatorze', 'quatorzieme', 'quatorziemes'],
    ['15', 'quinze', 'quinzieme', 'quinziemes'],
    ['16', 'seize', 'seizieme', 'seiziemes'],
    ['20', 'vingt', 'vingts', 'vingtieme', 'vingtiemes'],
    ['30', 'trente', 'trentieme', 'trentiemes'],
    ['40', 'quarante'],
    ['50', 'cinquante'],
    ['60', 'soixante'],
  ].flatMap(([figure = '', ...names]) => names.map((name) => [name, figure] as const)),
);

/** « XXIe siècle », « Jean XXIII »: beyond stand years, and words. */
const GREATEST_ROMAN = 39;
const ORDINAL_ENDINGS = ['e', 'es', 'eme', 'emes', 'ieme', 'iemes'];

/** Folded, these are words, a name, or « for the nth time »: who reads the capitals tells. */
const NOT_ROMAN = new Set(['xi', 'vie', 'vies', 'xieme', 'xiemes']);

/** Names of numbers and Roman numerals, folded, to figures. */
const FIGURES: ReadonlyMap<string, string> = new Map([
  ...NUMBERS,
  ...Array.from({ length: GREATEST_ROMAN - 1 }, (_, place) => place + 2).flatMap(romanForms),
  ['ier', '1'],
]);

function romanForms(value: number): [form: string, figures: string][] {
  const ones = ['', 'i', 'ii', 'iii', 'iv', 'v', 'vi', 'vii', 'viii', 'ix'][value % 10] ?? '';
  const roman = 'x'.repeat(value / 10) + ones;
  // One letter alone is a letter.
  const alone = roman.length > 1 ? [roman] : [];
  return [...alone, ...ORDINAL_ENDINGS.map((ending) => roman + ending)]
    .filter((form) => !NOT_ROMAN.has(form))
    .map((form) => [form, String(value)]);
}

/** « XXXVIIIemes »; « quatriemes » and « cinquiemes » have ten letters. */
const LONGEST = 12;

const ORDINAL = /^(\d+)(?:ers?|eres?|nde?s?|i?e(?:me)?s?)$/u;

/** « 3ème », « IIIe », « III », « troisième » and « trois » are 3; any other word is itself. */
export function numbered(form: string): string {
  const first = form.charCodeAt(0);
  if (first >= 0x30 && first <= 0x39) return form.replace(ORDINAL, '$1');
  return form.length > LONGEST ? form : (FIGURES.get(form) ?? form);
}

/** Only in a compound are these numbers for certain. */
const IN_COMPOUND: Readonly<Record<string, number>> = { un: 1, une: 1, unieme: 1, neuf: 9 };

/** « Dix-neuvième » is 19, « quatre-vingt-dix » 90; null for « deux-trois » and for what is no number. */
export function compoundNumber(names: readonly string[]): string | null {
  const [first, second, ...others] = names
    .filter((name) => name !== 'et')
    .map((name) => IN_COMPOUND[name] ?? (/^\p{L}/u.test(name) ? Number(numbered(name)) : NaN));
  if (first === undefined || second === undefined) return null;
  const values = first === 4 && second === 20 ? [80, ...others] : [first, second, ...others];
  const isOne = values.every((value, place) => value < (values[place - 1] ?? Infinity));
  const isTen = first === 10 ? second > 6 : first >= 20 || values[0] === 80;
  return isOne && isTen ? String(values.reduce((sum, value) => sum + value)) : null;
}

/** Whether the name of a number may be written with these letters in it. */
export function isInNumber(letters: string): boolean {
  return FIGURES.keys().some((name) => name.includes(letters));
}

const NAMES = [...NUMBERS.keys(), ...Object.keys(IN_COMPOUND)].join('|');
const NAMED = new RegExp(
  String.raw`(?<!\p{L})(?:${NAMES})(?:(?: et |-et-|[ -])(?:${NAMES}))*(?!\p{L})`,
  'gu',
);

/** A folded text of which every name is one of a number, « neuf » and « une » too, with figures in their place. */
export function inFigures(folded: string): string {
  return folded.replace(NAMED, (named) => {
    const [first = '', ...others] = named.split(/[ -]/u);
    if (others.length > 0) return compoundNumber([first, ...others]) ?? named;
    return String(IN_COMPOUND[first] ?? numbered(first));
  });
}
