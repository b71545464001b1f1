import { DISCOURSE_WORDS } from '../../french/lists/discourse-words.ts';
import { STOP_WORDS } from '../../french/lists/stop-words.ts';
import { nearForms, type NearForm, type SortedForms, isCommonWord } from '../../french/spelling.ts';
import { NUMBERS } from '../../french/numerals.ts';
import { isStopWord, isDiscourse } from '../../french/words.ts';
import { isKnown, type Lexis } from '../index/passage-index.ts';

/** Letters below which a word is not repaired, repaired with one edit wherever it is, and with two. */
const REPAIRABLE = { least: 4, firstLetterToo: 6, twice: 9 };

/** How many words one mistyped word may stand for. */
const MOST_REPAIRS = 3;

const ENDINGS = ['', 's', 'x', 'e', 'es'];

/** What a word of a question may stand for, where the corpus does not know it as it is typed. */
interface Repair {
  readonly form: string;
  readonly edits: 1 | 2;
}

/** The words the corpus knows, its lexicon's included, and what mistypings of them look like. */
export class KnownWords {
  readonly #lexis: Lexis;
  readonly #sorted: SortedForms;

  constructor(lexis: Lexis) {
    this.#lexis = lexis;
    const { sortedForms, vocabulary } = lexis;
    // Mistypings look at much the same forms again and again, and at few of them all.
    const looked: string[] = [];
    this.#sorted = {
      length: sortedForms.length,
      at: (place) => (looked[place] ??= vocabulary.forms.at(sortedForms[place] ?? 0)),
    };
  }

  /**
   * The words nearest to one the corpus does not know: one letter away, or two for long words; those
   * the corpus holds most come first, and a stop word comes alone. None for an ordinary French word,
   * which is another subject rather than a mistyping.
   */
  repairsOf(word: string): Repair[] {
    if (word.length < REPAIRABLE.least || /^\d+$/u.test(word)) return [];
    if (isCommonWord(word) || isDiscourse(word)) return [];
    const most = word.length < REPAIRABLE.twice ? 1 : 2;
    const likely = [
      ...nearForms(this.#sorted, word, most).filter(({ form }) => this.#hasForm(form)),
      ...nearForms(EVERYDAY_WORDS, word, most).filter(({ form }) => !this.#hasForm(form)),
    ].filter((other) => isLikely(word, other));
    const edits = likely.some((other) => other.edits === 1) ? 1 : 2;
    const nearest = likely.filter((other) => other.edits === edits).map(({ form }) => form);
    const stopWord = nearest.find(isStopWord);
    if (stopWord !== undefined) return [{ form: stopWord, edits }];
    return nearest
      .sort((a, b) => this.#frequency(b) - this.#frequency(a))
      .slice(0, MOST_REPAIRS)
      .map((form) => ({ form: NUMBERS.get(form) ?? form, edits }));
  }

  /** Both halves of a word typed without its space, when the corpus knows both: « siteweb ». */
  splitOf(word: string): [string, string] | null {
    if (isCommonWord(word)) return null;
    for (let end = 3; end <= word.length - 3; end += 1) {
      const [first, second] = [word.slice(0, end), word.slice(end)];
      if (this.#names(first) && this.#names(second)) return [first, second];
    }
    return null;
  }

  /**
   * Whether a passage has a word that names something, as it is written or with an ending of number or
   * gender: of stems that meet, « lignée » and « ligne », a synonym of the one is none of the other.
   */
  isWritten(form: string): boolean {
    return !isDiscourse(form) && ENDINGS.some((ending) => this.#frequency(form + ending) > 0);
  }

  #hasForm(form: string): boolean {
    const { vocabulary } = this.#lexis;
    return isKnown(vocabulary.stemOf(vocabulary.forms.find(form)), this.#lexis);
  }

  #names(form: string): boolean {
    return this.#hasForm(form) && !isDiscourse(form);
  }

  #frequency(form: string): number {
    const { vocabulary, formCounts } = this.#lexis;
    return formCounts[vocabulary.forms.find(form)] ?? 0;
  }
}

/** Words that may be mistyped in any question, whatever the corpus. */
const EVERYDAY_WORDS = [...new Set([...STOP_WORDS, ...DISCOURSE_WORDS, ...NUMBERS.keys()])].sort(
  (a, b) => (a < b ? -1 : 1),
);

/**
 * Fingers seldom miss the first letter; in a short word or with two edits, too many words begin
 * otherwise. A stop word of four letters is near everything: only « puor » is one (« Lear » is not « leur »).
 */
function isLikely(word: string, { form, edits }: NearForm): boolean {
  if (form.length < REPAIRABLE.least - 1 || edits === 0) return false;
  if (word.length === REPAIRABLE.least && isStopWord(form)) return hasLettersOf(word, form);
  if (edits === 1 && word.length >= REPAIRABLE.firstLetterToo) return true;
  const [first, second] = word;
  return form.startsWith(first ?? '') || form.startsWith(`${second ?? ''}${first ?? ''}`);
}

function hasLettersOf(word: string, other: string): boolean {
  return Array.from(word).sort().join('') === Array.from(other).sort().join('');
}
