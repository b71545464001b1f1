import { type Column, type Line, textOf } from './pdf-lines.ts';

/** Heads and feet stand in this much of a page. */
const MARGIN = 0.25;
/** What comes back on as many pages, at the same height, is a running head or foot. */
const FEWEST_PAGES = 3;
const SAME_HEIGHT = 6;
const PAGE_NUMBER = /^[-–—\s]*(?:page|p\.)?\s*\d{1,4}(?:\s*(?:\/|sur)\s*\d{1,4})?[-–—\s]*$/iu;
/** Notes are set this much smaller than the text. */
const NOTE_SIZE = 0.93;
const NOTE_NUMBER = /^\(?(\d{1,3}|\*{1,3})\)?(?=\P{N}|$)/u;

/** What a document says on each page without anybody's saying it: running heads and feet, page numbers. */
export function withoutMargins(pages: readonly (readonly Line[])[]): Line[][] {
  const heights = new Map<string, number[]>();
  for (const lines of pages) {
    const seen = new Set<string>();
    for (const row of rowsOf(lines)) {
      const key = keyOf(row);
      if (seen.has(key)) continue;
      seen.add(key);
      heights.set(key, [...(heights.get(key) ?? []), heightOf(row)]);
    }
  }
  const fewest = Math.min(FEWEST_PAGES, Math.max(2, pages.length));
  const isRunning = (row: readonly Line[]): boolean => {
    const same = heights.get(keyOf(row))?.filter((y) => Math.abs(y - heightOf(row)) < SAME_HEIGHT);
    return (same?.length ?? 0) >= fewest;
  };
  return pages.map((lines) => {
    const rows = rowsOf(lines);
    const [top, bottom] = [heightOf(rows.at(0)), heightOf(rows.at(-1))];
    const margin = (bottom - top) * MARGIN;
    const outside = new Set([
      ...edge(rows, (row) => isRunning(row) && heightOf(row) < top + margin),
      ...edge(
        rows.toReversed(),
        (row, at) =>
          heightOf(row) > bottom - margin &&
          (isRunning(row) || (at === 0 && PAGE_NUMBER.test(wordsOf(row)))),
      ),
    ]);
    return lines.filter((line) => !outside.has(line));
  });
}

function edge(
  rows: readonly (readonly Line[])[],
  isOutside: (row: readonly Line[], at: number) => boolean,
): readonly Line[] {
  const inside = rows.findIndex((row, at) => !isOutside(row, at));
  return rows.slice(0, inside < 0 ? rows.length : inside).flat();
}

/** What stands at one height, from the top of the page. */
function rowsOf(lines: readonly Line[]): Line[][] {
  const rows: Line[][] = [];
  for (const line of lines.toSorted((a, b) => a.y - b.y || a.x - b.x)) {
    const row = rows.at(-1);
    const isSame = row !== undefined && line.y - heightOf(row) < line.size * 0.4;
    if (isSame) row.push(line);
    else rows.push([line]);
  }
  return rows;
}

function heightOf(row: readonly Line[] | undefined): number {
  return row?.[0]?.y ?? 0;
}

/** Its words without its numbers, which change from page to page. */
function keyOf(row: readonly Line[]): string {
  return wordsOf(row).replace(/\d+/gu, '0');
}

function wordsOf(row: readonly Line[]): string {
  return row.map(textOf).join(' ').replace(/\s+/gu, ' ').trim();
}

/** A page without its notes, and the numbers that these bear. */
export interface Annotated {
  readonly columns: readonly Column[];
  readonly notes: ReadonlySet<string>;
}

/** The size in which most characters of a document are set. */
export function usualSize(pages: readonly (readonly Line[])[]): number {
  const lengths = new Map<number, number>();
  for (const line of pages.flat()) {
    const size = Math.round(line.size * 2) / 2;
    lengths.set(size, (lengths.get(size) ?? 0) + textOf(line).length);
  }
  return [...lengths].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}

/**
 * Takes away the notes at the foot of each column: smaller lines, of which the first begins with a number that
 * the page calls, small and raised or between parentheses.
 */
export function withoutNotes(columns: readonly Column[], size: number): Annotated {
  const calls = new Set(columns.flatMap(({ lines }) => lines.flatMap(callsIn)));
  const notes = new Set<string>();
  const kept = columns.map((column) => {
    const last = column.lines.findLastIndex((line) => line.size > size * NOTE_SIZE);
    const below = column.lines.slice(last + 1).map((line) => noteNumber(textOf(line)));
    const first = below.findIndex((number) => number !== null && calls.has(number));
    if (last < 0 || first < 0) return column;
    for (const number of below.slice(first)) if (number !== null) notes.add(number);
    return { ...column, lines: column.lines.slice(0, last + 1 + first) };
  });
  return { columns: kept, notes };
}

function noteNumber(text: string): string | null {
  return NOTE_NUMBER.exec(text.trim())?.[1] ?? null;
}

/** The numbers of notes that a line calls: none with which it begins. */
function callsIn(line: Line): string[] {
  const raised = line.parts.slice(1).filter(({ isRaised }) => isRaised);
  const inside = textOf(line).matchAll(/(?<=\S\s?)\((\d{1,3}|\*{1,3})\)/gu);
  return [
    ...raised.flatMap(({ text }) => noteNumber(text) ?? []),
    ...[...inside].map(([, number = '']) => number),
  ];
}

/** The words of a line without the calls of the notes of its page. */
export function withoutCalls({ parts }: Line, notes: ReadonlySet<string>): string {
  const kept = parts.filter(({ text, isRaised }) => {
    const number = isRaised ? noteNumber(text) : null;
    return number === null || !notes.has(number);
  });
  return kept.map(({ text }) => text).join('');
}
