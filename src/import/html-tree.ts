import {
  type DefaultTreeAdapterTypes as Tree,
  defaultTreeAdapter,
  parse,
  parseFragment,
} from 'parse5';
import { decoded, readerText } from './bounds.ts';
import { type BroughtFile, ImportFault } from './format.ts';

export type Element = Tree.Element;
export type Page = Tree.Document;
export type Fragment = Tree.DocumentFragment;
type Node = Tree.Node;

/** Browsers stop there, and what reads pages hangs beyond. */
const DEEPEST = 512;
const MOST_ELEMENTS = 200_000;
const LONGEST = 20_000_000;
/** The parser compares each attribute of a tag with all before it. */
const LONGEST_TAG = /<[a-z][^<>]{199999}/iu;
/** A picture that is saved in the page itself. */
const SAVED_PICTURE = /data:[\w/+.;=-]{0,100};base64,[\w+/=%]+/gu;
/** The specification has the declaration lie in the first 1024 bytes; older pages are later with it. */
const DECLARATION_BYTES = 4096;

/** The tree of a page; throws an ImportFault for one beyond what anybody writes, while it is read. */
export function treeOfPage(file: BroughtFile): Page {
  const start = new TextDecoder('latin1').decode(file.bytes.subarray(0, DECLARATION_BYTES));
  const html = decoded(file, /<meta\s[^>]*?charset\s*=\s*["']?\s*([\w-]+)/iu.exec(start)?.[1]);
  const bare = html.replace(SAVED_PICTURE, 'data:,');
  requireLength(bare, file.name);
  const page = parse(bare, { treeAdapter: boundedAdapter(file.name) });
  openForms(page);
  return page;
}

/** Some programs put a page or a comment in a form: one around a title, or without a field, is none to be filled in. */
function openForms(page: Page): void {
  const elements = [...elementsUnder(page)];
  const around = (is: (each: Element) => boolean): Set<Element | null> =>
    new Set(elements.filter(is).map((each) => closest(each, ({ tagName }) => tagName === 'form')));
  const titled = around(({ tagName }) => /^(?:article|h1)$/u.test(tagName));
  const filled = around(
    (each) =>
      /^(?:button|select|textarea)$/u.test(each.tagName) ||
      (each.tagName === 'input' && attribute(each, 'type') !== 'hidden'),
  );
  for (const form of elements) {
    if (form.tagName === 'form' && (titled.has(form) || !filled.has(form))) {
      form.tagName = form.nodeName = 'div';
    }
  }
}

/** The tree of a piece of HTML, within the same bounds; `where` names it for people. */
export function treeOfFragment(html: string, where: string): Fragment {
  requireLength(html, where);
  return parseFragment(html, { treeAdapter: boundedAdapter(where) });
}

/** A text without tags, its entities undone. */
export function entitiesUndone(text: string): string {
  if (!text.includes('&')) return text;
  const [node] = parseFragment(text.replaceAll('<', '&lt;')).childNodes;
  return node !== undefined && 'value' in node ? node.value : text;
}

function requireLength(html: string, where: string): void {
  if (html.length > LONGEST || LONGEST_TAG.test(html)) throw tooLarge(where);
}

/** It counts what is open: the parser repeats tags left open, so that few characters make many elements. */
function boundedAdapter(where: string): typeof defaultTreeAdapter {
  let depth = 0;
  let count = 0;
  return {
    ...defaultTreeAdapter,
    onItemPush: () => {
      depth += 1;
      count += 1;
      if (depth > DEEPEST || count > MOST_ELEMENTS) throw tooLarge(where);
    },
    onItemPop: () => {
      depth -= 1;
    },
  };
}

function tooLarge(where: string): ImportFault {
  return new ImportFault(
    `${where} a plus de ${DEEPEST} éléments emboîtés, plus de ${MOST_ELEMENTS} en tout ou une balise sans fin : gardez le texte seul`,
  );
}

/** Every element under a node, in the order of the page. */
export function* elementsUnder(node: Node): Generator<Element> {
  const pending = childrenOf(node).toReversed();
  for (let next = pending.pop(); next !== undefined; next = pending.pop()) {
    yield next;
    pending.push(...childrenOf(next).toReversed());
  }
}

/** What is asked again and again of the same nodes, and never changes. */
export function remembered<Key extends object, Value>(
  tell: (key: Key) => Value,
): (key: Key) => Value {
  const known = new WeakMap<Key, Value>();
  return (key) => {
    const value = known.get(key);
    if (value !== undefined) return value;
    const told = tell(key);
    known.set(key, told);
    return told;
  };
}

export function childrenOf(node: Node): Element[] {
  return 'childNodes' in node ? elementsAmong(node.childNodes) : [];
}

const elementsAmong = remembered((nodes: readonly Node[]) =>
  nodes.filter((node) => 'tagName' in node),
);

/** The elements before one in what holds both, the nearest first. */
export function* elementsBefore(element: Element): Generator<Element> {
  const siblings = childrenOf(parentOf(element) ?? element);
  for (let at = (placesIn(siblings).get(element) ?? 0) - 1; at >= 0; at -= 1) {
    const before = siblings[at];
    if (before !== undefined) yield before;
  }
}

const placesIn = remembered(
  (siblings: readonly Element[]) => new Map(siblings.map((each, place) => [each, place])),
);

export function attribute(element: Element, name: string): string | null {
  return element.attrs.find((each) => each.name === name)?.value ?? null;
}

/** The names a page gives an element: its classes and its id. */
export const marks = remembered((element: Element) => {
  const given = `${attribute(element, 'class') ?? ''} ${attribute(element, 'id') ?? ''}`;
  return given.split(/\s+/u).filter((mark) => mark !== '');
});

export function parentOf(element: Element): Element | null {
  const { parentNode } = element;
  return parentNode !== null && 'tagName' in parentNode ? parentNode : null;
}

/** The element itself or the closest around it that is so. */
export function closest(element: Element, is: (each: Element) => boolean): Element | null {
  for (let at: Element | null = element; at !== null; at = parentOf(at)) if (is(at)) return at;
  return null;
}

/** The elements, and all that they stand in. */
export function aroundAll(elements: readonly (Element | null)[]): Set<Element> {
  const all = new Set<Element>();
  for (const each of elements) {
    for (let at = each; at !== null && !all.has(at); at = parentOf(at)) all.add(at);
  }
  return all;
}

/** Those that hold no other of them. */
export function innermost(elements: readonly Element[]): Element[] {
  const outer = aroundAll(elements.map(parentOf));
  return elements.filter((each) => !outer.has(each));
}

export function isWithin(element: Element, outer: Element): boolean {
  return closest(element, (each) => each === outer) !== null;
}

/** All the characters of an element, folded: for names and dates. */
export function wordsOf(node: Node): string {
  return readerText(rawText(node));
}

function rawText(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(rawText).join('') : '';
}

/** The same of an element that shows no more than `most` characters in a few elements; null of a larger one. */
export function shortWordsOf(element: Element, most: number): string | null {
  const { text } = shortIn(element.childNodes);
  return text === null || text.length > most ? null : text;
}

const MOST_NODES = 80;
const LONGEST_SHORT = 800;

const shortIn = remembered((nodes: readonly Node[]): { readonly text: string | null } => {
  const pending: Node[] = [];
  let [text, left] = ['', MOST_NODES];
  for (let inside = nodes; ;) {
    left -= 1;
    if (inside.length > left || text.length > LONGEST_SHORT) return { text: null };
    pending.push(...inside.toReversed());
    const node = pending.pop();
    if (node === undefined) return { text: readerText(text) };
    if ('value' in node) text += node.value;
    inside = 'childNodes' in node ? node.childNodes : [];
  }
});
