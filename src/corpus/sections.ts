import { fromMarkdown } from 'mdast-util-from-markdown';
import type { ListItem as ItemNode, RootContent } from 'mdast';
import type { Passage } from '../debate/passage.ts';
import type { SpokenBy } from './attribution-line.ts';
import { ITEMS } from './items.ts';
import { parseWork, type Work } from './parse.ts';

/** A passage as the file of its work has it, whether or not it has something to show yet. */
export interface Section extends SpokenBy, Pick<Passage, 'text' | 'place'> {
  readonly anchor: string;
  readonly line: number;
  /** Whether a person has looked at who speaks. */
  readonly isVoiceRead: boolean;
}

/** Every section of a work, in the order of its file. */
export function sectionsOf({ passages, places, waiting, readVoices }: Work): readonly Section[] {
  const told = passages.map((passage, at) => {
    return { ...passage, anchor: anchorOf(passage), line: places[at]?.line ?? 1 };
  });
  const untold = waiting.map((each) => ({ ...each, line: each.at.line }));
  return [...told, ...untold]
    .toSorted((a, b) => a.line - b.line)
    .map(({ anchor, line, voice, role, writtenRole, text, place, ...told }) => ({
      ...{ anchor, line, isVoiceRead: readVoices.has(anchor), voice, role, writtenRole },
      ...{ reportedBy: told.reportedBy, deduction: told.deduction, stance: told.stance },
      ...{ flags: told.flags, text, place },
    }));
}

export function anchorOf({ id }: Pick<Passage, 'id'>): string {
  return id.slice(id.indexOf('#') + 1);
}

/** Where the section of a passage stands in the text of its work. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

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
  work: Work,
  id: string,
  items: readonly ListItem[],
): string | null {
  const span = spansIn(text, work).get(anchorOf({ id }));
  const filled = span === undefined ? null : itemsAdded(text.slice(span.start, span.end), items);
  if (filled === null || span === undefined) return null;
  const { section, added } = filled;
  if (added.length === 0) return text;
  const written = text.slice(0, span.start) + section + text.slice(span.end);
  const read = parseWork({ name: work.file, bytes: new TextEncoder().encode(written) }).value;
  const passage = read?.passages.find((each) => each.id === id);
  return passage !== undefined && added.every((item) => says(passage, item)) ? written : null;
}

/** The sections of a work by their anchors, those that wait for their words included. */
export function spansIn(text: string, work: Work): ReadonlyMap<string, Span> {
  const sections = sectionsOf(work);
  const offsets = [0, ...text.matchAll(/\n/gu).map(({ index }) => index + 1)];
  const startOf = (line: number | undefined) => offsets[(line ?? Infinity) - 1] ?? text.length;
  return new Map(
    sections.map(({ anchor, line }, at) => {
      return [anchor, { start: startOf(line), end: startOf(sections[at + 1]?.line) }];
    }),
  );
}

/** A section in which this line says who speaks; null where it is no passage. */
export function withAttribution(section: string, line: string): string | null {
  const said = fromMarkdown(section).children.find(({ type }) => type === 'paragraph');
  const { start, end } = said?.position ?? {};
  if (start?.offset === undefined || end?.offset === undefined) return null;
  return section.slice(0, start.offset) + line + section.slice(end.offset);
}

/** A section with these words in place of where they stand; null where it is no passage that waits for them. */
export function withWords(section: string, words: string): string | null {
  const blocks = fromMarkdown(section).children.filter(({ type }) => type !== 'html');
  const [, attribution, list] = blocks;
  const items = list?.type === 'list' ? list.children : [];
  const at = items.findIndex((item) => nameOf(item, section) === ITEMS.place);
  const { start } = items[at]?.position ?? {};
  if (attribution?.type !== 'paragraph' || start?.offset === undefined) return null;
  const lineEnd = section.includes('\r\n') ? '\r\n' : '\n';
  const said = attribution.position?.start.offset ?? 0;
  const saidEnd = endOfLine(section, attribution.position?.end.offset ?? 0);
  const end = endOfLine(section, items[at]?.position?.end.offset ?? 0);
  // The only item goes with the blank line before it, another with its own line end.
  const before = items.length === 1 ? saidEnd : start.offset - start.column + 1;
  const after = items.length === 1 ? end : end + lineEnd.length;
  const kept = section.slice(said, before) + section.slice(Math.min(after, section.length));
  return `${section.slice(0, said)}> ${words}${lineEnd}${lineEnd}${kept}`;
}

/** A section with these items after those it has: one that is there already stays. Null where it is no passage. */
export function itemsAdded(
  section: string,
  items: readonly ListItem[],
): { readonly section: string; readonly added: readonly ListItem[] } | null {
  const blocks = fromMarkdown(section).children.filter(({ type }) => type !== 'html');
  // A heading, the words where they are quoted, who says them, and the list where there is one.
  const last = blocks.at(-1);
  if (blocks.length < 2 || last === undefined) return null;
  const known = last.type === 'list' ? last.children.map((item) => nameOf(item, section)) : [];
  const added = items.filter(({ name }) => !known.includes(name));
  if (added.length === 0) return { section, added };
  const lineEnd = section.includes('\r\n') ? '\r\n' : '\n';
  const bullet = bulletOf(last, section);
  const lines = added.map(({ name, value }) => `${bullet ?? '- '}${name} : ${value}`);
  const list = `${bullet === null ? lineEnd : ''}${lineEnd}${lines.join(lineEnd)}`;
  const place = endOfLine(section, last.position?.end.offset ?? section.length);
  return { section: section.slice(0, place) + list + section.slice(place), added };
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

function nameOf({ children: [paragraph] }: ItemNode, section: string): string | undefined {
  const { start, end } = paragraph?.position ?? {};
  return /^[^:]*/u.exec(section.slice(start?.offset, end?.offset))?.[0].trim();
}

function endOfLine(text: string, from: number): number {
  return from + text.slice(from).search(/\r?\n|$/u);
}
