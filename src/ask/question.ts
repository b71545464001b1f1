import type { Filters } from '../debate/filters.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { Notice } from '../debate/reply.ts';
import type { Speaker } from '../debate/speaker.ts';
import { isAddress } from '../french/plain-writing.ts';
import { foldText, isStopWord, wordsIn } from '../french/words.ts';
import { inOrder, readFilters, readSubject } from './arguments.ts';
import type { Writing } from './bearers.ts';
import type { Knowledge } from './command.ts';
import type { Options } from './request.ts';
import { earliest, latest, masking, tidied, timesIn } from './times.ts';
import { voicesIn, type Heard } from './voices.ts';

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
export function readQuestion(
  options: Options,
  knowledge: Knowledge,
  hears: 'voices' | 'no voices' = 'voices',
): Question | Notice {
  const filters = readFilters(options, knowledge.speakers);
  if ('code' in filters) return filters;
  const typed = readSubject(options.sujet);
  if (typed !== null && typeof typed === 'object') return typed;
  const nothing = { subject: typed, filters, loose: null, opinionOf: [], about: [] };
  if (typed === null || options.brut !== undefined) return nothing;
  const { masked, unmasked } = masking(typed);
  const { rest: wanted, without } = exclusionsIn(masked);
  const timed = timesIn(wanted);
  const isHearing = hears === 'voices' && filters.speakers.length === 0;
  const heard = isHearing ? voicesHeard(timed.rest, unmasked, knowledge) : null;
  if (without.length === 0 && timed.rest === wanted && heard === null) return nothing;
  const speaking = heard === null || heard.as === 'alone' ? null : heard;
  const narrowed = inOrder({
    speakers: speaking?.speakers ?? filters.speakers,
    since: latest(filters.since, timed.since),
    until: earliest(filters.until, timed.until),
    without: without.map(unmasked),
  });
  if ('code' in narrowed) return narrowed;
  const subject = unmasked(tidied(heard?.rest ?? timed.rest));
  const isEmpty = !namesSomething(subject);
  if (isEmpty && without.length > 0) return { code: 'only exclusions', without: narrowed.without };
  const isLoose = speaking?.as === 'seems' || (speaking === null && timed.isLoose);
  return {
    subject: isEmpty ? null : subject,
    filters: narrowed,
    loose: isLoose ? unmasked(tidied(timed.rest)) : null,
    opinionOf: isEmpty ? (speaking?.speakers ?? []) : [],
    about: heard?.as === 'alone' ? heard.speakers : [],
  };
}

/** « pain -beurre », « pain -"beurre salé" »; a dash, « -t-il » and « -dit-on- » are none. */
const EXCLUSION = /(?<=^|\s)-(?=[\p{L}\p{Co}]|\p{N}+\p{L})[^\s]+/gu;

function exclusionsIn(text: string): { readonly rest: string; readonly without: string[] } {
  // « le ROI -indicateur financier- »
  const isAside = /\S-(?=\s|$)/u.test(text);
  const without: string[] = [];
  const rest = text.replace(EXCLUSION, (found) => {
    const word = found.slice(1).replace(/[,;.!?]+$/u, '');
    if (isAside || !(/\p{Co}/u.test(word) || namesSomething(word))) return found;
    without.push(word);
    return '';
  });
  return { rest: without.length === 0 ? text : tidied(rest), without };
}

/** None where the question is the title of a work, which may name anybody. */
function voicesHeard(
  text: string,
  unmasked: (text: string) => string,
  { corpus, retriever, speakers }: Knowledge,
): Heard | null {
  const heard = voicesIn(text, speakers, writingIn(retriever));
  if (heard === null) return null;
  const isTitle = heard.as !== 'alone' && isOfTitle(unmasked(text), corpus);
  return isTitle ? null : heard;
}

/** How the passages write a word: asked of the retriever, which finds at once the few that may hold it. */
function writingIn(retriever: Knowledge['retriever']): Writing {
  const isFound = (word: string, written: (text: string) => string) => {
    const pattern = new RegExp(`(?<!\\p{L})${RegExp.escape(word)}(?!\\p{L})`, 'u');
    const accepts = ({ text, thesis }: Passage) =>
      [text, thesis?.text].some((each) => pattern.test(written(each ?? '')));
    return retriever.search({ text: word, limit: 1, accepts }).total > 0;
  };
  return {
    isWritten: (word) => isFound(word, foldText),
    isOnlyName: (word) => !isFound(word, (text) => text),
  };
}

/** Whether the words stand so in the title of a work. */
export function isOfTitle(words: string, { sources }: Pick<Corpus, 'sources'>): boolean {
  const asked = plain(words);
  return sources.some(({ title }) => plain(title).includes(asked));
}

function plain(words: string): string {
  return wordsIn(words)
    .map(({ form }) => form)
    .join(' ');
}

/** An address, which has no words, names a work. */
function namesSomething(words: string): boolean {
  return isAddress(words) || wordsIn(words).some(({ form }) => !isStopWord(form));
}
