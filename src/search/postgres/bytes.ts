type Width = Uint8Array | Uint16Array | Uint32Array | Float32Array | Float64Array;

interface Numbers<Kind extends Width> {
  new (buffer: ArrayBuffer, start: number, length: number): Kind;
  readonly BYTES_PER_ELEMENT: number;
}

/** Numbers as the database keeps them: one after another, the lowest byte first. */
export function bytesOf(numbers: Width): Buffer {
  return Buffer.from(numbers.buffer, numbers.byteOffset, numbers.byteLength);
}

/** The numbers of these bytes, in a copy of their own where they do not stand as the machine wants them. */
export function numbersIn<Kind extends Width>(Kind: Numbers<Kind>, bytes: unknown): Kind {
  const given = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  const whole = given.byteOffset % Kind.BYTES_PER_ELEMENT === 0 ? given : new Uint8Array(given);
  // No other thread has it.
  const buffer = whole.buffer as ArrayBuffer;
  return new Kind(buffer, whole.byteOffset, Math.floor(whole.byteLength / Kind.BYTES_PER_ELEMENT));
}

/** Of ascending numbers, the place of the first that is greater; how many there are where none is. */
export function firstAfter(ascending: ArrayLike<number>, number: number): number {
  let [low, high] = [0, ascending.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ascending[middle] ?? 0) <= number) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The postings of one stem in one bucket: two bytes a place, all of them first, then one an amount. */
export function postingsIn(bytes: unknown) {
  const list = bytes instanceof Uint8Array ? bytes : new Uint8Array();
  const count = Math.floor(list.length / POSTING_BYTES);
  return {
    passages: numbersIn(Uint16Array, list.subarray(0, 2 * count)),
    amounts: list.subarray(2 * count),
  };
}

export const POSTING_BYTES = 3;

/** The postings of one stem in all the buckets of a debate. */
export interface StemPostings {
  readonly passages: Uint16Array;
  readonly amounts: Uint8Array;
  /** By bucket: where its postings start; at the end how many there are. */
  readonly starts: Uint32Array;
}

/** Where the postings of each bucket start, given the buckets that have some, ascending, and how many. */
export function startsOf(
  buckets: readonly number[],
  counts: readonly number[],
  bucketCount: number,
): Uint32Array {
  const starts = new Uint32Array(bucketCount + 1);
  let [at, end] = [0, 0];
  for (let bucket = 0; bucket < bucketCount; bucket += 1) {
    if (buckets[at] === bucket) {
      end += counts[at] ?? 0;
      at += 1;
    }
    starts[bucket + 1] = end;
  }
  if (at < buckets.length)
    throw new RangeError(`bucket ${buckets[at]} is not after those before it`);
  return starts;
}

/** Parts of bytes that are sent as one, for the server to cut: where each starts, from 1, and how long it is. */
export class Parts {
  readonly #parts: Uint8Array[] = [];
  readonly starts: number[] = [];
  readonly lengths: number[] = [];
  #size = 0;

  add(...part: readonly Uint8Array[]): void {
    const length = part.reduce((sum, each) => sum + each.length, 0);
    this.#parts.push(...part);
    this.starts.push(this.#size + 1);
    this.lengths.push(length);
    this.#size += length;
  }

  bytes(): Buffer {
    return Buffer.concat(this.#parts, this.#size);
  }
}
