import type { Passage } from '../../debate/passage.ts';
import { Vocabulary } from './vocabulary.ts';
import {
  averageOf,
  lengthNormsOf,
  type PassageIndex,
  Lexicon,
  type Expression,
} from './passage-index.ts';

/**
 * An index as bytes, and back. Loading makes no copy and reads nothing through: each array becomes a
 * view of the bytes.
 *
 *     sizes     count, then the length in bytes of each array       32 bits each, as the machine has them
 *     arrays    fixed ones, then starts, passages, amounts           each from a multiple of 8 on
 *               of each window
 *
 * What is saved is for the machine and version that saved it: who keeps it names it by both, and
 * guards it with a checksum.
 */
export function indexParts(index: PassageIndex): Uint8Array[] {
  const arrays = arraysOf(index);
  const sizes = Uint32Array.of(arrays.length, ...arrays.map(({ byteLength }) => byteLength));
  return [sizes, ...arrays].flatMap((array) => {
    const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
    return [bytes, new Uint8Array(aligned(bytes.length) - bytes.length)];
  });
}

/** The index of these passages, or null when the bytes are not one of so many passages. */
export function indexFrom(bytes: Uint8Array, passages: readonly Passage[]): PassageIndex | null {
  const take = readerOf(bytes);
  if (take === null) return null;
  const table = () => ({
    units: take(Uint16Array),
    ends: take(Uint32Array),
    slots: take(Uint32Array),
  });
  const vocabulary = new Vocabulary({
    forms: table(),
    stems: table(),
    grams: table(),
    stemOfForm: take(Int32Array),
    gramEnds: take(Uint32Array),
    gramIds: take(Uint32Array),
  });
  const lexicon = new Lexicon(expressionsFrom(take(Uint32Array)));
  const arrays = {
    ownCounts: take(Uint32Array),
    greatest: take(Float32Array),
    sortedForms: take(Uint32Array),
    formCounts: take(Uint32Array),
    gramCounts: take(Uint32Array),
    lengths: take(Uint32Array),
    gramLengths: take(Uint16Array),
    rows: take(Uint8Array),
    rowStarts: take(Uint32Array),
  };
  const windows = Array.from({ length: take(Uint32Array)[0] ?? 0 }, () => ({
    starts: take(Uint32Array),
    passages: take(Uint16Array),
    amounts: take(Uint8Array),
  }));
  if (arrays.lengths.length !== passages.length) return null;
  const averageGrams = averageOf(arrays.gramLengths);
  const lengthNorms = lengthNormsOf(arrays.lengths);
  return { passages, vocabulary, lexicon, windows, ...arrays, lengthNorms, averageGrams };
}

type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float32Array;

/** In the order in which `indexFrom` takes them. */
function arraysOf({ vocabulary, lexicon, windows, ...index }: PassageIndex): Numbers[] {
  const { forms, stems, grams, stemOfForm, gramEnds, gramIds } = vocabulary.arrays;
  const tables = [forms, stems, grams].flatMap(({ units, ends, slots }) => [units, ends, slots]);
  return [
    ...tables,
    stemOfForm,
    gramEnds,
    gramIds,
    expressionsTo(lexicon.expressions),
    index.ownCounts,
    index.greatest,
    index.sortedForms,
    index.formCounts,
    index.gramCounts,
    index.lengths,
    index.gramLengths,
    index.rows,
    index.rowStarts,
    Uint32Array.of(windows.length),
    ...windows.flatMap(({ starts, passages, amounts }) => [starts, passages, amounts]),
  ];
}

/** Each expression as its group, how many stems it has, and these. */
function expressionsTo(expressions: readonly Expression[]): Uint32Array {
  return Uint32Array.from(
    expressions.flatMap(({ group, stems }) => [group, stems.length, ...stems]),
  );
}

function expressionsFrom(numbers: Uint32Array): Expression[] {
  const expressions: Expression[] = [];
  let place = 0;
  while (place < numbers.length) {
    const [group = 0, count = 0] = numbers.subarray(place, place + 2);
    expressions.push({ group, stems: [...numbers.subarray(place + 2, place + 2 + count)] });
    place += 2 + count;
  }
  return expressions;
}

type View<Width> = new (buffer: ArrayBufferLike, byteOffset: number, length: number) => Width;

/** Takes one array after another; null when the bytes are not as long as they say. */
function readerOf(given: Uint8Array) {
  // Views start at multiples of their width: bytes read into a shared pool may not.
  const bytes = given.byteOffset % 8 === 0 ? given : given.slice();
  const [count = 0] = new Uint32Array(bytes.buffer, bytes.byteOffset, bytes.length < 4 ? 0 : 1);
  if (4 + 4 * count > bytes.length) return null;
  const sizes = new Uint32Array(bytes.buffer, bytes.byteOffset + 4, count);
  const start = aligned(4 + 4 * count);
  const whole = sizes.reduce((sum, size) => sum + aligned(size), start);
  if (whole !== bytes.length) return null;
  let taken = 0;
  let place = bytes.byteOffset + start;
  return <Width extends Numbers>(Width: View<Width> & { BYTES_PER_ELEMENT: number }): Width => {
    const size = sizes[taken] ?? 0;
    const view = new Width(bytes.buffer, place, size / Width.BYTES_PER_ELEMENT);
    taken += 1;
    place += aligned(size);
    return view;
  };
}

function aligned(length: number): number {
  return Math.ceil(length / 8) * 8;
}
