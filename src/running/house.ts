import { hash } from 'node:crypto';
import { LRUCache } from 'lru-cache';
import pLimit from 'p-limit';
import { createDispatch } from '../ask/dispatch.ts';
import { chosenAt, type Choices, type Chosen } from '../ask/chosen.ts';
import type { House } from '../ask/debats.ts';
import type { Address, Answer, Dispatch, Request } from '../ask/request.ts';
import type { NamedDebate } from '../debate/choice.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import { BotError } from '../errors.ts';
import type { Log, Time } from '../ports.ts';
import { createRetriever } from '../search/retriever.ts';
import { listedIn, listed, mayKnow, tellUnread } from './listing.ts';
import type { Listed, Listing, Unread } from './listing.ts';
import { openLive, type EditionParts, type Live } from './live.ts';
import type { KeptDebates } from './kept.ts';
import { remembering } from './remembering.ts';

interface HouseParts extends Omit<EditionParts, 'corpusFolder' | 'key'> {
  /** Of a house of several; null where there is one debate. */
  readonly debatesFolder: string | null;
  /** Of the only one. */
  readonly corpusFolder: string;
  /** Where a search server keeps them all, whatever the folders hold; null where it does not. */
  readonly kept: KeptDebates | null;
  /** What the debates that are open may take together, in bytes; one is open however large it is. */
  readonly memoryBytes: number;
  readonly choices: Choices;
  /** Absent where answers are not remembered. */
  readonly clock?: Pick<Time, 'now'>;
  readonly log: Log;
}

/** Of those that are asked at once, so many are read at once: none counts as open, or is let go of, before it is read. */
const MOST_OPENING = 2;

