import { readerText } from '../bounds.ts';
import type { TextParagraph } from '../texts/openings.ts';
import { type Hyphens, isCutBefore } from './pdf-hyphens.ts';
import { type Column, type Line, textOf } from './pdf-lines.ts';
import { type Annotated, withoutCalls } from './pdf-margins.ts';

export type Page = Annotated;

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
export function paragraphsOf(pages: readonly Page[], hyphens: Hyphens): Paragraphs {
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
