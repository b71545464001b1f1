import { relativesOf } from '../../french/root.ts';
import { stem as stemText } from '../../french/stem.ts';
import { isStopWord } from '../../french/lists/stop-words.ts';
import type { Word } from '../../french/words.ts';
import type { KnownWords } from './known-words.ts';
import type { Alternative } from './term.ts';
import type { Vocabulary } from '../index/vocabulary.ts';
import { RELATIVE, REPAIRED } from '../scoring/weights.ts';

/** What one word of a question is taken for. */
export interface Reading {
  readonly word: Word;
  /** The written forms to look for: as typed, or as repaired. */
  readonly forms: readonly string[];
  /** None when the corpus knows nothing of the word. */
  readonly alternatives: readonly Alternative[];
}

/** Unknown words of a question beyond which no more are compared with the vocabulary. */
const MOST_UNKNOWN = 8;

/** What the words of a question are taken for, in order; words that say nothing of a subject are left out. */
export function readingsOf(
  words: readonly Word[],
  vocabulary: Vocabulary,
  known: KnownWords,
): Reading[] {
  let unknown = 0;
  const read = (word: Word): Reading[] => {
    if (isStopWord(word.form)) return [];
    const reading = literalReading(word, vocabulary, known);
    if (reading.alternatives.length > 0) return [reading];
    unknown += 1;
    return unknown > MOST_UNKNOWN ? [reading] : repairedReadings(reading, vocabulary, known);
  };
  const byForm = new Map<string, Reading[]>();
  return words.flatMap((word) => {
    const readings = byForm.get(word.form) ?? read(word);
    byForm.set(word.form, readings);
    return readings.map((reading) => ({ ...reading, word: { ...reading.word, ...placeOf(word) } }));
  });
}

/** A word said again is read as before, where it stands now. */
function placeOf({ start, end }: Word): Pick<Word, 'start' | 'end'> {
  return { start, end };
}

function literalReading(word: Word, vocabulary: Vocabulary, known: KnownWords): Reading {
  const text = stemText(word.form);
  const stem = vocabulary.stems.find(text);
  const itself: Alternative[] = known.has(stem) ? [{ by: 'word', stem, weight: 1, credit: 1 }] : [];
  const relatives = relativesOf(text)
    .map((relative) => vocabulary.stems.find(relative))
    .filter((relative) => relative !== stem && known.has(relative))
    .map((relative): Alternative => ({ by: 'inflection', stem: relative, ...RELATIVE }));
  return { word, forms: [word.form], alternatives: [...itself, ...relatives] };
}

/** One reading as repaired, two when the word is two written as one, none when a stop word was meant. */
function repairedReadings(typed: Reading, vocabulary: Vocabulary, known: KnownWords): Reading[] {
  const { word } = typed;
  const repairs = known.repairsOf(word.form);
  if (repairs.some(({ form }) => isStopWord(form))) return [];
  if (repairs.length === 0) {
    const halves = known.splitOf(word.form);
    return halves === null
      ? [typed]
      : halves.map((form) => literalReading({ ...word, form }, vocabulary, known));
  }
  const alternatives = repairs.flatMap(({ form, edits }): Alternative[] => {
    const { stem } = literalReading({ ...word, form }, vocabulary, known).alternatives[0] ?? {};
    const worth = REPAIRED[edits];
    return stem === undefined ? [] : [{ by: 'spelling', stem, weight: worth, credit: worth }];
  });
  return [{ word, forms: repairs.map(({ form }) => form), alternatives }];
}
