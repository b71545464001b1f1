import { COUNTED } from '../debate/reply.ts';
import { KnownWords } from './analysis/known-words.ts';
import { holdsPhrase, phrasesOf, wholePhrase } from './analysis/phrases.ts';
import { Subjects } from './analysis/subjects.ts';
import { knownIn, namingTerms, stemsOf, type Term, termsOf } from './analysis/terms.ts';
import type { Thesaurus } from './analysis/thesaurus.ts';
import type { Held, Needed, Phrase, Steps } from './index/held.ts';
import type { Hit, Question, Ranking } from './question.ts';
import { byScore, Candidates, type Found, type Wanted } from './scoring/candidates.ts';
import { WindowScores } from './scoring/window-scores.ts';
import { explanationOf } from './scoring/explanation.ts';
import { enoughOf, Judge } from './scoring/relevance.ts';
import { Reranker } from './scoring/reranking.ts';
import { RERANKED } from './scoring/weights.ts';

/** Characters of a question beyond which it is not read: ten times a long paragraph. */
const LONGEST_READ = 20_000;

/**
 * Exact BM25, then a closer reading of the best passages, wherever they are held: each method that
 * looks at passages tells in steps what it needs of them.
 */
export class Search {
  readonly #held: Held;
  readonly #thesaurus: Thesaurus | null;
  readonly #known: KnownWords;
  readonly #reranker: Reranker;
  readonly #judge: Judge;
  /** Made at the first use: most processes suggest nothing. */
  #subjects: Subjects | undefined;
  /** Absent while a search uses it: `accepts` may itself search. */
  #idle: WindowScores | undefined;

  constructor(held: Held, thesaurus: Thesaurus | null) {
    this.#held = held;
    this.#thesaurus = thesaurus;
    this.#known = new KnownWords(held);
    this.#reranker = new Reranker(held);
    this.#judge = new Judge(held, (text) => termsOf(text, held, this.#known));
  }

