import { completedAlike, told, type Answer, type Request } from '../ask/request.ts';
import { pagesBelow } from '../debate/address.ts';
import { Catalogue } from '../debate/catalogue.ts';
import { OpenDebate } from '../debate/debates.ts';
import { exemplary } from '../debate/examples.ts';
import { MOST_COMPARED } from '../debate/facing.ts';
import { NO_FILTERS } from '../debate/filters.ts';
import type { Passage } from '../debate/passage.ts';
import { quotesOf, type Reply } from '../debate/reply.ts';
import { Topics } from '../debate/topics.ts';
import { BotError } from '../errors.ts';
import { readCatalogue, type KeptCatalogue } from '../search/postgres/catalogue-reading.ts';
import { Connection, searchFault } from '../search/postgres/connection.ts';
import { editions, listing } from '../search/postgres/debates.ts';
import { PostgresHoldings } from '../search/postgres/postgres-holdings.ts';
import { PostgresRetriever } from '../search/postgres/postgres-retriever.ts';
import { schemaIn } from '../search/postgres/tables.ts';
import type { Log } from '../ports.ts';
import { indexVersion } from './cache.ts';
import { inOrder, listed, mayKnow, type Listed, type Looked } from './listing.ts';
import { dispatchOf, Live, type Edition, type EditionParts } from './live.ts';

type KeptParts = Omit<EditionParts, 'corpusFolder' | 'showsProposed' | 'meaning'>;

/** The debates that a search server keeps: a process answers from them without holding their passages. */
export class KeptDebates {
  readonly #connection: Connection;
  readonly #schema: string;
  readonly #log: Pick<Log, 'warn'>;
  /** What was live when it was looked at last; null before. */
  #seen: string | null = null;
  #keepsAny = true;
  /** Debates of which it was told that they are to be laid out anew. */
  readonly #told = new Set<string>();

