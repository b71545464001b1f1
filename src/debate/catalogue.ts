import { bareWords } from '../french/words.ts';
import { digestOf, mayHold, spanOf, type WorkDigest } from './digest.ts';
import { examplesIn, type Examples } from './examples.ts';
import { facingAmong, Likeness, MOST_COMPARED, type Facing, type Sides } from './facing.ts';
import type { Corpus, Passage, Source } from './passage.ts';
import { isOwnPosition } from './quote.ts';
import type { SourceEntry } from './reply.ts';
import { labelAmong, rolesIn, speakersIn, type Said, type SaidIn } from './speaker.ts';
import type { Speaker, SpeakerEntry } from './speaker.ts';
import { markedIn } from './strays.ts';
import { topicsAmong, type Topics } from './topics.ts';

/** What a debate is, whatever it holds: what its files beside the works say, and their SHA-256 with that of the works. */
export type About = Pick<Corpus, 'hash' | 'debate' | 'voices' | 'lexicon'>;

/** What a catalogue is made from. */
export interface CatalogueParts {
  readonly about: About;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** How many passages are held. */
  readonly size: number;
  /** Of each work that has passages, in the order of the corpus. */
  readonly works: readonly WorkDigest[];
  readonly topics: Topics;
  /** By the id of each passage that is read with others, how many come before it in the corpus. */
  readonly places: ReadonlyMap<string, number>;
  /** As examples are taken from. */
  readonly heldBy: (speaker: Speaker) => readonly Passage[];
}

/**
 * What is known of a debate without asking for its passages: what it is called, its works, its voices, its
 * topics. It is small enough to lie in memory whatever the debate; each part is made when it is first
 * asked for.
 */
export class Catalogue {
  readonly about: About;
  /** In order of date. */
  readonly sources: readonly Source[];
  /** How many passages are held. */
  readonly size: number;
  readonly topics: Topics;
  readonly #parts: CatalogueParts;
  #titles: readonly string[] | null = null;
  #works: readonly SourceEntry[] | null = null;
  #byId: ReadonlyMap<string, SourceEntry> | null = null;
  #saidById: ReadonlyMap<string, readonly SaidIn[]> | null = null;
  #speakerEntries: readonly SpeakerEntry[] | null = null;
  #speakers: readonly Speaker[] | null = null;
  #heard: readonly Speaker[] | null = null;
  #likeness: Likeness | null = null;
  #examples: Examples | null = null;
  #marked: readonly string[] | null = null;
  #readTogether: ReadonlyMap<string, readonly string[]> | null = null;

  constructor(parts: CatalogueParts) {
    this.about = parts.about;
    this.sources = parts.sources;
    this.topics = parts.topics;
    this.size = parts.size;
    this.#parts = parts;
  }

  get hash() {
    return this.about.hash;
  }

  get debate() {
    return this.about.debate;
  }

  /** What an answer was compared with, as documents tell it. */
  get state() {
    return { hash: this.hash, sources: this.sources.length, passages: this.size };
  }

