import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { createDispatch } from '../ask/dispatch.ts';
import { chooserAt, type Choices, type House } from '../ask/debats.ts';
import type { Address, Answer, Dispatch, Request } from '../ask/request.ts';
import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { BotError } from '../errors.ts';
import type { Log, Time } from '../ports.ts';
import { createRetriever } from '../search/retriever.ts';
import { listedIn, listed, mayKnow, type Listing, type Listed } from './listing.ts';
import { openLive, type EditionParts, type Live } from './live.ts';
import { remembering } from './remembering.ts';

interface HouseParts extends Omit<EditionParts, 'corpusFolder' | 'key'> {
  /** Of a house of several; null where there is one debate. */
  readonly debatesFolder: string | null;
  /** Of the only one. */
  readonly corpusFolder: string;
  /** What the debates that are open may take together, in bytes; one is open however large it is. */
  readonly memoryBytes: number;
  readonly choices: Choices;
  /** Absent where answers are not remembered. */
  readonly clock?: Pick<Time, 'now'>;
  readonly log: Log;
}

/** Of those that are asked at once, so many are read at once: none counts as open, or is let go of, before it is read. */
const MOST_OPENING = 2;

/** The debates that are answered from: each is opened when it is first asked, and the least asked are let go of. */
export class OpenHouse implements House {
  readonly choices: Choices;
  readonly #parts: HouseParts;
  readonly #open: LRUCache<string, Live>;
  readonly #opening = new Map<string, Promise<Live>>();
  readonly #reading = pLimit(MOST_OPENING);
  /** Each as it is asked where answers are remembered. */
  readonly #asked = new WeakMap<Live, Dispatch>();
  readonly #ofNone: Dispatch;
  #listing: Listing = new Map();

