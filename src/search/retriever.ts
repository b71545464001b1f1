import type { Explanation } from '../debate/document.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import { KnownWords } from './analysis/known-words.ts';
import { Subjects } from './analysis/subjects.ts';
import { holdsPhrase, phrasesOf, wholePhrase } from './analysis/phrases.ts';
import { knownIn, namingTerms, type Term, termsOf } from './analysis/terms.ts';
import type { Thesaurus } from './analysis/thesaurus.ts';
import { buildIndex } from './index/index-builder.ts';
import { type PassageIndex, RowReader } from './index/passage-index.ts';
import { Candidates, type Found, type Wanted } from './scoring/candidates.ts';
import { explanationOf } from './scoring/explanation.ts';
import { enoughOf, Judge } from './scoring/relevance.ts';
import { Reranker } from './scoring/reranking.ts';
import { RERANKED } from './scoring/weights.ts';
import { WindowScores } from './scoring/clauses.ts';
import { COUNTED } from '../debate/reply.ts';

/** Finds passages. Deterministic: the same corpus and question give the same ranking. */
export interface Retriever {
  /** Never throws for any text. A question the corpus knows nothing of gets no hit at all. */
  search(question: Question): Ranking;
  /** Up to `limit` subjects near to `text` that do give results, best first; general ones when none is near. */
  suggest(text: string, limit: number): readonly string[];
  /** Words the corpus has that a thesaurus gives for the only word of a text, which the corpus has not; nearest first. */
  synonymsOf(text: string): readonly string[];
  /** How rare in the corpus those words of a text are that name something, the rarest first; 0 for one it has not. */
  raritiesIn(text: string): readonly number[];
}

/** What is looked for. */
interface Question {
  /** As typed: any case, accents, apostrophes, inflection and spelling; "…" and « … » hold phrases. */
  readonly text: string;
  /** What a model of meaning makes of it, of length 1; absent where there is none. */
  readonly vector?: Float32Array;
  /** Keeps only the passages for which it answers true; all of them when absent. */
  readonly accepts?: (passage: Passage) => boolean;
  /** How many hits are wanted at most; none where the total alone is asked for, which takes a third of the time. */
  readonly limit: number;
  /** Whether each hit is to tell why it has its place. */
  readonly isExplained?: boolean;
}

/** Passages for one question, best first. */
interface Ranking {
  /** How many passages match, shown or not: exact up to COUNTED, or up to the limit of the question when that is more. */
  readonly total: number;
  /** Whether what they say bears on the question without answering it whole. */
  readonly isLoose: boolean;
  readonly hits: readonly Hit[];
}

/** One passage found; a higher score is a better match, comparable within one ranking only. */
export interface Hit {
  readonly passage: Passage;
  readonly score: number;
  readonly explanation?: Explanation;
}

/** Characters of a question beyond which it is not read: ten times a long paragraph. */
const LONGEST_READ = 20_000;

/** The retriever of these passages, with an index made now. */
export function createRetriever(
  corpus: Pick<Corpus, 'passages' | 'lexicon'>,
  thesaurus: Thesaurus | null = null,
): Retriever {
  return retrieverOf(buildIndex(corpus.passages, corpus.lexicon), thesaurus);
}

/** A retriever of our own, in memory: exact BM25, then a closer reading of the best passages. */
export function retrieverOf(index: PassageIndex, thesaurus: Thesaurus | null = null): Retriever {
  return new Bm25Retriever(index, thesaurus);
}

/** The index with what its questions must have to be answered: some .2 s at a million passages. */
export function calibrated(index: PassageIndex): PassageIndex {
  const known = new KnownWords(index);
  const judge = new Judge(index, (text) => termsOf(text, index, known));
  return { ...index, leastOdds: judge.leastOdds() };
}

class Bm25Retriever implements Retriever {
  readonly #index: PassageIndex;
  readonly #thesaurus: Thesaurus | null;
  readonly #known: KnownWords;
  readonly #rows: RowReader;
  readonly #reranker: Reranker;
  readonly #judge: Judge;
  /** Made at the first use: most processes suggest nothing. */
  #subjects: Subjects | undefined;
  /** Absent while a search uses it: `accepts` may itself search. */
  #idle: WindowScores | undefined;

