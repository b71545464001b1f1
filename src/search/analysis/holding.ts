import type { Passage } from '../../debate/passage.ts';
import { stem } from '../../french/stem.ts';
import { foldText, isStopWord, wordsIn } from '../../french/words.ts';
import type { Held, Steps } from '../index/held.ts';

/** Words of a quotation by which passages are looked for, the rarest. */
const MOST_WORDS = 3;

/** Shorter pieces are what signs cut off a word: they may stand in a passage as a part of another. */
const WHOLE_LENGTH = 4;

/** Passages that are read of those that may hold words. */
const MOST_PASSAGES = 20_000;

/** Passages read in one go. */
const READ_AT_ONCE = 2_000;

/**
 * The passages that may hold words as they stand, whatever their case, accents and signs, in the order of the
 * corpus: those with one of the rarest of the words; all but one of them where that would be too many. Of
 * stop words alone, those that the server finds in the rows.
 */
export function* passagesHolding(words: string, held: Held): Steps<readonly Passage[]> {
  const stems = rarestIn(words, held);
  const numbers = stems.length > 0 ? yield* havingOf(stems, held) : yield* inRows(words, held);
  const inOrder = numbers.sort((a, b) => held.placeOf(a) - held.placeOf(b)).slice(0, MOST_PASSAGES);
  for (let start = 0; start < inOrder.length; start += READ_AT_ONCE) {
    yield { passages: inOrder.slice(start, start + READ_AT_ONCE) };
  }
  return inOrder.flatMap((number) => held.passageOf(number) ?? []);
}

/** By their stems: the two may be written as one in one place and as two in another. */
function rarestIn(words: string, { vocabulary, counts }: Held): readonly number[] {
  const cut = foldText(words).split(/[^\p{L}\p{N}]+/u);
  const said = cut.filter((word) => word !== '' && !isStopWord(word));
  const whole = said.filter(({ length }) => length >= WHOLE_LENGTH);
  const stems = (whole.length > 0 ? whole : said).map((word) => vocabulary.stems.find(stem(word)));
  const countOf = (each: number) => counts[each] ?? 0;
  return [...new Set(stems)]
    .filter((each) => each >= 0)
    .sort((a, b) => countOf(a) - countOf(b))
    .slice(0, MOST_WORDS);
}

function* havingOf(stems: readonly number[], held: Held): Steps<number[]> {
  yield { stems };
  const having = new Map<number, number>();
  for (const segment of held.segments) {
    for (const each of stems) {
      for (const place of segment.postingsOf(each).passages) {
        const passage = segment.first + place;
        having.set(passage, (having.get(passage) ?? 0) + 1);
      }
    }
  }
  const least = having.size <= MOST_PASSAGES ? 1 : Math.max(1, stems.length - 1);
  return [...having].filter(([, count]) => count >= least).map(([passage]) => passage);
}

/** Where a quotation leaves words out. */
const CUTS = /\[(?:…|\.\.\.)\]|\((?:…|\.\.\.)\)/u;

function* inRows(words: string, held: Held): Steps<number[]> {
  const { forms } = held.vocabulary;
  const phrases = words
    .split(CUTS)
    .map((piece) => wordsIn(piece).filter(({ joined }) => !joined))
    .map((piece) => piece.map(({ form }) => forms.find(form)))
    .filter((phrase) => phrase.length > 0);
  if (phrases.length === 0 || phrases.flat().includes(-1)) return [];
  yield { phrases };
  return [...held.mayHold(phrases)];
}
