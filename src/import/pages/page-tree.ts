import { type DefaultTreeAdapterTypes as Tree, defaultTreeAdapter, parse } from 'parse5';
import { decoded, readerText } from '../bounds.ts';
import { type BroughtFile, ImportFault } from '../format.ts';

export type Element = Tree.Element;
export type Page = Tree.Document;
type Node = Tree.ChildNode | Tree.Document;

const DEEPEST = 512;
const MOST_ELEMENTS = 200_000;
/** The specification has the declaration lie in the first 1024 bytes; older pages are later with it. */
const DECLARATION_BYTES = 4096;

const SILENT = new Set(
  (
    'script style noscript template figcaption nav button form head iframe object svg math select ' +
    'textarea audio video h1 h2 h3 h4 h5 h6'
  ).split(' '),
);
const INLINE = new Set(
  (
    'a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb s ' +
    'samp small span strike strong sub sup time tt u var wbr'
  ).split(' '),
);
const CONTENTS = /^(?:toc|sommaire|table-?of-?contents|table-des-matieres|toc[-_]container)$/iu;

/** The tree of a page; a page nested or crowded beyond what anybody writes is refused while it is read. */
export function treeOf(file: BroughtFile): Page {
  const start = new TextDecoder('latin1').decode(file.bytes.subarray(0, DECLARATION_BYTES));
  const html = decoded(file, /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w-]+)/iu.exec(start)?.[1]);
  if (html.includes('\0')) {
    throw new ImportFault(`${file.name} n’est pas du texte : enregistrez la page en HTML`);
  }
  let depth = 0;
  let count = 0;
  return parse(html, {
    treeAdapter: {
      ...defaultTreeAdapter,
      onItemPush: () => {
        depth += 1;
        count += 1;
        if (depth > DEEPEST || count > MOST_ELEMENTS) throw tooMuch(file.name);
      },
      onItemPop: () => {
        depth -= 1;
      },
    },
  });
}

function tooMuch(name: string): ImportFault {
  return new ImportFault(
    `${name} a plus de ${DEEPEST} éléments emboîtés, ou plus de ${MOST_ELEMENTS} en tout : gardez l’article seul`,
  );
}

/** Every element under a node, in the order of the page. */
export function* elementsUnder(node: Node): Generator<Element> {
  if (!('childNodes' in node)) return;
  for (const child of node.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsUnder(child);
  }
}

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((each) => each.name === name)?.value ?? null;
}

/** The names a page gives an element: its classes and its id. */
export function marks(element: Element): string[] {
  const given = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`;
  return given.split(/\s+/u).filter((mark) => mark !== '');
}

export function parentOf(element: Element): Element | null {
  const { parentNode } = element;
  return parentNode !== null && 'tagName' in parentNode ? parentNode : null;
}

export function isWithin(element: Element, outer: Element): boolean {
  for (let at: Element | null = element; at !== null; at = parentOf(at))
    if (at === outer) return true;
  return false;
}

/** All the characters of an element, folded: for names and dates. */
export function wordsOf(node: Node): string {
  return readerText(rawText(node));
}

function rawText(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}

/** Whether no reader sees an element, or its words are nobody's. */
export function isSilent(element: Element): boolean {
  return (
    SILENT.has(element.tagName) ||
    attribute(element, 'hidden') !== null ||
    attribute(element, 'aria-hidden') === 'true' ||
    /(?:display\s*:\s*none|visibility\s*:\s*hidden)/iu.test(attribute(element, 'style') ?? '') ||
    marks(element).some((mark) => CONTENTS.test(mark))
  );
}

/** A paragraph, and the block quotation it stands in. */
export interface Block {
  readonly text: string;
  readonly quotation: Element | null;
}

/** The paragraphs under an element; `skips` leaves an element out, `keeps` says whose own words count. */
export function blocksUnder(
  root: Element,
  skips: (element: Element) => boolean,
  keeps: (element: Element) => boolean = () => true,
): Block[] {
  const blocks: Block[] = [];
  let open = '';
  const close = (quotation: Element | null): void => {
    const text = readerText(open);
    if (/[\p{L}\p{N}]/u.test(text)) blocks.push({ text, quotation });
    open = '';
  };
  const walk = (element: Element, quotation: Element | null): void => {
    const isKept = keeps(element);
    for (const child of element.childNodes) {
      if ('value' in child && isKept) open += child.value;
      if (!('tagName' in child)) continue;
      const isBlock = !INLINE.has(child.tagName);
      if (isBlock && child.tagName !== 'img') close(quotation);
      if (isSilent(child) || skips(child)) continue;
      const inner = child.tagName === 'blockquote' ? (quotation ?? child) : quotation;
      walk(child, inner);
      if (isBlock) close(inner);
    }
  };
  walk(root, null);
  close(null);
  return blocks;
}
