import { readerText } from '../bounds.ts';
import type { TextParagraph } from '../texts/openings.ts';
import { type Column, type Line, textOf } from './pdf-lines.ts';
import { type Annotated, withoutCalls } from './pdf-margins.ts';

const SENTENCE_ENDS = /[.!?…:;»”)\]]\s*$/u;
const BULLET = /^(?:[•▪●■◦*]|[-–—] )/u;
/** A voice, as minutes begin its words: never the middle of a paragraph, however the lines fall. */
const VOICE =
  /^(?:MM?\.|Mmes?|Mlle)\s[^.:]{1,80}?(?:\s?:|\.?\s?[–—])\s|^\p{Lu}[^.:!?]{1,60}\s?:\s/u;
const CIVILITY = /^(?:MM?\.|Mmes?|Mlle)\s/u;
const [NEW_SIZE, WIDE_LEADING, INDENT] = [0.12, 1.3, 0.7];

/** A line of a document, where it stands and what it says. */
interface Placed {
  readonly line: Line;
  readonly text: string;
  readonly column: Column;
}

interface Paragraphs {
  readonly paragraphs: readonly TextParagraph[];
  /** Words that a line's end cuts, of which nobody can tell whether they have a hyphen. */
  readonly doubtful: readonly string[];
}

/** The paragraphs of a document, over its columns and its pages. */
export function paragraphsOf(pages: readonly Annotated[], hyphens: Hyphens): Paragraphs {
  const placed = pages.flatMap(({ columns, notes }) =>
    columns.flatMap((column) =>
      column.lines.map((line) => ({ line, column, text: withoutCalls(line, notes).trim() })),
    ),
  );
  const leading = usualLeading(placed);
  const usual = usualFont(placed);
  const paragraphs: TextParagraph[] = [];
  const doubtful: string[] = [];
  let open: Placed[] = [];
  let text = '';
  const close = (): void => {
    const [first] = open;
    const shown = readerText(text);
    if (first !== undefined && shown !== '') {
      const lead = readerText(leadOf(first.line));
      const isLead = lead !== '' && lead.length < shown.length && shown.startsWith(lead);
      // A file may have one face as several fonts: a sentence in another says nothing.
      const isApart =
        !/[.?!…:;,]$/u.test(shown) && open.every(({ line }) => isInOther(line, usual));
      paragraphs.push({ text: shown, seconds: null, leads: isLead ? [lead] : [], isApart });
    }
    open = [];
  };
  for (const next of placed) {
    if (next.text === '') continue;
    if (open.length === 0 || begins(next, open, leading)) {
      close();
      text = next.text;
    } else {
      const { before, isDoubtful } = hyphens.joined(text, next.text);
      if (isDoubtful) doubtful.push(cutWord(before, next.text));
      text = before + next.text;
    }
    open.push(next);
  }
  close();
  return { paragraphs, doubtful };
}

function cutWord(before: string, after: string): string {
  return (/\S+$/u.exec(before)?.[0] ?? '') + (/^[\p{L}\p{M}]+/u.exec(after)?.[0] ?? '');
}

/** What a line begins with in another font than it goes on: a name, in most minutes. */
function leadOf({ parts }: Line): string {
  const font = parts[0]?.font;
  const end = parts.findIndex((part) => part.font !== font && part.text.trim() !== '');
  return end < 0
    ? ''
    : parts
        .slice(0, end)
        .map(({ text }) => text)
        .join('');
}

/** Whether all of a line is in another font than most of the document: bold or italics, as a rule. */
function isInOther({ parts }: Line, usual: string): boolean {
  return parts.every(({ font, text }) => font !== usual || text.trim() === '');
}

function usualFont(placed: readonly Placed[]): string {
  const counts = new Map<string, number>();
  for (const { font, text } of placed.flatMap(({ line }) => line.parts)) {
    counts.set(font, (counts.get(font) ?? 0) + text.length);
  }
  return [...counts].reduce((most, each) => (each[1] > most[1] ? each : most), ['', 0])[0];
}

/** The usual distance between two lines, in sizes of their letters. */
function usualLeading(placed: readonly Placed[]): number {
  const distances = placed
    .flatMap(({ line, column }, at) => {
      const before = placed[at - 1];
      const distance = before?.column === column ? (line.y - before.line.y) / line.size : 0;
      return distance > 0.5 && distance < 4 ? [distance] : [];
    })
    .toSorted((a, b) => a - b);
  return distances[Math.floor(distances.length / 2)] ?? 1.2;
}

