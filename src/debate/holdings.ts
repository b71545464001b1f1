import { acceptsFor, hasFilters, type Filters } from './filters.ts';
import { workIn, type Corpus, type Passage, type Source } from './passage.ts';
import { isOwnPosition } from './quote.ts';
import { standingOf, standsAlone, type Standing } from './standing.ts';
import { themeKey } from './topics.ts';

/**
 * The passages of a debate, wherever they are kept. What keeps them elsewhere rejects where it cannot be asked,
 * and may give one passage as two objects; their works are those of the catalogue.
 */
export interface Holdings {
  /** Those of these ids that are held, in the order asked for. */
  passages(ids: readonly string[]): Promise<readonly Passage[]>;
  /** Those of a selection in the order of the corpus, `limit` at most. */
  selected(selection: Selection, limit: number): Promise<readonly Passage[]>;
  /** How many of a selection each work has, of works that have one. */
  counted(selection: Selection): Promise<ReadonlyMap<Source, number>>;
  /** All that stand alone and pass the filters. */
  standing(filters: Filters): Promise<readonly Standing[]>;
  /**
   * Shows portion by portion all passages whose words may be or hold one of these quotations, whatever their
   * case, accents and signs, and perhaps others: of each quotation in the order of the corpus, as long as more
   * are wanted. Gives the places of those that were not compared with all they had to be: there were too many.
   */
  mayHold(quotations: readonly string[], show: Show): Promise<ReadonlySet<number>>;
  /** A passage between those before it and after it in its work, `most` on either side; none where it is not held. */
  around(id: string, most: number): Promise<readonly Passage[]>;
  /** Those of a work in its order, from the place `from` on, the first being 0; `most` at most. */
  inWork(work: Source, from: number, most: number): Promise<readonly Passage[]>;
}

/** Passages that are shown together, and the places of those among them that are for one quotation, ascending. */
export interface Portion {
  readonly passages: readonly Passage[];
  readonly placesFor: (quotation: number) => Iterable<number>;
}

/** Is shown a portion for some quotations, by their places among those that are asked for; gives those that more are wanted for. */
export type Show = (portion: Portion, quotations: readonly number[]) => Promise<readonly number[]>;

/** Which passages are meant: those for which all that is said here is true. */
export interface Selection {
  readonly filters: Filters;
  /** Of these ids. */
  readonly ids?: Pick<ReadonlyMap<string, unknown>, 'has' | 'keys'>;
  /** Of these works, or with this address of their own. */
  readonly from?: { readonly works: ReadonlySet<Source>; readonly address: string | null };
  /** Under a theme, by its `themeKey`. */
  readonly theme?: string;
  /** In which the voice says in its own name what it thinks. */
  readonly isOwnPosition?: boolean;
  readonly standsAlone?: boolean;
  /** Whose text holds this, to the character. */
  readonly holding?: string;
}

/** Whether a selection leaves no passage out, whatever its theme. */
export function isOfAll({ filters, theme: _, ...others }: Selection): boolean {
  return !hasFilters(filters) && Object.values(others).every((each) => !each);
}

/** Whether a passage is meant by a selection, whatever its theme. */
export function selects(selection: Selection): (passage: Passage) => boolean {
  const { filters, ids, from, isOwnPosition: isOwn = false, holding = '' } = selection;
  const accepts = acceptsFor(filters);
  const isAlone = selection.standsAlone ?? false;
  return (passage) =>
    (ids?.has(passage.id) ?? true) &&
    (from === undefined || from.works.has(passage.source) || isAt(from.address, passage)) &&
    (!isOwn || isOwnPosition(passage)) &&
    (holding === '' || passage.text?.includes(holding) === true) &&
    accepts(passage) &&
    (!isAlone || standsAlone(passage));
}

function isAt(address: string | null, { url }: Passage): boolean {
  return address !== null && url === address;
}

const known = new WeakMap<readonly Passage[], Holdings>();

