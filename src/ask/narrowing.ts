import { periodIn, type Period } from '../french/periods.ts';
import { LONGEST_SUBJECT } from '../debate/reply.ts';
import type { Options } from './request.ts';
import type { Speaker } from '../debate/speaker.ts';
import { isDiscourse, isStopWord, wordsIn } from '../french/words.ts';
import { textOf, TIES, tokensOf, type Token } from '../french/tokens.ts';

/** What is between quotation marks is looked for as it is: a letter of its own stands for it meanwhile. */
export function masking(typed: string) {
  const phrases: string[] = [];
  const masked = typed
    .replace(/\p{Co}/gu, '')
    .replace(/"[^"]{0,300}"|“[^”]{0,300}”|«[^»]{0,300}»/gu, (phrase) => {
      phrases.push(phrase);
      return String.fromCodePoint(FIRST_MASK + phrases.length - 1);
    });
  const unmasked = (text: string) =>
    text.replace(/\p{Co}/gu, (mask) => phrases[(mask.codePointAt(0) ?? 0) - FIRST_MASK] ?? '');
  return { masked, unmasked };
}

/** The first character that Unicode leaves to whoever wants one. */
const FIRST_MASK = 0xe000;

/** Every period that the words name, taken together; a message is too long a text for one to be meant. */
export function timesIn(
  text: string,
): Period & { readonly rest: string; readonly isLoose: boolean } {
  let [since, until, isLoose]: [string | null, string | null, boolean] = [null, null, false];
  if (text.length > LONGEST_SUBJECT) return { since, until, isLoose, rest: text };
  let rest = text;
  for (;;) {
    const found = periodIn(rest);
    if (found === null) return { since, until, isLoose, rest };
    since = latest(since, found.period.since);
    until = earliest(until, found.period.until);
    isLoose ||= !found.isSure;
    rest = tidied(found.rest);
  }
}

export function latest(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other > one) ? other : one;
}

export function earliest(one: string | null, other: string | null): string | null {
  return one === null || (other !== null && other < one) ? other : one;
}

/** The words without the period that they name, and that period as options; phrases stay as they are. */
export function timesApart(typed: string): { readonly rest: string; readonly options: Options } {
  const { masked, unmasked } = masking(typed);
  const { rest, ...period } = timesIn(masked);
  return { rest: unmasked(rest), options: periodAsked(period) };
}

/** A period as options tell it. */
export function periodAsked({ since, until }: Period): Options {
  return {
    ...(since === null ? {} : { depuis: since }),
    ...(until === null ? {} : { jusqua: until }),
  };
}

/** Without the punctuation and the spaces that were around what was taken away. */
export function tidied(text: string): string {
  return text
    .replace(/\s+/gu, ' ')
    .replace(/ (?=,)/gu, '')
    .replace(/^[\s,;:]+|[\s,;:]+$/gu, '');
}

/** What a question leaves out, and its other words. */
export interface Exclusions {
  readonly rest: string;
  readonly without: readonly string[];
  readonly others: readonly Speaker[];
}

/** What exclusions are understood by. */
export interface Excluding {
  /** The voices that these words name at their beginning, and how many words name them. */
  readonly voicesAt: (
    tokens: readonly Token[],
  ) => Promise<{ readonly speakers: readonly Speaker[]; readonly to: number } | null>;
  /** Whether a passage has these words. */
  readonly isHeld: (words: string) => Promise<boolean>;
  /** Whether the passages write this word with a capital more than without. */
  readonly isName: (word: string) => Promise<boolean>;
}

/** Every exclusion of a question: « pain -beurre », « le pain sauf le beurre ». */
export async function exclusionsIn(text: string, by: Excluding): Promise<Exclusions> {
  const signed = await signedIn(text, by);
  const worded = await wordedIn(signed.rest, by);
  return {
    rest: worded.rest,
    without: [...signed.without, ...worded.without],
    others: [...new Set([...signed.others, ...worded.others])],
  };
}

/** « pain -beurre », « pain -"beurre salé" »; a dash, « -t-il » and « -dit-on- » are none. */
const SIGNED = /(?<=^|\s)-(?=[\p{L}\p{Co}]|\p{N}+\p{L})[^\s]+/gu;

async function signedIn(text: string, { voicesAt }: Excluding): Promise<Exclusions> {
  // « le ROI -indicateur financier- »
  const isAside = /\S-(?=\s|$)/u.test(text);
  const without: string[] = [];
  const others: Speaker[] = [];
  let [rest, end] = ['', 0];
  for (const { 0: found, index } of isAside ? [] : text.matchAll(SIGNED)) {
    const word = found.slice(1).replace(/[,;.!?]+$/u, '');
    const isPhrase = /\p{Co}/u.test(word);
    if (!isPhrase && wordsIn(word).every(({ form }) => isStopWord(form))) continue;
    const voices = isPhrase ? null : await voicesAt(tokensOf(word));
    if (voices === null) without.push(word);
    else others.push(...voices.speakers);
    rest += text.slice(end, index);
    end = index + found.length;
  }
  rest += text.slice(end);
  return { rest: rest === text ? text : tidied(rest), without, others };
}

/**
 * What French leaves out with. After « hors », « à part » and « en dehors de » only a name is left out
 * for certain: « hors ligne », « à part entière ». « Sans parler de Durand » is of what names him.
 */
