import { RawFault } from './bytes.ts';
import { type Bounds, watched } from './watched.ts';

/** Characters that a page shows at once: where they begin and end, how high they stand, how large they are. */
export interface Run {
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

/** What the thread that reads says. */
export type RunsMessage =
  { readonly runs: readonly Run[] } | { readonly end: keyof typeof COMPLAINTS | 'whole' };

const COMPLAINTS = {
  long: ['le PDF brut a plus de 5 000 000 de caractères', 'découpez-le'],
  broken: ['le PDF brut ne se lit pas', 'enregistrez-le de nouveau'],
  stuck: [
    'le PDF brut demande trop de temps ou de mémoire',
    'enregistrez-le de nouveau depuis un lecteur de PDF',
  ],
} as const;
const THREAD = new URL('pdf-thread.ts', import.meta.url);

/** The pages of a PDF as strips, in the order of the file. */
export async function pagesOf(bytes: Uint8Array, bounds?: Bounds): Promise<Strip[][]> {
  const pages: Strip[][] = [];
  const take = (message: RunsMessage) => {
    if ('end' in message) return message.end;
    pages.push(stripsOf(message.runs));
    return null;
  };
  const end = await watched(THREAD, bytes, take, bounds);
  if (end !== 'whole') throw new RawFault(COMPLAINTS[end]);
  return pages;
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
      const { text, ...place } = run;
      strips.push({ runs: [{ text: text.trimStart(), isSmall: false }], ...place });
    } else lengthen(open, run, isSpaced);
    isSpaced = false;
  }
  return strips;
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
    [strip.height, strip.size] = [run.height, run.size];
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
