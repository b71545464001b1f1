import { parse } from 'parse5';
import { refOn } from '../debate/address.ts';
import type {
  Reading,
  ShownPair,
  ShownQuotation,
  ShownSentence,
  ShownStatement,
  ShownWork,
} from '../debate/reading.ts';
import { relationOn } from '../debate/relation.ts';
import { DataReader } from './data/reader.ts';
import { unsupported } from '../conversation/sentences.ts';
import {
  allIn,
  hrefIn,
  hrefOf,
  is,
  isElement,
  textIn,
  textOf,
  type Element,
  type Node,
  type Turn,
} from './nodes.ts';
import { FILE } from './page.ts';
import { DrawnReader } from './pictured.ts';

/** No page is there: it stands for wherever the pages are. */
const BASE = 'https://pages.invalid/';

/** What a page may be made of; anything else could run, or show what is not read here. */
const ATTRIBUTES = new Set(
  'action alt aria-current aria-hidden aria-label aria-labelledby charset class content dir for hidden href http-equiv id lang method name rel role src tabindex title type value placeholder width height'.split(
    ' ',
  ),
);
const SPOKEN = ['title', 'alt', 'aria-label', 'placeholder', 'value', 'content'];
const LINKS = ['href', 'src', 'action'];

/** What is known of the pages, beside what stands in the one that is read. */
export interface Known {
  readonly isPage: (path: string) => boolean;
  /** What those of a voice, a theme or a work are called; null where the path is of none. */
  readonly nameOf: (path: string) => string | null;
  /** Whether a voice or a theme is called so that has no page; absent where there is none. */
  readonly isUnlinked?: (name: string) => boolean;
}

/** Finds in a page all that a person sees or hears of it, from the HTML alone; `path` is its own. */
export function readPage(document: string, path: string, known: Known): Reading {
  const reader = new PageReader(path, known);
  for (const node of parse(document).childNodes) reader.read(node, null);
  return reader.reading;
}

class PageReader {
  readonly #path: string;
  readonly #base: string;
  readonly #quotations: ShownQuotation[] = [];
  readonly #statements: ShownStatement[] = [];
  readonly #pairs: ShownPair[] = [];
  readonly #known: Known;
  readonly #works: ShownWork[] = [];
  readonly #faults: ShownSentence[] = [];
  readonly #texts: string[] = [];
  readonly #data = new DataReader();
  readonly #drawn = new DrawnReader((href) => this.#pathOf(href));
  /** Where and when the words of the page were said, as its head tells. */
  #work = '';

  constructor(path: string, known: Known) {
    this.#path = path;
    this.#base = BASE + path;
    this.#known = known;
  }

