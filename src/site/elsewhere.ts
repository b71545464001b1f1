import type { Answer, Asking, Dispatch, Options } from '../ask/request.ts';
import { CARD_FILE, MAP_PATH, refOn } from '../debate/address.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import type { Cleared } from '../debate/gate.ts';
import type { Passage } from '../debate/passage.ts';
import { BotError, type ReportFault } from '../errors.ts';
import { pageWords } from '../messages/site.ts';
import { FILE } from './page.ts';
import { placesOn } from './paging.ts';
import { NEIGHBOURS } from './passages.ts';
import { PagePictures } from './pictured.ts';
import type { Draws } from './pictures/drawing.ts';
import type { Picture } from './pictures/setting.ts';
import type { Typeface } from './pictures/typeface.ts';
import { placeOf } from './places.ts';
import type { DebateSite } from './publication.ts';
import { Shelves } from './shelves.ts';
import { asked } from './site.ts';
import { PageWriter, type SitePage } from './writing.ts';

interface SiteParts {
  /** The live edition, whenever it is used. */
  readonly debate: OpenDebate;
  readonly dispatch: Dispatch;
  readonly pictures: { readonly typeface: Typeface; readonly drawing: Draws };
  readonly reportFault: ReportFault;
  /** Whether it is one of several, whose list stands one folder up. */
  readonly isOfSeveral: boolean;
}

/** Editions that may end while one page is made. */
const MOST_EDITIONS = 5;

/** Pages that are made of all passages of a debate at once: a voice, a theme, all that is read together. */
const APART = /^(?:(?:voix|themes)\/[a-z0-9-]+|carte\/\d+)\//u;

/**
 * The pages of a debate whose passages do not lie in memory, as far as each can be made from the passages that it
 * shows: its gate knows these, and those that are read with them, and no others.
 */
export class SiteElsewhere implements DebateSite {
  readonly #parts: SiteParts;

  constructor(parts: SiteParts) {
    this.#parts = parts;
  }

  async hash(): Promise<string> {
    const { debate } = this.#parts;
    await debate.catchUp();
    return debate.catalogue.hash;
  }

  async page(path: string): Promise<SitePage | null> {
    if (path === MAP_PATH) return this.map({});
    return this.#ofOneEdition(async (debate) => {
      const writer = this.#writerFor(await debate.showing(await idsOn(path, debate)));
      const page = writer.pageAt(path);
      return page === null ? null : writer.written(page);
    });
  }

  search(query: string): Promise<SitePage | null> {
    return this.#asked('debat', { sujet: query }, (writer, answer) =>
      writer.searched(query, answer),
    );
  }

  map(options: Options): Promise<SitePage | null> {
    return this.#asked('carte', options, (writer, answer) => writer.mapped(options, answer));
  }

  async picture(path: string, options: Options): Promise<Cleared<Picture> | null> {
    if (path.startsWith(MAP_PATH))
      return this.#asked('carte', options, (writer, { reply }) => writer.mapPicture(reply));
    const page = path.slice(0, -CARD_FILE.length);
    return this.#ofOneEdition(async (debate) => {
      return this.#writerFor(await debate.showing([refOn(page) ?? ''])).card(page);
    });
  }

  file(): null {
    return null;
  }

  missing(path: string): Cleared<string> {
    return APART.test(path) || FILE.test(path)
      ? this.told(path, pageWords.apart, pageWords.apartText)
      : this.told(path, pageWords.notFound, pageWords.notFoundText);
  }

  told(path: string, title: string, text: string): Cleared<string> {
    const { debate } = this.#parts;
    // It may have become one for some alone since it was found.
    return this.#writerFor(isForAll(debate) ? debate : NO_DEBATE).told(path, title, text);
  }

  /** What is made of an answer is of the edition that answered. */
  #asked<Shown>(
    command: Asking,
    options: Options,
    shownOf: (writer: PageWriter, answer: Answer) => Shown | Promise<Shown>,
  ): Promise<Shown | null> {
    return this.#ofOneEdition(async (debate) => {
      const answer = await asked(this.#parts.dispatch, command, options);
      const { reply, from = debate } = answer;
      if (reply.kind === 'notice' && reply.notice.code === 'search down')
        throw new BotError('search', 'what a page asks is not answered', { retryable: true });
      return shownOf(this.#writerFor(from), answer);
    });
  }

  /** Makes it again where another edition took the place of the one that it was made of; null where the debate is not for all any more. */
  async #ofOneEdition<Made>(
    make: (debate: OpenDebate) => Promise<Made | null>,
  ): Promise<Made | null> {
    const { debate } = this.#parts;
    for (let left = MOST_EDITIONS; left > 0; left -= 1) {
      const { catalogue } = debate;
      // Passages of one edition need not fit the catalogue of another.
      const [made] = await Promise.allSettled([make(debate)]);
      await debate.catchUp();
      // Each edition has its own, though its files may be those of an edition before.
      if (debate.catalogue !== catalogue) continue;
      if (!isForAll(debate)) return null;
      if (made.status === 'rejected') throw made.reason;
      return made.value;
    }
    const told = `the debate ${debate.key} changes faster than a page of it can be made`;
    throw new BotError('search', told, { retryable: true });
  }

  #writerFor({ catalogue, gate, passages }: OpenDebate): PageWriter {
    const { pictures: drawing, reportFault, isOfSeveral } = this.#parts;
    const parts = { ...drawing, reportFault, hasImages: true };
    return new PageWriter({
      ...{ gate, isOfSeveral, index: '', hasProcess: true, hasFeed: false },
      shelves: new Shelves(catalogue, passages),
      pictures: new PagePictures({ ...parts, corpus: catalogue, gate }),
    });
  }
}

function isForAll({ catalogue }: OpenDebate): boolean {
  return catalogue.debate.tenants == null;
}

/** Of the passages that the page at a path shows. */
async function idsOn(path: string, debate: OpenDebate): Promise<readonly string[]> {
  const ref = refOn(path);
  const around = ref === null ? ofWorkOn(path, debate) : debate.holdings.around(ref, NEIGHBOURS);
  return (await around).map(({ id }) => id);
}

/** Those of a page of a work; none where a path is of another page. */
async function ofWorkOn(
  path: string,
  { catalogue, holdings }: OpenDebate,
): Promise<readonly Passage[]> {
  const { kind, name = '', page = 1 } = placeOf(path, new Shelves(catalogue, [])) ?? {};
  const entry = kind === 'oeuvres' ? catalogue.entryOf({ id: name }) : null;
  const places = entry === null ? null : placesOn(page, entry.passages);
  if (entry === null || places === null) return [];
  return holdings.inWork(entry.source, places.from, places.to - places.from);
}
