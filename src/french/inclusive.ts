import { STOP_WORDS } from './lists/stop-words.ts';

/*
 * Inclusive spelling, in folded words: « étudiant·e·s », « consommateur.rice.s », « tou-te-s »,
 * « auteur(e)s », « chef/fe ». The masculine comes first, whole, but for « tou·te·s ».
 */

/** Whatever is written between these dots is an ending. */
const MIDDLE_DOT = '[·•⋅‧∙⸱・]';
const AFTER_DOT = '(?:[a-z]{0,4}es?|s|x)';

/** What stands between these may be a word of its own: « dit-elle », « et/ou », « tf1.be ». */
const OTHER_SIGN = '[-./:_]';
const FEMININE = [
  ...['e', 'euse', '[td]?rice', 'ice', 'i?ere', 'ienne', '(?:er)?esse'],
  // The last letter of the masculine is doubled, or another: citoyenne, chef, actif, heureux, vendeur.
  ...['(?<=ns?.)ne', '(?<=ls?.)le', '(?<=[tsiu].)te', '(?<=[sxr].)se', '(?<=fs?.)[fv]e'],
].join('|');

/** « Employé(e)(s) », « rival(aux) ». */
const IN_BRACKETS = String.raw`\([a-z]{0,5}[esx]\)(?:s|\(s\))?`;

/** The pattern of the ending, for what may stand behind the letters of a word. */
export const INCLUSIVE_ENDING = [
  String.raw`(?<=\p{L}{2})(?:(?:${MIDDLE_DOT}${AFTER_DOT})+|${IN_BRACKETS}`,
  String.raw`|${OTHER_SIGN}(?:${FEMININE})(?:${OTHER_SIGN}?s)?(?![-.']\p{L}))(?![\p{L}\p{N}])`,
].join('');

const ENDING = new RegExp(`${INCLUSIVE_ENDING}$`, 'u');

/** What comes before an inclusive ending, and the masculine form that it makes a plural of or not. */
export function masculineOf(written: string): { readonly head: string; readonly plural: string } {
  const ending = ENDING.exec(written)?.[0];
  if (ending === undefined) return { head: written, plural: '' };
  const head = written.slice(0, -ending.length);
  const isPlural = /[sx]\)?$/u.test(ending) && !/[sxz]$/u.test(head) && !STOP_WORDS.has(head);
  return { head, plural: isPlural ? 's' : '' };
}
