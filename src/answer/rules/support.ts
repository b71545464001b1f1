import { isCommonWord } from '../../text/common-words.ts';
import { isDiscourse } from '../../text/discourse-words.ts';
import type { Proposed, Rule } from '../proposed.ts';
import { heldOf } from '../support.ts';
import { isSpeech } from '../grammar/speech.ts';
import { type Token, isContent } from '../grammar/tokens.ts';

/** Shares of a sentence's content words, and a count; measured on test/fixtures/drafts/. */
export const LIMITS = { leastShare: 0.4, mostUnsupported: 7 };
/** How many in any run of words of matter must be supported, so that no part of the sentence floats free. */
const RUNS = [
  { length: 5, least: 1 },
  { length: 6, least: 2 },
];

/** Nearly every word that says something is in the cited passages, their theses or their sources. */
export const support: Rule = (proposed) => {
  const { content, held } = supportOf(proposed);
  const missing = content.filter((_, at) => !held[at]);
  if (content.length === 0) return 'says nothing of the passages';
  // An ordinary word of other matters, such as « grève » or « usine », weighs twice.
  const weight = missing.length + missing.filter(({ form }) => isCommonWord(form)).length;
  const share = 1 - weight / (content.length + weight - missing.length);
  const isSupported = share >= LIMITS.leastShare && weight <= LIMITS.mostUnsupported;
  return isSupported && !RUNS.some((run) => isLoose(held, run))
    ? null
    : missing.map(({ text }) => text).join(' ');
};

function isLoose(
  held: readonly boolean[],
  { length, least }: { readonly length: number; readonly least: number },
): boolean {
  return held.some(
    (_, at) =>
      at + length <= held.length && held.slice(at, at + length).filter(Boolean).length < least,
  );
}

/** The words that must be supported, and whether each is, by any of the cited passages. */
export function supportOf({ tokens, evidence, vocabulary }: Proposed): {
  readonly content: readonly Token[];
  readonly held: readonly boolean[];
} {
  const words = tokens.filter(isContent);
  const helds = evidence.map((each) => heldOf(words, each, vocabulary));
  const held = words.map((_, at) => helds.some((each) => each[at] === true));
  const counted = words.map((word, at) => held[at] === true || !isFree(word));
  return {
    content: words.filter((_, at) => counted[at]),
    held: held.filter((_, at) => counted[at]),
  };
}

/** What any summary may say: that somebody says something. */
function isFree({ form, root }: Token): boolean {
  return isSpeech(form, root) || (isDiscourse(form) && !isCommonWord(form)) || ROLES.has(form);
}

const ROLES = new Set(
  'commentateur commentateurs auteur intervieweur invite anonyme identifie deduit attribue attribuee commentaire selon'.split(
    ' ',
  ),
);
