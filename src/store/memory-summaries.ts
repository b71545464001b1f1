import Keyv from 'keyv';

/** Summaries of a debate that changes little are worth keeping for long. */
const TTL_MS = 30 * 24 * 60 * 60 * 1_000;

/** Keeps verified summaries as long as the process lasts. */
export class MemorySummaries {
  readonly #kept = new Keyv<unknown>({ ttl: TTL_MS });

  get(key: string): Promise<unknown> {
    return this.#kept.get(key);
  }

  async set(key: string, value: unknown): Promise<void> {
    await this.#kept.set(key, value);
  }
}
