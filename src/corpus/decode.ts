import { complaints, FIRST } from './faults.ts';
import type { Faults, Place } from './faults.ts';

/** A file of the corpus as it lies on the disk. */
export interface CorpusFile {
  readonly name: string;
  readonly bytes: Uint8Array;
}

/** A month of sittings in one work stays below; past it a file is a mistake or an attack. */
const LONGEST_FILE_BYTES = 32 * 1024 * 1024;
const LONGEST_LINE = 20_000;

// Control characters but tab, line feed and carriage return; halves of characters; then the
// bidirectional overrides and isolates, which can make a text read otherwise than it is written.
const FORBIDDEN = /[[\p{Cc}\p{Cs}\u202A-\u202E\u2066-\u2069]--[\t\n\r]]/gv;

/** The text of a file, or null when it cannot be read at all; what is wrong goes to `faults`. */
export function decode({ bytes }: CorpusFile, faults: Faults): string | null {
  if (bytes.length > LONGEST_FILE_BYTES) {
    faults.add(FIRST, complaints.tooLarge(LONGEST_FILE_BYTES));
    return null;
  }
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) {
    faults.add(FIRST, complaints.byteOrderMark());
    return null;
  }
  const text = new TextDecoder('utf-8').decode(bytes);
  if (!isUtf8(bytes)) {
    faults.add(placeOf(text, text.indexOf('\uFFFD')), complaints.invalidUtf8());
    return null;
  }
  return isReadable(text, faults) ? text.replaceAll('\r\n', '\n') : null;
}

/** Whether these bytes are UTF-8 to the last. */
export function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

function isReadable(text: string, faults: Faults): boolean {
  for (const [index, line] of text.split('\n').entries()) {
    if (line.length > LONGEST_LINE) {
      faults.add({ line: index + 1, column: LONGEST_LINE + 1 }, complaints.longLine(LONGEST_LINE));
      continue;
    }
    for (const { 0: character, index: offset } of line.matchAll(FORBIDDEN)) {
      const place = { line: index + 1, column: offset + 1 };
      faults.add(place, complaints.forbiddenCharacter(codePointOf(character)));
    }
  }
  return faults.list.length === 0;
}

/** The first character of a value that may not stand in the corpus, as U+202E: escapes can write any. */
export function forbiddenIn(value: string): string | null {
  const [character] = value.match(FORBIDDEN) ?? [];
  return character === undefined ? null : codePointOf(character);
}

/** A character as U+202E. */
export function codePointOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}

/** Where the character at `offset` stands. */
function placeOf(text: string, offset: number): Place {
  const before = text.slice(0, Math.max(offset, 0));
  const lastBreak = before.lastIndexOf('\n');
  return { line: before.split('\n').length, column: before.length - lastBreak };
}
