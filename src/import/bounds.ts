import { ImportFault } from './format.ts';

/** A year of a busy channel, or of sittings, stays below. */
const LARGEST_FILE_BYTES = 256 * 1024 * 1024;
/** Parsers of lines take time that grows with the square of a line. */
const LONGEST_LINE = 200_000;

/** Throws an ImportFault for a file that is empty or larger than anything that can be read at once. */
export function requireSize({ name, bytes }: { name: string; bytes: Uint8Array }): void {
  if (bytes.length === 0) throw new ImportFault(`${name} est vide : enregistrez-le de nouveau`);
  if (bytes.length > LARGEST_FILE_BYTES) {
    throw new ImportFault(`${name} dépasse 256 Mo : découpez-le en plusieurs fichiers`);
  }
}

/** Throws an ImportFault where a line is longer than any a person or a program writes. */
export function requireLines(name: string, text: string): void {
  let from = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', from)) {
    requireLine(name, at - from);
    from = at + 1;
  }
  requireLine(name, text.length - from);
}

function requireLine(name: string, length: number): void {
  if (length <= LONGEST_LINE) return;
  throw new ImportFault(`${name} a une ligne de ${length} caractères : coupez-la, 200 000 au plus`);
}

/** A line that is read by itself takes some hundreds of bytes, be it empty. */
const MOST_LINES = 200_000;

/** Throws an ImportFault where a file of lines has more than can be read at once. */
export function requireFewLines(name: string, text: string): void {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0 && count <= MOST_LINES; count += 1) {
    at = text.indexOf('\n', at + 1);
  }
  if (count > MOST_LINES) {
    throw new ImportFault(`${name} a plus de 200 000 lignes : découpez-le en plusieurs fichiers`);
  }
}

/**
 * The text of a file: in the encoding its byte order mark or its declaration names, else in UTF-8, else
 * in Windows-1252. `declared` is what the format itself says (`<meta charset>`, `<?xml encoding?>`). Throws an
 * ImportFault for what is no text.
 */
export function decoded(
  { name, bytes }: { name: string; bytes: Uint8Array },
  declared?: string,
): string {
  requireSize({ name, bytes });
  const text = textIn(bytes, declared);
  if (!text.includes('\0')) return text;
  throw new ImportFault(`${name} n’est pas du texte : enregistrez-le de nouveau, en UTF-8`);
}

function textIn(bytes: Uint8Array, declared?: string): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return new TextDecoder(encodingNamed(declared)).decode(bytes);
  }
}

/** What is no UTF-8 and calls itself so is Windows-1252 in our part of the world. */
function encodingNamed(declared = 'windows-1252'): string {
  try {
    const { encoding } = new TextDecoder(declared);
    return encoding === 'utf-8' ? 'windows-1252' : encoding;
  } catch {
    return 'windows-1252';
  }
}

/**
 * What is no letter, figure or sign of our alphabet on its own, or white space to fold: without any, a text
 * is as readers see it, and the steps that cost most of an import are spared.
 */
const UNUSUAL = /[^ -~\u00A1-\u00AC\u00AE-\u02FF\u2013\u2014\u2018-\u201D\u2026]| {2}|^ | $/;

/** White space folded, and what cannot be seen left out: soft hyphens, marks of order and direction. */
export function readerText(text: string): string {
  if (!UNUSUAL.test(text)) return text;
  return text
    .normalize('NFC')
    .replace(/(?!\u200D)[\p{Cf}]/gu, '')
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim();
}

/** An address of the web as a work can hold it; null for anything else. */
export function addressIn(text: string): string | null {
  const address = text.trim();
  return /^https?:\/\/\S{1,490}$/u.test(address) && URL.canParse(address) ? address : null;
}