/** How long it takes until a debate whose own file could not be read is there, once it can. */
const TRY_AGAIN_MS = 60_000;

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
  #unread: Unread = new Map();

  private constructor(parts: HouseParts) {
    this.#parts = parts;
    this.choices = parts.choices;
    this.#open = new LRUCache({
      maxSize: parts.memoryBytes,
      // The only one is never counted, and one that is larger than all may take is open alone.
      sizeCalculation: (live, key) =>
        key === '' ? 1 : Math.min(Math.max(1, live.bytes), parts.memoryBytes),
      // What is taken out goes back in at once, or is closed by whoever takes it out.
      dispose: (live, _, reason) => {
        if (reason !== 'delete') live.close();
      },
    });
    const { catalogue, holdings } = NO_DEBATE;
    const retriever = createRetriever({ passages: [], lexicon: [] });
    const { subscribing = null } = parts;
    const proposing = parts.proposing === undefined ? null : { ...parts.proposing, debate: null };
    const known = { catalogue, holdings, retriever, subscribing, proposing, choose: null };
    this.#ofNone = createDispatch({ ...parts, ...known }, parts.reportFault, NO_DEBATE);
  }

  /** Opens the only debate; of several, none is opened before it is asked. Rejects with a BotError that names what is wrong. */
  static async open(parts: HouseParts): Promise<OpenHouse> {
    const house = new OpenHouse(parts);
    await house.#look();
    if (!house.areSeveral) await house.#openedBy('');
    return house;
  }

  get areSeveral(): boolean {
    const { kept, debatesFolder } = this.#parts;
    return kept === null ? debatesFolder !== null : !this.#listing.has('');
  }

  readonly knownAt = (address: Address): readonly NamedDebate[] =>
    [...this.#listing.values()].filter((each) => mayKnow(each, address));

  readonly named = async (key: string, address: Address): Promise<OpenDebate | null> => {
    const known = this.#listing.get(key);
    if (known === undefined || !mayKnow(known, address)) return null;
    const { debate } = await this.#openedBy(key);
    return mayKnow(debate.catalogue.debate, address) ? debate : null;
  };

  readonly at = async (address: Address): Promise<OpenDebate | null> => {
    const { key } = await this.chosenAt(address);
    return key === null ? null : this.named(key, address);
  };

  readonly chosenAt = (address: Address): Promise<Chosen> =>
    chosenAt(address, this.knownAt(address), this.choices);

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
    const [only, ...others] = this.#public.map((live) => live.debate.catalogue.hash).toSorted();
    return others.length === 0 ? (only ?? '') : hash('sha256', [only, ...others].join(' '));
  }

  /** How many there are in those. */
  get passages(): { readonly length: number } {
    return { length: this.#public.reduce((sum, { debate }) => sum + debate.catalogue.size, 0) };
  }

  /**
   * Reads each debate once, so that the operator learns what is wrong with one before anybody asks it, and whoever
   * asks first finds it read; then tries those whose own file cannot be read, until it can. What a server keeps is
   * read there as it is asked, and looked for again, since other processes may change it. Never rejects.
   */
  async lookThrough({ wait }: Pick<Time, 'wait'>, signal: AbortSignal): Promise<void> {
    const isStopped = () => signal.aborted;
    const { kept } = this.#parts;
    const seen = new Set(this.#open.keys());
    while (!isStopped()) {
      for (const known of kept === null ? this.all : []) {
        if (isStopped()) return;
        if (!seen.has(known.key)) await this.#readOnce(known);
        seen.add(known.key);
      }
      await wait(TRY_AGAIN_MS, signal).catch(() => undefined);
      if (!isStopped() && (kept !== null || this.#unread.size > 0)) await this.#lookAgain();
    }
  }

  async #readOnce(known: Listed): Promise<void> {
    try {
      (await this.#read(known)).close();
    } catch (fault) {
      this.#parts.log.error({ debate: known.key, fault }, 'a debate cannot be answered from');
    }
  }

  async #lookAgain(): Promise<void> {
    const { kept } = this.#parts;
    await (kept === null ? this.#look(this.#unread) : this.reload()).catch((fault: unknown) => {
      this.#parts.log.error({ fault }, 'the debates cannot be looked for');
    });
  }

  /** Which debates there are is as whatever keeps them says now. Rejects with a BotError where that cannot be asked. */
  readonly catchUp = async (): Promise<void> => {
    if ((await this.#parts.kept?.isChanged()) === true) await this.#look();
  };

  /** Reads again which debates there are, and those that are open. Rejects with the first BotError, and what it is of stays as it was. */
  readonly reload = async (): Promise<void> => {
    if (this.#looksFirst) await this.#look();
    const reloading = await Promise.allSettled(this.open.map((live) => live.reload()));
    this.#countAgain();
    for (const each of reloading) if (each.status === 'rejected') throw each.reason;
    if (!this.#looksFirst) await this.#look();
  };

  /** Whether what there is is known without opening it: the only one of a folder says itself what it is. */
  get #looksFirst(): boolean {
    return this.#parts.kept !== null || this.#parts.debatesFolder !== null;
  }

  /** What is open takes more by now, or less: as much as is too much is let go of, the least asked first. */
  #countAgain(): void {
    const leastAskedFirst = this.open.toReversed();
    this.#open.clear();
    for (const live of leastAskedFirst) this.#open.set(live.debate.key, live);
  }

  /** Finds which debates there are; the only one says itself what it is, once it is open. What was `told` is not told again. */
  async #look(told: Unread = new Map()): Promise<void> {
    const { kept, debatesFolder, publicUrl = null, log } = this.#parts;
    if (this.#looksFirst) {
      const looked = await (kept === null
        ? listedIn(debatesFolder ?? '', publicUrl, this.#listing)
        : kept.look(publicUrl));
      tellUnread(looked, told, log);
      ({ listing: this.#listing, unread: this.#unread } = looked);
      for (const live of this.open.filter(({ debate }) => !this.#listing.has(debate.key))) {
        this.#open.delete(live.debate.key);
        live.close();
      }
      return;
    }
    const only = { key: '', folder: this.#parts.corpusFolder, publicUrl };
    const { catalogue } = (this.#open.get('') ?? (await this.#opened(only))).debate;
    this.#listing = new Map([['', listed(catalogue.debate, only)]]);
  }

  #read({ key, folder, publicUrl }: Pick<Listed, 'key' | 'folder' | 'publicUrl'>): Promise<Live> {
    const { kept } = this.#parts;
    if (kept !== null) return kept.open({ key, publicUrl }, this.#parts);
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
    const { clock = null, kept } = this.#parts;
    // Whether a server keeps the same edition still is asked there each time.
    if (clock !== null && kept === null)
      this.#asked.set(live, remembering(live.dispatch, live.debate, clock));
    this.#open.set(key, live);
    return live;
  }
}
