import { mentionsIn } from '../people.ts';
import type { Rule } from '../proposed.ts';

/** Who is named for words that are only thought to be theirs is said to be deduced. */
export const deduced: Rule = ({ tokens, evidence, vocabulary }) => {
  const named = new Set(mentionsIn(tokens, vocabulary).map(({ person }) => person));
  const inferred = evidence.filter(
    ({ passage }) => passage.deduction !== null && named.has(passage.voice.name),
  );
  const marks = tokens.filter(({ form }) => /^deduit(?:e|s|es)?$/u.test(form)).length;
  const people = new Set(inferred.map(({ passage }) => passage.voice.name));
  if (people.size > marks) return `« déduit » missing beside ${[...people].join(', ')}`;
  const isClaimed = /\(déduite?s?\)/u.test(tokens.map(({ text }) => text).join(''));
  const isAnyInferred = evidence.some(({ passage }) => passage.deduction !== null);
  return isClaimed && !isAnyInferred ? 'nothing is deduced here' : null;
};