  constructor(url: string, log: Pick<Log, 'warn'>) {
    this.#connection = new Connection(url, (fault) => {
      log.warn({ fault: searchFault(fault) }, 'a connection to the search server was lost');
    });
    this.#schema = schemaIn(url);
    this.#log = log;
  }

  /** What there is. Rejects with a BotError `search` where the server cannot be asked, or keeps none at the first look. */
  async look(publicUrl: string | null): Promise<Looked> {
    // Asked first: what changes before the list is read is looked at again.
    const live = await this.#live();
    const all = await listing(this.#connection, this.#schema);
    this.#tellWhether(all.length > 0);
    this.#seen = live;
    const named = all.filter(({ debate }) => debate !== '');
    // Among several, one without a name could not be asked.
    const shown = named.length > 0 ? named : all;
    const version = indexVersion();
    for (const each of shown) if (each.version !== version) this.#tellVersion(each.debate);
    const debates = shown.map(({ debate: key, about }) => {
      const pages = key === '' ? publicUrl : pagesBelow(publicUrl, key);
      return listed(about.debate, { key, folder: '', publicUrl: pages });
    });
    return { listing: inOrder(debates), unread: new Map() };
  }

  /** Whether there is anything else since. Rejects with a BotError `search` where the server cannot be asked. */
  async isChanged(): Promise<boolean> {
    return (await this.#live()) !== this.#seen;
  }

  async #live(): Promise<string> {
    const live = await editions(this.#connection, this.#schema);
    return Array.from(live, String).toSorted().join(' ');
  }

  /** Tells once that it keeps none any more, and that it keeps one again; at a start, that is a fault. */
  #tellWhether(keepsAny: boolean): void {
    const none = `the search server keeps no debate in the schema ${this.#schema}: bring it there with npm run corpus -- index`;
    if (!keepsAny && this.#seen === null) throw new BotError('search', none, { retryable: true });
    if (!keepsAny && this.#keepsAny) this.#log.warn({}, none);
    if (keepsAny && !this.#keepsAny) this.#log.warn({}, 'the search server keeps a debate again');
    this.#keepsAny = keepsAny;
  }

  /** Words are read otherwise since: what is asked of it may not be found. */
  #tellVersion(debate: string): void {
    if (this.#told.has(debate)) return;
    this.#told.add(debate);
    const changed = 'another version of the program laid it out: run npm run corpus -- index';
    this.#log.warn({ debate }, changed);
  }

  /** Rejects with a BotError `search` where the server cannot be asked, or the debate is not whole there. */
  async open(known: Pick<Listed, 'key' | 'publicUrl'>, parts: KeptParts): Promise<Live> {
    return new KeptDebate(known, parts, this.#connection, this.#schema).opened();
  }

  close(): Promise<void> {
    return this.#connection.close();
  }
}

/** One state of a debate that is kept. */
interface KeptEdition extends Edition {
  readonly catalogue: KeptCatalogue;
  readonly retriever: PostgresRetriever;
}

/** What a debate takes in memory beside its works and its words: what was asked last of its postings. */
const BYTES = 60 * 1024 * 1024;
const BYTES_A_WORK = 2_000;
/** Its length, and what of the words of a large debate comes to it. */
const BYTES_A_PASSAGE = 50;

class KeptDebate {
  readonly #known: Pick<Listed, 'key' | 'publicUrl'>;
  readonly #parts: KeptParts;
  readonly #connection: Connection;
  readonly #schema: string;

  constructor(
    known: Pick<Listed, 'key' | 'publicUrl'>,
    parts: KeptParts,
    connection: Connection,
    schema: string,
  ) {
    this.#known = known;
    this.#parts = parts;
    this.#connection = connection;
    this.#schema = schema;
  }

  async opened(): Promise<Live> {
    let current = await this.#edition(null);
    const renew = async () => {
      const live = await this.#live();
      if (live !== current.catalogue.edition) current = await this.#edition(current);
      return current;
    };
    const catchUp = (): Promise<void> => live.reload();
    const debate = new OpenDebate(current.held, this.#known.key, [], catchUp);
    const live: Live = new Live(current, renew, debate);
    return live;
  }

  /** What is live on the server, as `editions` tells it. */
  async #live(): Promise<string | undefined> {
    return (await editions(this.#connection, this.#schema)).get(this.#known.key);
  }

  async #edition(before: KeptEdition | null): Promise<KeptEdition> {
    const { key, publicUrl: site } = this.#known;
    const place = { schema: this.#schema, debate: key };
    const known = before?.catalogue.works ?? [];
    const read = await readCatalogue(this.#connection, place, { site, known });
    const sources = new Map(read.works.map(({ source }) => [source.id, source]));
    const { thesaurus = null } = this.#parts;
    const settings = { ...place, site, sources, thesaurus };
    const retriever = new PostgresRetriever(this.#connection, settings, before?.retriever ?? null);
    const kept = { ...place, catalogue: read, retriever };
    const holdings = new PostgresHoldings(this.#connection, kept);
    const catalogue = await catalogueFrom(read, holdings);
    const held = { catalogue, holdings, corpus: null };
    const debate = new OpenDebate(held, key);
    const dispatch = dispatchOf(held, retriever, debate, this.#parts);
    return {
      ...{ held, retriever, dispatch, catalogue: read },
      shown: (answer, request) => this.#shown(answer, request, read.edition),
      bytes: () => BYTES + BYTES_A_WORK * read.works.length + BYTES_A_PASSAGE * catalogue.size,
    };
  }

  /**
   * The answer with what it shows at hand, read once more: its gate lets nothing else through. What was read
   * before this edition was found to be the live one is of this edition.
   */
  async #shown(answer: Answer, request: Request, edition: string): Promise<Answer | null> {
    const { reply, from } = answer;
    if (from === undefined) return answer;
    const debate = await from.showing(shownIn(reply));
    const live = await this.#live();
    // Whose debate it is may have changed with it.
    if (live === undefined || !mayKnow(from.catalogue.debate, request.address)) return GONE;
    if (live !== edition && !isDone(answer)) return null;
    const shown = { ...answer, from: debate };
    return completedAlike(answer, shown, (completed, whole) =>
      this.#completed(completed, whole, edition),
    );
  }

  /** Never rejects: an answer that cannot be compared just now, or not any more, is not shown, and the one before it stays. */
  async #completed(answer: Answer, before: Answer, edition: string): Promise<Answer> {
    const { from, reply } = answer;
    try {
      if (from === undefined) return answer;
      const shown = { ...answer, from: await from.showing(shownIn(reply)) };
      return (await this.#live()) === edition ? shown : before;
    } catch (fault) {
      this.#parts.reportFault(fault);
      return before;
    }
  }
}

const GONE = told({ code: 'debate gone' });

/** What was changed by it is not changed twice, and it quotes nothing. */
function isDone({ asked }: Answer): boolean {
  return asked?.command === 'proposer' || asked?.command === 'abonnement';
}

/** Every passage of which a reply shows something, by its id. */
function shownIn(reply: Reply): readonly string[] {
  const evidence = 'summary' in reply ? (reply.summary?.evidence ?? []) : [];
  return [...quotesOf(reply), ...evidence].map(({ passage }) => passage.id);
}

async function catalogueFrom(
  { about, works: all, sample, themes, places }: KeptCatalogue,
  holdings: PostgresHoldings,
): Promise<Catalogue> {
  const works = all.filter(({ passages }) => passages > 0);
  const sources = all.map(({ source }) => source);
  const size = works.reduce((sum, { passages }) => sum + passages, 0);
  const named = works.flatMap(({ said }) => said.filter(({ voice }) => voice.named));
  const names = [...new Set(named.map(({ voice }) => voice.name))];
  const heldBy = new Map<string, readonly Passage[]>();
  const catalogue = new Catalogue({
    ...{ about, sources, size, works, places },
    topics: new Topics({ size, themes, sample, names }),
    heldBy: ({ label }) => heldBy.get(label) ?? [],
  });
  for (const speaker of exemplary(catalogue.speakers)) {
    const own = { filters: { ...NO_FILTERS, speakers: [speaker] }, isOwnPosition: true };
    heldBy.set(speaker.label, await holdings.selected(own, MOST_COMPARED));
  }
  return catalogue;
}
