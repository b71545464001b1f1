import type { Corpus, Passage, RelationKind } from './passage.ts';
import { Quote } from './quote.ts';
import { relatingIn } from './relation.ts';
import { voiceKey } from './speaker.ts';

/** An arrow from the passage that answers, joins, qualifies or rejects to the one that it does it to; places in `nodes`. */
export interface Arrow {
  readonly kind: RelationKind;
  readonly from: number;
  readonly to: number;
}

/** Passages with theses, and how an editor reads them together. */
export interface DebateMap {
  /** Whole passages, the most connected first; one without a thesis is told by its words. */
  readonly nodes: readonly Quote[];
  /** All that an editor reads between two of the nodes, in their order. */
  readonly arrows: readonly Arrow[];
}

/** Two passages that an editor reads together. */
export interface ReadTogether {
  readonly kind: RelationKind;
  /** The one that answers, joins, qualifies or rejects. */
  readonly by: Passage;
  readonly to: Passage;
}

type ByPassage = ReadonlyMap<Passage, readonly ReadTogether[]>;
type Holding = Pick<Corpus, 'passages'>;

const readKnown = new WeakMap<readonly Passage[], ByPassage>();

/** What is read of each passage that is read with another, by it and of it; passages in the order of the corpus. */
export function readTogetherIn(corpus: Holding): ByPassage {
  let read = readKnown.get(corpus.passages);
  if (read === undefined) readKnown.set(corpus.passages, (read = readIn(corpus)));
  return read;
}

function readIn(corpus: Holding): ByPassage {
  const relating = relatingIn(corpus);
  const read = new Map<Passage, ReadTogether[]>();
  const note = (passage: Passage, each: ReadTogether) => {
    const known = read.get(passage);
    if (known === undefined) read.set(passage, [each]);
    else known.push(each);
  };
  for (const to of corpus.passages) {
    for (const by of relating.get(to.id) ?? []) {
      for (const { kind, ref } of by.relations) {
        if (ref !== to.id || by === to) continue;
        const pair = { kind, by, to };
        note(by, pair);
        note(to, pair);
      }
    }
  }
  // Of two passages, the one that answers may stand before the other or after it.
  const inOrder = corpus.passages.filter((each) => read.has(each));
  return new Map(inOrder.map((passage) => [passage, read.get(passage) ?? []]));
}

/**
 * Pairs of passages that are read together, of which one at least is among those that match, best first:
 * those of two voices, then those of which both match, then those that answer one that matches, then those
 * of which most is quoted.
 * `mayJoin` may refuse what does not match.
 */
export function exchangesOf(
  matching: readonly Passage[],
  corpus: Holding,
  mayJoin: (passage: Passage) => boolean,
): readonly ReadTogether[] {
  const matches = new Set(matching);
  const read = readTogetherIn(corpus);
  const pairs = matching.flatMap((passage) => read.get(passage) ?? []);
  const isHeld = (each: Passage) => matches.has(each) || mayJoin(each);
  const isOfTwo = ({ by, to }: ReadTogether) => voiceKey(by) !== voiceKey(to);
  const quoted = ({ by, to }: ReadTogether) => [by, to].filter(({ text }) => text !== null).length;
  const areBoth = ({ by, to }: ReadTogether) => matches.has(by) && matches.has(to);
  return [...new Set(pairs)]
    .filter(({ by, to }) => isHeld(by) && isHeld(to))
    .sort(
      (one, other) =>
        Number(isOfTwo(other)) - Number(isOfTwo(one)) ||
        Number(areBoth(other)) - Number(areBoth(one)) ||
        Number(matches.has(other.to)) - Number(matches.has(one.to)) ||
        quoted(other) - quoted(one),
    );
}

/** More than this cannot be told apart in one picture. */
export const MOST_NODES = 20;
/** As many come with a passage before those that come with another one. */
const FIRST_NEIGHBOURS = 5;

/**
 * The map of the passages that match, best first: those with most others that match, then those with most
 * others, then the best, each with passages that it is read with. Those that match come before those that
 * only go with them, which `mayJoin` may refuse. Empty where nothing is read of any.
 */
export function mapOf(
  matching: readonly Passage[],
  corpus: Holding,
  mayJoin: (passage: Passage) => boolean = () => true,
  mostNodes = MOST_NODES,
): DebateMap {
  const matches = new Set(matching);
  const read = readTogetherIn(corpus);
  const neighboursOf = (passage: Passage) =>
    [...new Set((read.get(passage) ?? []).flatMap(({ by, to }) => [by, to]))].filter(
      (each) => each !== passage && (matches.has(each) || mayJoin(each)),
    );
  const connected = mostRead(matching, read)
    .map((passage) => {
      const neighbours = neighboursOf(passage);
      const ofThose = neighbours.filter((each) => matches.has(each)).length;
      return { passage, neighbours, ofThose };
    })
    .filter(({ neighbours }) => neighbours.length > 0)
    .sort((a, b) => b.ofThose - a.ofThose || b.neighbours.length - a.neighbours.length);
  return drawn(chosenAmong(connected, mostNodes), read);
}

/** So many are compared by what they are read with: of a whole debate, those of which most is read. */
const MOST_COMPARED = 1000;

function mostRead(matching: readonly Passage[], read: ByPassage): readonly Passage[] {
  if (matching.length <= MOST_COMPARED) return matching;
  return matching
    .map((passage) => ({ passage, readings: read.get(passage)?.length ?? 0 }))
    .sort((a, b) => b.readings - a.readings)
    .slice(0, MOST_COMPARED)
    .map(({ passage }) => passage);
}

interface Connected {
  readonly passage: Passage;
  readonly neighbours: readonly Passage[];
}

/** None of them stands alone. */
function chosenAmong(connected: readonly Connected[], mostNodes: number): readonly Passage[] {
  const rank = new Map(connected.map(({ passage }, place) => [passage, place]));
  const rankOf = (passage: Passage) => rank.get(passage) ?? connected.length;
  const chosen = new Set<Passage>();
  for (const most of [FIRST_NEIGHBOURS, mostNodes]) {
    for (const { passage, neighbours } of connected) {
      const room = mostNodes - chosen.size;
      if (room === 0) break;
      const isJoined = chosen.has(passage) || neighbours.some((each) => chosen.has(each));
      if (!isJoined && room === 1) continue;
      chosen.add(passage);
      const others = neighbours.filter((each) => !chosen.has(each));
      const first = others.sort((a, b) => rankOf(a) - rankOf(b));
      for (const each of first.slice(0, Math.min(most, mostNodes - chosen.size))) chosen.add(each);
    }
  }
  return [...chosen];
}

function drawn(passages: readonly Passage[], read: ByPassage): DebateMap {
  const places = new Map(passages.map((passage, place) => [passage, place]));
  const arrows = passages.flatMap((passage, from) =>
    (read.get(passage) ?? []).flatMap(({ kind, by, to }) => {
      const place = by === passage ? places.get(to) : undefined;
      return place === undefined ? [] : [{ kind, from, to: place }];
    }),
  );
  return { nodes: passages.map((passage) => Quote.at(passage)), arrows };
}
