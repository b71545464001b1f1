import { Marked } from 'marked';
import { RawFault } from './bytes.ts';
import { htmlText } from './markup.ts';

const LONGEST = 5_000_000;
const FENCE = /^(?:---|\.\.\.)\s*$/u;
/** « [^3] » calls a note, and « [^3]: » begins one; a note goes on in the lines that are set back. */
const CALL = /\[\^[^\]\s]+\]/gu;
const NOTE = /^ {0,3}\[\^[^\]]+\]:/u;
const SET_BACK = /^(?: {4}|\t)/u;

/** What a text in Markdown shows once it is set, a line a block, without its front matter and its notes. */
export function markdownText(text: string): string {
  if (text.length > LONGEST) {
    throw new RawFault(['le fichier brut est trop long', 'découpez-le en plusieurs fichiers']);
  }
  const kept = withoutNotes(withoutFront(text.split(/\r\n|[\n\r]/u)));
  return htmlText(htmlOf(kept.join('\n')));
}

function htmlOf(text: string): string {
  try {
    const html = new Marked({ gfm: false, async: false }).parse(text);
    if (typeof html !== 'string') throw new TypeError('marked answers at once');
    return html;
  } catch (fault) {
    // It calls itself at each level of a list or of a quotation, until no call is left.
    if (!(fault instanceof RangeError)) throw fault;
    throw new RawFault(['le fichier brut a trop de niveaux l’un dans l’autre', 'aplatissez-le']);
  }
}

function withoutFront(lines: readonly string[]): readonly string[] {
  if (!/^\uFEFF?---\s*$/u.test(lines[0] ?? '')) return lines;
  const end = lines.findIndex((line, at) => at > 0 && FENCE.test(line));
  return end < 0 ? lines : lines.slice(end + 1);
}

function withoutNotes(lines: readonly string[]): string[] {
  let isInNote = false;
  return lines.flatMap((line) => {
    isInNote = NOTE.test(line) || (isInNote && SET_BACK.test(line));
    return isInNote ? [] : [line.replace(CALL, '')];
  });
}
