import type { Passage } from './passage.ts';
import { relationBetween, type CommonPoint } from './relation.ts';
import { PAGE_SIZE } from './reply.ts';
import type { Topics } from './topics.ts';
import { ExpressionReader } from '../french/expressions.ts';

/** Two passages on the same point, and what it is. */
export interface Facing {
  readonly left: Passage;
  readonly right: Passage;
  readonly point: CommonPoint;
}

/** What is held of two voices. */
export type Sides = readonly [readonly Passage[], readonly Passage[]];

/** Passages of a voice whose words are compared with those of another's. */
export const MOST_COMPARED = 150;
/** What two passages on the same point have in common at least. */
interface Least {
  readonly alike: number;
  /** Counted in words that no other passage has; less where a theme is among them. */
  readonly words: number;
  readonly withTopic: number;
}
/** Read on four debates: of pairs below, few speak of one thing. */
const LEAST: Least = { alike: 0.08, words: 2, withTopic: 1.25 };
/** Of passages that were found on one subject. */
const LEAST_ON_SUBJECT: Least = { alike: 0.05, words: 2, withTopic: 0.9 };
/** More themes or words than this name no point. */
const MOST_NAMED = 2;
/** What is not said, only searched for. */
const SEARCHED = '';
/** Opens the mark of a theme, as no stem does. */
const TOPIC = '#';

/**
 * Passages of one voice, each beside a passage of the other that is on the same point, each once: first
 * those that an editor reads together, then those most alike, of as many as are read of each voice. None
 * where nothing is on the same point.
 */
export function facingAmong(
  [lefts, rights]: Sides,
  read: Sides,
  isOnSubject: boolean,
  likeness: Likeness,
): readonly Facing[] {
  const used = new Set<Passage>();
  const chosen: Facing[] = [];
  const candidates = [
    ...relatedAmong(lefts, rights, likeness),
    ...likeness.samePoints(read, isOnSubject ? LEAST_ON_SUBJECT : LEAST),
  ];
  for (const facing of candidates) {
    if (chosen.length === PAGE_SIZE) break;
    if (used.has(facing.left) || used.has(facing.right)) continue;
    used.add(facing.left).add(facing.right);
    chosen.push(facing);
  }
  return chosen;
}

/** The first of each side, as many as are compared. */
export function firstOf([lefts, rights]: Sides): Sides {
  return [lefts.slice(0, MOST_COMPARED), rights.slice(0, MOST_COMPARED)];
}

/** Pairs that an editor reads together: first those of which both are quoted, then those most alike. */
function relatedAmong(
  lefts: readonly Passage[],
  rights: readonly Passage[],
  likeness: Likeness,
): readonly Facing[] {
  const [ofLeft, ofRight] = [lefts, rights].map(
    (side) => new Map(side.map((passage) => [passage.id, passage])),
  );
  const forth = lefts.flatMap((left) =>
    left.relations.map(({ ref }) => ({ left, right: ofRight?.get(ref) })),
  );
  const back = rights.flatMap((right) =>
    right.relations.map(({ ref }) => ({ left: ofLeft?.get(ref), right })),
  );
  return [...forth, ...back]
    .flatMap(({ left, right }) => {
      if (left === undefined || right === undefined) return [];
      const point = { relation: relationBetween(left, right), topics: [] };
      const isQuoted = left.text !== null && right.text !== null;
      return [{ left, right, point, worth: likeness.of(left, right) + (isQuoted ? 1 : 0) }];
    })
    .sort((a, b) => b.worth - a.worth);
}

/** What tells a passage: its themes, and the expressions of its words, its thesis and its search words. */
interface Marks {
  readonly weights: ReadonlyMap<string, number>;
  readonly length: number;
  /** How a mark may be shown; null for what stands nowhere as a noun, and SEARCHED for search words. */
  readonly written: ReadonlyMap<string, string | null>;
}

/** How alike passages of a corpus are: the cosine of their marks, each weighted by how few others have it. */
export class Likeness {
  readonly #topics: Topics;
  readonly #reader = new ExpressionReader();
  readonly #holders = new Map<string, number>();
  readonly #marks = new WeakMap<Passage, Marks>();
  /** The weight of a mark that one passage has. */
  readonly #greatest: number;

