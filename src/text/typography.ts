/** Inside guillemets and before a colon. */
export const NO_BREAK_SPACE = '\u00A0';
/** Before ; ! and ?. */
export const NARROW_NO_BREAK_SPACE = '\u202F';

/**
 * Words between guillemets. A text that brings its own opening guillemet keeps it and is given no
 * second one; its closing one is added only where it is missing.
 */
export function inGuillemets(words: string): string {
  if (!words.startsWith('«')) return `«${NO_BREAK_SPACE}${words}${NO_BREAK_SPACE}»`;
  return words.endsWith('»') ? words : `${words}${NO_BREAK_SPACE}»`;
}

/** The text with every run of white space folded to one space, no-break spaces included, and none at either end. */
export function foldWhiteSpace(text: string): string {
  return text.replace(/\s+/gu, ' ').trim();
}

/** « 1 passage », « 2 passages »: zero and one are singular in French (CLDR plural rules). */
export function counted(count: number, singular: string, plural = `${singular}s`): string {
  return `${formatNumber(count)}${NO_BREAK_SPACE}${count < 2 ? singular : plural}`;
}

/** 1234567 as « 1 234 567 », with narrow no-break spaces. */
export function formatNumber(value: number): string {
  return value.toLocaleString('fr-FR');
}

const ELIDING = /^[aâàeéêèëhiîïoôuûyœæ]/iu;

/** « de Kabla », « d’Emery »; names in h are elided too, as in « d’Hervé ». */
export function withDe(name: string): string {
  return ELIDING.test(name) ? `d’${name}` : `de ${name}`;
}
