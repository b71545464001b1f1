import type { Passage } from '../../debate/passage.ts';
import { isAlone } from './fields.ts';

/** Passages that are looked at where a corpus is told by some of them. */
const LOOKED_AT = 1000;

/** The numbers of a thousand passages or so of so many, spread evenly; of all where there are fewer. */
export function sampleOf(passageCount: number): number[] {
  const step = Math.max(1, Math.floor(passageCount / LOOKED_AT));
  return Array.from({ length: Math.ceil(passageCount / step) }, (_, place) => place * step);
}

/** Whether most of these passages are each all of a work whose title is a question. */
export function isOfQuestions(passages: readonly Passage[]): boolean {
  const sample = sampleOf(passages.length);
  const answers = sample.filter((number) => {
    return isQuestion(passages[number]) && isAlone(passages, number);
  });
  return answers.length > sample.length / 2;
}

/** Whether the title of a passage’s work is a question. */
export function isQuestion(passage: Passage | undefined): boolean {
  return passage?.source.title.trimEnd().endsWith('?') === true;
}
