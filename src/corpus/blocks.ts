import type { Blockquote, Heading, List, Nodes, Paragraph, RootContent } from 'mdast';
import { fromMarkdown } from 'mdast-util-from-markdown';
import { forbiddenIn } from './decode.ts';
import { complaints, type Faults, type Place } from './faults.ts';

/**
 * The blocks of a body, from each « ## » line to the next: the time Markdown takes grows with the square
 * of what it is given at once, and what is left open in one quotation ends with it.
 */
export function* partsOf(body: string): Generator<RootContent[], undefined> {
  let line = 0;
  for (const part of body.split(/^(?=## )/mu)) {
    yield plainBlocks(part, line) ?? markdownBlocks(part, line);
    line += part.split('\n').length - 1;
  }
}

function markdownBlocks(part: string, before: number): RootContent[] {
  const { children } = fromMarkdown(part);
  // No recursion: blockquotes can be thousands deep.
  const pending: Nodes[] = [...children];
  for (const node of pending) {
    if (node.position !== undefined) node.position.start.line += before;
    for (const child of 'children' in node ? node.children : []) pending.push(child);
  }
  return children;
}

const WORDS = /[^\p{Cc}\\`*_[\]<>&]*/u.source;
/**
 * A line in which Markdown has no sign to read: neither at its start, nor within, nor at its end. A
 * bracket is one only where an address or a definition follows: « […] » is words.
 */
const LINE = String.raw`(?=[\p{L}\d«“—…(])(?!\d+[.)])${WORDS}(?: \[…\] ${WORDS})*(?<! )`;
const PLAIN = new RegExp(
  `^## (?<anchor>[a-z0-9-]+)\n\n(?:(?<words>(?:> ${LINE}\n)+)\n)?(?<said>${LINE})\n(?:\n(?<items>(?:- ${LINE}\n)+))?\n*$`,
  'u',
);

/**
 * What Markdown reads in a quotation written as all are, sixty times faster; null for any other part.
 * `before` lines stand above it. The nodes have their place but not where they end.
 */
export function plainBlocks(part: string, before: number): RootContent[] | null {
  const { anchor, words, said, items } = PLAIN.exec(part)?.groups ?? {};
  if (anchor === undefined || said === undefined) return null;
  const [headingAt, wordsAt] = [before + 1, before + 3];
  const heading: Heading = {
    type: 'heading',
    depth: 2,
    children: [{ type: 'text', value: anchor }],
    position: placeAt(headingAt),
  };
  const saidAt = words === undefined ? wordsAt : wordsAt + words.split('\n').length;
  return [
    heading,
    ...(words === undefined ? [] : [quotationOf(words, wordsAt)]),
    paragraphOf(said, saidAt, 1),
    ...(items === undefined ? [] : [listOf(items, saidAt + 2)]),
  ];
}

function quotationOf(words: string, line: number): Blockquote {
  const text = words.slice('> '.length, -1).replaceAll('\n> ', '\n');
  return { type: 'blockquote', children: [paragraphOf(text, line, 3)], position: placeAt(line) };
}

function listOf(items: string, line: number): List {
  const written = items.slice('- '.length, -1).split('\n- ');
  return {
    type: 'list',
    ordered: false,
    start: null,
    spread: false,
    children: written.map((text, index) => ({
      type: 'listItem',
      spread: false,
      checked: null,
      children: [paragraphOf(text, line + index, 3)],
      position: placeAt(line + index),
    })),
    position: placeAt(line),
  };
}

function paragraphOf(value: string, line: number, column: number): Paragraph {
  return {
    type: 'paragraph',
    children: [{ type: 'text', value }],
    position: placeAt(line, column),
  };
}

function placeAt(line: number, column = 1): NonNullable<Nodes['position']> {
  const place = { line, column };
  return { start: place, end: place };
}

/** The words of a node, on one line; null, with a fault, where Markdown would change them. */
export function plainText(node: Nodes, faults: Faults): string | null {
  if (node.type !== 'paragraph' && node.type !== 'heading') {
    faults.add(startOf(node), complaints.unexpectedBlock());
    return null;
  }
  const marked = node.children.find((child) => child.type !== 'text');
  if (marked !== undefined) {
    faults.add(startOf(marked), complaints.notPlainText());
    return null;
  }
  const text = textIn(node);
  const forbidden = forbiddenIn(text);
  if (forbidden === null) return text;
  faults.add(startOf(node), complaints.forbiddenCharacter(forbidden));
  return null;
}

export function textIn({ children }: Paragraph | Heading): string {
  const written = children.map((child) => ('value' in child ? child.value : '')).join('');
  // Our own sentences keep their no-break spaces.
  return written.replace(/[ \t\n]+/gu, ' ').trim();
}

export function startOf(node: Nodes): Place {
  const { line = 1, column = 1 } = node.position?.start ?? {};
  return { line, column };
}
