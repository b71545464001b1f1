import { foldText } from '../../french/fold.ts';
import { wordsOf } from '../../french/words.ts';
import type { PassageIndex } from '../index/passage-index.ts';
import { readRow } from '../index/rows.ts';

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
        .map(({ form }) => vocabulary.forms.find(form)),
    )
    .filter(({ length }) => length > 0)
    .slice(0, MOST_PHRASES);
}

/** Whether the words of the phrase follow one another in the text of the passage. */
export function holdsPhrase(phrase: Phrase, passage: number, index: PassageIndex): boolean {
  const { rows, rowStarts } = index;
  const [start = 0, end = 0] = [rowStarts[passage], rowStarts[passage + 1]];
  const forms = new Uint32Array(end - start);
  readRow(rows, start, end, forms);
  // The first number tells how many forms the text has.
  const last = (forms[0] ?? 0) + 1 - phrase.length;
  for (let first = 1; first <= last; first += 1) {
    if (phrase.every((form, place) => forms[first + place] === form)) return true;
  }
  return false;
}
