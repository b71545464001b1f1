import { byScore, type Scored } from './scoring/best-first.ts';
import { Candidates, type Found, type Wanted } from './scoring/candidates.ts';
import { PassageReader, sumOf, weighted } from './scoring/channels.ts';
import { KnownWords } from './analysis/known-words.ts';
import type { PassageIndex } from './index/passage-index.ts';
import { matchesOf } from './scoring/matches.ts';
import { holdsPhrase, phrasesOf } from './scoring/phrases.ts';
import { termsOf } from './analysis/terms.ts';
import { leastCovered, plentyCovered, weightOf } from './scoring/relevance.ts';
import {
  COUNTED,
  type Hit,
  type Question,
  type Ranking,
  type Retriever,
  type ScoreParts,
} from './retriever.ts';
import { Subjects } from './analysis/subjects.ts';
import { bestAround } from './scoring/surroundings.ts';
import type { Term } from './analysis/term.ts';
import { CHANNEL_WEIGHTS, COVERAGE_BONUS, RERANKED, SYNONYM } from './scoring/weights.ts';
import { WindowScores } from './scoring/window-scores.ts';

/** A retriever of our own, in memory: exact BM25, then a closer reading of the best passages. */
export function retrieverOf(index: PassageIndex): Retriever {
  return new Bm25Retriever(index);
}

/** Characters of a question beyond which it is not read: ten times a long paragraph. */
const LONGEST_READ = 20_000;

class Bm25Retriever implements Retriever {
  readonly #index: PassageIndex;
  readonly #known: KnownWords;
  /** Made at the first use: most processes that answer one question need only one of the two. */
  #subjects: Subjects | undefined;
  #reader: PassageReader | undefined;
  /** Absent while a search uses it: `accepts` may itself search. */
  #idle: WindowScores | undefined;

  constructor(index: PassageIndex) {
    this.#index = index;
    this.#known = new KnownWords(index);
  }

  search(asked: Question): Ranking {
    const question = { ...asked, text: asked.text.slice(0, LONGEST_READ) };
    const terms = termsOf(question.text, this.#index, this.#known);
    const { top, total } = this.#candidates(question, terms);
    const hits = this.#reread(top, terms)
      .slice(0, question.limit)
      .flatMap(({ passage: number, score, parts }): Hit[] => {
        const passage = this.#index.passages[number];
        if (passage === undefined) return [];
        if (question.isExplained !== true) return [{ passage, score }];
        const explanation = { parts, terms: matchesOf(terms, number, this.#index) };
        return [{ passage, score, explanation }];
      });
    return { total, hits };
  }

  suggest(text: string, limit: number): readonly string[] {
    this.#subjects ??= new Subjects(this.#index.passages);
    const answered = (subject: string): boolean =>
      this.search({ text: subject, limit: 1 }).total > 0;
    return this.#subjects.near(text, limit, answered);
  }

  /** The best by BM25 of the passages that hold enough of the question and are wanted. */
  #candidates(question: Question, terms: readonly Term[]) {
    const phrases = phrasesOf(question.text, this.#index);
    const accepts = (number: number): boolean => {
      const passage = this.#index.passages[number];
      if (passage === undefined || question.accepts?.(passage) === false) return false;
      return phrases.every((phrase) => holdsPhrase(phrase, number, this.#index));
    };
    const wanted = {
      count: Math.max(question.limit, RERANKED),
      counted: Math.max(question.limit, COUNTED),
      accepts,
    };
    // Only a phrase of stop words leaves no term: then holding it is enough.
    if (terms.length === 0) return this.#everyPassage(wanted, phrases.length > 0);
    const candidates = new Candidates(terms, this.#index);
    // Whether the question is to be refused hangs on the corpus, not on what the filter keeps of it.
    const best = candidates.mostCovered(plentyCovered(this.#index));
    const least = leastCovered(terms, best, this.#index);
    if (least === Infinity) return { top: [], total: 0 };
    const scores = this.#idle ?? new WindowScores(this.#index.passages.length);
    this.#idle = undefined;
    const found = candidates.best({ ...wanted, least }, scores);
    this.#idle = scores;
    return found;
  }

  #everyPassage({ counted, accepts }: Omit<Wanted, 'least'>, isAsked: boolean) {
    const top: Found[] = [];
    const end = isAsked ? this.#index.passages.length : 0;
    for (let passage = 0; passage < end && top.length < counted; passage += 1) {
      if (accepts(passage)) top.push({ passage, score: 0, covered: 0 });
    }
    return { top, total: top.length };
  }

  /** Adds the costlier channels to the best scores; what it does not reread can't come before what it does. */
  #reread(ranked: readonly Found[], terms: readonly Term[]): readonly Reread[] {
    const weight = Math.max(weightOf(terms), Number.MIN_VALUE);
    const first = ranked.slice(0, RERANKED);
    this.#reader ??= new PassageReader(this.#index);
    const read = this.#reader.read(
      terms,
      first.map(({ passage }) => passage),
    );
    const nearby = bestAround(first, this.#index.passages);
    const reread = first.map(({ passage, score, covered }, place): Reread => {
      const channels = weighted(read[place] ?? NOTHING);
      const share = Math.min(1, covered / weight);
      // What a passage lacks of the question, said by no synonym either, may be said just before or after.
      const lacking = Math.max(0, 1 - share / SYNONYM.credit);
      const around = CHANNEL_WEIGHTS.around * (nearby[place] ?? 0) * lacking;
      const coverage = 1 + COVERAGE_BONUS * share;
      const sum = (score + sumOf(channels) + around) * coverage;
      return { passage, score: sum, parts: { stems: score, ...channels, around, coverage } };
    });
    const left = ranked.slice(RERANKED).map(({ passage, score }): Reread => {
      return { passage, score, parts: { stems: score, ...NOTHING, around: 0, coverage: 1 } };
    });
    return [...reread.sort(byScore), ...left];
  }
}

const NOTHING = { surface: 0, grams: 0, neighbours: 0, window: 0 };

interface Reread extends Scored {
  readonly parts: ScoreParts;
}
