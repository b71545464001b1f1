import { Names } from '../analysis/names.ts';
import {
  knownIn,
  namingTerms,
  stemsOf,
  unknownIn,
  weightOf,
  type Term,
} from '../analysis/terms.ts';
import type { Held, Steps } from '../index/held.ts';
import { greatestRarity, type Lexis } from '../index/passage-index.ts';
import { Nearness } from './nearness.ts';
import { Candidates, type Found } from './candidates.ts';
import { leastOddsOf, oddsOf, QUESTIONS_ODDS } from './odds.ts';
import { WindowScores } from './window-scores.ts';
import { RERANKED, WORK_CREDIT } from './weights.ts';

/*
 * Is a question asked of this debate, or of something else? Words weigh what `analysis/terms.ts` says, and
 * two things answer yes: one passage says all of it, or the odds that it is asked of these passages are
 * those that this corpus asks for (`odds.ts`).
 *
 * One or two words leave nothing to weigh: a passage says them all (« marché du travail » is no question
 * of a debate that speaks of markets here and of work there), or one of them is known by few passages of
 * many and none is unknown, or one of them is the debate’s own subject beside a word that may be anything
 * (`analysis/names.ts`).
 */

/** An answer with lesser odds is told to be a loose one. */
const PLAIN_ODDS = 0.5;

/** Beside the best passage, one is shown when it says so much of what that one says, or ENOUGH nats. */
const FLOOR = 0.45;

/** The same where passages are answers to questions, which few words of another question may tell. */
const FLOOR_OF_QUESTIONS = 0.1;
const ENOUGH = 6.2;

/** Nats that a word tells which one passage of some 250 has. */
const RARE = 5.5;

/** Words up to which a question must be said whole, or bear on a subject of the debate. */
const SHORT = 2;

/** The odds of one or two words that the corpus knows, one of them as its own, and that no passage says together. */
const OWN_ODDS = -1;

/** Passages among those that say most of a question whose words are read for what stands beside what. */
const READ = 20;

/** Courtesy before and after a question stands between such marks; a pasted page has no end of them. */
const BETWEEN_CLAUSES = /[.!?…;:,()\n]+(?:\s|$)/u;
const MOST_CLAUSES = 8;

/** What a passage must cover of what can be covered to say it all: a synonym of one word, or another form of a verb, covers less of it. */
const WHOLE = 0.85;

/** What is known of a question. */
export interface Verdict {
  readonly isAnswered: boolean;
  /** Whether the passages say it in part only, or of a subject it bears on. */
  readonly isLoose: boolean;
  /** The least weight of terms a passage must cover to be shown. */
  readonly leastCovered: number;
}

/** Tells which questions can be answered. */
export class Judge {
  readonly #held: Held;
  readonly #termsOf: (text: string) => readonly Term[];
  readonly #nearness: Nearness;
  readonly #scores: WindowScores;
  readonly #names: Names;
  #leastOdds: number | null;

  constructor(held: Held, readTerms: (text: string) => readonly Term[]) {
    this.#held = held;
    this.#termsOf = readTerms;
    this.#nearness = new Nearness(held);
    this.#scores = new WindowScores(held.segments);
    this.#names = new Names(held);
    this.#leastOdds = held.leastOdds;
  }

