import { decoded, readerText, requireLines } from '../bounds.ts';
import type { Draft, Paragraph } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format } from '../format.ts';
import { IS_CIVIL, openingOf } from './openings.ts';
import { draftOfText } from './record.ts';

/** A text nobody has marked: minutes, a transcript, a page that was copied. Labels alone tell who speaks. */
export const plain: Format = {
  label: 'texte',
  recognises: ({ name }) => /\.(?:txt|text)$/iu.test(name),
  read: readPlain,
};

function* readPlain(file: BroughtFile): Iterable<Draft> {
  const text = decoded(file);
  requireLines(file.name, text);
  const paragraphs = paragraphsOf(text);
  if (paragraphs.every((each) => !/\p{L}/u.test(each.text))) {
    throw new ImportFault(`${file.name} ne contient aucun mot : enregistrez-le de nouveau`);
  }
  yield draftOfText(paragraphs);
}

/** No program breaks lines at more, and no text that is broken has shorter ones. */
const [NARROWEST, WIDEST] = [40, 120];
const FEWEST_BROKEN = 3;
/** So many of the lines may be shorter than the width: scanning and hands break some. */
const SHORTER = 0.05;

/**
 * A line is a paragraph, or where a program broke the text at a width, what is joined again: there the
 * first word of a line would not have gone on the line before it.
 */
function paragraphsOf(text: string): Paragraph[] {
  const written = text
    .replaceAll('\r\n', '\n')
    .split('\n')
    .map((line) => line.trim());
  const width = widthOf(written);
  // Scanning leaves empty lines within sentences.
  const isWithin = (line: string, at: number): boolean =>
    line === '' &&
    IS_WITHIN.test(written[at - 1] ?? '') &&
    BEGINS_WITHIN.test(written[at + 1] ?? '');
  const lines = width === null ? written : written.filter((line, at) => !isWithin(line, at));
  const paragraphs: string[] = [];
  for (const [at, line] of lines.entries()) {
    const before = lines[at - 1] ?? '';
    const isRest = width !== null && reachOf(line, before) > width && !opensVoice(line, before);
    if (isRest) paragraphs.push(`${paragraphs.pop() ?? ''} ${line}`);
    else paragraphs.push(line);
  }
  return paragraphs
    .map((each) => ({ text: readerText(each), seconds: null }))
    .filter((each) => each.text !== '');
}

const IS_WITHIN = /[\p{L},–—-]$/u;
const BEGINS_WITHIN = /^\p{Ll}/u;

/** Whether a line opens as minutes name a voice, be the line before full. */
function opensVoice(line: string, before: string): boolean {
  const { label = '', sign } = openingOf({ text: line, seconds: null }) ?? {};
  const isAfterSentence = /[.?!…»”)\]]$/u.test(before);
  return (sign === 'colon' || sign === 'dash') && (isAfterSentence || IS_CIVIL.test(label));
}

/**
 * The width that a text was broken at: the next word had no room under it. Null where most lines that fill
 * it do not go on within a sentence; a line that scanning or a hand made longer or shorter does not count.
 */
function widthOf(lines: readonly string[]): number | null {
  const pairs = lines.map((line, at) => ({ line, reach: reachOf(line, lines[at - 1] ?? '') }));
  const wide = pairs.filter(({ reach }) => reach > NARROWEST);
  const within = wide.filter(({ line }) => BEGINS_WITHIN.test(line));
  const reaches = within.map(({ reach }) => reach).toSorted((a, b) => a - b);
  const width = (reaches[Math.floor(reaches.length * SHORTER)] ?? 0) - 1;
  if (width < NARROWEST || width > WIDEST) return null;
  const full = wide.filter(({ reach }) => reach > width);
  if (within.length * 2 < full.length) return null;
  return within.length >= FEWEST_BROKEN || within.length > lines.length / 3 ? width : null;
}

/** How long the line before would be with the first word of this one; none where either is empty. */
function reachOf(line: string, before: string): number {
  const [first = ''] = line.split(/\s/u);
  return first === '' || before === '' ? 0 : before.length + 1 + first.length;
}
