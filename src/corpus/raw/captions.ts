import { withoutEntities } from './markup.ts';

/** « 00:01:02.500 --> 00:01:04,000 align:start », hours left out or not. */
const TIMING = /^\s*[\d:.,]+\s*-->\s*[\d:.,]+/u;
/** Blocks of WebVTT that are not shown; they end with an empty line. */
const UNSHOWN = /^(?:WEBVTT|NOTE|STYLE|REGION)(?![\p{L}\p{N}])/u;
/** « <i> », « <c.yellow> », « <00:00:01.200> », « {\an8} »: nothing that a sentence has. */
const TAGS = /<\/?[a-z\d][^<>]*>|\{\\[^{}]*\}/giu;
/** Who speaks: the same words of two voices are said twice. */
const VOICE = /<v[\s.][^<>]*>/u;

/**
 * What captions show, a line each, without times, numbers and what is not shown. A line that rolls up is
 * shown again by the next caption: it is read once.
 */
export function captionsText(file: string): string {
  const lines = file.split(/\r\n|\r|\n/u);
  const isWebVtt = file.startsWith('WEBVTT');
  const shown: string[] = [];
  let isUnshown = false;
  let last = '';
  for (const [at, line] of lines.entries()) {
    const begins = isBlank(lines[at - 1]);
    if (isBlank(line)) isUnshown = false;
    else if (isWebVtt && begins && UNSHOWN.test(line)) isUnshown = true;
    // What begins a block just before the times is the number or the name of the caption.
    const isName = begins && TIMING.test(lines[at + 1] ?? '');
    if (isUnshown || isBlank(line) || isName || TIMING.test(line)) continue;
    const text = withoutEntities(line.replace(TAGS, '')).trim();
    const said = `${VOICE.exec(line)?.[0] ?? ''}${text}`;
    if (text === '') continue;
    if (said !== last) shown.push(text);
    last = said;
  }
  return shown.join('\n');
}

function isBlank(line = ''): boolean {
  return line.trim() === '';
}
