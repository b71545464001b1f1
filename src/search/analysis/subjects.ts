import { wordsIn, isStopWord } from '../../french/words.ts';
import { stem } from '../../french/stem.ts';
import { gramsOf } from '../index/vocabulary.ts';

/** Letters in common below which two words are not near: Dice's coefficient of their grams. */
const LEAST_LIKENESS = 0.4;

/** Characters of a text beyond which it is not read. */
const LONGEST_READ = 1000;

/** Words of a text beyond which no more are compared with the subjects. */
const MOST_WORDS = 12;

interface Subject {
  readonly name: string;
  readonly words: readonly ComparedWord[];
}

/** What of a word is compared. */
interface ComparedWord {
  readonly stem: string;
  readonly grams: ReadonlySet<string>;
}

/** The topics of the corpus, as subjects one may be told to ask about. */
export class Subjects {
  readonly #subjects: readonly Subject[];

  /** The most frequent ones first. */
  constructor(names: readonly string[]) {
    this.#subjects = names.map((name) => ({ name, words: informativeWords(name) }));
  }

  /** The subjects nearest to `text`, then the most frequent ones. */
  near(text: string): string[] {
    const words = informativeWords(text.slice(0, LONGEST_READ), MOST_WORDS);
    return this.#subjects
      .map((subject) => ({ name: subject.name, likeness: likeness(words, subject.words) }))
      .sort((a, b) => b.likeness - a.likeness)
      .map(({ name }) => name);
  }
}

function informativeWords(text: string, most?: number): ComparedWord[] {
  return wordsIn(text)
    .filter(({ form, joined }) => !joined && !isStopWord(form))
    .slice(0, most)
    .map(({ form }) => ({ stem: stem(form), grams: new Set(gramsOf(form)) }));
}

/** The sum, over the words of the text, of how near the nearest word of the subject is. */
function likeness(words: readonly ComparedWord[], subject: readonly ComparedWord[]): number {
  return words
    .map((word) => Math.max(0, ...subject.map((other) => wordLikeness(word, other))))
    .reduce((sum, value) => sum + value, 0);
}

/** 1 for words of one stem, else the share of grams in common where it is large enough. */
function wordLikeness(a: ComparedWord, b: ComparedWord): number {
  if (a.stem === b.stem) return 1;
  const common = a.grams.intersection(b.grams).size;
  const dice = (2 * common) / Math.max(1, a.grams.size + b.grams.size);
  return dice >= LEAST_LIKENESS ? dice : 0;
}
