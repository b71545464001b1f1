import type { Term } from '../analysis/terms.ts';
import type { Held, Segment } from '../index/held.ts';
import { clausesOf, countOf, lookUp, type Clause, type Gathered } from './clauses.ts';
import type { WindowScores } from './window-scores.ts';

/** A passage by its number, and how well it matches. */
export interface Scored {
  readonly passage: number;
  /** Grows with its place in the corpus. */
  readonly place: number;
  readonly score: number;
}

/** Best score first; of equals, the one that comes first in the corpus. */
export function byScore(a: Scored, b: Scored): number {
  return b.score - a.score || a.place - b.place;
}

/** A passage found, with the weight of the terms it covers. */
export interface Found extends Scored {
  readonly covered: number;
}

/** What is wanted of the candidates. */
export interface Wanted {
  /** How many of the best ones. */
  readonly count: number;
  /** The least weight of terms a passage must cover. */
  readonly least: number;
  /** How far matches are counted. */
  readonly counted: number;
  /** Asked first: what it refuses is not scored to the end. */
  readonly isAmong?: (passage: number) => boolean;
  readonly accepts: (found: Found) => boolean;
}

/** Weights are sums of 32 bits: two ways of adding them up may differ by this much. */
const ROUNDING = 1e-5;

/**
 * The passages that hold words of the question, scored by BM25, no more of them than need be. This is
 * MaxScore (Turtle and Flood, « Query evaluation », 1995), segment by segment:
 *
 *     terms, the highest scoring first        what they can still add, from there to the end
 *     reputation   7 40 812                   9.1 ─┐
 *     marque       2 7 19 40 41 …             5.2 ─┤  the hundredth best so far scores 5.3:
 *     entreprise   1 2 3 5 7 8 11 …           2.4 ─┘  nothing without « reputation » can enter
 *
 * The lists of the terms above the line are added up. A passage they hold is then looked up in the
 * lists below, and left as soon as it can no longer enter. The line rises with the worst score kept,
 * segment after segment. The weight that a passage covers of the question is bounded in the same way.
 */
export class Candidates {
  readonly #held: Held;
  readonly #clauses: readonly Clause[];
  /** By place among the clauses: the most that it and those after it score, and cover, together. */
  readonly #scoreLeft: Float64Array;
  readonly #coverLeft: Float64Array;
  /** How many postings were read or looked up: what a question costs. */
  steps = 0;

  constructor(terms: readonly Term[], held: Held) {
    this.#held = held;
    this.#clauses = clausesOf(terms, held);
    const { length } = this.#clauses;
    this.#scoreLeft = new Float64Array(length + 1);
    this.#coverLeft = new Float64Array(length + 1);
    for (let place = length - 1; place >= 0; place -= 1) {
      const { mostScored, mostCovered } = this.#at(place);
      this.#scoreLeft[place] = (this.#scoreLeft[place + 1] ?? 0) + mostScored;
      this.#coverLeft[place] = (this.#coverLeft[place + 1] ?? 0) + mostCovered;
    }
  }

  #at(place: number): Clause {
    const clause = this.#clauses[place];
    if (clause === undefined) throw new RangeError(`there is no clause ${place}`);
    return clause;
  }

  /** Goes to the start of a segment. */
  #open(segment: Segment): void {
    for (const { cursors } of this.#clauses) {
      for (const cursor of cursors) cursor.open(segment.postingsOf(cursor.stem));
    }
  }

  /** The best passages, best first, and how many match, counted as far as is wanted. */
  best(
    wanted: Wanted,
    scores: WindowScores,
  ): { readonly top: readonly Found[]; readonly total: number } {
    const sought: Sought = { ...wanted, least: wanted.least - ROUNDING, top: [], total: 0 };
    for (const segment of this.#held.segments) this.#bestOf(segment, sought, scores);
    return sought;
  }

  #bestOf(segment: Segment, sought: Sought, scores: WindowScores): void {
    this.#open(segment);
    const line = this.#lineOf(sought);
    const leastScore = (): number => {
      return sought.total < sought.counted
        ? -Infinity
        : leastKept(sought) - (this.#scoreLeft[line] ?? 0);
    };
    const least = { score: leastScore(), cover: sought.least - (this.#coverLeft[line] ?? 0) };
    scores.visit(segment, this.#clauses.slice(0, line), least, (passage, gathered) => {
      this.#offer(line, passage, segment, gathered, sought);
      return leastScore();
    });
  }

  /** How many clauses are added up in the segment that is open. */
  #lineOf(sought: Sought): number {
    let [line, added] = [0, 0];
    for (const clause of this.#clauses) {
      const count = countOf(clause);
      // A list that is shorter than those above the line costs less than looking up what they hold.
      if (!this.#canEnter(line, NOTHING, sought) && count > added) break;
      line += 1;
      added += count;
    }
    this.steps += added;
    return line;
  }

  /** Whether a passage with this score and cover may be wanted, with what the clauses from `place` on can add. */
  #canEnter(place: number, { score, cover }: Gathered, sought: Sought): boolean {
    if (cover + (this.#coverLeft[place] ?? 0) < sought.least) return false;
    if (sought.total < sought.counted) return true;
    return score + (this.#scoreLeft[place] ?? 0) >= leastKept(sought);
  }

  /** Looks a passage of the window up in the clauses below the line, then keeps it if it is wanted. */
  #offer(
    line: number,
    local: number,
    { first, lengths, norms }: Segment,
    gathered: Gathered,
    sought: Sought,
  ): void {
    const passage = first + local;
    if (sought.isAmong?.(passage) === false) return;
    const norm = norms[lengths[local] ?? 0] ?? 1;
    for (let place = line; place < this.#clauses.length; place += 1) {
      lookUp(this.#at(place), local, norm, gathered);
      this.steps += 1;
      if (!this.#canEnter(place + 1, gathered, sought)) return;
    }
    const { score, cover: covered } = gathered;
    const found = { passage, place: this.#held.placeOf(passage), score, covered };
    if (!sought.accepts(found)) return;
    sought.total = Math.min(sought.total + 1, sought.counted);
    keep(found, sought);
  }
}

const NOTHING: Gathered = { score: 0, cover: 0 };

/** What is wanted, and what of it was found so far: best first. */
interface Sought extends Wanted {
  readonly top: Found[];
  total: number;
}

/** The score below which nothing is kept any more; -Infinity while there is room. */
function leastKept({ top, count }: Sought): number {
  return top.length < count ? -Infinity : (top.at(-1)?.score ?? Infinity);
}

/** Puts a passage in its place, and lets go of the worst one kept. */
function keep(found: Found, { top, count }: Sought): void {
  let place = top.length;
  for (let before = top[place - 1]; before !== undefined; before = top[place - 1]) {
    if (byScore(before, found) < 0) break;
    top[place] = before;
    place -= 1;
  }
  top[place] = found;
  if (top.length > count) top.pop();
}
