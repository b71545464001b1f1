import { CIVILITIES, type Speaker } from '../debate/speaker.ts';
import {
  bearersOf,
  bearing,
  isOfAnother,
  mistyping,
  partsIn,
  roleAt,
  type Writing,
} from './bearers.ts';
import { textOf, tokensOf, type Token } from '../french/tokens.ts';
import { isDiscourse, isStopWord, wordsIn } from '../french/words.ts';

/** Names that follow each other: « Durand, Martin et Petit ». */
export interface Named {
  readonly speakers: readonly Speaker[];
  readonly from: number;
  /** After the last. */
  readonly to: number;
  /** Whether it is more than one small word, or a capital that no sentence explains. */
  readonly isMarked: boolean;
  /** Whether it is a name in small letters that is not the last of its person: « rose », « pierre ». */
  readonly isPlain: boolean;
  /** The one capital word that opens the question, where it is that; else empty. */
  readonly opening: string;
  /** As it was typed, with what closes it. */
  readonly closing: string;
  /** Whether it is read so only where words ask for what somebody says: a role, or a name mistyped. */
  readonly isAskedOnly: boolean;
}

const LONGEST_SPAN = 6;
/** A name that more people bear tells nobody. */
const MOST_NAMESAKES = 3;

/** Whether the words are a name and nothing else; « rose » alone is a flower. */
export function isWhollyName(words: string, speakers: readonly Speaker[]): boolean {
  return nameOpening(words, speakers)?.rest === '';
}

/** The name with which the words begin, and the others. */
export function nameOpening(
  words: string,
  speakers: readonly Speaker[],
): { readonly name: string; readonly rest: string } | null {
  const tokens = tokensOf(words);
  const named = nameAt(0, tokens, speakers);
  if (named === null || named.isPlain) return null;
  return { name: textOf(tokens.slice(0, named.to)), rest: textOf(tokens.slice(named.to)) };
}

/** Those whom words name at their beginning; a small word that the passages have is no name. */
export function namedFirst(
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing: Writing,
): Named | null {
  const named = nameAt(0, tokens, speakers, writing);
  return named !== null && !named.isPlain && isSure(named, tokens, writing) ? named : null;
}

/** Whether it is no small word that the passages have. */
export function isSure(
  { from, to, isMarked }: Named,
  tokens: readonly Token[],
  writing: Writing,
): boolean {
  const words = tokens.slice(from, to);
  const isCapital = words.some(({ text }) => /^\p{Lu}/u.test(text));
  return isMarked || isCapital || words.every(({ form }) => writing.isOnlyName(form));
}

/** The names in a question, those that are listed together as one. */
export function namesIn(
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing: Writing,
): readonly Named[] {
  const groups: Named[] = [];
  for (let place = 0; place < tokens.length;) {
    const named = nameAt(place, tokens, speakers, writing);
    const last = groups.at(-1);
    if (named === null) place += 1;
    else {
      if (last !== undefined && isListed(tokens, last, named))
        groups.push(joined(groups.pop(), named));
      else groups.push(named);
      place = named.to;
    }
  }
  return groups;
}

