import { numberOf, shown, type Strip } from './pdf-strips.ts';

const NONE: ReadonlySet<string> = new Set();

/** Heads and feet that come back at one height on three pages, and a number under the last line. */
export function apartIn(pages: readonly (readonly Strip[])[]): ReadonlySet<Strip> {
  const rows = pages.map(rowsOf);
  const places = new Map<string, { page: number; height: number }[]>();
  for (const [page, all] of rows.entries()) {
    for (const row of all) {
      const same = places.get(row.name) ?? [];
      if (same.at(-1)?.page !== page) same.push({ page, height: row.height });
      places.set(row.name, same);
    }
  }
  const enough = Math.min(3, Math.max(2, pages.length));
  const comesBack = ({ name, height }: Row): boolean => {
    const near = places.get(name)?.filter((place) => Math.abs(place.height - height) < 6);
    return (near ?? []).length >= enough;
  };
  const apart = new Set<Strip>();
  for (const all of rows) {
    const [high, low] = [all.at(0)?.height ?? 0, all.at(-1)?.height ?? 0];
    const room = (high - low) / 4;
    const take = ({ strips }: Row): void => {
      for (const strip of strips) apart.add(strip);
    };
    for (const row of all) {
      if (!comesBack(row) || row.height <= high - room) break;
      take(row);
    }
    for (const [below, row] of all.toReversed().entries()) {
      const isNumber = below === 0 && PAGE_NUMBER.test(row.name);
      if (row.height >= low + room || !(isNumber || comesBack(row))) break;
      take(row);
    }
  }
  return apart;
}

const PAGE_NUMBER = /^[-–—\s]*(?:page|p\.)?\s*0(?:\s*(?:\/|sur)\s*0)?[-–—\s]*$/iu;

interface Row {
  readonly strips: Strip[];
  readonly height: number;
  /** Its words, every number in them being 0. */
  name: string;
}

function rowsOf(page: readonly Strip[]): Row[] {
  const rows: Row[] = [];
  for (const strip of page.toSorted((a, b) => b.height - a.height || a.from - b.from)) {
    const last = rows.at(-1);
    const name = shown(strip, NONE).replace(/\s+/gu, ' ').replace(/\d+/gu, '0');
    if (last !== undefined && last.height - strip.height < 0.4 * strip.size) {
      last.strips.push(strip);
      last.name += ` ${name}`;
    } else rows.push({ strips: [strip], height: strip.height, name });
  }
  return rows;
}

/** The size of most characters, to half a point. */
export function commonSize(pages: readonly (readonly Strip[])[]): number {
  const sizes = new Map<number, number>();
  for (const strip of pages.flat()) {
    const size = Math.round(2 * strip.size) / 2;
    const length = strip.runs.reduce((sum, { text }) => sum + text.length, 0);
    sizes.set(size, (sizes.get(size) ?? 0) + length);
  }
  let [usual, most] = [0, 0];
  for (const [size, length] of sizes) if (length > most) [usual, most] = [size, length];
  return usual;
}

/** The numbers of notes that a page calls: small and above the line, or between parentheses, within a strip. */
export function callsOf(page: readonly Strip[]): ReadonlySet<string> {
  const calls = new Set<string>();
  for (const strip of page) {
    for (const { text, isSmall } of strip.runs.slice(1)) {
      const number = isSmall ? numberOf(text.trim()) : null;
      if (number !== null) calls.add(number);
    }
    for (const [, number = ''] of shown(strip, NONE).matchAll(/\S\s?\((\d{1,3}|\*{1,3})\)/gu)) {
      calls.add(number);
    }
  }
  return calls;
}

/** Where the notes under a column begin: smaller strips than the text, the first with a number that is called. */
export function firstNote(
  column: readonly Strip[],
  usual: number,
  calls: ReadonlySet<string>,
): number {
  let text = column.length;
  while (text > 0 && (column[text - 1]?.size ?? 0) <= usual * 0.93) text -= 1;
  const note = column
    .slice(text)
    .findIndex((strip) => calls.has(numberOf(shown(strip, NONE)) ?? ''));
  return text === 0 || note < 0 ? column.length : text + note;
}

/** Columns where a page has them; else its order, or from top to bottom where that goes up and down. */
export function readingOrder(page: readonly Strip[]): Strip[][] {
  const columns = columnsOf(page, 0);
  if (columns.length > 1) return columns;
  let climbs = 0;
  for (let at = 1; at < page.length; at += 1) {
    const [above, strip] = [page[at - 1], page[at]];
    if (above && strip && strip.height > above.height + strip.size) climbs += 1;
  }
  if (climbs < 3 || climbs * 10 < page.length) return [[...page]];
  return [page.toSorted((a, b) => b.height - a.height || a.from - b.from)];
}

function columnsOf(page: readonly Strip[], depth: number): Strip[][] {
  const white = depth > 1 || page.length > 1_000 ? null : whiteIn(page);
  if (white === null) return page.length === 0 ? [] : [[...page]];
  const columns: Strip[][] = [];
  let [left, right, across]: [Strip[], Strip[], Strip[]] = [[], [], []];
  const close = (): void => {
    if (across.length > 0) columns.push(across);
    columns.push(...columnsOf(left, depth + 1), ...columnsOf(right, depth + 1));
    [left, right, across] = [[], [], []];
  };
  for (const strip of page.toSorted((a, b) => b.height - a.height)) {
    const isAcross = strip.from < white && strip.to > white;
    if (isAcross ? left.length + right.length > 0 : across.length > 0) close();
    if (isAcross) across.push(strip);
    else (strip.to <= white ? left : right).push(strip);
  }
  close();
  return columns;
}

/** The white between two columns that are filled: what the fewest strips, a quarter at most, run across. */
function whiteIn(page: readonly Strip[]): number | null {
  const from = Math.min(...page.map((strip) => strip.from));
  const to = Math.max(...page.map((strip) => strip.to));
  const isFilled = (strips: readonly Strip[], width: number): boolean =>
    strips.length >= 5 &&
    strips.filter((strip) => strip.to - strip.from > 0.55 * width).length * 2 > strips.length;
  const whites = page
    .map((strip) => strip.from - 1)
    .filter((at) => at >= from + (to - from) / 4 && at <= to - (to - from) / 4)
    .map((at) => ({ at, across: page.filter((each) => each.from < at && each.to > at).length }))
    .filter(({ at, across }) => {
      const left = page.filter((strip) => strip.to <= at);
      const right = page.filter((strip) => strip.from >= at);
      return across < page.length / 4 && isFilled(left, at - from) && isFilled(right, to - at);
    });
  const fewest = Math.min(...whites.map(({ across }) => across));
  return whites.find(({ across }) => across === fewest)?.at ?? null;
}
