import { acceptsFor, NO_FILTERS, type Filters } from '../debate/filters.ts';
import type { Passage } from '../debate/passage.ts';
import type { Notice } from '../debate/notice.ts';
import type { Speaker } from '../debate/speaker.ts';
import { capitalised } from '../french/typography.ts';
import { isAddress } from '../french/plain-writing.ts';
import { TIES, tokensOf, type Token } from '../french/tokens.ts';
import { bareWords, foldText, isDiscourse, isStopWord, wordsIn } from '../french/words.ts';
import { inOrder, readFilters, readSubject } from './arguments.ts';
import type { Writing } from './bearers.ts';
import type { Knowledge } from './command.ts';
import { exclusionsIn, earliest, latest, masking, tidied, timesIn } from './narrowing.ts';
import { namedFirst } from './names.ts';
import { placeFirst, placeIn, saidThere } from './placed.ts';
import type { Options } from './request.ts';
import { saysSomething, voicesIn } from './voices.ts';

/** A question as it is understood, by its options and by its words. */
export interface Question {
  /** What is looked for; null where there are only filters, or nothing. */
  readonly subject: string | null;
  readonly filters: Filters;
  /** What is looked for where nothing passes the filters, which may be a part of the subject: all but the time. */
  readonly loose: string | null;
  /** Whose opinion is asked for, of nothing in particular. */
  readonly opinionOf: readonly Speaker[];
  /** Those of whom alone the question speaks. */
  readonly about: readonly Speaker[];
}

/** Understands a question; `hears` says whether a voice in its words is one that speaks, or a part of the subject. */
export async function readQuestion(
  options: Options,
  knowledge: Knowledge,
  hears: 'voices' | 'no voices' = 'voices',
): Promise<Question | Notice> {
  const filters = readFilters(options, knowledge.catalogue.speakers);
  if ('code' in filters) return filters;
  const typed = readSubject(options.sujet);
  if (typed !== null && typeof typed === 'object') return typed;
  const nothing = { subject: typed, filters, loose: null, opinionOf: [], about: [] };
  if (typed === null || options.brut !== undefined) return nothing;
  const words = await wordsHeard(typed, filters, hears === 'voices', knowledge);
  const { without, others, timed, placed, voices } = words;
  if (words.rest === typed && voices === null) return nothing;
  const speaking = voices === null || voices.as === 'alone' ? null : voices;
  const named = speaking?.speakers ?? filters.speakers;
  const narrowed = inOrder({
    speakers: placed === null ? named : saidThere(named, placed),
    since: latest(filters.since, timed.since),
    until: earliest(filters.until, timed.until),
    others,
    without,
  });
  if ('code' in narrowed) return narrowed;
  const isEmpty = !namesSomething(words.rest);
  const mayBeOfSubject = placed !== null || timed.isLoose;
  const isLoose = speaking?.as === 'seems' || (speaking === null && mayBeOfSubject);
  const isOfNames = isEmpty && narrowed.speakers.every(({ kind }) => kind !== 'role');
  const opinionOf = isOfNames ? (speaking?.speakers ?? []) : [];
  const isLeftOut = without.length + others.length > 0;
  if (isEmpty && isLeftOut && hears !== 'no voices' && opinionOf.length === 0) {
    return { code: 'only exclusions', others, without };
  }
  return {
    subject: isEmpty ? null : words.rest,
    filters: narrowed,
    loose: isLoose ? timed.rest : null,
    opinionOf,
    about: voices?.as === 'alone' ? voices.speakers : [],
  };
}

/** What the words of a question say, one after the other, and those that are left; phrases stay as they are. */
async function wordsHeard(
  typed: string,
  filters: Filters,
  isHearing: boolean,
  knowledge: Knowledge,
) {
  const { masked, unmasked } = masking(typed);
  const { catalogue } = knowledge;
  const writing = writingIn(knowledge);
  const speakers = isHearing ? catalogue.heard : [];
  const { without, others, ...kept } = await exclusionsIn(masked, {
    isName: (word) => isName(word, knowledge),
    isHeld: (words) => isHeld(unmasked(words), knowledge),
    voicesAt: async (tokens) =>
      (await namedFirst(tokens, speakers, writing)) ?? placeFirst(tokens, speakers),
  });
  const timed = timesIn(kept.rest);
  const placed = await placeIn(timed.rest, speakers, writing);
  const asked = placed === null ? timed.rest : tidied(placed.rest);
  const found = filters.speakers.length > 0 ? null : await voicesIn(asked, speakers, writing);
  // The title of a work may name anybody.
  const isTitle = found !== null && found.as !== 'alone' && isOfTitle(unmasked(asked), catalogue);
  const voices = isTitle ? null : found;
  return {
    without: without.map(unmasked),
    others,
    timed: { ...timed, rest: unmasked(tidied(timed.rest)) },
    placed,
    voices,
    rest: unmasked(voices === null && asked === masked ? asked : tidied(voices?.rest ?? asked)),
  };
}

