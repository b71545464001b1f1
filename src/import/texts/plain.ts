import { decoded, readerText, requireLines } from '../bounds.ts';
import type { Draft, Paragraph } from '../draft.ts';
import { ImportFault, type BroughtFile, type Format } from '../format.ts';
import { draftOfText } from './record.ts';

/** A text nobody has marked: minutes, a transcript, a page that was copied. Labels alone tell who speaks. */
export const plain: Format = {
  label: 'texte',
  recognises: ({ name }) => /\.(?:txt|text)$/iu.test(name),
  *read(file) {
    yield draftIn(file);
  },
};

function draftIn(file: BroughtFile): Draft {
  const text = decoded(file);
  requireLines(file.name, text);
  const paragraphs = paragraphsOf(text);
  if (paragraphs.every((each) => !/\p{L}/u.test(each.text))) {
    throw new ImportFault(`${file.name} ne contient aucun mot : enregistrez-le de nouveau`);
  }
  return draftOfText(paragraphs);
}

/** No program breaks lines at more, and no text that is broken has shorter ones. */
const [NARROWEST, WIDEST] = [40, 120];
const FEWEST_BROKEN = 3;

/**
 * A line is a paragraph, or where a program broke the text at a width, what is joined again: there the
 * first word of a line would not have gone on the line before it.
 */
function paragraphsOf(text: string): Paragraph[] {
  const lines = text.replaceAll('\r\n', '\n').split('\n');
  const width = widthOf(lines);
  const paragraphs: string[] = [];
  let before = '';
  for (const line of lines) {
    const isRest = width !== null && isBrokenBefore(line, before, width);
    if (isRest) paragraphs.push(`${paragraphs.pop() ?? ''} ${line}`);
    else paragraphs.push(line);
    before = line;
  }
  return paragraphs
    .map((each) => ({ text: readerText(each), seconds: null }))
    .filter((each) => each.text !== '');
}

/** The width that a text was broken at; null where it is not. */
function widthOf(lines: readonly string[]): number | null {
  const width = lines.reduce((most, { length }) => Math.max(most, length), 0);
  if (width < NARROWEST || width > WIDEST) return null;
  const broken = lines.filter((line, at) => isBrokenBefore(line, lines[at - 1] ?? '', width));
  // Lines that end within a sentence were broken; those of a list or of a poem seldom fill the width.
  const within = broken.filter((line) => /^\s*\p{Ll}/u.test(line));
  return within.length >= FEWEST_BROKEN || within.length > lines.length / 3 ? width : null;
}

function isBrokenBefore(line: string, before: string, width: number): boolean {
  const [first = ''] = line.trim().split(/\s/u);
  if (first === '' || before.trim() === '') return false;
  return before.trimEnd().length + 1 + first.length > width;
}
