import { foldText } from '../french/words.ts';
import { capitalised } from '../french/typography.ts';
import { readTogetherIn, type ReadTogether } from '../debate/graph.ts';
import { readAround } from '../debate/relation.ts';
import { catalogueOf, type Catalogue } from '../debate/catalogue.ts';
import type { Speaker, SpeakerEntry } from '../debate/speaker.ts';
import type { Corpus, Passage, Source } from '../debate/passage.ts';

/**
 * What a path or a reference is of, in one state of the debate, with some of its passages at hand: those that a page
 * shows, and those that are read with them. Voices and themes have no pages then, which are made of all passages.
 */
export class Shelves {
  readonly catalogue: Catalogue;
  /** By `work#anchor`. */
  readonly passages: ReadonlyMap<string, Passage>;
  /** Those that have pages, by what stands for the name in an address. */
  readonly voices: ReadonlyMap<string, SpeakerEntry> = new Map();
  readonly themes: ReadonlyMap<string, Theme> = new Map();
  /** All that an editor reads between two passages, each once; null where it takes all passages to tell. */
  readonly pairs: readonly ReadTogether[] | null = null;
  /** By what a voice or a theme that has a page is called, what stands for it in an address. */
  protected readonly slugs: Slugs = { voices: new Map(), themes: new Map() };
  #listed: ReadonlySet<string> | null = null;
  #unlinked: ReadonlySet<string> | null = null;

  constructor(catalogue: Catalogue, passages: readonly Passage[]) {
    this.catalogue = catalogue;
    this.passages = new Map(passages.map((passage) => [passage.id, passage]));
  }

  get sources(): readonly Source[] {
    return this.catalogue.sources;
  }

  /** Of all pages; null where nobody shows them. */
  get site(): string | null {
    return this.sources[0]?.site ?? null;
  }

  /** Those that somebody wrote, of most passages first. */
  get listedThemes(): readonly ListedTheme[] {
    return ofMostFirst([...this.catalogue.topics.themes].map(([name, count]) => ({ name, count })));
  }

  /** What the voice of a passage is called. */
  labelOf(passage: Passage): string {
    return this.catalogue.labelOf(passage);
  }

  /** What stands for a voice in an address; null for a voice that has no page. */
  slugOfVoice(label: string): string | null {
    return this.slugs.voices.get(label) ?? null;
  }

  /** The same of a theme. */
  slugOfTheme(name: string): string | null {
    return this.slugs.themes.get(name) ?? null;
  }

  /** Whether a voice or a theme is called so that has no page. */
  isUnlinked(name: string): boolean {
    const voices = this.catalogue.speakers.map(({ label }) => label);
    this.#unlinked ??= new Set([
      ...voices.filter((label) => this.slugOfVoice(label) === null).map(capitalised),
      ...[...this.#themeNames].filter((theme) => this.slugOfTheme(theme) === null),
    ]);
    return this.#unlinked.has(name);
  }

  /** How many passages of a work are held. */
  heldOf(source: Source): number {
    return this.catalogue.entryOf(source)?.passages ?? 0;
  }

  /** Of the passages of a work in its order, from the place `from` up to the one before `to`, those that are at hand. */
  inWork({ id }: Source, from: number, to: number): readonly Passage[] {
    return [...this.passages.values()]
      .filter(({ source, order }) => source.id === id && from <= order && order < to)
      .sort((a, b) => a.order - b.order);
  }

  /** What a passage speaks of, of the themes that are listed. */
  themesOf(passage: Passage): readonly string[] {
    const names = new Set(this.catalogue.topics.in(passage));
    return [...names].filter((name) => this.#themeNames.has(name));
  }

  get #themeNames(): ReadonlySet<string> {
    return (this.#listed ??= new Set(this.listedThemes.map(({ name }) => name)));
  }

  /** What a passage does to others that are at hand, then what they do to it. */
  readAround(passage: Passage) {
    const passageOf = (id: string) => this.passages.get(id);
    const others = this.catalogue.readTogether.get(passage.id) ?? [];
    const beside = { passages: others.flatMap((id) => passageOf(id) ?? []) };
    return readAround(passage, beside, passageOf);
  }
}

type Slugs = Readonly<Record<'voices' | 'themes', ReadonlyMap<string, string>>>;

/** The same with all passages of the debate at hand. */
export class WholeShelves extends Shelves {
  readonly corpus: Corpus;
  override readonly voices: ReadonlyMap<string, SpeakerEntry>;
  override readonly themes: ReadonlyMap<string, Theme>;
  readonly #works: ReadonlyMap<string, readonly Passage[]>;
  override readonly pairs: readonly ReadTogether[];
  protected override readonly slugs: Slugs;
  readonly #unnamed = new Map<Speaker, readonly Passage[]>();
  readonly #listedThemes: readonly ListedTheme[];
  #byName: ReadonlyMap<string, readonly Passage[]> | null = null;

  constructor(corpus: Corpus) {
    const catalogue = catalogueOf(corpus);
    super(catalogue, corpus.passages);
    this.corpus = corpus;
    this.#works = Map.groupBy(corpus.passages, ({ source }) => source.id);
    this.voices = bySlug(catalogue.speakerEntries, ({ speaker }) => speaker.label);
    this.themes = bySlug(themesIn(corpus, catalogue.topics), ({ name }) => name);
    this.pairs = [...readTogetherIn(corpus)].flatMap(([passage, pairs]) =>
      pairs.filter(({ by }) => by === passage),
    );
    this.#listedThemes = [...this.themes.values()];
    this.slugs = {
      voices: new Map([...this.voices].map(([slug, { speaker }]) => [speaker.label, slug])),
      themes: new Map([...this.themes].map(([slug, { name }]) => [name, slug])),
    };
  }

  override get listedThemes(): readonly ListedTheme[] {
    return this.#listedThemes;
  }

  override inWork({ id }: Source, from: number, to: number): readonly Passage[] {
    return (this.#works.get(id) ?? []).slice(Math.max(0, from), to);
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
}

export interface ListedTheme {
  readonly name: string;
  /** How many passages have it. */
  readonly count: number;
}

export interface Theme extends ListedTheme {
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
  return ofMostFirst(
    [...byName].map(([name, passages]) => ({ name, passages, count: passages.length })),
  );
}

function ofMostFirst<Each extends ListedTheme>(themes: Each[]): readonly Each[] {
  return themes.sort((a, b) => b.count - a.count);
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