  *ranking(question: Question): Steps<Ranking> {
    const text = question.text.slice(0, LONGEST_READ);
    const terms = this.#termsOf(text);
    const { top, total, isLoose } = yield* this.#candidates({ ...question, text }, terms);
    if (question.limit === 0) return { total, isLoose, hits: [] };
    const ranked = (yield* this.#reranker.rerank(top, terms)).slice(0, question.limit);
    const isExplained = question.isExplained === true;
    const numbers = ranked.map(({ passage }) => passage);
    yield { passages: numbers, rows: isExplained ? numbers : [] };
    const hits = ranked.flatMap((each): Hit[] => {
      const passage = this.#held.passageOf(each.passage);
      if (passage === undefined) return [];
      const hit = { passage, score: each.score };
      return [isExplained ? { ...hit, explanation: explanationOf(each, terms, this.#held) } : hit];
    });
    return { total, isLoose, hits };
  }

  *suggestions(text: string, limit: number): Steps<readonly string[]> {
    this.#subjects ??= new Subjects(this.#held.subjects());
    const answered: string[] = [];
    for (const subject of this.#subjects.near(text)) {
      if (answered.length === limit) break;
      const question = { text: subject, limit: 1 };
      const { total } = yield* this.#candidates(question, this.#termsOf(subject));
      if (total > 0) answered.push(subject);
    }
    return answered;
  }

  synonymsOf(text: string): readonly string[] {
    if (this.#thesaurus === null || phrasesOf(text, this.#held.vocabulary).length > 0) return [];
    const [term, ...others] = this.#termsOf(text.slice(0, LONGEST_READ));
    if (term === undefined || others.length > 0 || term.alternatives.length > 0) return [];
    return this.#thesaurus.synonymsOf(term.typed, (form) => this.#known.isWritten(form));
  }

  raritiesIn(text: string): readonly number[] {
    const naming = namingTerms(this.#termsOf(text.slice(0, LONGEST_READ)));
    return naming.map((term) => term.rarity * knownIn(term)).sort((a, b) => b - a);
  }

  /** What questions must have to be answered (`scoring/odds.ts`). */
  leastOdds(): Steps<number> {
    return this.#judge.leastOdds();
  }

  #termsOf(text: string): Term[] {
    return termsOf(text, this.#held, this.#known);
  }

  /** The best by BM25 of the passages that hold enough of the question and are wanted. */
  *#candidates({ text, accepts, among, limit }: Question, terms: readonly Term[]): Steps<Answered> {
    const held = this.#held;
    const quoted = phrasesOf(text, held.vocabulary);
    const isAllStopWords = terms.length === 0 && quoted.length === 0;
    const phrases = isAllStopWords ? wholePhrase(text, held.vocabulary) : quoted;
    const filter = { phrases, accepts, among };
    const counted = Math.max(limit, COUNTED);
    // Only a phrase of stop words leaves no term: then holding it is enough.
    if (terms.length === 0) return phrases.length === 0 ? NONE : yield* this.#all(counted, filter);
    const wanted = { count: Math.max(limit, RERANKED), counted };
    yield { stems: stemsOf(terms) };
    // Whether the question is to be refused hangs on the corpus, not on what the filter keeps of it.
    const isOfAll = accepts === undefined && phrases.length === 0;
    const first = isOfAll
      ? yield* this.#best(terms, { ...wanted, least: enoughOf(held) }, filter)
      : null;
    const isFirstAll = first !== null && this.#judge.isPlenty(first.top);
    // The judge reads some of the rows that are read again after it: all are asked for at once.
    if (isFirstAll) yield { rows: first.top.slice(0, RERANKED).map(({ passage }) => passage) };
    const verdict = yield* this.#judge.judge(text, terms, isFirstAll ? first.top : undefined);
    if (!verdict.isAnswered) return NONE;
    const found = isFirstAll
      ? first
      : yield* this.#best(terms, { ...wanted, least: verdict.leastCovered }, filter);
    return { top: found.top, total: found.total, isLoose: verdict.isLoose };
  }

  /** Where passages are not in memory, those that may be wanted are read in portions, the best first. */
  *#best(terms: readonly Term[], wanted: Omit<Wanted, 'accepts'>, filter: Filter): Steps<Best> {
    const isOpen = filter.accepts === undefined && filter.phrases.length === 0;
    if (isOpen || this.#held.isInMemory) {
      const accepts = ({ passage }: Found) => this.#passes(passage, filter);
      return this.#scored(terms, { ...wanted, accepts: isOpen ? ALL : accepts });
    }
    yield { among: filter.among?.() };
    const matching: Found[] = [];
    const accepts = (found: Found) => matching.push(found) < 0;
    const isAmong = (passage: number) => this.#held.isAmong(passage);
    const all = { count: 0, counted: Infinity, least: wanted.least };
    this.#scored(terms, { ...all, isAmong, accepts });
    return yield* this.#accepted(matching.sort(byScore), wanted.counted, filter);
  }

  #scored(terms: readonly Term[], wanted: Wanted): Best {
    const scores = this.#idle ?? new WindowScores(this.#held.segments);
    this.#idle = undefined;
    const found = new Candidates(terms, this.#held).best(wanted, scores);
    this.#idle = scores;
    return found;
  }

  /** The first passages that hold phrases of stop words and are wanted, in the order of the corpus. */
  *#all(count: number, filter: Filter): Steps<Answered> {
    const among = this.#held.isInMemory ? undefined : filter.among?.();
    yield { phrases: filter.phrases, among };
    const found = Iterator.from(this.#held.mayHold(filter.phrases))
      .filter((passage) => this.#held.isAmong(passage))
      .map((passage): Found => ({ passage, place: 0, score: 0, covered: 0 }));
    return { ...(yield* this.#accepted(found, count, filter)), isLoose: false };
  }

  /** The first `count` of these that are wanted; as many as are read at once are asked for together. */
  *#accepted(found: Iterable<Found>, count: number, filter: Filter): Steps<Best> {
    const top: Found[] = [];
    for (const portion of portionsOf(found, this.#held.isInMemory ? 1 : READ_AT_ONCE)) {
      const numbers = portion.map(({ passage }) => passage);
      if (!this.#held.isInMemory) yield neededFor(numbers, filter);
      top.push(...portion.filter(({ passage }) => this.#passes(passage, filter)));
      if (top.length >= count) break;
    }
    const kept = top.slice(0, count);
    return { top: kept, total: kept.length };
  }

  #passes(number: number, { accepts, phrases }: Filter): boolean {
    if (accepts !== undefined) {
      const passage = this.#held.passageOf(number);
      if (passage === undefined || !accepts(passage)) return false;
    }
    return phrases.every((phrase) => holdsPhrase(phrase, this.#held.rowOf(number)));
  }
}

/** What a question asks of passages beside its words. */
interface Filter {
  readonly accepts: Question['accepts'] | undefined;
  readonly among: Question['among'] | undefined;
  readonly phrases: readonly Phrase[];
}

interface Best {
  readonly top: readonly Found[];
  readonly total: number;
}

interface Answered extends Best {
  readonly isLoose: boolean;
}

const NONE: Answered = { top: [], total: 0, isLoose: false };
const ALL = () => true;

/** Passages read from a database in one go, for what no list of words tells of them. */
const READ_AT_ONCE = 512;

function neededFor(numbers: readonly number[], { accepts, phrases }: Filter): Needed {
  return {
    passages: accepts === undefined ? [] : numbers,
    rows: phrases.length === 0 ? [] : numbers,
  };
}

function* portionsOf<Each>(all: Iterable<Each>, size: number): Generator<Each[]> {
  let portion: Each[] = [];
  for (const each of all) {
    if (portion.push(each) < size) continue;
    yield portion;
    portion = [];
  }
  if (portion.length > 0) yield portion;
}