/** Whether a line begins a paragraph; `open` are the lines of the one before. */
function begins(next: Placed, open: readonly Placed[], leading: number): boolean {
  const before = open.at(-1);
  if (before === undefined) return true;
  if (isCutBefore(before.text, next.text)) return false;
  const { line, text, column } = next;
  const hasEnded = SENTENCE_ENDS.test(before.text);
  if (VOICE.test(text)) return true;
  if (hasEnded && (BULLET.test(text) || CIVILITY.test(leadOf(line)))) return true;
  if (Math.abs(line.size - before.line.size) > before.line.size * NEW_SIZE) return true;
  if (before.column !== column) return hasEnded || (/^\p{Lu}/u.test(text) && !isFull(before, text));
  const down = line.y - before.line.y;
  if (Math.abs(down) < line.size * 0.4) return false;
  if (down < 0 || down > leading * line.size * WIDE_LEADING) return true;
  if (!isFull(before, text)) return true;
  const right = line.x - before.line.x;
  return (
    hasEnded && (right > line.size * INDENT || (right < -line.size * INDENT && open.length > 1))
  );
}

/** Whether the next word had no room at the end of a line. */
function isFull({ line, column }: Placed, next: string): boolean {
  const [word = ''] = next.split(/\s/u);
  const width = (line.end - line.x) / Math.max(1, textOf(line).length);
  return line.end + width * (word.length + 1) > column.right - line.size * 0.5;
}

/** Where a word may be cut: a hyphen after a letter, at the end of a line. */
const CUT = /[-‐\u00AD]$(?<=(?<left>[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*)(?<hyphen>.))/u;
const GOES_ON = /^(?<right>[\p{L}\p{M}]+)/u;
const NUMBER_CUT = /\d[-‐]$/u;
const WORD = /[\p{L}\p{M}]+(?:[-‐][\p{L}\p{M}]+)*/gu;

/** How a line goes on in the next: what stands between, and whether that is certain. */
interface Join {
  /** The end of the line, without the hyphen that only its end asked for. */
  readonly before: string;
  readonly isDoubtful: boolean;
}

/** Whether a line ends within a word, or a number, that goes on in the next. */
function isCutBefore(before: string, after: string): boolean {
  return (
    (CUT.test(before) && GOES_ON.test(after)) || (NUMBER_CUT.test(before) && /^\d/u.test(after))
  );
}

/**
 * Tells hyphens that a line's end asked for from those of the word, by the document itself. A word keeps its
 * hyphen where the document writes it so within a line (« peut-être »), where it has another one before
 * (« c’est-à-dire »), where it goes on with a capital or a number (« Saint-Denis »), and where both its
 * halves are words of the document and the whole is not; else the hyphen goes.
 */
export class Hyphens {
  readonly #words = new Set<string>();

  /** `lines` are all lines of the document. */
  constructor(lines: readonly string[]) {
    let isCut = false;
    for (const line of lines) {
      const words = line.toLowerCase().match(WORD) ?? [];
      const endsCut = CUT.test(line);
      for (const word of words.slice(isCut ? 1 : 0, endsCut ? -1 : undefined)) {
        this.#words.add(word.replaceAll('‐', '-'));
      }
      isCut = endsCut;
    }
  }

  joined(before: string, after: string): Join {
    const { left, hyphen } = CUT.exec(before)?.groups ?? {};
    const right = GOES_ON.exec(after)?.groups?.['right'];
    if (NUMBER_CUT.test(before) && /^\d/u.test(after)) return { before, isDoubtful: false };
    if (left === undefined || right === undefined)
      return { before: `${before} `, isDoubtful: false };
    const bare = before.slice(0, -1);
    if (hyphen === '\u00AD') return { before: bare, isDoubtful: false };
    const isCapital = /^\p{Lu}/u.test(after);
    const [first, second] = [left.toLowerCase().replaceAll('‐', '-'), right.toLowerCase()];
    if (isCapital || first.includes('-') || this.#words.has(`${first}-${second}`)) {
      return { before, isDoubtful: false };
    }
    if (this.#words.has(`${first}${second}`)) return { before: bare, isDoubtful: false };
    const areWords = this.#words.has(first) && this.#words.has(second);
    return { before: areWords ? before : bare, isDoubtful: true };
  }
}
