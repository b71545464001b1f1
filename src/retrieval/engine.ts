import type { Corpus } from '../debate/corpus.ts';
import { Accumulator } from './accumulator.ts';
import { BestFirst, byScore, type Scored } from './best-first.ts';
import { PassageReader, sumOf } from './channels.ts';
import { KnownWords } from './known-words.ts';
import { buildIndex, type PassageIndex } from './passage-index.ts';
import { holdsPhrase, phrasesOf } from './phrases.ts';
import { termsOf } from './question-terms.ts';
import { leastCovered, weightOf } from './relevance.ts';
import type { Question, Ranking, Retriever } from './retriever.ts';
import { Subjects } from './subjects.ts';
import type { Term } from './term.ts';
import { COVERAGE_BONUS, RERANKED } from './weights.ts';

/** A retriever of our own, in memory: exact BM25, then a closer reading of the best passages. */
export function createRetriever(corpus: Pick<Corpus, 'passages' | 'lexicon'>): Retriever {
  return new Bm25Retriever(buildIndex(corpus.passages, corpus.lexicon));
}

/** Characters of a question beyond which it is not read: ten times a long paragraph. */
const LONGEST_READ = 20_000;

class Bm25Retriever implements Retriever {
  readonly #index: PassageIndex;
  readonly #known: KnownWords;
  readonly #subjects: Subjects;
  /** Absent while a search uses it: `accepts` may itself search. */
  #idle: Accumulator | undefined;

  constructor(index: PassageIndex) {
    this.#index = index;
    this.#known = new KnownWords(index);
    this.#subjects = new Subjects(index.passages);
  }

  search(asked: Question): Ranking {
    const question = { ...asked, text: asked.text.slice(0, LONGEST_READ) };
    const terms = termsOf(question.text, this.#index, this.#known);
    const accumulator = this.#idle ?? new Accumulator(this.#index.passages.length);
    this.#idle = undefined;
    try {
      accumulator.add(terms, this.#index);
      return this.#rank(question, terms, accumulator);
    } finally {
      accumulator.clear();
      this.#idle = accumulator;
    }
  }

  suggest(text: string, limit: number): readonly string[] {
    const answered = (subject: string): boolean =>
      this.search({ text: subject, limit: 1 }).total > 0;
    return this.#subjects.near(text, limit, answered);
  }

  #rank(question: Question, terms: readonly Term[], accumulator: Accumulator): Ranking {
    const covered = (passage: number): number => accumulator.coveredBy(passage);
    // Whether the question is to be refused hangs on the corpus, not on what the filter keeps of it.
    const best = accumulator.touched.reduce((most, each) => Math.max(most, covered(each)), 0);
    // Only a phrase of stop words leaves no term: then holding it is enough.
    const least = terms.length === 0 ? 0 : leastCovered(terms, best, this.#index);
    const shown = this.#accepted(question, terms, accumulator).filter(
      (passage) => covered(passage) >= least,
    );
    const top = new BestFirst(Math.max(question.limit, RERANKED));
    for (const passage of shown) top.offer({ passage, score: accumulator.scoreOf(passage) });
    const hits = this.#reread(top.sorted(), terms, accumulator)
      .slice(0, question.limit)
      .flatMap(({ passage: number, score }) => {
        const passage = this.#index.passages[number];
        return passage === undefined ? [] : [{ passage, score }];
      });
    return { total: shown.length, hits };
  }

  /** The passages that hold a word of the question, and all of its phrases, and that the filter keeps. */
  #accepted(
    { text, accepts }: Question,
    terms: readonly Term[],
    accumulator: Accumulator,
  ): Uint32Array {
    const phrases = phrasesOf(text, this.#index);
    const { passages } = this.#index;
    const found =
      terms.length === 0 && phrases.length > 0
        ? Uint32Array.from(passages.keys())
        : accumulator.touched;
    return found.filter((number) => {
      const passage = passages[number];
      if (passage === undefined || accepts?.(passage) === false) return false;
      return phrases.every((phrase) => holdsPhrase(phrase, number, this.#index));
    });
  }

  /** Adds the costlier channels to the best scores; what it does not reread can't come before what it does. */
  #reread(
    ranked: readonly Scored[],
    terms: readonly Term[],
    accumulator: Accumulator,
  ): readonly Scored[] {
    const reader = new PassageReader(terms, this.#index);
    const weight = Math.max(weightOf(terms), Number.MIN_VALUE);
    const reread = ranked.slice(0, RERANKED).map(({ passage, score }) => {
      const share = accumulator.coveredBy(passage) / weight;
      const sum = score + sumOf(reader.read(passage));
      return { passage, score: sum * (1 + COVERAGE_BONUS * share) };
    });
    return [...reread.sort(byScore), ...ranked.slice(RERANKED)];
  }
}