/** The holdings of a corpus that lies in memory. */
export function holdingsOf({ passages }: Pick<Corpus, 'passages'>): Holdings {
  const holdings = known.get(passages) ?? new HeldInMemory(passages);
  known.set(passages, holdings);
  return holdings;
}

type ByKey = ReadonlyMap<string, readonly Passage[]>;

/** What is looked up by is laid out when it is first needed. */
class HeldInMemory implements Holdings {
  readonly #passages: readonly Passage[];
  #byWork: ByKey | null = null;
  #byTheme: ByKey | null = null;
  #alone: readonly Passage[] | null = null;
  #standing: readonly Standing[] | null = null;

  constructor(passages: readonly Passage[]) {
    this.#passages = passages;
  }

  passages(ids: readonly string[]): Promise<readonly Passage[]> {
    return Promise.resolve(
      ids.flatMap((id) => this.#workOf(id).find((passage) => passage.id === id) ?? []),
    );
  }

  selected(selection: Selection, limit: number): Promise<readonly Passage[]> {
    return Promise.resolve(this.#selected(selection, limit));
  }

  counted(selection: Selection): Promise<ReadonlyMap<Source, number>> {
    const counts = new Map<Source, number>();
    for (const { source } of this.#selected(selection)) {
      counts.set(source, (counts.get(source) ?? 0) + 1);
    }
    return Promise.resolve(counts);
  }

  standing(filters: Filters): Promise<readonly Standing[]> {
    this.#alone ??= this.#passages.filter(standsAlone);
    this.#standing ??= this.#alone.map(standingOf);
    if (!hasFilters(filters)) return Promise.resolve(this.#standing);
    return Promise.resolve(this.#alone.filter(acceptsFor(filters)).map(standingOf));
  }

  async mayHold(quotations: readonly string[], show: Show): Promise<ReadonlySet<number>> {
    const passages = this.#passages;
    await show({ passages, placesFor: () => passages.keys() }, [...quotations.keys()]);
    return new Set();
  }

  around(id: string, most: number): Promise<readonly Passage[]> {
    const work = this.#workOf(id);
    const place = work.findIndex((passage) => passage.id === id);
    const from = Math.max(0, place - most);
    return Promise.resolve(place < 0 ? [] : work.slice(from, place + most + 1));
  }

  inWork({ id }: Source, from: number, most: number): Promise<readonly Passage[]> {
    return Promise.resolve(this.#workOf(id).slice(from, from + most));
  }

  #selected(selection: Selection, limit = Infinity): readonly Passage[] {
    const isMeant = selects(selection);
    const found: Passage[] = [];
    for (const passage of this.#among(selection)) {
      if (found.length >= limit) break;
      if (isMeant(passage)) found.push(passage);
    }
    return found;
  }

  /** Some of the passages, all that may be meant among them. */
  #among({ theme, ids }: Selection): readonly Passage[] {
    if (theme !== undefined) return (this.#byTheme ??= byTheme(this.#passages)).get(theme) ?? [];
    if (ids === undefined) return this.#passages;
    const works = new Set([...ids.keys()].map(workIn));
    return [...this.#works()].flatMap(([id, those]) => (works.has(id) ? those : []));
  }

  #workOf(id: string): readonly Passage[] {
    return this.#works().get(workIn(id)) ?? [];
  }

  #works(): ByKey {
    return (this.#byWork ??= Map.groupBy(this.#passages, ({ source }) => source.id));
  }
}

function byTheme(passages: readonly Passage[]): ByKey {
  const keys = new Map<string, string>();
  const found = new Map<string, Passage[]>();
  for (const passage of passages) {
    for (const topic of passage.topics) {
      const key = keys.get(topic) ?? themeKey(topic);
      keys.set(topic, key);
      const bearers = found.get(key);
      if (bearers === undefined) found.set(key, [passage]);
      else bearers.push(passage);
    }
  }
  return found;
}
