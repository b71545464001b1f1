/** discord.js itself asks every 41 seconds, and gives a silent connection up after two of them. */
const PULSE_MS = 8_000;
/** After the third question to which nothing came, at most 24 seconds after the last word, a shard counts as away. */
const MOST_SILENT = 2;

/**
 * Whether anything still comes from each shard: a network that swallows everything closes no connection.
 * Any word of Discord's counts; where there is none, a heartbeat asks for one.
 */
export class Pulse {
  readonly #ask: (shard: number) => Promise<unknown>;
  readonly #timer: NodeJS.Timeout;
  /** How often each was asked since it was last heard. */
  readonly #silent = new Map<number, number>();

  constructor(ask: (shard: number) => Promise<unknown>, pulseMs = PULSE_MS) {
    this.#ask = ask;
    this.#timer = setInterval(() => {
      this.#askAll();
    }, pulseMs).unref();
  }

  heard(shard: number): void {
    this.#silent.set(shard, 0);
  }

  /** Of a shard that is to come back, or not. */
  forget(shard: number): void {
    this.#silent.delete(shard);
  }

  get isSteady(): boolean {
    return [...this.#silent.values()].every((times) => times <= MOST_SILENT);
  }

  stop(): void {
    clearInterval(this.#timer);
  }

  #askAll(): void {
    for (const [shard, times] of this.#silent) {
      this.#silent.set(shard, times + 1);
      // A connection that is being closed takes no question: the library tells of that.
      this.#ask(shard).catch(() => undefined);
    }
  }
}