  constructor(topics: Topics) {
    const { sample } = topics;
    this.#topics = topics;
    this.#greatest = Math.log(sample.length + 1);
    for (const mark of sample.flatMap((passage) => [...this.#read(passage).keys()])) {
      this.#holders.set(mark, (this.#holders.get(mark) ?? 0) + 1);
    }
  }

  of(one: Passage, other: Passage): number {
    const [these, those] = [this.#marksOf(one), this.#marksOf(other)];
    const shared = this.#shared(one, other).reduce((sum, [, weight]) => sum + weight ** 2, 0);
    return shared === 0 ? 0 : shared / (these.length * those.length);
  }

  /** The pairs that share enough to be on the same point, most alike first. */
  samePoints([lefts, rights]: Sides, least: Least): readonly Facing[] {
    return lefts
      .flatMap((left) => rights.map((right) => ({ left, right, alike: this.of(left, right) })))
      .filter(
        ({ left, right, alike }) => alike >= least.alike && this.#sharesEnough(left, right, least),
      )
      .sort((a, b) => b.alike - a.alike)
      .map(({ left, right }) => ({ left, right, point: this.#pointOf(left, right) }));
  }

  #sharesEnough(one: Passage, other: Passage, { words, withTopic }: Least): boolean {
    const shared = this.#shared(one, other);
    const least = shared.some(([mark]) => mark.startsWith(TOPIC)) ? withTopic : words;
    return shared.reduce((sum, [, weight]) => sum + weight, 0) >= least * this.#greatest;
  }

  /** Named by the themes of both, else by words of both, those of fewest passages first. */
  #pointOf(one: Passage, other: Passage): CommonPoint {
    const { written } = this.#marksOf(one);
    const shared = this.#shared(one, other)
      .map(([mark, weight]) => ({ mark, weight, name: written.get(mark) ?? '' }))
      .filter(({ name }) => name !== '')
      .sort((a, b) => b.weight - a.weight || b.name.length - a.name.length);
    const themes = shared.filter(({ mark }) => mark.startsWith(TOPIC));
    if (themes.length > 0) return pointOn(themes.map(({ name }) => name));
    const told = new Set<string>();
    const words = shared.filter(({ mark }) => {
      const stems = mark.split(' ');
      const isNew = stems.every((stem) => !told.has(stem));
      for (const stem of stems) told.add(stem);
      return isNew;
    });
    return pointOn(words.map(({ name }) => name));
  }

  /** The marks of both and their weights. */
  #shared(one: Passage, other: Passage): (readonly [mark: string, weight: number])[] {
    const { weights } = this.#marksOf(other);
    return [...this.#marksOf(one).weights].filter(([mark]) => weights.has(mark));
  }

  #marksOf(passage: Passage): Marks {
    let marks = this.#marks.get(passage);
    if (marks === undefined) this.#marks.set(passage, (marks = this.#mark(passage)));
    return marks;
  }

  #mark(passage: Passage): Marks {
    const written = this.#read(passage);
    const weights = new Map<string, number>();
    for (const [mark, shown] of written) {
      const holders = Math.max(1, this.#holders.get(mark) ?? 0);
      // However many search words a passage has of its own, it is no less like others.
      const isCounted = holders > 1 || shown !== SEARCHED;
      if (isCounted) weights.set(mark, this.#greatest - Math.log(holders));
    }
    const squares = [...weights.values()].reduce((sum, weight) => sum + weight ** 2, 0);
    return { weights, length: Math.sqrt(squares), written };
  }

  #read(passage: Passage): ReadonlyMap<string, string | null> {
    const { text, thesis, searchWords } = passage;
    const written = new Map<string, string | null>();
    const read = (said: string, isSaid: boolean) => {
      for (const { key, names, start, end, isNoun } of this.#reader.read(said)) {
        const shown = !isSaid ? SEARCHED : isNoun ? said.slice(start, end) : null;
        if (names) written.set(key, written.get(key) ?? shown);
      }
    };
    if (text !== null) read(text, true);
    if (thesis !== null) read(thesis.text, true);
    for (const words of searchWords) read(words, false);
    for (const topic of this.#topics.in(passage)) written.set(TOPIC + topic, topic);
    return written;
  }
}

function pointOn(names: readonly string[]): CommonPoint {
  return { relation: null, topics: names.slice(0, MOST_NAMED) };
}
