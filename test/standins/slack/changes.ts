/**
 * The one thing tests wait on: each part announces that something changed, and whoever waits looks
 * again. Nothing polls and nothing sleeps.
 */
export class Changes {
  readonly #waiting = new Set<() => void>();

  announce(): void {
    for (const look of [...this.#waiting]) look();
  }

  /** The first value other than undefined that `probe` gives, now or after a later change. */
  until<Value>(probe: () => Value | undefined): Promise<Value> {
    return new Promise((resolve, reject) => {
      const look = (): void => {
        try {
          const value = probe();
          if (value === undefined) return;
          resolve(value);
        } catch (error) {
          reject(error instanceof Error ? error : new Error(String(error)));
        }
        this.#waiting.delete(look);
      };
      this.#waiting.add(look);
      look();
    });
  }
}
