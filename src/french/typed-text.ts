/**
 * What a person typed, in plain characters: nothing invisible, no exotic space or letter, no emoji, no
 * marks that only say how words look, no address behind the words of a link. Lines stay apart. What a
 * platform writes in its own way has been read before; quotation marks ask for exact words, and stay.
 * Each step takes a time that the length alone decides.
 */
export function cleaned(typed: string): string {
  const visible = typed
    .replace(WIDE, (letter) => letter.normalize('NFKC'))
    .replace(HYPHEN_AT_LINE_END, '-')
    .replace(INVISIBLE, '')
    .replace(BLANK, ' ');
  const words = visible
    .replace(FENCE, '\n')
    .replace(LINK, '$<label>')
    .replace(BRACKETED_ADDRESS, '$<address>')
    .replace(EMOJI, ' ')
    .replace(SMILEYS, ' ')
    .replace(/\S+/gu, withoutMarks)
    .replace(EMOJI_NAME, ' ');
  const lines = words
    .replace(/[^\S\n]+/gu, ' ')
    .replace(/(?: ?\n ?)+/gu, '\n')
    .replace(LINE_MARKS, '')
    .trim();
  // Marks and nothing else stay what they are: they can be told to be no subject.
  return /[\p{L}\p{N}]/u.test(lines) ? lines.replace(OPENING_MARKS, '') : lines;
}

/** Full-width letters and signs, letters of mathematics that pass for bold ones, ligatures. */
const WIDE = /[\uFF01-\uFF5E\uFB00-\uFB06\u{1D400}-\u{1D7FF}]/gu;

/** A soft hyphen is seen at the end of a line: « commu- nautés » is put together by what reads words. */
const HYPHEN_AT_LINE_END = /\u00AD(?=[ \n]\p{Ll})/gu;

/**
 * Default-ignorable characters (zero widths, marks of direction, soft hyphens, variation selectors), lone
 * halves of a character, marks of annotation; what joins or parts letters of other scripts stays.
 * https://www.unicode.org/reports/tr44/#Default_Ignorable_Code_Point
 */
const INVISIBLE =
  /(?<![[\p{L}\p{M}]--[\p{sc=Latn}\p{sc=Zinh}]])[\u200C\u200D]|[[\p{DI}\p{Cs}\uFFF9-\uFFFB]--[\u200C\u200D]]/gv;

/** Controls and what stands for a picture; the blank of Braille is no space to Unicode. */
const BLANK = /[[\p{Cc}\uFFFC\u2800]--\n]/gv;

/** The beginning of a block of code, with the name of its language. */
const FENCE = /```[\w+#-]{0,20}\n/gu;
const LINK =
  /\[(?<label>[^[\]\n]{1,300})\]\(<?(?:https?:\/\/|mailto:)[^\s()<>]{1,2000}(?:\([^\s()<>]{0,200}\))?[^\s()<>]{0,2000}>?\)/gu;
const BRACKETED_ADDRESS = /<(?<address>(?:https?:\/\/|mailto:)[^\s<>]{1,2000})>/gu;

/** What is left of them without what is invisible; « © » and its like are signs of writing, although they have pictures. */
const EMOJI = /(?:[\p{Extended_Pictographic}--[©®™‼⁉ℹ]]|\p{RI}|\p{EMod}|[\d#*]\u20E3)+/gv;

/** « :thinking_face: », « :+1::skin-tone-2: »; « 10:30:45 » is a time and « auteur:x » an option. */
const EMOJI_NAME = /(?<![\p{L}\p{N}:])(?::[\p{L}\p{N}_+’'-]{1,100}:)+(?![\p{L}\p{N}:])/gu;

/** « :-) », « ;) », « :'( », « :/ », « <3 », « ^^ »: eyes that end a word, with what no word begins with. */
const SMILEYS =
  /(?:[:;=]['’]?-?[()]+|(?<![^\s])(?:[:=]-?[DPp/\\|3]|;-?[DPp](?=\s*$)|[xX]D+|<3+|\^{2}))(?![^\s.,!?…])/gu;

/** Whether it is made of such faces, at least in part. */
export function hasSmiley(typed: string): boolean {
  return typed.search(SMILEYS) >= 0;
}

/** What makes words bold, slanted, struck out, hidden or code: `*`, `_`, `~`, `|` and the grave accent. */
const MARKS = /[*_~|`]+/gu;
const WITHIN_WORD = /^[\p{L}\p{N}]$/u;

/** Between two letters or figures such a sign is a part of the word; in an address it is one of the address. */
function withoutMarks(word: string): string {
  if (word.includes('://')) return word.replace(/^[*_~|`]+|[*_~|`]+$/gu, '');
  return word.replace(MARKS, (marks, at: number) => {
    const isWithin = [word.charAt(at - 1), word.charAt(at + marks.length)].every((letter) =>
      WITHIN_WORD.test(letter),
    );
    return isWithin ? marks : '';
  });
}

/** What opens a line that quotes, a heading or an entry of a list: « > », « ## », « - », « 1. »; « #mot » is a word. */
const LINE_MARKS = /^(?:> ?|(?:-?#{1,6}|[-–—•‣◦·]) |(?:\d{1,2}[.)]|[a-z]\)) (?=\p{L}))+/gmu;

/** Marks after a name that somebody calls; « -mot » leaves a word out. */
const OPENING_MARKS = /^(?:[\s,:.!?…·•>)\]]|[-–—](?=[\s–—-]))+/u;
