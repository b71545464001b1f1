import { parseText } from 'media-captions';
import { readerText, requireLines } from '../bounds.ts';
import { ImportFault } from '../format.ts';
import { entitiesUndone } from '../html-tree.ts';

// The types of the package name their files without « .js », which Node’s resolution does not find.
declare module 'media-captions' {
  interface Cue {
    /** In seconds. */
    readonly startTime: number;
    readonly text: string;
  }
  export function parseText(text: string): Promise<{
    readonly metadata?: Readonly<Record<string, string>>;
    readonly cues: readonly Cue[];
  }>;
}

/** One line of captions, as it is shown for the first time. */
export interface CaptionLine {
  readonly text: string;
  /** When its caption appears. */
  readonly seconds: number;
  /** Who speaks, as `<v Lise Morin>` says; null where no tag does. */
  readonly voice: string | null;
}

/** What a file of captions holds. */
export interface Captions {
  /** « Language: fr » and the like, of the header. */
  readonly header: Readonly<Record<string, string>>;
  /** Blocks of WebVTT that are not shown: whoever made the file says there how. */
  readonly notes: readonly string[];
  readonly lines: readonly CaptionLine[];
  /** Whether many last a hundredth of a second, in which nobody can read: a program makes them. */
  readonly areFlashing: boolean;
}

/** « 00:01:02.500 --> 00:01:04,000 align:start », after the number of the caption where it has one. */
const TIMING =
  /^[^\S\n]*(?:\d{1,9}[^\S\n]*\n[^\S\n]*)?([\d:.,]+)[^\S\n]*-->[^\S\n]*([\d:.,]+).*$/gmu;
const LAST_MOMENT = '99:59:59.999';
/** YouTube shows each line it heard once more for a hundredth of a second. */
const FLASH = 0.011;
/** Automatic captions of a whole day have some 100 000 lines; the parser makes an object of each caption. */
const MOST_LINES = 200_000;
const MOST_CHARACTERS = 32_000_000;
/** A screen of television has as many rows. */
const MOST_ROWS = 15;

/**
 * The lines of WebVTT or SubRip, tags out and entities undone; what rolls up is there once. Throws an
 * ImportFault where there are no captions.
 */
export async function captionsIn(name: string, text: string): Promise<Captions> {
  requireLines(name, text);
  const isWebVtt = text.startsWith('WEBVTT');
  const written = text.replace(/\r\n?/gu, '\n');
  if (written.length > MOST_CHARACTERS || written.split('\n').length > MOST_LINES) {
    throw new ImportFault(`${name} a plus de 200 000 lignes, ou de 32 Mo : découpez-le`);
  }
  let [count, flashes] = [0, 0];
  // The parser skips captions whose times are written otherwise, and whatever follows a blank line in SubRip.
  const joined = isWebVtt ? written : written.replace(/\n(?:[^\S\n]*\n)+/gu, '\n');
  const regular = joined.replace(TIMING, (_, begins: string, ends: string) => {
    const seconds = secondsOf(begins);
    if (seconds === null) throw new ImportFault(`${name} ${unreadable(begins)}`);
    count += 1;
    if ((secondsOf(ends) ?? Infinity) - seconds < FLASH) flashes += 1;
    return `\n${clockOf(seconds)} --> ${LAST_MOMENT}`;
  });
  const { metadata, cues } = await parseText(isWebVtt ? regular : `WEBVTT\n\n${regular}`);
  const shown = cues.map((cue) => linesOf(cue));
  if (shown.every((lines) => lines.length === 0)) {
    throw new ImportFault(`${name} ne contient aucun sous-titre : enregistrez-le de nouveau`);
  }
  return {
    header: metadata ?? {},
    notes: isWebVtt ? written.split(/\n{2,}/u).filter((block) => block.startsWith('NOTE')) : [],
    areFlashing: flashes > count / 4,
    lines: (rollsUp(shown) ? shownOnce(shown) : shown).flat(),
  };
}

function unreadable(time: string): string {
  return `a un temps illisible (${time.slice(0, 20)}) : corrigez-le, ou exportez de nouveau les sous-titres`;
}

