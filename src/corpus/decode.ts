import { complaints } from './complaints.ts';
import type { Faults, Place } from './fault.ts';

/** A file of the corpus as it lies on the disk. */
export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A debate's longest works stay far below; past it a file is a mistake or an attack. */
const LONGEST_FILE_BYTES = 8 * 1024 * 1024;
const LONGEST_LINE = 20_000;

// Control characters but tab, line feed and carriage return; then the bidirectional overrides and
// isolates, which can make a text read otherwise than it is written.
const FORBIDDEN = /[[\p{Cc}\u202A-\u202E\u2066-\u2069]--[\t\n\r]]/gv;

/** The text of a file, or null when it cannot be read at all; what is wrong goes to `faults`. */
export function decode({ bytes }: CorpusFile, faults: Faults): string | null {
  if (bytes.length > LONGEST_FILE_BYTES) {
    faults.add({ line: 1, column: 1 }, complaints.tooLarge(LONGEST_FILE_BYTES));
    return null;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    faults.add({ line: 1, column: 1 }, complaints.byteOrderMark());
    return null;
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!isUtf8(bytes)) {
    faults.add(placeOf(text, text.indexOf('\uFFFD')), complaints.invalidUtf8());
    return null;
  }
  return isReadable(text, faults) ? text.replaceAll('\r\n', '\n') : null;
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isReadable(text: string, faults: Faults): boolean {
  let readable = true;
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length <= LONGEST_LINE) continue;
    faults.add({ line: index + 1, column: LONGEST_LINE + 1 }, complaints.longLine(LONGEST_LINE));
    readable = false;
  }
  for (const match of readable ? text.matchAll(FORBIDDEN) : []) {
    const code = `U+${match[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    faults.add(placeOf(text, match.index), complaints.forbiddenCharacter(code));
    readable = false;
  }
  return readable;
}

/** Where the character at `offset` stands. */
export function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(offset, 0));
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: before.length - lastBreak };
}
