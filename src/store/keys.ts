import { createHash } from 'node:crypto';

/** Stands after every part of a key, so that what begins with `T1:` never begins with `T10:`. */
const END = ':';
/** The character after `END`: what begins with a prefix comes before the prefix with this in its place. */
const AFTER_END = ';';
/**
 * A longer part is replaced by its hash: the most parts and the longest name of a kind make 254
 * characters, and `@keyv/postgres` refuses keys of more than 255. Each part by itself, so that a
 * prefix stays one.
 */
const LONGEST_PART = 44;
/** Escaping never writes it: a hash cannot be taken for a part. */
const HASH = '#';

/** The most parts that can follow the name of a kind. */
export const MOST_PARTS = 5;
/** The longest name a kind can have. */
export const LONGEST_KIND = 28;

/** The key of some parts, or the prefix of every key that begins with them. */
export function keyText(parts: readonly string[]): string {
  return parts.map((part) => `${shortened(escaped(part))}${END}`).join('');
}

/** The end, not included, of the keys that begin with a prefix; engines compare bytes. */
export function endOfPrefix(prefix: string): string {
  return `${prefix.slice(0, -END.length)}${AFTER_END}`;
}

/** The parts as they are written in a key. */
export function writtenParts(key: string): string[] {
  return key.split(END).slice(0, -1);
}

export function hashed(text: string): string {
  return createHash('sha256').update(text, 'utf16le').digest('base64url');
}

function shortened(part: string): string {
  return part.length <= LONGEST_PART ? part : `${HASH}${hashed(part)}`;
}

/** Keeps apart what differs, down to half an emoji, and leaves nothing an engine could read as a sign. */
function escaped(part: string): string {
  return part.replace(
    /[^A-Za-z0-9.-]/g,
    (unit) => `%${unit.charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`,
  );
}
