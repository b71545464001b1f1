import { unsupported } from '../conversation/sentences.ts';
import { passagePath } from '../debate/address.ts';
import { Cleared, type Gate } from '../debate/gate.ts';
import type { DebateMap } from '../debate/graph.ts';
import type { Corpus, Passage } from '../debate/passage.ts';
import type { Reading, ShownSentence } from '../debate/reading.ts';
import type { MapReply } from '../debate/reply.ts';
import { BotError, type ReportFault } from '../errors.ts';
import { html, Markup } from './markup.ts';
import { isElement, textOf, type Element, type Node } from './nodes.ts';
import type { Href } from './page.ts';
import type { Draws } from './pictures/drawing.ts';
import { headingOf } from './pictures/illustrator.ts';
import type { MapLook } from './pictures/map.ts';
import { assertKnown, refuse, type Element as Part } from './pictures/parse.ts';
import { Pictures } from './pictures/pictures.ts';
import { readElements } from './pictures/read.ts';
import type { NotDrawn, Picture } from './pictures/setting.ts';
import type { TimelineEntry } from './pictures/timeline.ts';
import type { Typeface } from './pictures/typeface.ts';

/** A picture in a page. */
export interface Figure {
  /** Null where there is none. */
  readonly figure: Markup | null;
  /** Whether it is the same whenever it is asked for; else it could not be drawn just now. */
  readonly isLasting: boolean;
}

export const NO_FIGURE: Figure = { figure: null, isLasting: true };

interface Parts {
  /** Of the live edition, whenever it is used. */
  readonly corpus: Pick<Corpus, 'debate'>;
  readonly gate: Gate;
  readonly typeface: Typeface;
  readonly drawing: Draws;
  /** Whether pictures are files as well. */
  readonly hasImages: boolean;
  readonly reportFault: ReportFault;
}

/** The pictures of a debate as its pages show them, and as files beside these. */
export class PagePictures {
  readonly #parts: Parts;
  readonly #pictures: Pictures;

  constructor(parts: Parts) {
    this.#parts = parts;
    this.#pictures = new Pictures(parts);
  }

  /** A map in a page, as wide as there is room where it can be: each passage and each arrow leads on. */
  async mapIn(map: DebateMap, widest: number, href: Href): Promise<Figure> {
    const hrefOf = (passage: Passage) => href(passagePath(passage));
    try {
      return drawn('map', await this.#pictures.map(map, { heading: null, hrefOf, widest }));
    } catch (fault) {
      // A page says the same in words: too many pictures to draw are no reason not to show it.
      if (!(fault instanceof BotError)) throw fault;
      this.#parts.reportFault(fault);
      return { figure: null, isLasting: false };
    }
  }

  /** Works by date with what each says; each entry leads on. */
  timelineIn(entries: readonly TimelineEntry[], href: Href): Markup | null {
    const hrefOf = (passage: Passage) => href(passagePath(passage));
    return drawn('dated', this.#pictures.timeline(entries, null, hrefOf)).figure;
  }

  /** The file of a passage; null where there is none. */
  card(passage: Passage): Cleared<Picture> | null {
    return this.#parts.hasImages ? made(this.#pictures.card(passage)) : null;
  }

  /** Whether a map has a file. */
  hasMap(reply: MapReply): boolean {
    return this.#parts.hasImages && this.#pictures.hasMap(reply.map, this.#lookOf(reply));
  }

  /** The file of a map; null where there is none. Rejects with a BotError where it cannot be laid out. */
  async map(reply: MapReply): Promise<Cleared<Picture> | null> {
    if (!this.#parts.hasImages) return null;
    return made(await this.#pictures.map(reply.map, this.#lookOf(reply)));
  }

  png(picture: Cleared<Picture>): Promise<Uint8Array> {
    return this.#parts.drawing.png(picture);
  }

  #lookOf(reply: MapReply): MapLook {
    return { heading: headingOf(reply, this.#parts.typeface), hrefOf: null };
  }
}

function made(picture: Cleared<Picture> | NotDrawn): Cleared<Picture> | null {
  return picture instanceof Cleared ? picture : null;
}

function drawn(kind: string, picture: Cleared<Picture> | NotDrawn): Figure {
  if (!(picture instanceof Cleared)) return NO_FIGURE;
  // What is wider than a page scrolls by itself, with the keyboard too.
  const figure = html`<div
    class="picture ${kind}"
    role="region"
    tabindex="0"
    aria-label="${picture.payload.alt}"
  >
    ${Markup.picture(picture)}
  </div>`;
  return { figure, isLasting: true };
}

/** Reads the pictures in a page; `pathOf` tells where a link leads. */
export class DrawnReader {
  readonly #pathOf: (href: string) => string;
  readonly #readings: Reading[] = [];
  readonly #faults: ShownSentence[] = [];

  constructor(pathOf: (href: string) => string) {
    this.#pathOf = pathOf;
  }

  /** Whether an element is a picture; it is read then. */
  reads(node: Element): boolean {
    if (node.tagName !== 'svg') return false;
    try {
      this.#readings.push(readElements(partOf(node, this.#pathOf)));
    } catch (fault) {
      this.#faults.push(unsupported(String(fault)));
    }
    return true;
  }

  get reading() {
    return {
      quotations: this.#readings.flatMap(({ quotations }) => quotations),
      nodes: this.#readings.flatMap(({ nodes = [] }) => nodes),
      arrows: this.#readings.flatMap(({ arrows = [] }) => arrows),
      texts: this.#readings.flatMap(({ texts }) => texts),
      sentences: this.#faults,
    };
  }
}

function isDrawn({ namespaceURI }: { readonly namespaceURI: string }): boolean {
  return namespaceURI === 'http://www.w3.org/2000/svg';
}

function partOf(node: Node, pathOf: (href: string) => string): Part {
  if (!isElement(node) || !isDrawn(node)) return refuse(node.nodeName);
  const named = node.attrs.map(({ prefix, name, value }) => {
    const whole = prefix === undefined || prefix === '' ? name : `${prefix}:${name}`;
    return [whole, whole === 'href' ? pathOf(value) : value] as const;
  });
  const attributes = Object.fromEntries(named);
  assertKnown(node.tagName, Object.keys(attributes));
  const children = node.childNodes.map((child) =>
    child.nodeName === '#text' ? textOf(child) : partOf(child, pathOf),
  );
  return { name: node.tagName, attributes, children };
}
