import { fromMarkdown } from 'mdast-util-from-markdown';
import type { RootContent } from 'mdast';
import type { Passage } from '../debate/passage.ts';
import { parseWork } from './parse.ts';
import type { Work } from './parse.ts';
import { ITEMS } from './items.ts';

/** An item of a quotation's list: « - Thèse proposée : … ». */
export interface ListItem {
  readonly name: string;
  readonly value: string;
}

/**
 * The text of a work with these items added to the list of one quotation, after those it has: an item
 * that is there already stays as it is. Nothing else changes by a byte, line ends included. Null where
 * the quotation is not there, or where the work could not be read any more, or not as it was written.
 */
export function withItems(
  text: string,
  { file, passages, places }: Pick<Work, 'file' | 'passages' | 'places'>,
  id: string,
  items: readonly ListItem[],
): string | null {
  const at = passages.findIndex((passage) => passage.id === id);
  const start = offsetOfLine(text, places[at]?.line ?? 0);
  if (start === null) return null;
  const end = offsetOfLine(text, places[at + 1]?.line ?? 0) ?? text.length;
  const section = text.slice(start, end);
  const blocks = fromMarkdown(section).children.filter(({ type }) => type !== 'html');
  // A heading, the words where they are quoted, who says them, and the list where there is one.
  const last = blocks.at(-1);
  if (blocks.length < 2 || last === undefined) return null;
  const missing = items.filter(({ name }) => !hasItem(last, section, name));
  if (missing.length === 0) return text;
  const lineEnd = section.includes('\r\n') ? '\r\n' : '\n';
  const bullet = bulletOf(last, section);
  const lines = missing.map(({ name, value }) => `${bullet ?? '- '}${name} : ${value}`);
  const added = `${bullet === null ? lineEnd : ''}${lineEnd}${lines.join(lineEnd)}`;
  const place = start + endOfLine(section, last.position?.end.offset ?? section.length);
  const written = text.slice(0, place) + added + text.slice(place);
  const read = parseWork({ name: file, bytes: new TextEncoder().encode(written) }).value;
  const passage = read?.passages.find((each) => each.id === id);
  return passage !== undefined && missing.every((item) => says(passage, item)) ? written : null;
}

/** Whether what is read is what was written: Markdown has signs of its own. */
function says({ thesis, searchWords }: Passage, { name, value }: ListItem): boolean {
  if (name === ITEMS.proposedThesis) return thesis?.text === value;
  return value
    .split(name === ITEMS.searchWords ? ' ; ' : ', ')
    .every((words) => searchWords.includes(words));
}

/** What stands before the text of an item, its indentation included; null where there is no list. */
function bulletOf(block: RootContent, section: string): string | null {
  if (block.type !== 'list') return null;
  const { start } = block.children.at(-1)?.position ?? {};
  const line = section.slice((start?.offset ?? 0) - (start?.column ?? 1) + 1);
  return /^[ \t]*(?:[-*+]|\d+[.)])[ \t]+/u.exec(line)?.[0] ?? '- ';
}

function hasItem(block: RootContent, section: string, name: string): boolean {
  if (block.type !== 'list') return false;
  return block.children.some(({ children: [paragraph] }) => {
    const { start, end } = paragraph?.position ?? {};
    const written = section.slice(start?.offset, end?.offset);
    return /^[^:]*/u.exec(written)?.[0].trim() === name;
  });
}

function offsetOfLine(text: string, line: number): number | null {
  let offset = 0;
  for (let passed = 1; passed < line; passed += 1) {
    offset = text.indexOf('\n', offset) + 1;
    if (offset === 0) return null;
  }
  return line < 1 ? null : offset;
}

function endOfLine(text: string, from: number): number {
  return from + text.slice(from).search(/\r?\n|$/u);
}
