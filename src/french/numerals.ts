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
    ['10', 'dix', 'dixieme', 'dixiemes'],
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
