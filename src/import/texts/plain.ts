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
  if (text.includes('\0')) {
    throw new ImportFault(`${file.name} n’est pas du texte : enregistrez-le en texte, ou en UTF-8`);
  }
  requireLines(file.name, text);
  const paragraphs = paragraphsOf(text);
  if (paragraphs.every((each) => !/\p{L}/u.test(each.text))) {
    throw new ImportFault(`${file.name} ne contient aucun mot : enregistrez-le de nouveau`);
  }
  return draftOfText(paragraphs);
}

/** Lines that end short of a full stop go on in the next, where the text is broken at a width. */
function paragraphsOf(text: string): Paragraph[] {
  return text
    .replaceAll('\r\n', '\n')
    .split(/\n(?:[ \t]*\n)+/u)
    .flatMap((block) => (isWrapped(block) ? [block] : block.split('\n')))
    .map((each) => ({ text: readerText(each), seconds: null }))
    .filter((each) => each.text !== '');
}

/** Whether a block is one paragraph that a program broke at about one width. */
function isWrapped(block: string): boolean {
  const lines = block.split('\n');
  const widest = Math.max(...lines.slice(0, 1_000).map(({ length }) => length));
  const full = lines.slice(0, -1).filter(({ length }) => length > widest * 0.75 && length > 40);
  return lines.length > 1 && widest < 120 && full.length === lines.length - 1;
}
