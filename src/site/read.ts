import { parse, type DefaultTreeAdapterTypes } from 'parse5';
import { refOn } from '../debate/address.ts';
import type { Reading, ShownQuotation, ShownSentence, ShownWork } from '../debate/reading.ts';
import { relationOn } from '../debate/relation.ts';
import { unsupported } from '../conversation/sentences.ts';

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** No page is there: it stands for wherever the pages are. */
const BASE = 'https://pages.invalid/';

/** What a page may be made of; anything else could run, or show what is not read here. */
const ATTRIBUTES = new Set(
  'action alt aria-current aria-hidden aria-label aria-labelledby charset class content dir for href http-equiv id lang method name rel role src tabindex title type value placeholder width height'.split(
    ' ',
  ),
);
const SPOKEN = ['title', 'alt', 'aria-label', 'placeholder', 'value', 'content'];
const LINKS = ['href', 'src', 'action'];

/** Finds in a page all that a person sees or hears of it, from the HTML alone; `path` is its own. */
export function readPage(document: string, path: string): Reading {
  const reader = new PageReader(path);
  for (const node of parse(document).childNodes) reader.read(node, null);
  return reader.reading;
}

class PageReader {
  readonly #base: string;
  readonly #quotations: ShownQuotation[] = [];
  /** The same quotations again, each under what is read between it and another. */
  readonly #facing: ShownQuotation[] = [];
  readonly #works: ShownWork[] = [];
  readonly #faults: ShownSentence[] = [];
  readonly #texts: string[] = [];
  /** Where and when the words of the page were said, as its head tells. */
  #work = '';

  constructor(path: string) {
    this.#base = BASE + path;
  }

  get reading(): Reading {
    return {
      quotations: [...this.#quotations, ...this.#facing],
      works: this.#works,
      documents: [],
      sentences: this.#faults,
      texts: this.#texts,
    };
  }

  /** `speaker` is who speaks as the turn tells; null outside of one. */
  read(node: Node, speaker: string | null): void {
    if (node.nodeName === '#text') this.#tell(textOf(node));
    if (!isElement(node)) return;
    this.#readAttributes(node);
    if (node.tagName === 'script' && textOf(node) !== '') this.#faults.push(unsupported('script'));
    if (is(node, 'quotation')) this.#readFigure(node, speaker);
    else if (is(node, 'workline')) this.#readWork(node);
    else {
      const said = is(node, 'turn') ? textIn(node, 'speaker') : speaker;
      for (const child of node.childNodes) this.read(child, said);
    }
  }

  #tell(text: string): void {
    if (text.trim() !== '') this.#texts.push(text.trim());
  }

  #readAttributes({ tagName, attrs }: Element): void {
    for (const { name, value } of attrs) {
      if (!ATTRIBUTES.has(name)) this.#faults.push(unsupported(`${tagName} ${name}`));
      if (SPOKEN.includes(name)) this.#tell(value);
      if (LINKS.includes(name)) this.#readAddress(value);
    }
  }

  /** Of another place it must be one that the corpus has; a passage’s is compared where it is read. */
  #readAddress(address: string): void {
    const url = URL.parse(address, this.#base);
    if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:'))
      this.#faults.push(unsupported(address));
  }

  #readFigure(figure: Element, turn: string | null): void {
    const speaker = textIn(figure, 'speaker') ?? turn ?? '';
    const page = this.#pathIn(figure);
    const quotation: ShownQuotation = {
      words: textIn(figure, 'words') ?? '',
      caption: `${speaker} — ${textIn(figure, 'work') ?? this.#work}`,
      url: hrefIn(figure, 'original'),
      page,
      thesis: textIn(figure, 'thesis'),
      ...(page === null ? {} : { label: refOn(page) ?? page }),
    };
    const relation = relationOn(textIn(figure, 'relation') ?? '');
    this.#quotations.push(relation === null ? quotation : { ...quotation, relation });
    for (const line of allIn(figure, 'facing')) {
      this.#facing.push({ ...quotation, facing: textOf(line) });
    }
    this.#readRest(figure);
  }

  /** What stands in a quotation beside its own parts is ours. */
  #readRest(node: Element): void {
    for (const child of node.childNodes) {
      if (child.nodeName === '#text') this.#tell(textOf(child));
      if (!isElement(child)) continue;
      this.#readAttributes(child);
      if (!PARTS.some((part) => is(child, part))) this.#readRest(child);
    }
  }

  #pathIn(figure: Element): string | null {
    const href = hrefIn(figure, 'page');
    return href === null ? null : this.#pathOf(href);
  }

  /** From the root of the pages; the whole address where it is elsewhere. */
  #pathOf(href: string): string {
    const { href: whole } = new URL(href, this.#base);
    return whole.startsWith(BASE) ? whole.slice(BASE.length).replace(/index\.html$/u, '') : whole;
  }

  #readWork(node: Element): void {
    const line = textIn(node, 'line') ?? '';
    this.#works.push({ line, url: hrefIn(node, 'original') });
    this.#work = textIn(node, 'work') ?? '';
    this.#readRest(node);
  }
}

/** Read where the quotation is. */
const PARTS = ['words', 'speaker', 'work', 'thesis', 'relation', 'facing', 'line'];

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function is({ attrs }: Element, part: string): boolean {
  return (attrs.find(({ name }) => name === 'class')?.value.split(' ') ?? []).includes(part);
}

function allIn(element: Element, part: string): readonly Element[] {
  return element.childNodes.filter(isElement).flatMap((child) => {
    return is(child, part) ? [child] : allIn(child, part);
  });
}

/** Of two such parts, both: what is not the one that is meant is then in no corpus. */
function textIn(element: Element, part: string): string | null {
  const found = allIn(element, part);
  return found.length === 0 ? null : found.map(textOf).join(' ');
}

function hrefIn(element: Element, part: string): string | null {
  const [first] = allIn(element, part);
  return first?.attrs.find(({ name }) => name === 'href')?.value ?? null;
}

function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