/** « X et Y », « X, Y », « X, et Y », « de X et de Y ». */
function isListed(tokens: readonly Token[], before: Named, after: Named): boolean {
  const hasComma = tokens[before.to - 1]?.text.endsWith(',') === true;
  const between = tokens.slice(before.to, after.from).map(({ text }) => text.toLowerCase());
  const [link, ...others] = between.filter((word) => !/^d(?:e|['’])$/u.test(word));
  return others.length === 0 && (link === undefined ? hasComma : /^(?:et|ou|&|\+|\/)$/u.test(link));
}

function joined(before: Named | undefined, after: Named): Named {
  if (before === undefined) return after;
  return {
    speakers: [...new Set([...before.speakers, ...after.speakers])],
    from: before.from,
    to: after.to,
    isMarked: before.isMarked || after.isMarked,
    isPlain: before.isPlain && after.isPlain,
    opening: '',
    closing: after.closing,
    isAskedOnly: before.isAskedOnly && after.isAskedOnly,
  };
}

/** The longest name that begins at a place; where it is told how passages write, one that may be mistyped, and nobody else’s. */
function nameAt(
  place: number,
  tokens: readonly Token[],
  speakers: readonly Speaker[],
  writing?: Writing,
): Named | null {
  const bearers = bearersOf(speakers);
  const role = roleAt(place, tokens, bearers);
  if (role !== null) {
    const { speaker, ...where } = role;
    return {
      ...where,
      speakers: [speaker],
      isMarked: true,
      isPlain: false,
      opening: '',
      isAskedOnly: true,
    };
  }
  const hasCivility = CIVILITIES.has(tokens[place]?.form ?? '');
  for (let length = LONGEST_SPAN; length > (hasCivility ? 1 : 0); length -= 1) {
    const span = tokens.slice(place, place + length);
    if (span.length < length || !isOneName(span)) continue;
    const called = bearing(span, bearers);
    const isMistyped = called.length === 0;
    const found =
      isMistyped && writing !== undefined
        ? mistyping(span, tokens[place - 1], bearers, writing)
        : called;
    if (found.length === 0 || found.length > MOST_NAMESAKES) continue;
    const isCapital = /^\p{Lu}/u.test(span[0]?.text ?? '');
    const [first = '', ...others] = partsIn(span);
    const isOne = others.length === 0;
    const to = place + length;
    if (writing !== undefined && isOne && !hasCivility) {
      if (isOfAnother(first, [place, to], tokens, bearers, writing)) return null;
    }
    return {
      speakers: found,
      from: place,
      to,
      isMarked: hasCivility || !isOne || (isCapital && place > 0),
      isPlain: !hasCivility && isOne && !isCapital && !isMistyped && !bearers.lasts.includes(first),
      opening: isCapital && place === 0 && isOne ? first : '',
      closing: span.at(-1)?.text ?? '',
      isAskedOnly: isMistyped,
    };
  }
  return null;
}

/** Whether nothing but a full stop parts the words, and the first and the last may belong to a name. */
function isOneName(span: readonly Token[]): boolean {
  const isWhole = span.slice(0, -1).every(({ text }) => /[\p{L}\p{N}'’]\.?$/u.test(text));
  const opening = span.find(({ form }) => !CIVILITIES.has(form));
  const isOfName = (token: Token | undefined) => token !== undefined && partsIn([token]).length > 0;
  const mayOpen = isOfName(opening) || (span.length > 1 && /^\p{Lu}/u.test(opening?.text ?? ''));
  return isWhole && mayOpen && isOfName(span.at(-1));
}

/** Where something is said, and by whom, whoever that is. */
interface Placed {
  readonly rest: string;
  readonly role: Speaker;
  /** « en commentaire » */
  readonly where: string;
}

/** What is said where, and who speaks there. */
const ROLES: Readonly<Record<string, string>> = {
  commentaire: 'les commentateurs',
  interview: 'les interviewés',
};

const PLACE =
  /(?<![\p{L}’'-])(?:dans (?:les|des|ses|leurs|ces|une?|l['’])|en|parmi les)\s*(?<what>commentaire|interview)s?(?![\p{L}-])/iu;

/**
 * « Dans les commentaires » as the place where something is said; null where that belongs to what is
 * said: « la modération dans les commentaires de blogs ».
 */
export function placeIn(
  text: string,
  speakers: readonly Speaker[],
  writing: Writing,
): Placed | null {
  const found = PLACE.exec(text);
  const what = found?.groups?.['what']?.toLowerCase() ?? '';
  const role = roleOf(what, speakers);
  if (found === null || role === undefined) return null;
  const [before, after] = [text.slice(0, found.index), text.slice(found.index + found[0].length)];
  if (/^ d(?:es?|u|['’])/u.test(after) && isNaming(before, speakers, writing)) return null;
  return { rest: `${before} ${after}`, role, where: `en ${what}` };
}

/** Those who speak where words that come first say: « les commentaires ». */
export function placeFirst(tokens: readonly Token[], speakers: readonly Speaker[]) {
  const to = /^(?:l|les?|dans|une?|des)$/u.test(tokens[0]?.form ?? '') ? 2 : 1;
  const role = roleOf(tokens[to - 1]?.form.replace(/s$/u, '') ?? '', speakers);
  return role === undefined ? null : { speakers: [role], to };
}

function roleOf(what: string, speakers: readonly Speaker[]): Speaker | undefined {
  return speakers.find(({ kind, label }) => kind === 'role' && label === ROLES[what]);
}

/** Whether words name something beside the voices that are asked. */
function isNaming(text: string, speakers: readonly Speaker[], writing: Writing): boolean {
  const tokens = tokensOf(text);
  const named = namesIn(tokens, speakers, writing);
  const others = tokens.filter(
    (_, place) => !named.some(({ from, to }) => from <= place && place < to),
  );
  return wordsIn(textOf(others)).some(({ form }) => !isStopWord(form) && !isDiscourse(form));
}

/** The same voices, or all, heard only there. */
export function saidThere(
  speakers: readonly Speaker[],
  { role, where }: Placed,
): readonly Speaker[] {
  if (speakers.length === 0) return [role];
  return speakers.map(({ label, speaks }) => ({
    kind: 'role',
    label: `${label} ${where}`,
    names: [],
    speaks: (passage) => speaks(passage) && role.speaks(passage),
  }));
}
