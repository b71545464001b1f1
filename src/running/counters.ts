/** How often things happened since the start, by name: for the health endpoint. */
export class Counters {
  readonly #counts = new Map<string, number>();

  /** Counts one more; gives back how many there are now. */
  count(name: string): number {
    const counted = (this.#counts.get(name) ?? 0) + 1;
    this.#counts.set(name, counted);
    return counted;
  }

  snapshot(): Readonly<Record<string, number>> {
    return Object.fromEntries([...this.#counts].sort());
  }
}
