import type { PdfItem } from './pdf-pages.ts';

/** A run of characters of one line. */
interface Part {
  readonly text: string;
  readonly font: string;
  /** Small and above the line: « er », a square, or the call of a note. */
  isRaised: boolean;
}

/** What a page writes on one line, without a wide gap in it. */
export interface Line {
  readonly parts: Part[];
  x: number;
  /** Where its last character ends. */
  end: number;
  y: number;
  size: number;
}

/** Lines to be read one after the other, and the width that is theirs: a column, or a page. */
export interface Column {
  readonly lines: readonly Line[];
  readonly right: number;
}

/** A wider gap parts columns, and cells. */
const WIDEST_GAP = 1.5;
/** The library writes a narrower one where the height changes. */
const NARROWEST_SPACE = 0.15;
const RAISED = { size: 0.82, height: 0.15 };
/** Less than this of a column that is filled is a cell of a table, or a signature. */
const FILLED = 0.55;
const FEWEST_LINES_OF_COLUMN = 5;
const BEYOND = 0.1;
/** No page of words has more; each line is compared with all others. */
const MOST_LINES = 1_000;

export function textOf({ parts }: Line): string {
  return parts.map(({ text }) => text).join('');
}

/** The lines of a page, in the order in which the file writes them. */
export function linesOf(items: readonly PdfItem[]): Line[] {
  const lines: Line[] = [];
  let hasSpace = false;
  for (const item of items) {
    const last = lines.at(-1);
    if (item.text.trim() === '') {
      hasSpace ||= item.width > item.size * NARROWEST_SPACE;
      continue;
    }
    if (last !== undefined && goesOn(last, item)) append(last, item, hasSpace);
    else {
      const { x, y, width, size, font } = item;
      const part = { text: item.text.trimStart(), font, isRaised: false };
      lines.push({ parts: [part], x, end: x + width, y, size });
    }
    hasSpace = false;
  }
  return lines;
}

function goesOn(line: Line, item: PdfItem): boolean {
  const size = Math.max(line.size, item.size);
  const gap = item.x - line.end;
  return Math.abs(item.y - line.y) < size * 0.6 && gap > -size * 0.5 && gap < size * WIDEST_GAP;
}

function append(line: Line, item: PdfItem, hasSpace: boolean): void {
  const isSmaller = item.size < line.size * RAISED.size;
  const isRaised = isSmaller && item.y < line.y - line.size * RAISED.height;
  const isGap = hasSpace || item.x - line.end > line.size * 0.25;
  const isApart = isGap && !/\s$/u.test(line.parts.at(-1)?.text ?? '') && !/^\s/u.test(item.text);
  // The number of a note stands before its words, small and above them.
  if (line.size < item.size * RAISED.size && line.y < item.y - item.size * RAISED.height) {
    for (const part of line.parts) part.isRaised = true;
    [line.size, line.y] = [item.size, item.y];
  }
  if (!isSmaller && item.size > line.size) line.size = item.size;
  if (isApart) line.parts.push({ text: ' ', font: item.font, isRaised: false });
  line.parts.push({ text: item.text, font: item.font, isRaised });
  line.end = Math.max(line.end, item.x + item.width);
}

/** How the lines of a page are to be read, and whether their places had to tell. */
export interface Order {
  readonly columns: readonly Column[];
  readonly isDeduced: boolean;
}

/**
 * The lines of a page as they are read: columns one after the other where the page has them, else in the
 * order of the file, else, where that goes up and down the page, from top to bottom.
 */
export function ordered(lines: readonly Line[]): Order {
  const columns = columnsIn(lines, 2);
  if (columns.length > 1) return { columns, isDeduced: true };
  const ups = lines.filter((line, at) => at > 0 && line.y < (lines[at - 1]?.y ?? 0) - line.size);
  if (ups.length < 3 || ups.length < lines.length / 10) {
    return { columns: [column(lines)], isDeduced: false };
  }
  const sorted = lines.toSorted((a, b) => a.y - b.y || a.x - b.x);
  return { columns: [column(sorted)], isDeduced: true };
}

/** Single lines run over the edge: an address, a table. */
function column(lines: readonly Line[]): Column {
  const ends = lines.map(({ end }) => end).toSorted((a, b) => b - a);
  return { lines, right: ends[Math.floor(ends.length * BEYOND)] ?? 0 };
}

/** Columns from left to right, band by band: what stands across them parts the bands. */
function columnsIn(lines: readonly Line[], depth: number): Column[] {
  const gutter = depth === 0 || lines.length > MOST_LINES ? null : gutterOf(lines);
  if (gutter === null) return lines.length === 0 ? [] : [column(lines)];
  const sorted = lines.toSorted((a, b) => a.y - b.y);
  const bands: { isAcross: boolean; lines: Line[] }[] = [];
  for (const line of sorted) {
    const isAcross = line.x < gutter && line.end > gutter;
    if (bands.at(-1)?.isAcross !== isAcross) bands.push({ isAcross, lines: [] });
    bands.at(-1)?.lines.push(line);
  }
  return bands.flatMap((band) => {
    if (band.isAcross) return [column(band.lines)];
    const left = band.lines.filter(({ end }) => end <= gutter);
    const right = band.lines.filter(({ end }) => end > gutter);
    return [...columnsIn(left, depth - 1), ...columnsIn(right, depth - 1)];
  });
}

/** Where white runs down a page between two columns that words fill; null where it does not. */
function gutterOf(lines: readonly Line[]): number | null {
  const from = Math.min(...lines.map(({ x }) => x));
  const to = Math.max(...lines.map(({ end }) => end));
  let best: number | null = null;
  let fewest = lines.length / 4;
  for (const at of lines.map(({ x }) => x - 1)) {
    if (at < from + (to - from) * 0.25 || at > from + (to - from) * 0.75) continue;
    const across = lines.filter(({ x, end }) => x < at && end > at).length;
    if (across < fewest && isFilled(lines, at, { from, to })) {
      best = at;
      fewest = across;
    }
  }
  return best;
}

function isFilled(
  lines: readonly Line[],
  gutter: number,
  { from, to }: { readonly from: number; readonly to: number },
): boolean {
  const sides = [
    { inside: lines.filter(({ end }) => end <= gutter), width: gutter - from },
    { inside: lines.filter(({ x }) => x >= gutter), width: to - gutter },
  ];
  return sides.every(({ inside, width }) => {
    if (inside.length < FEWEST_LINES_OF_COLUMN) return false;
    const filled = inside.filter(({ x, end }) => end - x > width * FILLED);
    return filled.length > inside.length / 2;
  });
}