  /**
   * The verdict on a question, given its terms and, where they are known, the passages that BM25 puts first.
   */
  *judge(text: string, terms: readonly Term[], first?: readonly Found[]): Steps<Verdict> {
    const found = first === undefined ? yield* this.#mostTelling(terms) : mostCovering(first);
    const most = found[0]?.covered ?? 0;
    const leastCovered = Math.min(this.#floor * most, enoughOf(this.#held));
    const odds = most > 0 ? yield* this.#odds(terms, found) : -Infinity;
    if (odds >= PLAIN_ODDS) return { isAnswered: true, isLoose: false, leastCovered };
    const isAnswered =
      most > 0 && ((yield* this.#isLikely(odds)) || (yield* this.#isInPart(text, terms)));
    return { isAnswered, isLoose: isAnswered, leastCovered };
  }

  /** Whether one of these passages covers so much that any that covers enough is to be shown. */
  isPlenty(found: readonly Found[]): boolean {
    return found.some(({ covered }) => this.#floor * covered >= enoughOf(this.#held));
  }

  get #floor(): number {
    return this.#held.isOfQuestions ? FLOOR_OF_QUESTIONS : FLOOR;
  }

  /** The least odds of what is answered: known of the index, or measured now by asking it a hundred questions. */
  *leastOdds(): Steps<number> {
    this.#leastOdds ??= this.#held.isOfQuestions
      ? QUESTIONS_ODDS
      : yield* leastOddsOf(this.#held, this.#termsOf, (terms) => this.#mostTelling(terms));
    return this.#leastOdds;
  }

  *#isLikely(odds: number): Steps<boolean> {
    return odds > -Infinity && odds >= (yield* this.leastOdds());
  }

  /** Whether one clause among several answers for the whole, or the question bears on a subject of the debate. */
  *#isInPart(text: string, terms: readonly Term[]): Steps<boolean> {
    if (yield* this.#bearsOnSubject(terms)) return true;
    const clauses = text.split(BETWEEN_CLAUSES).slice(0, MOST_CLAUSES);
    if (clauses.length < 2) return false;
    for (const words of clauses) {
      const clause = this.#termsOf(words);
      if (yield* this.#bearsOnSubject(clause)) return true;
      // One word is said by chance: « bonne journée ».
      if (namingTerms(clause).length < 2) continue;
      const odds = yield* this.#odds(clause, yield* this.#mostTelling(clause));
      if (yield* this.#isLikely(odds)) return true;
    }
    return false;
  }

  /** Whether a question bears on a subject of the debate, and on one thing beside it at most. */
  *#bearsOnSubject(terms: readonly Term[]): Steps<boolean> {
    const naming = asked(terms);
    if (naming.length > SHORT) return false;
    for (const term of naming) if (yield* this.#names.isSubject(term)) return true;
    return false;
  }

  /** Of the passages that BM25 puts first, those that cover most of the terms, the most covering first. */
  *#mostTelling(terms: readonly Term[]): Steps<readonly Found[]> {
    yield { stems: stemsOf(terms) };
    const wanted = { count: RERANKED, counted: 0, least: 0, accepts: () => true };
    const { top } = new Candidates(terms, this.#held).best(wanted, this.#scores);
    return mostCovering(top);
  }

  *#odds(terms: readonly Term[], found: readonly Found[]): Steps<number> {
    yield { rows: found.map(({ passage }) => passage) };
    if (this.#isSaidWhole(terms, found)) return Infinity;
    const isShort = asked(terms).length <= SHORT && !this.#held.isOfQuestions;
    if (isShort) return isOwn(terms) ? OWN_ODDS : -Infinity;
    const whole = weightOf(terms);
    const unknown = weightOf(terms, unknownIn);
    const pairsIn = this.#nearness.pairsOf(terms);
    const all = found.map(({ passage, covered }) => {
      const told = { share: covered / whole, adjacent: pairsIn(passage), unknown };
      return oddsOf(told, this.#held.passageCount);
    });
    return Math.max(...all);
  }

  /** Whether one of these passages says every word that names something; two words, within a sentence or so. */
  #isSaidWhole(terms: readonly Term[], found: readonly Found[]): boolean {
    const naming = asked(terms);
    const coverable = weightOf(naming, (term) => {
      const said = term.alternatives.find(({ stem }) => (this.#held.ownCounts[stem] ?? 0) > 0);
      // Not much of a term can be covered when only the names of works hold it.
      return said?.credit ?? knownIn(term) * WORK_CREDIT;
    });
    if (naming.some((term) => unknownIn(term) > 0)) return false;
    const saying = found.filter(({ covered }) => covered > 0 && covered >= WHOLE * coverable);
    const [first, second, ...others] = naming;
    if (first === undefined || second === undefined || others.length > 0) return saying.length > 0;
    return saying.some(({ passage }) => this.#nearness.areNear(passage, first, second));
  }
}

/** The least weight that a passage must cover to be shown, whatever the best one covers. */
export function enoughOf(lexis: Lexis): number {
  return ENOUGH / greatestRarity(lexis);
}

function mostCovering(found: readonly Found[]): readonly Found[] {
  return found.toSorted((a, b) => b.covered - a.covered).slice(0, READ);
}

/** The terms that name something; where none does, all of them. */
function asked(terms: readonly Term[]): readonly Term[] {
  const naming = namingTerms(terms);
  return naming.length === 0 ? terms : naming;
}

/** Whether a corpus knows all that a question names, and one of it by few passages of many: no everyday word. */
function isOwn(terms: readonly Term[]): boolean {
  const naming = asked(terms);
  const isKnown = naming.every((term) => unknownIn(term) === 0);
  return isKnown && naming.some(({ rarity }) => rarity >= RARE);
}
