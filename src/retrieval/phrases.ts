import { foldText } from '../text/fold.ts';
import { wordsOf } from '../text/words.ts';
import type { PassageIndex } from './passage-index.ts';

/** A longer quotation is no phrase: the bound keeps a string of opening quotes from costing its square. */
const QUOTED = /["“„«]([^"“”„«»]{1,300})["”“»]/gu;

/** Phrases of a question beyond which no more are required. */
const MOST_PHRASES = 8;

/** The forms of one phrase in quotes, stop words included; a word the corpus does not have is -1. */
export type Phrase = readonly number[];

/** What stands between "…", “…” or « … » in a question. */
export function phrasesOf(text: string, { vocabulary }: PassageIndex): Phrase[] {
  return [...text.matchAll(QUOTED)]
    .map(([, quoted = '']) =>
      wordsOf(foldText(quoted))
        .filter(({ joined }) => !joined)
        .map(({ form }) => vocabulary.formNumber(form) ?? -1),
    )
    .filter(({ length }) => length > 0)
    .slice(0, MOST_PHRASES);
}

/** Whether the words of the phrase follow one another in the text of the passage. */
export function holdsPhrase(phrase: Phrase, passage: number, index: PassageIndex): boolean {
  const { tokens, starts, textEnds } = index;
  const last = (textEnds[passage] ?? 0) - phrase.length;
  for (let start = starts[passage] ?? 0; start <= last; start += 1) {
    if (phrase.every((form, place) => tokens[start + place] === form)) return true;
  }
  return false;
}
