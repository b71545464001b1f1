import type { Corpus, Passage, Source } from './passage.ts';
import { captionOf, workLine, workName } from './quote.ts';
import { speakersOf, type Speaker } from './speaker.ts';

/**
 * A corpus as what is shown is looked up in it. A message shows passages of a few works: only those are
 * laid out, when one of them is first looked for.
 */
export class Known {
  readonly passages: readonly Passage[];
  readonly sources: readonly Source[];
  readonly titles: ReadonlySet<string>;
  readonly urls: ReadonlySet<string>;
  readonly #corpus: Corpus;
  readonly #works: ReadonlyMap<string, KnownWork>;
  #byLine: ReadonlyMap<string, readonly Source[]> | null = null;

  constructor(corpus: Corpus) {
    this.passages = corpus.passages;
    this.sources = corpus.sources;
    this.titles = new Set(corpus.sources.map(({ title }) => title));
    this.urls = new Set(corpus.sources.flatMap(({ url }) => url ?? []));
    this.#corpus = corpus;
    const works = Map.groupBy(corpus.passages, ({ source }) => source.id);
    this.#works = new Map([...works].map(([id, passages]) => [id, new KnownWork(passages)]));
  }

  /** A message that is refused may name anything. */
  passageOf(named: unknown): Passage | undefined {
    const id = String(named);
    return this.#works.get(id.replace(/#.*$/su, ''))?.passageOf(id);
  }

  /** A cut quotation is looked for among the passages of one voice in one work. */
  captioned(caption: string): readonly Passage[] {
    return [...this.#works.values()].flatMap((work) => work.captioned(caption));
  }

  worksOn(line: string): readonly Source[] {
    this.#byLine ??= Map.groupBy(this.sources, workLine);
    return this.#byLine.get(line) ?? [];
  }

  speakerOf(label: string): Speaker | undefined {
    return speakersOf(this.#corpus).find((each) => each.label === label);
  }
}

/** The passages of one work. */
class KnownWork {
  readonly #passages: readonly Passage[];
  readonly #names: readonly string[];
  #byId: ReadonlyMap<string, Passage> | null = null;
  #byCaption: ReadonlyMap<string, readonly Passage[]> | null = null;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
    this.#names = [...new Set(passages.map(({ source }) => source))].map(workName);
  }

  passageOf(id: string): Passage | undefined {
    this.#byId ??= new Map(this.#passages.map((passage) => [passage.id, passage]));
    return this.#byId.get(id);
  }

  captioned(caption: string): readonly Passage[] {
    if (!this.#names.some((name) => caption.includes(name))) return [];
    this.#byCaption ??= Map.groupBy(this.#passages, captionOf);
    return this.#byCaption.get(caption) ?? [];
  }
}
