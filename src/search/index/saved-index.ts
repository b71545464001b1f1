import type { Passage } from '../../debate/passage.ts';
import { Lexicon } from './lexicon.ts';
import { averageOf, normsOf, type PassageIndex } from './passage-index.ts';
import { Vocabulary, type VocabularyArrays } from './vocabulary.ts';

/** What is saved of an index: the passages are not, nor what is computed from it. */
interface Saved extends Omit<
  PassageIndex,
  'passages' | 'vocabulary' | 'lexicon' | 'norms' | 'averageGrams'
> {
  readonly vocabulary: VocabularyArrays;
  readonly expressions: Lexicon['expressions'];
}

const KINDS = { Uint8Array, Uint16Array, Uint32Array, Int32Array, Float32Array };

/** What stands for an array in the text of a saved index. */
interface Place {
  readonly kind: keyof typeof KINDS;
  /** Where it starts, in bytes after the text. */
  readonly start: number;
  readonly length: number;
}

const isPlace = (value: unknown): value is Place =>
  typeof value === 'object' && value !== null && 'kind' in value;

/** Two numbers of 64 bits. */
const SIZES_BYTES = 16;

/**
 * An index as bytes, and back. Loading makes no copy and reads no array through: each becomes a view of
 * the bytes.
 *
 *     sizes     in bytes, of the text and of the arrays     64 bits each, as the machine has them
 *     text      what is saved in JSON, with places for arrays
 *     arrays                                                each from a multiple of 8 on
 *
 * What is saved is for the machine and version that saved it: who keeps it names it by both, and
 * guards it with a checksum.
 */
export function indexParts(index: PassageIndex): Uint8Array[] {
  const { passages, vocabulary, lexicon, norms, averageGrams, ...arrays } = index;
  const { expressions } = lexicon;
  const saved: Saved = { ...arrays, vocabulary: vocabulary.arrays, expressions };
  const parts: Uint8Array[] = [];
  let size = 0;
  const text = JSON.stringify(saved, (_, value: unknown) => {
    if (!ArrayBuffer.isView(value)) return value;
    const bytes = new Uint8Array(value.buffer, value.byteOffset, value.byteLength);
    const place = { kind: value.constructor.name, start: size, length: bytes.length };
    parts.push(bytes, new Uint8Array(aligned(bytes.length) - bytes.length));
    size += aligned(bytes.length);
    return place;
  });
  const written = new TextEncoder().encode(text.padEnd(aligned(text.length)));
  return [new Uint8Array(Float64Array.of(written.length, size).buffer), written, ...parts];
}

/** The index of these passages, or null when the bytes are not one of so many passages. */
export function indexFrom(given: Uint8Array, passages: readonly Passage[]): PassageIndex | null {
  // Views start at multiples of their width: bytes read into a shared pool may not.
  const bytes = given.byteOffset % 8 === 0 ? given : new Uint8Array(given);
  if (bytes.length < SIZES_BYTES) return null;
  const [written = 0, size = 0] = new Float64Array(bytes.buffer, bytes.byteOffset, 2);
  const start = SIZES_BYTES + written;
  if (bytes.length !== start + size) return null;
  const text = new TextDecoder().decode(bytes.subarray(SIZES_BYTES, start));
  // No other thread has it.
  const buffer = bytes.buffer as ArrayBuffer;
  const saved = JSON.parse(text, (_, value: unknown) => {
    if (!isPlace(value)) return value;
    const Kind = KINDS[value.kind];
    const offset = bytes.byteOffset + start + value.start;
    return new Kind(buffer, offset, value.length / Kind.BYTES_PER_ELEMENT);
  }) as Saved;
  const { vocabulary, expressions, ...arrays } = saved;
  if (arrays.lengths.length !== passages.length) return null;
  return {
    ...arrays,
    passages,
    vocabulary: new Vocabulary(vocabulary),
    lexicon: new Lexicon(expressions),
    norms: normsOf(arrays.lengths),
    averageGrams: averageOf(arrays.gramLengths),
  };
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
