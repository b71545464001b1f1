import type { DefaultTreeAdapterTypes } from 'parse5';

// A page as a tree, whose parts are told by their classes.

export type Node = DefaultTreeAdapterTypes.ChildNode;
export type Element = DefaultTreeAdapterTypes.Element;

/** Who speaks over several quotations in a row. */
export interface Turn {
  readonly speaker: string;
  /** What the page is called that the turn leads to; null where it leads to none. */
  readonly label: string | null;
}

export function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

/** Whether an element is marked as such a part. */
export function is({ attrs }: Element, part: string): boolean {
  const parts = attrs.find(({ name }) => name === 'class')?.value;
  return parts === part || (parts?.includes(' ') === true && parts.split(' ').includes(part));
}

/** The parts of this kind in an element, none of them in another. */
export function allIn(element: Element, part: string): readonly Element[] {
  return element.childNodes.filter(isElement).flatMap((child) => {
    return is(child, part) ? [child] : allIn(child, part);
  });
}

/** Of two such parts, both: what is not the one that is meant is then in no corpus. */
export function textIn(element: Element, part: string): string | null {
  const found = allIn(element, part);
  return found.length === 0 ? null : found.map(textOf).join(' ');
}

/** Where the first part of this kind leads to; null where it leads nowhere, or there is none. */
export function hrefIn(element: Element, part: string): string | null {
  const [first] = allIn(element, part);
  return first === undefined ? null : hrefOf(first);
}

export function hrefOf({ attrs }: Element): string | null {
  return attrs.find(({ name }) => name === 'href')?.value ?? null;
}

export function textOf(node: Node): string {
  if ('value' in node) return node.value;
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}
