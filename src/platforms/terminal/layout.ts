import type { TextLine } from '../../conversation/plain-text.ts';

/** Wider lines are hard to read; narrower ones break every address. */
export const WIDEST_LINE = 88;
export const NARROWEST_LINE = 40;

/** How text is laid out: columns per line (Infinity where lines are not to be broken) and colours. */
export interface Layout {
  readonly columns: number;
  readonly coloured: boolean;
}

/** What a line is, told apart on the screen by its indentation and colour. */
export type Style = 'heading' | 'plain' | 'quotation' | 'faint';

/** Blocks begin in this column; the lines that continue one are indented further. */
export const INDENT = '   ';
const CONTINUATION = '     ';
/** A line may end at a space, but not at one that French puts before a mark. */
const BREAK = / (?![?!;:»])/u;
const RESET = '\u001B[0m';
const CODES: Readonly<Record<Style, string>> = {
  heading: '\u001B[1m',
  plain: '',
  quotation: '',
  faint: '\u001B[2m',
};

/** One logical line, broken at spaces to fit; `lead` opens it, such as « 1. ». */
export function laidOut(text: string, style: Style, lead: string, layout: Layout): string {
  const lines: string[] = [];
  let line = lead;
  let isEmpty = true;
  for (const word of text.split(BREAK)) {
    if (!isEmpty && line.length + 1 + word.length > layout.columns) {
      lines.push(line);
      line = CONTINUATION;
      isEmpty = true;
    }
    line += isEmpty ? word : ` ${word}`;
    isEmpty = false;
  }
  lines.push(line);
  return lines.map((each) => coloured(each, style, layout)).join('\n');
}

const LEAD = /^(?: {3}|(?<number>\d+)\. {1,2})/u;

/** Undoes `laidOut`: the logical lines of a screen, without colours and indentation. */
export function logicalLines(screen: string): readonly TextLine[] {
  const lines: string[] = [];
  // eslint-disable-next-line no-control-regex
  for (const line of screen.replace(/\u001B\[\d*m/gu, '').split('\n')) {
    const last = lines.length - 1;
    if (line.startsWith(CONTINUATION)) lines[last] = `${lines[last] ?? ''} ${line.trimStart()}`;
    else lines.push(line);
  }
  return lines.map((line) => ({
    text: line.replace(LEAD, ''),
    number: LEAD.exec(line)?.groups?.['number'] ?? null,
  }));
}

function coloured(line: string, style: Style, { coloured: isColoured }: Layout): string {
  const code = CODES[style];
  return isColoured && code !== '' ? `${code}${line}${RESET}` : line;
}
