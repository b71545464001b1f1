/** Milliseconds since 1970, as `Date.now` gives them; a test passes its own. */
export type Clock = () => number;

/** Identifiers in Slack's shapes, counted from one so that a failing test reads the same twice. */
export class Identifiers {
  readonly #clock: Clock;
  #count = 0;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** `next('Ev')` gives « Ev00000001 ». */
  next(prefix: string): string {
    this.#count += 1;
    return prefix + String(this.#count).padStart(8, '0');
  }

  /** A message timestamp: seconds, then a counter that makes it unique in its channel. */
  timestamp(): string {
    this.#count += 1;
    return `${Math.floor(this.#clock() / 1000)}.${String(this.#count).padStart(6, '0')}`;
  }
}
