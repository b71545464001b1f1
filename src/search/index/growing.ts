type Numbers = Uint8Array | Uint16Array | Uint32Array | Int32Array;

const FIRST_CAPACITY = 256;

/** A list of numbers of one width that grows: a fraction of the memory of an array of numbers. */
class Growing<Width extends Numbers> {
  readonly #make: (length: number) => Width;
  #numbers: Width;
  #length: number;

  constructor(make: (length: number) => Width, numbers?: Width) {
    this.#make = make;
    this.#numbers = numbers ?? make(FIRST_CAPACITY);
    this.#length = numbers?.length ?? 0;
  }

  get length(): number {
    return this.#length;
  }

  /** 0 beyond the end. */
  at(place: number): number {
    return this.#numbers[place] ?? 0;
  }

  push(number: number): void {
    if (this.#length === this.#numbers.length) this.#grow(this.#length + 1);
    this.#numbers[this.#length] = number;
    this.#length += 1;
  }

  pushAll(numbers: Width): void {
    const end = this.#length + numbers.length;
    if (end > this.#numbers.length) this.#grow(end);
    this.#numbers.set(numbers, this.#length);
    this.#length = end;
  }

  /** Changes the number at a place, with zeros before it where there is nothing yet. */
  set(place: number, number: number): void {
    if (place >= this.#numbers.length) this.#grow(place + 1);
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

  /** The numbers so far, in an array of their own. */
  toArray(): Width {
    return this.#numbers.slice(0, this.#length) as Width;
  }

  /** Half as much again: doubling would waste more than the copies cost at a million passages. */
  #grow(least: number): void {
    const larger = this.#make(Math.max(least, FIRST_CAPACITY, Math.ceil(this.#length * 1.5)));
    larger.set(this.#numbers.subarray(0, this.#length));
    this.#numbers = larger;
  }
}

export class GrowingUint8 extends Growing<Uint8Array> {
  constructor(numbers?: Uint8Array) {
    super((length) => new Uint8Array(length), numbers);
  }
}

export class GrowingUint16 extends Growing<Uint16Array> {
  constructor(numbers?: Uint16Array) {
    super((length) => new Uint16Array(length), numbers);
  }
}

export class GrowingUint32 extends Growing<Uint32Array> {
  constructor(numbers?: Uint32Array) {
    super((length) => new Uint32Array(length), numbers);
  }
}

export class GrowingInt32 extends Growing<Int32Array> {
  constructor(numbers?: Int32Array) {
    super((length) => new Int32Array(length), numbers);
  }
}
