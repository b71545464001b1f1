import type { KnownVoice, Passage, TextPlace } from '../debate/passage.ts';
import { foldWhiteSpace } from '../french/typography.ts';
import { foldText } from '../french/words.ts';
import type { Work } from './parse.ts';

/** A raw text as quotations are compared with it: cuts out, runs of white space folded. */
export interface Page {
  readonly text: string;
  /** The same, character by character, with the ends of its lines. */
  readonly lines: string;
  /** Cuts that are not in it. */
  readonly missing: readonly string[];
}

/** Where a passage stands in a page. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export function pageOf({ cuts }: Pick<Work, 'cuts'>, raw: string): Page {
  let lines = foldLines(raw);
  let from = 0;
  const missing: string[] = [];
  for (const { words } of cuts) {
    const cut = foldWhiteSpace(words);
    const text = spaced(lines);
    // Cuts stand in the order of the page where it has the same words twice.
    const next = text.indexOf(cut, from);
    const at = next < 0 ? text.indexOf(cut) : next;
    if (at < 0) missing.push(cut);
    else {
      lines = lines.slice(0, at) + lines.slice(at + cut.length);
      from = at;
    }
  }
  if (cuts.length > 0) lines = foldLines(lines);
  return { text: spaced(lines), lines, missing };
}

/** The characters just before and just after a span, in its line. */
export function aroundIn({ lines }: Page, { start, end }: Span): { before: string; after: string } {
  return {
    before: lines.slice(Math.max(start - NEAR, 0), start).replace(/^[^]*\n/u, ''),
    after: lines.slice(end, end + NEAR).replace(/\n[^]*$/u, ''),
  };
}

/** A space, and what is beyond it. */
const NEAR = 2;

function foldLines(text: string): string {
  return text
    .replace(/[^\S\n]{2,}|[^\S\n ]/gu, ' ')
    .replace(/ ?\n[ \n]*/gu, '\n')
    .trim();
}

function spaced(lines: string): string {
  return lines.replaceAll('\n', ' ');
}

/** Where each passage stands: the first place after the passage before that has its words. Null where none has. */
export function spansIn(
  { text }: Pick<Page, 'text'>,
  passages: readonly Pick<Passage, 'text' | 'place'>[],
  isOrdered = true,
): readonly (Span | null)[] {
  let from = 0;
  return passages.map((passage) => {
    const { from: first, to: last } = endsOf(passage);
    const start = text.indexOf(first, from);
    const end = last === first ? start : text.indexOf(last, start);
    if (start < 0 || end < 0) return null;
    const span = { start, end: Math.max(start + first.length, end + last.length) };
    if (isOrdered) from = span.end;
    return span;
  });
}

/** What stands between a passage, or the end of the page, and what comes before; null where nobody knows. */
export function gapBefore(
  at: number,
  { text }: Pick<Page, 'text'>,
  spans: readonly (Span | null)[],
): string | null {
  const start = at === spans.length ? text.length : spans[at]?.start;
  const end = at === 0 ? 0 : spans[at - 1]?.end;
  return start === undefined || end === undefined ? null : text.slice(end, start).trim();
}

/** The words that a page must have: all of a quotation, or the first and the last. */
export function endsOf({ text, place }: Pick<Passage, 'text' | 'place'>): TextPlace {
  return text === null ? (place ?? { from: '', to: '' }) : { from: text, to: text };
}

const CIVILITIES = ['m', 'mm', 'mr', 'mme', 'mlle', 'dr', 'me', 'l', 'le', 'la', 'hon', 'tres'];

/** Whether words only name who speaks next, as a record writes it before each turn: « Mme Dupont, maire : ». */
export function isLabelOf(
  words: string,
  passage: Pick<Passage, 'voice' | 'writtenRole'> | null,
  voices: readonly KnownVoice[],
): boolean {
  if (passage === null) return false;
  const { voice, writtenRole } = passage;
  const aliases = voices.find(({ name }) => name === voice.name)?.aliases ?? [];
  const known = piecesOf([voice.name, voice.quality, writtenRole, ...aliases].join(' '));
  const names = new Set([...CIVILITIES, ...known]);
  return piecesOf(words).every((word) => names.has(word));
}

function piecesOf(text: string): readonly string[] {
  return foldText(text).match(/\p{L}+/gu) ?? [];
}

/** How an import calls people who are not to be named: « A. R. », « A. R. (2) », « Participant 3 ». */
const HIDDEN = String.raw`Participant \d+|(?:(?:[\p{L}\p{N}]\. ){0,3}[\p{L}\p{N}]\.|Participant)(?: \(\d+\))?`;
const IS_HIDDEN = new RegExp(`^(?:${HIDDEN})$`, 'u');
const MENTION = new RegExp(`(@(?:${HIDDEN}))`, 'u');
const LONGEST_NAME = 60;

/** Whether a work names nobody in full: then nothing that is told of its raw text may do so. */
export function hidesNames(names: readonly (string | null)[]): boolean {
  const named = names.filter((name) => name !== null);
  return named.length > 0 && named.every((name) => IS_HIDDEN.test(name));
}

/** The raw text as it would be if whom it mentions were called there as in the passages. */
export function withHiddenMentions(
  raw: string,
  passages: readonly Pick<Passage, 'text' | 'place'>[],
): string {
  const written = passages.map(endsOf).flatMap(({ from, to }) => [from, to]);
  return [...new Set(written)]
    .filter((words) => MENTION.test(words))
    .reduce((text, words) => text.replace(named(words), () => words), raw);
}

/** The words with any name that begins as the hidden one where they mention somebody. */
function named(words: string): RegExp {
  const parts = words.split(MENTION).map((part) => {
    if (!MENTION.test(part))
      return part
        .split(' ')
        .map(RegExp.escape)
        .join(String.raw`\s+`);
    const first = part.startsWith('@Participant') ? '' : RegExp.escape(part.charAt(1));
    return String.raw`(?:@|(?<!\w)/?u(?:ser)?/)[^\p{L}\p{N}\n]?${first}[^@\n]{0,${LONGEST_NAME}}?`;
  });
  return new RegExp(parts.join(''), 'iu');
}
