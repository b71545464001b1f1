import { wordsIn } from '../../french/words.ts';
import type { Phrase } from '../index/held.ts';
import type { Vocabulary } from '../index/vocabulary.ts';

/** A longer quotation is no phrase: the bound keeps a string of opening quotes from costing its square. */
const QUOTED = /["“„«]([^"“”„«»]{1,300})["”“»]/gu;

/** Phrases of a question beyond which no more are required. */
const MOST_PHRASES = 8;

/** What stands between "…", “…” or « … » in a question. */
export function phrasesOf(text: string, vocabulary: Vocabulary): Phrase[] {
  return [...text.matchAll(QUOTED)]
    .map(([, quoted = '']) => phraseOf(quoted, vocabulary))
    .filter(({ length }) => length > 0)
    .slice(0, MOST_PHRASES);
}

/** Whether a question asks for words as they stand between quotation marks. */
export function isQuoting(text: string): boolean {
  return text.search(QUOTED) >= 0;
}

/** Fewer stop words in a row say nothing: they stand somewhere in any text. */
const FEWEST_STOP_WORDS = 3;

/** A question of stop words alone, « jamais trop tard », as the phrase that it is; none where it is too short. */
export function wholePhrase(text: string, vocabulary: Vocabulary): Phrase[] {
  const phrase = phraseOf(text, vocabulary);
  return phrase.length < FEWEST_STOP_WORDS ? [] : [phrase];
}

function phraseOf(text: string, vocabulary: Vocabulary): Phrase {
  return wordsIn(text)
    .filter(({ joined }) => !joined)
    .map(({ form }) => vocabulary.forms.find(form));
}

/** Whether the words of the phrase follow one another in the text of the passage, given its row. */
export function holdsPhrase(phrase: Phrase, row: Uint32Array): boolean {
  const [textLength = 0] = row;
  for (let first = 1; first + phrase.length <= textLength + 1; first += 1) {
    if (phrase.every((form, place) => row[first + place] === form)) return true;
  }
  return false;
}
