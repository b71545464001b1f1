import { foldText } from '../french/words.ts';
import { readTogetherIn, type ReadTogether } from '../debate/graph.ts';
import { readAround } from '../debate/relation.ts';
import { catalogueOf, type Catalogue } from '../debate/catalogue.ts';
import type { Speaker } from '../debate/speaker.ts';
import type { Corpus, Passage, Source } from '../debate/passage.ts';

/** What a path or a reference is of, in one state of the corpus. */
export class Shelves {
  readonly corpus: Corpus;
  readonly #catalogue: Catalogue;
  /** By `work#anchor`. */
  readonly passages: ReadonlyMap<string, Passage>;
  /** By the id of the work, in its order. */
  readonly works: ReadonlyMap<string, readonly Passage[]>;
  /** By what stands for the name in an address. */
  readonly voices: ReadonlyMap<string, Speaker>;
  readonly themes: ReadonlyMap<string, Theme>;
  readonly #slugOfVoice: ReadonlyMap<string, string>;
  readonly #slugOfTheme: ReadonlyMap<string, string>;
  readonly #unnamed = new Map<Speaker, readonly Passage[]>();
  #byName: ReadonlyMap<string, readonly Passage[]> | null = null;
  #pairs: readonly ReadTogether[] | null = null;

  constructor(corpus: Corpus) {
    this.corpus = corpus;
    this.#catalogue = catalogueOf(corpus);
    this.passages = new Map(corpus.passages.map((passage) => [passage.id, passage]));
    this.works = Map.groupBy(corpus.passages, ({ source }) => source.id);
    this.voices = bySlug(this.#catalogue.speakers, ({ label }) => label);
    this.themes = bySlug(themesIn(corpus, this.topics), ({ name }) => name);
    this.#slugOfVoice = new Map([...this.voices].map(([slug, { label }]) => [label, slug]));
    this.#slugOfTheme = new Map([...this.themes].map(([slug, { name }]) => [name, slug]));
  }

  /** What is shown to people as examples. */
  get examples() {
    return this.#catalogue.examples;
  }

  get topics() {
    return this.#catalogue.topics;
  }

  get sources(): readonly Source[] {
    return this.corpus.sources;
  }

  /** What the voice of a passage is called. */
  labelOf(passage: Passage): string {
    return this.#catalogue.labelOf(passage);
  }

  /** What stands for a voice in an address; null for a voice that nobody can ask for. */
  slugOfVoice(label: string): string | null {
    return this.#slugOfVoice.get(label) ?? null;
  }

  /** All that a voice says, in the order of the corpus. */
  passagesOf(speaker: Speaker): readonly Passage[] {
    const { passages } = this.corpus;
    if (speaker.kind === 'person') {
      this.#byName ??= Map.groupBy(passages, ({ voice }) => (voice.named ? voice.name : ''));
      return this.#byName.get(speaker.label) ?? [];
    }
    const known = this.#unnamed.get(speaker) ?? passages.filter(speaker.speaks);
    this.#unnamed.set(speaker, known);
    return known;
  }

  /** What a voice is in the debate; null where nobody said. */
  qualityOf(speaker: Speaker): string | null {
    const [first] = this.passagesOf(speaker);
    return first?.voice.quality ?? null;
  }

  /** What a passage speaks of, each with what stands for it in an address. */
  themesOf(passage: Passage): readonly (readonly [slug: string, theme: Theme])[] {
    const names = new Set(this.topics.in(passage));
    return [...names].flatMap((name) => {
      const slug = this.#slugOfTheme.get(name);
      const theme = this.themes.get(slug ?? '');
      return slug === undefined || theme === undefined ? [] : [[slug, theme] as const];
    });
  }

  /** What a passage does to others, then what others do to it. */
  readAround(passage: Passage) {
    return readAround(passage, this.corpus, (ref) => this.passages.get(ref));
  }

  /** All that an editor reads between two passages, each once. */
  get pairs(): readonly ReadTogether[] {
    return (this.#pairs ??= [...readTogetherIn(this.corpus)].flatMap(([passage, pairs]) =>
      pairs.filter(({ by }) => by === passage),
    ));
  }
}

export interface Theme {
  readonly name: string;
  readonly passages: readonly Passage[];
}

/** Those of most passages first. */
function themesIn(corpus: Corpus, topics: Catalogue['topics']): readonly Theme[] {
  const byName = new Map<string, Passage[]>();
  for (const passage of corpus.passages) {
    for (const name of topics.in(passage)) {
      const those = byName.get(name) ?? [];
      byName.set(name, those);
      those.push(passage);
    }
  }
  return [...byName]
    .map(([name, passages]) => ({ name, passages }))
    .sort((a, b) => b.passages.length - a.passages.length);
}

/**
 * Each under its name as an address has it. Of two names that are one there, the one that comes first in
 * the alphabet has it, whatever else the corpus holds, and the other a number.
 */
function bySlug<Each>(
  all: readonly Each[],
  nameOf: (each: Each) => string,
): ReadonlyMap<string, Each> {
  const slugs = new Map<string, string>();
  const taken = new Set<string>();
  for (const name of all.map(nameOf).toSorted()) {
    const slug = slugOf(name);
    let free = slug;
    for (let count = 2; taken.has(free); count += 1) free = `${slug}-${count}`;
    taken.add(free);
    slugs.set(name, free);
  }
  return new Map(all.map((each) => [slugs.get(nameOf(each)) ?? '', each]));
}

/** A folder's name is no longer on any disk, with a number behind it. */
const LONGEST_SLUG = 100;

function slugOf(name: string): string {
  const slug = foldText(name)
    .replace(/[^a-z0-9]+/gu, '-')
    .slice(0, LONGEST_SLUG)
    .replace(/^-|-$/gu, '');
  return slug === '' ? 'sans-nom' : slug;
}
