import { withoutEntities } from './markup.ts';

/** « 00:01:02.500 --> 00:01:04,000 align:start », hours left out or not. */
const TIMING = /^\s*[\d:.,]+\s*-->\s*[\d:.,]+/u;
/** Blocks of WebVTT that are not shown; they end with an empty line. */
const UNSHOWN = /^(?:WEBVTT|NOTE|STYLE|REGION)(?![\p{L}\p{N}])/u;
/** « <i> », « <c.yellow> », « <00:00:01.200> », « {\an8} »: nothing that a sentence has. */
const TAGS = /<\/?[a-z\d][^<>]*>|\{\\[^{}]*\}/giu;
/** Who speaks: the same words of two voices are said twice. */
const VOICE = /<v[\s.][^<>]*>/u;

/** What one caption shows, a line each, and whose the line is by its tag. */
type Caption = readonly { readonly text: string; readonly said: string }[];

/**
 * What captions show, a line each, without times, numbers and what is not shown. What rolls up is shown
 * again by the next caption, and a program may write who speaks in each: both are read once.
 */
export function captionsText(file: string): string {
  const captions = captionsOf(file);
  const again = captions.map((caption, at) => overlap(captions[at - 1] ?? [], caption));
  const isRolling = again.filter((count) => count > 0).length * 2 >= captions.length - 1;
  const texts = captions.map((caption, at) => {
    const count = isRolling ? (again[at] ?? 0) : 0;
    const last = count === 0 ? '' : (captions[at - 1]?.at(-1)?.text ?? '');
    const grown = count === 0 ? [] : [caption[count - 1]?.text.slice(last.length).trim() ?? ''];
    return [...grown, ...caption.slice(count).map(({ text }) => text)].filter(
      (line) => line !== '',
    );
  });
  return withoutSameNames(texts).join('\n');
}

function captionsOf(file: string): Caption[] {
  const lines = file.split(/\r\n|\r|\n/u);
  const isWebVtt = file.startsWith('WEBVTT');
  const captions: { text: string; said: string }[][] = [[]];
  let isUnshown = false;
  for (const [at, line] of lines.entries()) {
    const begins = isBlank(lines[at - 1]);
    if (isBlank(line)) isUnshown = false;
    else if (isWebVtt && begins && UNSHOWN.test(line)) isUnshown = true;
    // What begins a block just before the times is the number or the name of the caption.
    const isName = (begins || /^\s*\d+\s*$/u.test(line)) && TIMING.test(lines[at + 1] ?? '');
    if (TIMING.test(line)) captions.push([]);
    if (isUnshown || isBlank(line) || isName || TIMING.test(line)) continue;
    const text = withoutEntities(line.replace(TAGS, '')).replace(/\s+/gu, ' ').trim();
    if (text === '') continue;
    captions.at(-1)?.push({ text, said: `${VOICE.exec(line)?.[0] ?? ''}${text}` });
  }
  return captions.filter((caption) => caption.length > 0);
}

/** No screen shows more rows. */
const MOST_ROWS = 15;

/** How many of the first lines end the caption before; the last of them may have grown. */
function overlap(before: Caption, caption: Caption): number {
  for (let count = Math.min(before.length, caption.length, MOST_ROWS); count > 0; count -= 1) {
    const old = before.slice(-count).map(({ said }) => said);
    const now = caption.slice(0, count).map(({ said }) => said);
    const [last = '', grown = ''] = [old.pop(), now.pop()];
    if (old.join('\n') === now.join('\n') && `${grown} `.startsWith(`${last} `)) return count;
  }
  return 0;
}

/** « Lise Morin : » */
const NAME = /^(\p{Lu}[^:\n]{0,80}?)\s?:(?: |$)/u;
/** « iPhone de Lise : », where each caption begins so. */
const ANY_NAME = /^(\p{Lu}[^:\n]{0,80}?|[^:\n.!?«»]{1,60}?)\s?:(?: |$)/u;

/** Where lines begin with names that come back, or nearly every caption does, one that goes on is there once. */
function withoutSameNames(captions: readonly (readonly string[])[]): readonly string[] {
  const named = captions.filter(([first = '']) => ANY_NAME.test(first));
  const isEach = named.length >= captions.length * 0.9;
  const written = isEach ? ANY_NAME : NAME;
  const nameOf = (line: string) => written.exec(line)?.[1] ?? null;
  const firsts = captions.map(([first = '']) => nameOf(first)).filter((name) => name !== null);
  const counts = Map.groupBy(
    captions.flat().flatMap((line) => nameOf(line) ?? []),
    String,
  );
  const returning = [...counts].flatMap(([name, { length }]) => (length > 1 ? [name] : []));
  const known = new Set(isEach ? firsts : returning.length > 1 ? returning : []);
  let current = '';
  return captions.flat().map((line) => {
    const name = nameOf(line);
    if (name === null || !known.has(name)) return line;
    const isSame = name === current;
    current = name;
    return isSame ? line.replace(written, '') : line;
  });
}

function isBlank(line = ''): boolean {
  return line.trim() === '';
}
