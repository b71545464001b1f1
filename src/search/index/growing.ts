type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array | Float64Array;

const FIRST_CAPACITY = 256;

/**
 * The same numbers with room for `least` at least, and for half as many again: doubling would waste more
 * than the copies cost at a million passages.
 */
export function larger<Width extends Numbers>(numbers: Width, least: number): Width {
  // Every array of numbers is made by the constructor of its width.
  const Width = numbers.constructor as new (length: number) => Width;
  const made = new Width(Math.max(least, FIRST_CAPACITY, Math.ceil(numbers.length * 1.5)));
  made.set(numbers);
  return made;
}

/** A list of numbers of one width that grows: a fraction of the memory of an array of numbers. */
export class Growing<Width extends Numbers> {
  #numbers: Width;
  #length: number;

  /** Starts with these numbers, which later additions leave behind. */
  constructor(numbers: Width) {
    this.#numbers = numbers;
    this.#length = numbers.length;
  }

  get length(): number {
    return this.#length;
  }

  /** 0 beyond the end. */
  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  push(number: number): void {
    this.set(this.#length, number);
  }

  pushAll(numbers: ArrayLike<number>): void {
    const length = this.#length + numbers.length;
    if (length > this.#numbers.length) this.#numbers = larger(this.#numbers, length);
    this.#numbers.set(numbers, this.#length);
    this.#length = length;
  }

  /** Changes the number at a place, with zeros before it where there is nothing yet. */
  set(place: number, number: number): void {
    if (place >= this.#numbers.length) this.#numbers = larger(this.#numbers, place + 1);
    this.#numbers[place] = number;
    if (place >= this.#length) this.#length = place + 1;
  }

  clear(): void {
    this.#length = 0;
  }

  /** The numbers so far, valid until the next change. */
  used(): Width {
    return this.#numbers.subarray(0, this.#length) as Width;
  }

  /** The first numbers, all of them by default, in an array of their own; zeros where there is nothing yet. */
  toArray(length = this.#length): Width {
    const numbers = length > this.#numbers.length ? larger(this.#numbers, length) : this.#numbers;
    return numbers.slice(0, length) as Width;
  }
}