  constructor(index: PassageIndex, thesaurus: Thesaurus | null) {
    this.#index = index;
    this.#thesaurus = thesaurus;
    this.#known = new KnownWords(index);
    this.#rows = new RowReader(index);
    this.#reranker = new Reranker(index);
    this.#judge = new Judge(index, (text) => termsOf(text, index, this.#known));
  }

  search(question: Question): Ranking {
    const text = question.text.slice(0, LONGEST_READ);
    const terms = termsOf(text, this.#index, this.#known);
    const { top, total, isLoose } = this.#candidates({ ...question, text }, terms);
    if (question.limit === 0) return { total, isLoose, hits: [] };
    const ranked = this.#reranker.rerank(top, terms).slice(0, question.limit);
    const hits = ranked.flatMap((each): Hit[] => {
      const passage = this.#index.passages[each.passage];
      if (passage === undefined) return [];
      const hit = { passage, score: each.score };
      if (question.isExplained !== true) return [hit];
      return [{ ...hit, explanation: explanationOf(each, terms, this.#index) }];
    });
    return { total, isLoose, hits };
  }

  suggest(text: string, limit: number): readonly string[] {
    this.#subjects ??= new Subjects(this.#index.passages);
    return this.#subjects.near(text, limit, (subject) => {
      const terms = termsOf(subject, this.#index, this.#known);
      return this.#candidates({ text: subject, limit: 1 }, terms).total > 0;
    });
  }

  synonymsOf(text: string): readonly string[] {
    if (this.#thesaurus === null || phrasesOf(text, this.#index.vocabulary).length > 0) return [];
    const [term, ...others] = termsOf(text.slice(0, LONGEST_READ), this.#index, this.#known);
    if (term === undefined || others.length > 0 || term.alternatives.length > 0) return [];
    return this.#thesaurus.synonymsOf(term.typed, (form) => this.#known.isWritten(form));
  }

  raritiesIn(text: string): readonly number[] {
    const terms = termsOf(text.slice(0, LONGEST_READ), this.#index, this.#known);
    const rarities = namingTerms(terms).map((term) => term.rarity * knownIn(term));
    return rarities.sort((a, b) => b - a);
  }

  /** The best by BM25 of the passages that hold enough of the question and are wanted. */
  #candidates({ text, accepts, limit }: Question, terms: readonly Term[]) {
    const index = this.#index;
    const quoted = phrasesOf(text, index.vocabulary);
    const isAllStopWords = terms.length === 0 && quoted.length === 0;
    const phrases = isAllStopWords ? wholePhrase(text, index.vocabulary) : quoted;
    const isWanted = (number: number): boolean => {
      const passage = index.passages[number];
      if (passage === undefined || accepts?.(passage) === false) return false;
      return phrases.every((phrase) => holdsPhrase(phrase, this.#rows.read(number)));
    };
    const counted = Math.max(limit, COUNTED);
    // Only a phrase of stop words leaves no term: then holding it is enough.
    if (terms.length === 0) return phrases.length === 0 ? NONE : this.#all(counted, isWanted);
    const wanted = { count: Math.max(limit, RERANKED), counted, accepts: isWanted };
    // Whether the question is to be refused hangs on the corpus, not on what the filter keeps of it.
    const isOfAll = accepts === undefined && phrases.length === 0;
    const first = isOfAll ? this.#best(terms, { ...wanted, least: enoughOf(index) }) : null;
    const isFirstAll = first !== null && this.#judge.isPlenty(first.top);
    const verdict = this.#judge.judge(text, terms, isFirstAll ? first.top : undefined);
    if (!verdict.isAnswered) return NONE;
    const found = isFirstAll
      ? first
      : this.#best(terms, { ...wanted, least: verdict.leastCovered });
    return { ...found, isLoose: verdict.isLoose };
  }

  #best(terms: readonly Term[], wanted: Wanted) {
    const scores = this.#idle ?? new WindowScores(this.#index.passages.length);
    this.#idle = undefined;
    const found = new Candidates(terms, this.#index).best(wanted, scores);
    this.#idle = scores;
    return found;
  }

  /** The first passages that are wanted, in the order of the corpus. */
  #all(count: number, isWanted: (passage: number) => boolean) {
    const top: Found[] = [];
    const end = this.#index.passages.length;
    for (let passage = 0; passage < end && top.length < count; passage += 1) {
      if (isWanted(passage)) top.push({ passage, score: 0, covered: 0 });
    }
    return { top, total: top.length, isLoose: false };
  }
}

const NONE = { top: [], total: 0, isLoose: false };