  /** The titles of the sources, each as its words alone. */
  get titles(): readonly string[] {
    return (this.#titles ??= this.sources.map(({ title }) => bareWords(title)));
  }

  /** Those of which a passage is held, and how many of each voice in it. */
  get works(): readonly SourceEntry[] {
    return (this.#works ??= this.#parts.works.map(entryOf));
  }

  /** The works that may hold a passage that is meant, as far as their digests tell. */
  worksFor(selection: Parameters<typeof mayHold>[0]): readonly Source[] {
    return this.#parts.works.filter(mayHold(selection)).map(({ source }) => source);
  }

  /** What is held of one work; null where nothing is. */
  entryOf({ id }: Pick<Source, 'id'>): SourceEntry | null {
    this.#byId ??= new Map(this.works.map((entry) => [entry.source.id, entry]));
    return this.#byId.get(id) ?? null;
  }

  /** Who speaks in one work and in which role, in the order in which they begin. */
  saidIn({ id }: Source): readonly SaidIn[] {
    this.#saidById ??= new Map(this.#parts.works.map(({ source, said }) => [source.id, said]));
    return this.#saidById.get(id) ?? [];
  }

  /** Everyone who can be asked for, those with most passages first. */
  get speakers(): readonly Speaker[] {
    return (this.#speakers ??= this.speakerEntries.map(({ speaker }) => speaker));
  }

  /** The same, and how much is held of each. */
  get speakerEntries(): readonly SpeakerEntry[] {
    const { works, sources } = this.#parts;
    const { voices } = this.about;
    return (this.#speakerEntries ??= speakersIn({ works, sources, voices }));
  }

  /** Everyone whose words a question may ask for: those who have a name, and all who speak in a role. */
  get heard(): readonly Speaker[] {
    return (this.#heard ??= [...this.speakers, ...rolesIn(this.#parts.works)]);
  }

  /** What the voice of one passage is called, as one person. */
  labelOf(said: Said): string {
    return labelAmong(this.speakers, said);
  }

  /** Those that are true of the debate. */
  get examples(): Examples {
    return (this.#examples ??= examplesIn({
      ...{ sample: this.topics.sample, heldBy: (speaker) => this.#parts.heldBy(speaker) },
      ...{ speakers: this.speakers, topics: this.topics, likeness: this.#alike },
      years: spanOf(this.#parts.works.flatMap(({ years }) => years ?? [])),
    }));
  }

  /** Names of works and voices that hold quotation marks or links of their own, the longest first. */
  get marked(): readonly string[] {
    return (this.#marked ??= markedIn(this.sources, this.#parts.works));
  }

  /** By the id of each passage that editors read with others, the ids of those; both in the order of the corpus. */
  get readTogether(): ReadonlyMap<string, readonly string[]> {
    return (this.#readTogether ??= readTogetherById(this.#parts));
  }

  /** Passages of two voices that are on the same point: see `facingAmong`. */
  facing(sides: Sides, read: Sides, isOnSubject: boolean): readonly Facing[] {
    return facingAmong(sides, read, isOnSubject, this.#alike);
  }

  get #alike(): Likeness {
    return (this.#likeness ??= new Likeness(this.topics));
  }
}

function entryOf({ source, passages, said }: WorkDigest): SourceEntry {
  const byVoice = Map.groupBy(said, ({ voice }) => voice.name);
  const voices = [...byVoice].map(([name, those]) => {
    return { name, passages: those.reduce((sum, each) => sum + each.passages, 0) };
  });
  return { source, passages, voices };
}

function readTogetherById({
  works,
  places,
}: CatalogueParts): ReadonlyMap<string, readonly string[]> {
  const placeOf = (id: string) => places.get(id) ?? 0;
  const inOrder = (ids: Iterable<string>) => [...ids].sort((a, b) => placeOf(a) - placeOf(b));
  const read = new Map<string, Set<string>>();
  const note = (one: string, other: string) => {
    read.set(one, (read.get(one) ?? new Set()).add(other));
  };
  for (const { by, to } of works.flatMap(({ related }) => related)) {
    // What is said of a passage that is not held is of none.
    for (const id of to.filter((each) => places.has(each))) {
      note(by, id);
      note(id, by);
    }
  }
  return new Map(inOrder(read.keys()).map((id) => [id, inOrder(read.get(id) ?? [])]));
}

const known = new WeakMap<Corpus, Catalogue>();

/** The catalogue of a corpus that lies in memory. */
export function catalogueOf(corpus: Corpus): Catalogue {
  const catalogue = known.get(corpus) ?? new Catalogue(new PartsInMemory(corpus));
  known.set(corpus, catalogue);
  return catalogue;
}

class PartsInMemory implements CatalogueParts {
  readonly #corpus: Corpus;
  #works: readonly WorkDigest[] | null = null;

  constructor(corpus: Corpus) {
    this.#corpus = corpus;
  }

  get about() {
    return this.#corpus;
  }

  get sources() {
    return this.#corpus.sources;
  }

  get size() {
    return this.#corpus.passages.length;
  }

  get works() {
    const bySource = () => Map.groupBy(this.#corpus.passages, ({ source }) => source);
    return (this.#works ??= [...bySource()].map(([source, those]) => {
      return { source, passages: those.length, ...digestOf(those) };
    }));
  }

  get topics() {
    return topicsAmong(this.#corpus.passages);
  }

  get places() {
    return new Map(this.#corpus.passages.map(({ id }, place) => [id, place]));
  }

  heldBy({ speaks }: Speaker) {
    const held = this.#corpus.passages
      .values()
      .filter((passage) => speaks(passage) && isOwnPosition(passage));
    return held.take(MOST_COMPARED).toArray();
  }
}
