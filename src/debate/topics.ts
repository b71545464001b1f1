import { stem } from '../french/stem.ts';
import { wordsIn } from '../french/words.ts';
import { KeyTerms, spread } from './key-terms.ts';
import type { Passage } from './passage.ts';
import { likelihoodRatio } from './term-weights.ts';

/** What of a debate tells what is spoken of in it. */
export interface TopicParts {
  /** How many passages there are. */
  readonly size: number;
  /** By theme how many passages have it, in the order in which the corpus first has them; empty where nobody wrote any. */
  readonly themes: ReadonlyMap<string, number>;
  /** As many passages as are read for key terms at once, spread evenly over the corpus. */
  readonly sample: readonly Passage[];
  /** Of everyone who speaks and has a name. */
  readonly names: readonly string[];
}

type Counts = ReadonlyMap<string, number>;

/** What passages of a debate speak of: their themes, or their key terms where no passage of the debate has a theme. */
export class Topics {
  readonly #parts: TopicParts;
  #terms: KeyTerms | null = null;
  #ofSample: Counts | null = null;

  constructor(parts: TopicParts) {
    this.#parts = parts;
  }

  /** As many passages as are read at once of the whole debate, spread evenly over it. */
  get sample(): readonly Passage[] {
    return this.#parts.sample;
  }

  /** By theme how many passages have it, in the order in which the corpus first has them; empty where nobody wrote any. */
  get themes(): ReadonlyMap<string, number> {
    return this.#parts.themes;
  }

  /** All that the debate speaks of, topics of most passages first. */
  get all(): readonly string[] {
    return byCount(this.#all);
  }

  readonly in = (passage: Passage): readonly string[] =>
    this.#hasThemes ? passage.topics : this.#keyTerms.of(passage);

  /** What these passages speak of, topics of most of them first. */
  readonly of = (passages: readonly Passage[]): readonly string[] =>
    byCount(this.#countsIn(passages));

  /**
   * The same topics, those of which these passages speak more than the others of the debate first: by how
   * surely they do, a log-likelihood ratio; topics of which they do not, by their passages.
   */
  readonly ownOf = (passages: readonly Passage[]): readonly string[] => {
    const counts = this.#countsIn(passages);
    const own = new Set(passages.map(({ id }) => id));
    const { sample, size: all } = this.#parts;
    const ownRead = this.#hasThemes ? passages : sample.filter(({ id }) => own.has(id));
    const shared = this.#counted(ownRead);
    const others = (this.#hasThemes ? all : sample.length) - ownRead.length;
    const size = this.#readAtOnce(passages).length;
    const surenessOf = (topic: string) => {
      const held = counts.get(topic) ?? 0;
      const elsewhere = (this.#all.get(topic) ?? 0) - (shared.get(topic) ?? 0);
      return likelihoodRatio(held, size, held + elsewhere, size + others);
    };
    return byCount(counts)
      .map((topic) => ({ topic, sureness: surenessOf(topic) }))
      .sort((a, b) => b.sureness - a.sureness)
      .map(({ topic }) => topic);
  };

  /** Each passage once, under the first of these topics of which it speaks, or under none: ''; groups and passages in the order given. */
  readonly grouped = (
    passages: readonly Passage[],
    topics: readonly string[],
  ): readonly (readonly [topic: string, passages: readonly Passage[]])[] => {
    const places = new Map(topics.map((topic, place) => [topic, place]));
    const placeOf = (topic: string) => places.get(topic) ?? Infinity;
    const read = new Set(passages.slice(0, this.#readAtOnce(passages).length));
    const groups = Map.groupBy(passages, (passage) => {
      const own = read.has(passage) ? this.in(passage) : [];
      return own.toSorted((a, b) => placeOf(a) - placeOf(b))[0] ?? '';
    });
    return [...groups];
  };

  get #hasThemes(): boolean {
    return this.#parts.themes.size > 0;
  }

  get #keyTerms(): KeyTerms {
    const { sample, names } = this.#parts;
    return (this.#terms ??= new KeyTerms(sample, names));
  }

  get #all(): Counts {
    const { themes, sample } = this.#parts;
    return this.#hasThemes ? themes : (this.#ofSample ??= this.#counted(sample));
  }

  /** As many of these passages as are read for their key terms at once, spread evenly; all where themes were written. */
  #readAtOnce(passages: readonly Passage[]): readonly Passage[] {
    return this.#hasThemes ? passages : spread(passages);
  }

  #countsIn(passages: readonly Passage[]): Counts {
    return this.#counted(this.#readAtOnce(passages));
  }

  #counted(passages: readonly Passage[]): Counts {
    return countsOf(passages.flatMap((each) => this.in(each)));
  }
}

const known = new WeakMap<readonly Passage[], Topics>();

/** The topics of passages that are all at hand. */
export function topicsAmong(passages: readonly Passage[]): Topics {
  const topics = known.get(passages) ?? new Topics(new PartsAtHand(passages));
  known.set(passages, topics);
  return topics;
}

/** Each part is made when somebody first needs it. */
class PartsAtHand implements TopicParts {
  readonly #passages: readonly Passage[];
  #themes: Counts | null = null;
  #sample: readonly Passage[] | null = null;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
  }

  get size() {
    return this.#passages.length;
  }

  get themes() {
    return (this.#themes ??= countsOf(this.#passages.flatMap(({ topics }) => topics)));
  }

  get sample() {
    return (this.#sample ??= spread(this.#passages));
  }

  get names() {
    const names = this.#passages.flatMap(({ voice }) => (voice.named ? [voice.name] : []));
    return [...new Set(names)];
  }
}

function countsOf(topics: readonly string[]): Counts {
  const counts = new Map<string, number>();
  for (const topic of topics) counts.set(topic, (counts.get(topic) ?? 0) + 1);
  return counts;
}

function byCount(counts: Counts): readonly string[] {
  return [...counts].sort(([, a], [, b]) => b - a).map(([topic]) => topic);
}

/** What two ways to write one theme have in common, whatever their accents and inflections. */
export function themeKey(theme: string): string {
  return wordsIn(theme)
    .map(({ form }) => stem(form))
    .join(' ');
}