/** Hours may be left out; null for what is no time. */
function secondsOf(written: string): number | null {
  const { clock = '', part = '0' } =
    /^(?<clock>\d{1,2}(?::\d{1,2}){1,2})(?:[.,:](?<part>\d{1,3}))?$/u.exec(written)?.groups ?? {};
  const [seconds = 60, minutes = 60, hours = 0] = clock.split(':').map(Number).toReversed();
  if (seconds > 59 || minutes > 59) return null;
  return hours * 3600 + minutes * 60 + seconds + Number(part.padEnd(3, '0')) / 1000;
}

/** As the parser reads it. When a caption ends is not used. */
function clockOf(seconds: number): string {
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  const thousandths = String(Math.round((seconds % 1) * 1000)).padStart(3, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}.${thousandths}`;
}

/**
 * « <i> », « <c.yellow> », « <00:00:01.200> », « {\an8} ». The parser’s own reading of tags loses what follows
 * « 3 < 4 », takes `<font>` for a voice, and knows eight entities.
 */
const TAG = /<(?<end>\/?)(?<name>[a-z\d][^\s.<>]*)(?<rest>[^<>]*)>|\{\\[^{}\n]*\}/giu;

function linesOf({ text, startTime }: { text: string; startTime: number }): CaptionLine[] {
  let voice: string | null = null;
  let line = '';
  const lines: CaptionLine[] = [];
  const endLine = () => {
    const shown = readerText(entitiesUndone(line).toWellFormed());
    if (shown !== '') lines.push({ text: shown, seconds: startTime, voice });
    line = '';
  };
  const add = (words: string) => {
    for (const [at, part] of words.split('\n').entries()) {
      if (at > 0) endLine();
      line += part;
    }
  };
  let from = 0;
  for (const { 0: tag, index, groups } of text.matchAll(TAG)) {
    add(text.slice(from, index));
    from = index + tag.length;
    if (groups?.['name'] !== 'v') continue;
    endLine();
    voice = groups['end'] === '/' ? null : voiceIn(groups['rest'] ?? '');
  }
  add(text.slice(from));
  endLine();
  return lines;
}

/** `<v Lise Morin>`, and `<v.loud Lise Morin>`; `<v ->` and `<v>` name nobody. */
function voiceIn(rest: string): string | null {
  const name = readerText(entitiesUndone(rest.replace(/^\.\S*/u, '')).toWellFormed());
  return /\p{L}/u.test(name) ? name : null;
}

/** Whether captions show again what the one before ends with, as those of television and of YouTube do. */
function rollsUp(captions: readonly (readonly CaptionLine[])[]): boolean {
  const shown = captions.filter((lines) => lines.length > 0);
  const again = shown.filter((lines, at) => at > 0 && repeated(shown[at - 1] ?? [], lines) > 0);
  return again.length > 0 && again.length >= (shown.length - 1) / 2;
}

/** Each line once; a line that grows is there in the parts it grew by. */
function shownOnce(captions: readonly (readonly CaptionLine[])[]): CaptionLine[][] {
  let before: readonly CaptionLine[] = [];
  return captions.map((lines) => {
    const count = repeated(before, lines);
    const grown = before.at(-1);
    if (lines.length > 0) before = lines;
    const [last, ...others] = lines.slice(Math.max(0, count - 1));
    if (count === 0 || last === undefined || grown === undefined) return [...lines];
    const text = last.text.slice(grown.text.length).trim();
    return text === '' ? others : [{ ...last, text }, ...others];
  });
}

/** How many lines of a caption were shown at the end of the one before, the last of them in part. */
function repeated(before: readonly CaptionLine[], lines: readonly CaptionLine[]): number {
  for (let count = Math.min(before.length, lines.length, MOST_ROWS); count > 0; count -= 1) {
    const old = before.slice(-count);
    const isAgain = old.every(({ text, voice }, at) => {
      const line = lines[at];
      if (line?.voice !== voice) return false;
      return line.text === text || (at === count - 1 && line.text.startsWith(`${text} `));
    });
    if (isAgain) return count;
  }
  return 0;
}