  private constructor(parts: HouseParts) {
    this.#parts = parts;
    this.choices = parts.choices;
    this.#open = new LRUCache({
      maxSize: parts.memoryBytes,
      // The only one is never counted, and one that is larger than all may take is open alone.
      sizeCalculation: (live, key) =>
        key === '' ? 1 : Math.min(Math.max(1, live.bytes), parts.memoryBytes),
      dispose: (live) => {
        live.close();
      },
    });
    const { corpus } = NO_DEBATE;
    const known = { ...parts, corpus, retriever: createRetriever(corpus), choose: null };
    const { subscribing = null } = parts;
    const proposing = parts.proposing === undefined ? null : { ...parts.proposing, debate: null };
    this.#ofNone = createDispatch(
      { ...known, subscribing, proposing },
      parts.reportFault,
      NO_DEBATE,
    );
  }

  /** Opens the only debate; of several, none is opened before it is asked. Rejects with a BotError that names what is wrong. */
  static async open(parts: HouseParts): Promise<OpenHouse> {
    const house = new OpenHouse(parts);
    await house.#look();
    return house;
  }

  get areSeveral(): boolean {
    return this.#parts.debatesFolder !== null;
  }

  readonly knownAt = (address: Address): readonly NamedDebate[] =>
    [...this.#listing.values()].filter((each) => mayKnow(each, address));

  readonly named = async (key: string, address: Address): Promise<OpenDebate | null> => {
    const known = this.#listing.get(key);
    return known === undefined || !mayKnow(known, address)
      ? null
      : (await this.#openedBy(key)).debate;
  };

  readonly at = async (address: Address): Promise<OpenDebate | null> => {
    const key = await this.keyAt(address);
    return key === null ? null : this.named(key, address);
  };

  readonly keyAt = async (address: Address): Promise<string | null> => {
    const known = this.knownAt(address);
    const [only, ...others] = known;
    return others.length === 0 ? (only?.key ?? null) : this.#chosenAt(address, known);
  };

  readonly ask = async (debate: OpenDebate, request: Request): Promise<Answer> => {
    if (debate === NO_DEBATE) return this.#ofNone(request);
    const live = await this.#openedBy(debate.key);
    return (this.#asked.get(live) ?? live.dispatch)(request);
  };

  /** Those that are open, the last asked first. */
  get open(): readonly Live[] {
    return [...this.#open.values()];
  }

  /** All that there are, whoever may know of them. */
  get all(): readonly Listed[] {
    return [...this.#listing.values()];
  }

  /** Of those that are open and for all: anybody may ask for the health of the process. */
  get #public(): readonly Live[] {
    return this.open.filter(({ debate: { key } }) => this.#listing.get(key)?.tenants === null);
  }

  /** Of the debates that are open, and for all. */
  get hash(): string {
    const [only, ...others] = this.#public.map((live) => live.corpus.hash).toSorted();
    return others.length === 0 ? (only ?? '') : hash('sha256', [only, ...others].join(' '));
  }

  /** How many there are in those. */
  get passages(): { readonly length: number } {
    return { length: this.#public.reduce((sum, { corpus }) => sum + corpus.passages.length, 0) };
  }

  /**
   * Reads each debate once, so that the operator learns what is wrong with one before anybody asks it, and whoever
   * asks first finds it read. Never rejects.
   */
  async lookThrough(signal: AbortSignal): Promise<void> {
    for (const known of this.all) {
      if (signal.aborted) return;
      if (this.#open.has(known.key)) continue;
      await this.#read(known).then(
        (live) => {
          live.close();
        },
        (fault: unknown) => {
          this.#parts.log.error({ debate: known.key, fault }, 'a debate cannot be answered from');
        },
      );
    }
  }

  /** Reads again which debates there are, and those that are open. Rejects with the first BotError, and what it is of stays as it was. */
  readonly reload = async (): Promise<void> => {
    if (this.#parts.debatesFolder !== null) await this.#look();
    for (const key of this.#open.keys()) if (!this.#listing.has(key)) this.#open.delete(key);
    const reloading = await Promise.allSettled(this.open.map((live) => live.reload()));
    for (const each of reloading) if (each.status === 'rejected') throw each.reason;
    if (this.#parts.debatesFolder === null) await this.#look();
  };

  /** Finds which debates there are; the only one says itself what it is, once it is open. */
  async #look(): Promise<void> {
    const { debatesFolder, corpusFolder: folder, publicUrl = null, log } = this.#parts;
    if (debatesFolder !== null) {
      this.#listing = await listedIn(debatesFolder, publicUrl, this.#listing, log);
      return;
    }
    const only = { key: '', folder, publicUrl };
    const { corpus } = (this.#open.get('') ?? (await this.#opened(only))).debate;
    this.#listing = new Map([['', listed(corpus.debate, only)]]);
  }

  async #chosenAt(address: Address, known: readonly NamedDebate[]): Promise<string | null> {
    const isKnown = (key: string | null) => known.some((each) => each.key === key);
    const here =
      address.channel === null ? null : await this.choices.of(chooserAt(address, 'channel'));
    if (isKnown(here)) return here;
    if (address.workspace === null) return null;
    const standard = await this.choices.of(chooserAt(address, 'workspace'));
    return isKnown(standard) ? standard : null;
  }

  #read({ key, folder, publicUrl }: Pick<Listed, 'key' | 'folder' | 'publicUrl'>): Promise<Live> {
    return openLive({ ...this.#parts, corpusFolder: folder, publicUrl, key });
  }

  /** Once, however many ask meanwhile. */
  async #openedBy(key: string): Promise<Live> {
    const open = this.#open.get(key);
    if (open !== undefined) return open;
    const opening = this.#opening.get(key) ?? this.#reading(() => this.#openNow(key));
    this.#opening.set(key, opening);
    return opening.finally(() => this.#opening.delete(key));
  }

  async #openNow(key: string): Promise<Live> {
    const known = this.#listing.get(key);
    if (known === undefined) throw new BotError('corpus', `there is no debate ${key}`);
    return this.#opened(known);
  }

  async #opened({ key, folder, publicUrl }: Pick<Listed, 'key' | 'folder' | 'publicUrl'>) {
    const live = await this.#read({ key, folder, publicUrl });
    const { clock = null } = this.#parts;
    if (clock !== null) this.#asked.set(live, remembering(live.dispatch, live.corpus, clock));
    this.#open.set(key, live);
    return live;
  }
}