  get reading(): Reading {
    const data = this.#data.readingOn(this.#path, this.#quotations);
    const { nodes, arrows, ...drawn } = this.#drawn.reading;
    return {
      quotations: [...data.quotations, ...this.#quotations, ...drawn.quotations],
      works: this.#works,
      documents: [],
      facts: data.facts,
      sentences: [...this.#faults, ...data.sentences, ...drawn.sentences],
      statements: this.#statements,
      pairs: this.#pairs,
      ...{ nodes, arrows },
      texts: [...this.#texts, ...data.texts, ...drawn.texts],
    };
  }

  /** `turn` is who speaks in the turn that the node stands in; null outside of one. */
  read(node: Node, turn: Turn | null): void {
    if (node.nodeName === '#text') this.#tell(textOf(node));
    if (!isElement(node)) return;
    if (this.#data.reads(node) || this.#drawn.reads(node)) return;
    this.#readAttributes(node);
    if (node.tagName === 'script' && textOf(node) !== '') this.#fault('script');
    if (is(node, 'quotation')) this.#readFigure(node, turn);
    else if (is(node, 'workline')) this.#readWork(node);
    else if (is(node, 'statement')) this.#readStatement(node);
    else if (is(node, 'pair')) this.#readPair(node);
    else if (is(node, 'name')) this.#readName(node);
    else {
      const said = is(node, 'turn') ? this.#turnIn(node) : turn;
      for (const child of node.childNodes) this.read(child, said);
    }
  }

  #turnIn(node: Element): Turn {
    const voice = hrefIn(node, 'voice');
    return {
      speaker: textIn(node, 'speaker') ?? '',
      // A page of no voice is nobody's.
      label: voice === null ? null : (this.#known.nameOf(this.#pathOf(voice)) ?? voice),
    };
  }

  #fault(shown: string): void {
    this.#faults.push(unsupported(shown));
  }

  #tell(text: string): void {
    if (text.trim() !== '') this.#texts.push(text.trim());
  }

  #readAttributes(element: Element): void {
    const { tagName, attrs } = element;
    for (const { name, value } of attrs) {
      if (!ATTRIBUTES.has(name)) this.#fault(`${tagName} ${name}`);
      if (SPOKEN.includes(name)) this.#tell(value);
      if (LINKS.includes(name)) this.#readAddress(value, element);
    }
  }

  /** Among our pages it must be of one; elsewhere one that the corpus has, which is compared where a passage's is read. */
  #readAddress(address: string, element: Element): void {
    const path = URL.canParse(address, this.#base) ? this.#pathOf(address) : address;
    const isOurs = !/^[a-z]+:/u.test(path);
    const page = path.replace(/[#?].*$/su, '');
    if (isOurs && (this.#known.isPage(page) || FILE.test(page))) return;
    if (isOurs || !/^https?:/u.test(path)) this.#fault(address);
    else if (!is(element, 'original')) this.#tell(this.#withoutOwn(path, element));
  }

  /** The address of this page itself, as its head has it, is under the site’s own. */
  #withoutOwn(address: string, { attrs }: Element): string {
    const isCanonical = attrs.some(({ name, value }) => name === 'rel' && value === 'canonical');
    const own = this.#base.slice(BASE.length);
    if (!isCanonical || own === '') return address;
    return address.endsWith(own) ? address.slice(0, -own.length) : `${address}?`;
  }

  #readFigure(figure: Element, turn: Turn | null): void {
    const speaker = textIn(figure, 'speaker') ?? turn?.speaker ?? '';
    const page = this.#pathIn(figure);
    const quotation: ShownQuotation = {
      words: textIn(figure, 'words') ?? '',
      caption: `${speaker} — ${textIn(figure, 'work') ?? this.#work}`,
      url: hrefIn(figure, 'original'),
      page,
      thesis: textIn(figure, 'thesis'),
      ...(page === null ? {} : { label: refOn(page) ?? page }),
      ...(turn?.label == null ? {} : { speaker: turn.label }),
    };
    const relation = relationOn(textIn(figure, 'relation') ?? '');
    this.#quotations.push(relation === null ? quotation : { ...quotation, relation });
    for (const line of allIn(figure, 'pair')) {
      const refs = [refOn(page ?? '') ?? '', this.#refOf(line)] as const;
      this.#pairs.push({ line: textOf(line), refs, isInOrder: false });
    }
    this.#readRest(figure);
  }

  #readStatement(node: Element): void {
    this.#statements.push({ text: textOf(node), ref: this.#refOf(node) });
    this.#readWithin(node);
  }

  /** Outside of a quotation, both names lead to passages. */
  #readPair(node: Element): void {
    const [one, other, ...others] = node.childNodes.filter(isElement);
    const refs = [one, other].map((each) => (each === undefined ? '' : this.#refOf(each)));
    const [by = '', to = ''] = others.length === 0 ? refs : [];
    this.#pairs.push({ line: textOf(node), refs: [by, to], isInOrder: true });
    this.#readRest(node);
  }

  /** What a page is called, at its head or where it is linked to; or what has none. */
  #readName(node: Element): void {
    const href = hrefOf(node);
    const path = href === null ? this.#base.slice(BASE.length) : this.#pathOf(href);
    const text = textOf(node);
    const { nameOf, isUnlinked = () => false } = this.#known;
    if (node.tagName === 'span' ? !isUnlinked(text) : nameOf(path) !== text) this.#fault(text);
    this.#readWithin(node);
  }

  #refOf(node: Element): string {
    return refOn(this.#pathOf(hrefOf(node) ?? '')) ?? '';
  }

  /** What stands in a quotation beside its own parts is ours. */
  #readRest(node: Element): void {
    for (const child of node.childNodes) {
      if (child.nodeName === '#text') this.#tell(textOf(child));
      if (!isElement(child)) continue;
      this.#readAttributes(child);
      if (PARTS.some((part) => is(child, part))) this.#readWithin(child);
      else this.#readRest(child);
    }
  }

  /** Of what stands in a part that is read as one text, all but the text. */
  #readWithin(part: Element): void {
    for (const child of part.childNodes.filter(isElement)) {
      this.#readAttributes(child);
      if (child.tagName === 'script') this.#fault('script');
      this.#readWithin(child);
    }
  }

  #pathIn(figure: Element): string | null {
    const href = hrefIn(figure, 'page');
    return href === null ? null : this.#pathOf(href);
  }

  /** From the root of the pages; the whole address where it is elsewhere. */
  #pathOf(href: string): string {
    const { href: whole } = new URL(href, this.#base);
    return whole.startsWith(BASE)
      ? whole.slice(BASE.length).replace(/index\.html(?=$|[?#])/u, '')
      : whole;
  }

  #readWork(node: Element): void {
    const line = textIn(node, 'line') ?? '';
    const link = hrefIn(node, 'line');
    const page = link === null ? null : this.#pathOf(link);
    this.#works.push({ line, url: hrefIn(node, 'original'), page });
    this.#work = textIn(node, 'work') ?? '';
    this.#readRest(node);
  }
}

/** Read where the quotation is. */
const PARTS = ['words', 'speaker', 'work', 'thesis', 'relation', 'pair', 'line'];
