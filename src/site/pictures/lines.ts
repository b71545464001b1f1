/** How wide words are. */
export type Width = (words: string) => number;

/**
 * A text in lines of this width, each with the space at which it was broken, so that the lines together
 * are the text. A word that is wider than a line is cut between characters as people count them.
 */
export function linesIn(text: string, width: number, widthOf: Width): readonly string[] {
  const lines: string[] = [];
  let line = '';
  for (const part of partsOf(text, width, widthOf)) {
    if (line !== '' && widthOf((line + part).trimEnd()) > width) {
      lines.push(line);
      line = part;
    } else line += part;
  }
  return line === '' ? lines : [...lines, line];
}

/** The same in as many lines, all of about one width. */
export function evenLinesIn(text: string, width: number, widthOf: Width): readonly string[] {
  let lines = linesIn(text, width, widthOf);
  let [narrow, wide] = [width / 2, width];
  while (wide - narrow > 8) {
    const middle = (narrow + wide) / 2;
    const narrower = linesIn(text, middle, widthOf);
    if (narrower.length > lines.length) narrow = middle;
    else [wide, lines] = [middle, narrower];
  }
  return lines;
}

const graphemes = new Intl.Segmenter('fr', { granularity: 'grapheme' });

/** Words with the space after them; what is too wide, character by character. No-break spaces break nothing. */
function partsOf(text: string, width: number, widthOf: Width): readonly string[] {
  return text
    .split(/(?<= )/u)
    .flatMap((word) =>
      widthOf(word.trimEnd()) <= width
        ? word
        : [...graphemes.segment(word)].map(({ segment }) => segment),
    );
}
