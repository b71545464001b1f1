import type { Time } from '../../ports.ts';
import { ModelFailure } from '../language-model.ts';
import type { ModelRequest } from '../language-model.ts';

/** How long an answer is waited for: until the time is over, or the process stops. */
export class Patience {
  /** Given when there is no more of it. */
  readonly signal: AbortSignal;
  readonly #stopping: AbortSignal;
  readonly #late = new AbortController();
  readonly #timer = new AbortController();
  readonly #until: number;
  readonly #now: () => number;

  constructor(
    { withinMs, signal }: Pick<ModelRequest<unknown>, 'withinMs' | 'signal'>,
    { now, deadline }: Time,
  ) {
    this.#now = now;
    this.#until = now() + withinMs;
    this.#stopping = signal;
    this.signal = AbortSignal.any([signal, this.#late.signal]);
    const end = () => {
      this.#late.abort();
    };
    // A deadline is rejected when it's no longer needed.
    deadline(withinMs, this.#timer.signal).then(end, () => undefined);
  }

  leftMs(): number {
    return this.#until - this.#now();
  }

  /** Why there is none left; null while there is. */
  failure(): ModelFailure | null {
    if (this.#stopping.aborted) return new ModelFailure('stopped');
    return this.#late.signal.aborted ? new ModelFailure('late') : null;
  }

  /** Lets go of the clock. */
  end(): void {
    this.#timer.abort();
  }
}