const MARK =
  /(?<![\p{L}\p{N}’'-])(?:(?:sauf|except[eé]|hormis|sans compter|(?:mais|et) (?:surtout )?(?:pas|non(?: pas)?)|[aà] l['’](?:exception|exclusion) d(?:e|es|u|['’]))|(?<name>hors|[aà] part|en dehors d(?:e|es|u|['’]))|(?<word>sans parler))(?![\p{L}\p{N}-])\s*/iu;

/** « Tout sauf X » says what something is; a sentence that states says what is, and not what is sought. */
const STATING =
  /(?:(?:^|\s)(?:tout|tous|toutes?|rien|personne)|(?:^|\s)(?:est|sont|était|étaient|ont|va|vont|peut|peuvent|doit|doivent|faut|fait|font|pourquoi)(?=\s).*)\s*$/iu;

/** What links the first word that is left out to what leaves it out. */
const LINKS = new Set([
  ...TIES,
  ...'ceux celles celui celle chez sur pour dans avec par un une'.split(' '),
]);

async function wordedIn(text: string, by: Excluding): Promise<Exclusions> {
  const mark = MARK.exec(text);
  if (mark === null) return { rest: text, without: [], others: [] };
  const before = text.slice(0, mark.index);
  const after = text.slice(mark.index + mark[0].length);
  const { name, word } = mark.groups ?? {};
  const only = name !== undefined ? 'names' : word !== undefined ? 'words' : null;
  const listed = await listedIn(tokensOf(after), before, only, by);
  const next = await wordedIn(listed?.rest ?? after, by);
  if (listed === null) return { ...next, rest: before + mark[0] + next.rest };
  return {
    rest: tidied(`${before} ${next.rest}`),
    without: [...listed.without, ...next.without],
    others: [...listed.others, ...next.others],
  };
}

/** « Durand », « les quais, le port et Durand »; null where the first is nothing that can be left out. */
async function listedIn(
  tokens: readonly Token[],
  before: string,
  only: 'names' | 'words' | null,
  by: Excluding,
): Promise<Exclusions | null> {
  const without: string[] = [];
  const others: Speaker[] = [];
  let to = 0;
  for (let from = 0; from < tokens.length;) {
    const voices = only === 'words' ? null : await voicesFrom(from, tokens, by);
    const words = voices === null && !STATING.test(before) ? wordsFrom(from, tokens) : null;
    if (voices !== null) others.push(...voices.speakers);
    else if (words !== null && (await isLeftOut(words.text, only, by))) without.push(words.text);
    else break;
    to = voices?.to ?? words?.to ?? to;
    const last = tokens[to - 1]?.text ?? '';
    const link = /^(?:et|ou|ni)$/u.test(tokens[to]?.form ?? '');
    // What opens a question ends at its comma: « sauf Durand, les quais ».
    const isOpen = link ? !ENDS.test(last) : last.endsWith(',') && before.trim() !== '';
    if (!isOpen) break;
    from = to + (link ? 1 : 0);
  }
  return to === 0 ? null : { rest: textOf(tokens.slice(to)), without, others };
}

async function isLeftOut(words: string, only: 'names' | 'words' | null, by: Excluding) {
  const forms = wordsIn(words).filter(({ joined, form }) => !joined && !isStopWord(form));
  const isPhrase = /\p{Co}/u.test(words);
  if (!isPhrase && forms.every(({ form }) => isDiscourse(form))) return false;
  const isAny = isPhrase || only !== 'names';
  for (const { form } of isAny ? [] : forms) if (!(await by.isName(form))) return false;
  return by.isHeld(words);
}

/** Voices that are named here, or after what links them: « ceux de Durand ». */
async function voicesFrom(from: number, tokens: readonly Token[], { voicesAt }: Excluding) {
  for (let start = from; start < tokens.length; start += 1) {
    const found = await voicesAt(tokens.slice(start));
    if (found !== null) return { ...found, to: start + found.to };
    if (!LINKS.has(tokens[start]?.form ?? '')) return null;
  }
  return null;
}

/** What closes an expression. */
const ENDS = /[,;:.!?…)]$/u;

/** The expression that is named here, without what links it: « publicité en ligne ». */
function wordsFrom(from: number, tokens: readonly Token[]) {
  let start = from;
  while (LINKS.has(tokens[start]?.form ?? '')) start += 1;
  // « Mais pas seulement le port »
  if (start === from && /^\p{Ll}+ment$/u.test(tokens[start]?.text ?? '')) return null;
  let to = start;
  for (let place = start; place < tokens.length; place += 1) {
    const token = tokens[place];
    if (token === undefined || token.form === '') break;
    const isTie = TIES.has(token.form) && to > start;
    if (isStopWord(token.form) && !isTie) break;
    if (!isTie) to = place + 1;
    if (ENDS.test(token.text)) break;
  }
  return to === start ? null : { text: textOf(tokens.slice(start, to)).replace(/\.$/u, ''), to };
}

/** What is left out, as it is typed. */
export function leavingOut({ others, without }: Omit<Exclusions, 'rest'>): readonly string[] {
  return [
    ...others.map(({ label }) => `sauf ${label}`),
    ...without.map(
      (words) => `-${/\s/u.test(words) ? `"${words.replace(/["“”«»]/gu, '').trim()}"` : words}`,
    ),
  ];
}
