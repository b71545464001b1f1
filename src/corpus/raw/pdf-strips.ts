import { getDocumentProxy } from 'unpdf';
import { RawFault } from './raw-fault.ts';

/** Characters that a page shows at once: where they begin and end, how high they stand, how large they are. */
interface Run {
  readonly text: string;
  readonly from: number;
  readonly to: number;
  readonly height: number;
  readonly size: number;
}

/** Runs that a reader reads without a break; those that are small stand above the line. */
export interface Strip {
  runs: { readonly text: string; readonly isSmall: boolean }[];
  from: number;
  to: number;
  height: number;
  size: number;
}

const MOST_CHARACTERS = 5_000_000;

/** The pages of a PDF as strips, in the order of the file. */
export async function pagesOf(bytes: Uint8Array): Promise<Strip[][]> {
  return (await runsOf(bytes)).map(stripsOf);
}

async function runsOf(bytes: Uint8Array): Promise<Run[][]> {
  try {
    const quiet = { verbosity: 0, useSystemFonts: false, disableFontFace: true };
    const file = await getDocumentProxy(Uint8Array.from(bytes), quiet);
    const pages: Run[][] = [];
    let length = 0;
    for (let number = 1; number <= file.numPages; number += 1) {
      const page = await file.getPage(number);
      const { items } = await page.getTextContent();
      const turned = page.rotate;
      const runs = items.flatMap((item) => ('str' in item ? runOf(item, turned) : []));
      length += runs.reduce((sum, { text }) => sum + text.length, 0);
      if (length > MOST_CHARACTERS) throw new RawFault(TOO_LONG);
      pages.push(runs);
      page.cleanup();
    }
    return pages;
  } catch (error) {
    if (error instanceof RawFault) throw error;
    throw new RawFault(UNREADABLE);
  }
}

const TOO_LONG = ['le PDF brut a plus de 5 000 000 de caractères', 'découpez-le'] as const;
const UNREADABLE = ['le PDF brut ne se lit pas', 'enregistrez-le de nouveau'] as const;

/** Turned as the page is shown; what is not level then is a stamp. */
function runOf(
  item: { readonly str: string; readonly transform: readonly number[]; readonly width: number },
  turned: number,
): Run[] {
  const [a = 0, b = 0, , , e = 0, f = 0] = item.transform;
  const turn = (x: number, y: number): readonly [number, number] => {
    if (turned === 90) return [y, -x];
    if (turned === 180) return [-x, -y];
    return turned === 270 ? [-y, x] : [x, y];
  };
  const [along, up] = turn(a, b);
  const [from, height] = turn(e, f);
  if (along <= 0 || Math.abs(up) > along / 20) return [];
  return [{ text: item.str, from, to: from + item.width, height, size: Math.hypot(a, b) }];
}

function stripsOf(runs: readonly Run[]): Strip[] {
  const strips: Strip[] = [];
  let isSpaced = false;
  for (const run of runs) {
    if (!/\S/u.test(run.text)) {
      // The library adds a narrower one where the height changes.
      isSpaced ||= run.to - run.from > 0.15 * run.size;
      continue;
    }
    const open = strips.at(-1);
    if (open === undefined || !follows(open, run)) {
      const only = { text: run.text.trimStart(), isSmall: false };
      strips.push({ runs: [only], ...{ from: run.from, to: run.to }, ...at(run) });
    } else lengthen(open, run, isSpaced);
    isSpaced = false;
  }
  return strips;
}

function at({ height, size }: Run): { height: number; size: number } {
  return { height, size };
}

function follows(strip: Strip, run: Run): boolean {
  const em = Math.max(strip.size, run.size);
  const white = run.from - strip.to;
  return Math.abs(run.height - strip.height) < 0.6 * em && white > -em / 2 && white < 1.5 * em;
}

function lengthen(strip: Strip, run: Run, isSpaced: boolean): void {
  const isWhite = isSpaced || run.from - strip.to > strip.size / 4;
  const isSmall = run.size < 0.82 * strip.size;
  const isAbove = run.height > strip.height + 0.15 * strip.size;
  const tail = strip.runs.at(-1)?.text ?? '';
  // A number before the words of its note is as small as the call in the text.
  if (strip.size < 0.82 * run.size && strip.height > run.height + 0.15 * run.size) {
    strip.runs = strip.runs.map(({ text }) => ({ text, isSmall: true }));
    Object.assign(strip, at(run));
  } else if (run.size > strip.size) strip.size = run.size;
  const space = isWhite && /\S$/u.test(tail) && /^\S/u.test(run.text);
  if (space) strip.runs.push({ text: ' ', isSmall: false });
  strip.runs.push({ text: run.text, isSmall: isSmall && isAbove });
  strip.to = Math.max(strip.to, run.to);
}

/** Its characters, without the calls of the notes of its page. */
export function shown({ runs }: Strip, notes: ReadonlySet<string>): string {
  const read = runs.filter(({ text, isSmall }) => {
    const number = isSmall ? numberOf(text.trim()) : null;
    return number === null || !notes.has(number);
  });
  return read
    .map(({ text }) => text)
    .join('')
    .trim();
}

/** The number that a note bears, and its call. */
export function numberOf(text: string): string | null {
  return /^\(?(\d{1,3}|\*{1,3})\)?(?=\P{N}|$)/u.exec(text)?.[1] ?? null;
}