/** Whether a passage has such words. */
async function isHeld(words: string, { retriever }: Knowledge): Promise<boolean> {
  const isWithout = acceptsFor({ ...NO_FILTERS, without: [words] });
  const accepts = (passage: Passage) => !isWithout(passage);
  const { total } = await retriever.search({ text: words, limit: 0, accepts });
  return total > 0;
}

/** How the passages write a word: asked of the retriever, which finds at once the few that may hold it. */
export function writingIn(knowledge: Knowledge): Writing {
  return {
    isWritten: async (word) => (await passagesWith(word, foldText, knowledge)) > 0,
    isOnlyName: async (word) => (await passagesWith(word, withoutAccents, knowledge)) === 0,
  };
}

/** Whether a word has a capital in more passages than it has none. */
async function isName(word: string, knowledge: Knowledge): Promise<boolean> {
  const [inSmall, inCapitals] = await Promise.all(
    [word, capitalised(word)].map((written) => passagesWith(written, withoutAccents, knowledge)),
  );
  return (inCapitals ?? 0) > (inSmall ?? 0);
}

async function passagesWith(
  word: string,
  written: (text: string) => string,
  { retriever }: Knowledge,
): Promise<number> {
  const pattern = new RegExp(`(?<!\\p{L})${RegExp.escape(word)}(?!\\p{L})`, 'u');
  const accepts = ({ text, thesis }: Passage) =>
    [text, thesis?.text].some((each) => pattern.test(written(each ?? '')));
  const { total } = await retriever.search({ text: word, limit: 0, accepts });
  return total;
}

function withoutAccents(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '');
}

/** Whether the words stand so in the title of a work. */
export function isOfTitle(words: string, { titles }: Knowledge['catalogue']): boolean {
  const asked = bareWords(words);
  return titles.some((title) => title.includes(asked));
}

/** An address, which has no words, names a work. */
function namesSomething(words: string): boolean {
  return isAddress(words) || wordsIn(words).some(({ form }) => !isStopWord(form));
}

/** A longer expression is a sentence. */
const MOST_NOUNS = 4;
/** After these an article may stand within an expression. */
const BEFORE_ARTICLE = new Set('d de a en'.split(' '));

/** « le port », « le prix de l’eau », « quais fleuris » where passages say so; « le port meurt » is a sentence. */
export async function isOneThing(subject: string, { retriever }: Knowledge): Promise<boolean> {
  const tokens = tokensOf(subject);
  const isNoun = (token: Token | undefined) => token !== undefined && saysSomething([token]);
  const nouns = tokens.filter(isNoun);
  if (!isNoun(tokens[0]) || !isNoun(tokens.at(-1)) || nouns.length > MOST_NOUNS) return false;
  if (!saysSomething(nouns, isDiscourse)) return false;
  for (const [place, token] of tokens.slice(1).entries()) {
    const before = tokens[place];
    if (/[,;:.!?…]$/u.test(before?.text ?? '')) return false;
    if (isNoun(token)) {
      if (isNoun(before) && !(await isHeldTogether([before, token], retriever))) return false;
      continue;
    }
    const isArticle = /^l[ea]?s?$/u.test(token.form);
    if (!TIES.has(token.form) || (isArticle && !BEFORE_ARTICLE.has(before?.form ?? '')))
      return false;
  }
  return true;
}

async function isHeldTogether(
  tokens: readonly (Token | undefined)[],
  retriever: Knowledge['retriever'],
): Promise<boolean> {
  const words = tokens.map((token) => token?.text.replace(/["“”«»]/gu, '') ?? '').join(' ');
  const text = `"${words}"`;
  const { total } = await retriever.search({ text, limit: 0 });
  return total > 0;
}
