import type { Claims } from '../ports.ts';
import type { Durability, Engine } from './engine.ts';
import { wholeMs } from './engine.ts';
import { unlessStoreFails } from './failing.ts';
import type { Guard } from './guard.ts';
import { hashed, keyText } from './keys.ts';
import { MemoryClaims } from './memory.ts';
import { CLAIM } from './store.ts';

/**
 * Claims among all processes of one store. A rejection says that nobody knows whether the claim was
 * taken: what must not happen twice is then not done (docs/decisions/0008-store.md).
 */
export class StoreClaims implements Claims {
  readonly #engine: Engine;
  readonly #guard: Guard;
  readonly #durability: Durability;

  constructor(engine: Engine, guard: Guard, durability: Durability) {
    this.#engine = engine;
    this.#guard = guard;
    this.#durability = durability;
  }

  /** Keys are hashed: a claim outlives the erasure of a workspace, and must not name it. */
  async claim(key: string, ttlMs: number): Promise<boolean> {
    const text = keyText([CLAIM, hashed(key)]);
    return await this.#guard.run(() => this.#engine.claim(text, wholeMs(ttlMs), this.#durability));
  }
}

/**
 * Claims for questions, where an answer twice is better than none: while the store is down, this
 * process asks its own memory alone. Never rejects for the store.
 */
export class RequestClaims implements Claims {
  readonly #shared: Claims;
  readonly #own: Claims;

  constructor(shared: Claims, now: () => number) {
    this.#shared = shared;
    this.#own = new MemoryClaims(now);
  }

  async claim(key: string, ttlMs: number): Promise<boolean> {
    if (!(await this.#own.claim(key, ttlMs))) return false;
    return await unlessStoreFails(this.#shared.claim(key, ttlMs), true);
  }
}
