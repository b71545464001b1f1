import { readAlt } from '../../debate/drawn.ts';
import type { Reading, ShownArrow, ShownNode, ShownQuotation } from '../../debate/reading.ts';
import { arrowOn } from '../../debate/relation.ts';
import { parsed, refuse, type Element } from './parse.ts';
import type { Picture } from './setting.ts';

/** Everything that is written in a picture, seen or only spoken; throws where it holds what no picture has. */
export function readPicture({ svg, alt }: Picture): Reading {
  const reader = new PictureReader();
  reader.alt(alt);
  reader.readAll(parsed(svg));
  return reader.reading;
}

/** The same of a picture that stands in a page, as its elements; throws likewise. */
export function readElements(svg: Element): Reading {
  const reader = new PictureReader();
  reader.readAll(svg);
  return reader.reading;
}

/** A passage of a map, where its box stands and where it leads. */
interface Box {
  readonly label: string;
  readonly edges: Edges;
  readonly href: string | undefined;
}

class PictureReader {
  readonly #quotations: ShownQuotation[] = [];
  readonly #nodes: ShownNode[] = [];
  readonly #arrows: ShownArrow[] = [];
  readonly #texts: string[] = [];
  readonly #boxes: Box[] = [];

  get reading(): Reading {
    const [quotations, nodes, arrows] = [this.#quotations, this.#nodes, this.#arrows];
    return { quotations, nodes, arrows, works: [], documents: [], texts: this.#texts };
  }

  alt(text: string): void {
    const { quotations, texts } = readAlt(text);
    this.#quotations.push(...quotations);
    this.#texts.push(...texts);
  }

  readAll({ children }: Element): void {
    for (const each of children) this.#read(each);
  }

  #read(child: Element | string): void {
    if (typeof child === 'string') return void this.#texts.push(child);
    const { name, attributes, children } = child;
    const [part, ...kinds] = (attributes['class'] ?? '').split(' ');
    if (name === 'title') this.alt(wordsOf(child));
    else if (name === 'rect') edgesOf(child);
    else if (name === 'text') this.#texts.push(partIn('label', child));
    else if (name !== 'g' && name !== 'a') refuse(name);
    else if (part === 'quotation' && name === 'g') this.#quotations.push(quotationIn(children));
    else if (part === 'entry') this.#quotations.push({ ...entryIn(children), ...pageOf(child) });
    else if (part === 'node') this.#readNode(child);
    else if (part === 'arrow') this.#readArrow(child, kinds.join(' '));
    else refuse(`${name} ${part ?? ''}`);
  }

  /** Its number, then what it argues and who holds that, or its words with their caption. */
  #readNode(node: Element): void {
    const {
      attributes: { href },
      children,
    } = node;
    const [box, number, first, ...others] = children;
    const label = partIn('number', number);
    this.#boxes.push({ label, href, edges: edgesOf(box) });
    const page = pageOf(node);
    if (others.length === 0) {
      this.#nodes.push({ label, statement: partIn('statement', first), ...page });
      return;
    }
    const [caption] = others.length === 1 ? others : [];
    const shown = { words: partIn('words', first), caption: partIn('caption', caption) };
    this.#quotations.push({ ...shown, ...UNLINKED, ...page, label });
  }

  /** From the box where its line begins to the one that its tip touches; it is called what it looks like. */
  #readArrow({ attributes: { href }, children }: Element, kind: string): void {
    const [title, line, tip, verb, ...others] = children;
    const [from, to] = [
      this.#boxAt(pointsOf('line', line).at(0)),
      this.#boxAt(pointsOf('tip', tip).at(0)),
    ];
    const end = pointsOf('line', line).at(-1);
    const told = arrowOn(`${from.label} ${partIn('verb', verb)} ${to.label}`);
    const isSame =
      told?.kind === kind &&
      typeof title === 'object' &&
      title.name === 'title' &&
      wordsOf(title) === `${from.label} ${partIn('verb', verb)} ${to.label}` &&
      this.#boxAt(end) === to;
    if (!isSame || others.length > 0 || ![from.href, to.href].includes(href)) {
      throw new Error(`an arrow is not what it is called: ${kind}`);
    }
    this.#arrows.push(told);
  }

  #boxAt(point: Point | undefined): Box {
    const [box, ...others] = this.#boxes.filter(({ edges }) => isAt(edges, point));
    if (box === undefined || others.length > 0) throw new Error('an arrow leads nowhere');
    return box;
  }
}

const UNLINKED = { url: undefined, thesis: null } as const;

function quotationIn(children: Element['children']): ShownQuotation {
  const [words, voice, work, ...others] = children;
  if (others.length > 0) throw new Error('a quotation is words, a voice and a work');
  const caption = `${partIn('voice', voice)} — ${partIn('work', work)}`;
  return { words: partIn('words', words), caption, ...UNLINKED };
}

/** The date beside a quotation is that of its caption. */
function entryIn([dot, date, ...children]: Element['children']): ShownQuotation {
  const quotation = quotationIn(children);
  edgesOf(dot);
  return quotation.caption.endsWith(`, ${partIn('date', date)}`)
    ? quotation
    : refuse('a date that is not of its quotation');
}

/** The words of a child that must be this part. */
function partIn(part: string, child: Element | string | undefined): string {
  if (typeof child !== 'object' || child.name !== 'text' || child.attributes['class'] !== part) {
    return refuse(`no ${part}`);
  }
  return wordsOf(child);
}

/** Lines keep the space that they were broken at; nothing but lines stands in a text. */
function wordsOf({ children }: Element): string {
  return children
    .map((child) => {
      if (typeof child === 'string') return child;
      return child.name === 'tspan' ? wordsOf(child) : refuse(`${child.name} in a text`);
    })
    .join('');
}

/** Where a passage has its page, from the root of the pages or as an address. */
function pageOf({ attributes: { href } }: Element): Pick<ShownQuotation, 'page'> {
  return href === undefined
    ? {}
    : { page: href.replace(/^(?:\.{0,2}\/)+/u, '').replace(/(?<=\/)index\.html$/u, '') };
}

type Point = readonly [x: number, y: number];
interface Edges {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}
/** Of a place that is rounded. */
const NEAR = 2;

function edgesOf(box: Element | string | undefined): Edges {
  if (typeof box !== 'object' || box.name !== 'rect' || box.children.length > 0) {
    return refuse('no box');
  }
  const of = (name: string) => Number(box.attributes[name]);
  const [left, top] = [of('x'), of('y')];
  return { left, top, right: left + of('width'), bottom: top + of('height') };
}

function isAt({ left, right, top, bottom }: Edges, point: Point | undefined): boolean {
  const [x, y] = point ?? [Number.NaN, Number.NaN];
  return x > left - NEAR && x < right + NEAR && y > top - NEAR && y < bottom + NEAR;
}

/** Of a path, all absolute. */
function pointsOf(part: string, path: Element | string | undefined): readonly Point[] {
  const isPath =
    typeof path === 'object' && path.name === 'path' && path.attributes['class'] === part;
  if (!isPath || path.children.length > 0) return refuse(`no ${part}`);
  const written = (path.attributes['d'] ?? '').matchAll(/(-?[\d.]+),(-?[\d.]+)/gu);
  return [...written].map(([, x, y]) => [Number(x), Number(y)]);
}
