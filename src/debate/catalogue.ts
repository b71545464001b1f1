import { examplesOf, type Examples } from './examples.ts';
import { facingAmong, type Facing, type Sides } from './facing.ts';
import { readTogetherIn } from './graph.ts';
import type { Corpus, Debate, Passage, Source } from './passage.ts';
import type { SourceEntry } from './reply.ts';
import { heardIn, speakersOf, type Speaker } from './speaker.ts';
import { byTopic, ownTopicsOf, topicsOf } from './topics.ts';
import { bareWords } from '../french/words.ts';

/**
 * What is known of a debate without asking for its passages: what it is called, its works, its voices, its
 * topics. It is made once, and small enough to lie in memory whatever the debate.
 */
export interface Catalogue {
  readonly debate: Debate;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** Their titles, each as its words alone. */
  readonly titles: readonly string[];
  /** How many passages are held. */
  readonly size: number;
  /** Those of which a passage is held, and how many of each voice in it. */
  readonly works: readonly SourceEntry[];
  /** Everyone who can be asked for, those with most passages first. */
  readonly speakers: readonly Speaker[];
  /** Everyone whose words a question may ask for: those who have a name, and all who speak in a role. */
  readonly heard: readonly Speaker[];
  readonly examples: Examples;
  readonly topics: Topics;
  /** By the id of each passage that editors read with others, the ids of those; both in the order of the corpus. */
  readonly readTogether: ReadonlyMap<string, readonly string[]>;
  /** Passages of two voices that are on the same point: see `facingAmong`. */
  readonly facing: (sides: Sides, read: Sides, isOnSubject: boolean) => readonly Facing[];
}

/** What passages that are at hand speak of. */
export interface Topics {
  /** Topics of most of them first. */
  readonly of: (passages: readonly Passage[]) => readonly string[];
  /** Those first of which they speak more than others do. */
  readonly ownOf: (passages: readonly Passage[]) => readonly string[];
  /** Each under the first of these topics of which it speaks, or under none: ''. */
  readonly grouped: (
    passages: readonly Passage[],
    topics: readonly string[],
  ) => readonly (readonly [topic: string, passages: readonly Passage[]])[];
}

/** The catalogue of a corpus that lies in memory. */
export function catalogueOf(corpus: Corpus): Catalogue {
  return new CatalogueInMemory(corpus);
}

/** Each part is made when it is first asked for. */
class CatalogueInMemory implements Catalogue {
  readonly #corpus: Corpus;
  #titles: readonly string[] | null = null;
  #works: readonly SourceEntry[] | null = null;
  #heard: readonly Speaker[] | null = null;
  #readTogether: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
  }

  get debate() {
    return this.#corpus.debate;
  }

  get sources() {
    return this.#corpus.sources;
  }

  get titles() {
    return (this.#titles ??= this.sources.map(({ title }) => bareWords(title)));
  }

  get size() {
    return this.#corpus.passages.length;
  }

  get works() {
    return (this.#works ??= worksIn(this.#corpus.passages));
  }

  get speakers() {
    return speakersOf(this.#corpus);
  }

  get heard() {
    return (this.#heard ??= heardIn(this.#corpus));
  }

  get examples() {
    return examplesOf(this.#corpus);
  }

  get topics(): Topics {
    return {
      of: (passages) => topicsOf(passages, this.#corpus),
      ownOf: (passages) => ownTopicsOf(passages, this.#corpus),
      grouped: (passages, topics) => byTopic(passages, topics, this.#corpus),
    };
  }

  get readTogether() {
    return (this.#readTogether ??= readTogetherById(this.#corpus));
  }

  readonly facing: Catalogue['facing'] = (sides, read, isOnSubject) =>
    facingAmong(sides, read, isOnSubject, this.#corpus);
}

function readTogetherById(corpus: Corpus): Catalogue['readTogether'] {
  const read = readTogetherIn(corpus);
  const places = new Map([...read.keys()].map((passage, place) => [passage, place]));
  const placeOf = (passage: Passage) => places.get(passage) ?? 0;
  return new Map(
    read.entries().map(([passage, pairs]) => {
      const others = new Set(pairs.map(({ by, to }) => (by === passage ? to : by)));
      const inOrder = [...others].sort((one, other) => placeOf(one) - placeOf(other));
      return [passage.id, inOrder.map(({ id }) => id)];
    }),
  );
}

function worksIn(passages: readonly Passage[]): readonly SourceEntry[] {
  const bySource = Map.groupBy(passages, ({ source }) => source);
  return [...bySource].map(([source, those]) => {
    const byVoice = Map.groupBy(those, ({ voice }) => voice.name);
    const voices = [...byVoice].map(([name, said]) => ({ name, passages: said.length }));
    return { source, passages: those.length, voices };
  });
}
