/**
 * Stands in a word where it may have been cut in two: at the end of a line, or at an accent that may be
 * an apostrophe. Files of scanned books write such a cut so.
 */
export const CUT = '¬';

/**
 * The text with what is written otherwise than in plain words rewritten, before it is folded: accents
 * typed apart, words cut at the end of a line, hashtags, « S N C F », Roman numerals that only their
 * capitals tell. Addresses and names of emoji are left out: they are no words of a text.
 */
export function plainWriting(text: string): string {
  return REWRITINGS.reduce((written, [sign, rewrite]) => {
    return sign.test(written) ? rewrite(written) : written;
  }, text);
}

/** Whether a text is one address or several, and nothing else. */
export function isAddress(text: string): boolean {
  return text.trim() !== '' && text.replace(ADDRESS, '').trim() === '';
}

function anyOf(...patterns: readonly RegExp[]): string {
  return patterns.map(({ source }) => source).join('|');
}

/** With a scheme or « www. », of electronic mail, or a host with a path. « Meetic.fr » is a name. */
const ADDRESS = new RegExp(
  anyOf(
    /(?:\b[A-Za-z]{2,10}:\/\/|\b[Ww]{3}\.)[^\s<>"«»|]+/u,
    /(?<![\w.@-])(?:mailto:)?[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,4}/u,
    // « Auteur.es/lecteur.ice » is no host in Spain.
    /(?<![\p{L}\w.-])(?:[\w-]{1,63}\.){1,4}(?!(?:es|[fnlstv]es?)\/)[a-z]{2,3}\/[^\s<>"«»|]*/u,
  ),
  'gu',
);

/** « :thinking_face: », « :+1: », as platforms write them; « 10:30:45 » is a time. */
const EMOJI_NAME = /(?<![\p{L}\p{N}:]):[a-z0-9_+-]{1,40}:(?![\p{L}\p{N}:])/gu;

/** « #FinDesMédias », « @anne_morin »: a compound, found by its parts and as a whole. */
const TAG = /(?<![\p{L}\p{N}])[#@][\p{L}\p{M}\p{N}_]{2,}/gu;
const SEAM =
  /(?<=[\p{L}\p{M}\p{N}])_+(?=[\p{L}\p{N}])|(?<=[\p{Ll}\p{M}])(?=[\p{Lu}\p{N}])|(?<=\p{Lu})(?=\p{Lu}\p{Ll})/gu;

/** « Commu- nautés »; « pré- et post-scolaire » is not cut. */
const LINE_END = /(?<=[\p{Ll}\p{M}])[-\u00AD‐¬]\s{1,20}(?!(?:et|ou|ni|à)\s)(?=\p{Ll})/gu;

/** An accent beside its letter, as some files have it: « e´te´ », « m´edias », « fran¸cais ». */
const LOOSE_ACCENT = new RegExp(
  anyOf(
    /(?<![\p{L}\p{N}])([ldnsjmtc]|(?:jus|quel|lors|puis|quoi|pres)?qu|aujourd)[´`](?=\p{L})/u,
    /[´`^¨ˆ¸](?=\p{L})|(?<=\p{L})[´`^¨ˆ¸]/u,
  ),
  'giu',
);
const ACCENT_APART = /(?<=\p{L})(?: [´¨ˆ¸] ?|[´¨ˆ¸] )(?=\p{L})/gu;

/** « L´homme » has an apostrophe; « m´edias » and « l´ecole » may be cut there or not. */
function withoutAccent(found: string, elided: string | undefined, at: number, text: string) {
  if (elided === undefined) return '';
  const next = text.charAt(at + found.length);
  const mayBeAccent = (found.endsWith('´') ? /e/iu : /[aeu]/iu).test(next);
  return `${elided}${mayBeAccent && elided.length === 1 ? CUT : "'"}`;
}

/** « Médias² » calls a note, « m² » and « CO₂ » do not. */
const NOTE_CALL = /(?<=\p{L}{3})[¹²³⁰⁴-⁹]+(?!\p{L})/gu;

const SPACED_CAPITALS = /(?<![\p{L}\p{N}])\p{Lu}(?:[ \u00A0\u202F]\p{Lu}){2,}(?![\p{L}\p{N}'’])/gu;

/** Folded, « VIe » is life, « XI » a name, and « V » a letter but where a part of something is numbered. */
const ROMAN = new RegExp(
  anyOf(
    /(?<!\p{L})VI(?=(?:e|es|ᵉ|(?:i?è|e)me)(?!\p{L}))/u,
    /(?<=(?:acte|annexe|article|axe|chapitre|classe|étape|figure|groupe|livre|niveau|partie|phase|scène|section|tableau|titre|tome|type|volume)s?\s)(?:XI|[IVX])(?![\p{L}\p{N}'’&]|[.-]\p{L})/iu,
  ),
  'gu',
);
const ROMAN_VALUES: Readonly<Record<string, string>> = {
  I: '1',
  V: '5',
  VI: '6',
  X: '10',
  XI: '11',
};

/**
 * What is rewritten, after a sign of it: most texts have none, and such short patterns, without the `u`
 * that makes them three times slower, cost a third of what folding does.
 */
const REWRITINGS: readonly (readonly [sign: RegExp, rewrite: (text: string) => string])[] = [
  [/:\/\/|ww\.|@|\.[a-z]+\//, (text) => text.replace(ADDRESS, ' ')],
  [/:\S/, (text) => text.replace(EMOJI_NAME, ' ')],
  [/[#@]/, (text) => text.replace(TAG, (tag) => tag.replace(SEAM, '-'))],
  [/[´`^¨ˆ¸]/, (text) => text.replace(ACCENT_APART, CUT).replace(LOOSE_ACCENT, withoutAccent)],
  [/[-\u00AD‐¬]\s/, (text) => text.replace(LINE_END, CUT)],
  [/[¹²³⁰⁴-⁹]/, (text) => text.replace(NOTE_CALL, ' ')],
  [/[IVX](?![a-z])/, (text) => text.replace(ROMAN, (roman) => ROMAN_VALUES[roman] ?? roman)],
  [
    /[A-ZÀ-Þ][ \u00A0\u202F][A-ZÀ-Þ][ \u00A0\u202F][A-ZÀ-Þ]/,
    (text) => text.replace(SPACED_CAPITALS, (them) => them.replace(/\s/gu, '')),
  ],
];
