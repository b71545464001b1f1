import { GrowingUint8 } from './growing.ts';

/**
 * Rows of numbers, one row a passage, in as few bytes as the numbers need: seven bits a byte, the
 * lowest first, the eighth bit set where more follow. Forms are numbered as they come, so that the
 * commonest ones have the smallest numbers and take one byte.
 *
 *     300, 5   →   1010 1100   0000 0010   0000 0101
 */
export class RowsBuilder {
  readonly #bytes = new GrowingUint8();

  /** Where the next number starts. */
  get length(): number {
    return this.#bytes.length;
  }

  push(number: number): void {
    let left = number;
    while (left > 127) {
      this.#bytes.push((left & 127) | 128);
      left >>>= 7;
    }
    this.#bytes.push(left);
  }

  /** Adds numbers that are already written so. */
  pushBytes(bytes: Uint8Array): void {
    this.#bytes.pushAll(bytes);
  }

  toArray(): Uint8Array {
    return this.#bytes.toArray();
  }
}

/** Reads the numbers from `start` to `end` into `numbers`; returns how many there are. */
export function readRow(
  bytes: Uint8Array,
  start: number,
  end: number,
  numbers: Uint32Array,
): number {
  let count = 0;
  let number = 0;
  let shift = 0;
  for (let place = start; place < end; place += 1) {
    const byte = bytes[place] ?? 0;
    number |= (byte & 127) << shift;
    shift += 7;
    if (byte > 127) continue;
    numbers[count] = number;
    count += 1;
    number = 0;
    shift = 0;
  }
  return count;
}
