import { catalogueOf, type Catalogue } from './catalogue.ts';
import { Gate } from './gate.ts';
import { holdingsOf, type Holdings } from './holdings.ts';
import type { Corpus, Passage } from './passage.ts';

/** A debate that is answered from. What it holds is replaced in place when it is read again. */
export class OpenDebate {
  /** As of a `NamedDebate`. */
  readonly key: string;
  readonly gate: Gate;
  /** All of it, where it lies in memory: the live edition, whenever it is used. */
  readonly corpus: Corpus | null;
  /**
   * Brings it up to date where what keeps it may have changed since it was asked: of what is read between two of
   * these, all is of one state where the hash of the catalogue stays the same. Rejects where that cannot be asked.
   */
  readonly catchUp: () => Promise<void>;
  readonly #shown: readonly Passage[];
  #held: Held;

  /** Of what lies elsewhere, its gate lets these passages through. */
  constructor(
    held: Held,
    key = '',
    passages: readonly Passage[] = [],
    catchUp = () => Promise.resolve(),
  ) {
    this.key = key;
    this.catchUp = catchUp;
    this.gate = new Gate(held.catalogue, held.corpus?.passages ?? passages, key);
    this.corpus = held.corpus === null ? null : { ...held.corpus };
    this.#shown = passages;
    this.#held = held;
  }

  /** One that lies in memory. */
  static of(corpus: Corpus, key = ''): OpenDebate {
    return new OpenDebate(heldIn(corpus), key);
  }

  get catalogue(): Catalogue {
    return this.#held.catalogue;
  }

  /** Those that its gate lets through. */
  get passages(): readonly Passage[] {
    return this.corpus?.passages ?? this.#shown;
  }

  get holdings(): Holdings {
    return this.#held.holdings;
  }

  /**
   * The same, its gate knowing these passages, by their ids, and those that are read with them: the same object
   * where it knows all. Rejects where the holdings cannot be asked.
   */
  async showing(ids: readonly string[]): Promise<OpenDebate> {
    if (this.corpus !== null || ids.length === 0) return this;
    const { readTogether } = this.catalogue;
    const beside = ids.flatMap((id) => readTogether.get(id) ?? []);
    const passages = await this.holdings.passages([...new Set([...ids, ...beside])]);
    return new OpenDebate(this.#held, this.key, passages);
  }

  renew(held: Held): void {
    if (this.corpus !== null) Object.assign(this.corpus, held.corpus);
    this.#held = held;
    this.gate.renew(held.catalogue, held.corpus?.passages ?? []);
  }
}

/** What is held of a debate: where it lies elsewhere, nothing but what tells of it. */
export interface Held {
  readonly catalogue: Catalogue;
  readonly holdings: Holdings;
  readonly corpus: Corpus | null;
}

export function heldIn(corpus: Corpus): Held {
  return { catalogue: catalogueOf(corpus), holdings: holdingsOf(corpus), corpus };
}

/** What is shown of no debate: it quotes nothing. */
export const NO_DEBATE = OpenDebate.of({
  hash: '',
  debate: { title: null, question: null, themes: null },
  voices: [],
  sources: [],
  passages: [],
  lexicon: [],
});

/** A passage by its debate and its own reference, where something is kept of passages of several: `climat/dupont-2011#a1`. */
export function qualifiedRef(key: string, ref: string): string {
  return key === '' ? ref : `${key}/${ref}`;
}

/** The debate and the reference that such a name is made of. */
export function readQualifiedRef(name: string): { readonly key: string; readonly ref: string } {
  const { key = '', ref = name } = /^(?<key>[^/#]+)\/(?<ref>.+)$/su.exec(name)?.groups ?? {};
  return { key, ref };
}
