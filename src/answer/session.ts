import type { Budget } from './budget.ts';
import { ModelFailure } from './language-model.ts';
import type { JsonSchema, LanguageModel, ModelSettings, Tokens } from './language-model.ts';

/** One request of a session. */
export interface Asking {
  readonly prompt: string;
  readonly system: string;
  readonly user: string;
  readonly schema: JsonSchema;
  readonly settings: ModelSettings;
}

/** The day's tokens don't suffice for a request. */
export class BudgetSpent extends Error {
  override readonly name = 'BudgetSpent';
}

export interface SessionParts {
  readonly model: LanguageModel;
  readonly budget: Budget;
  readonly tenant: string;
  readonly now: () => number;
  /** Milliseconds since 1970 at which it ends. */
  readonly until: number;
  readonly signal: AbortSignal;
}

/** French has about 3.5 characters a token; fewer here, so that what is set aside suffices. */
const CHARACTERS_PER_TOKEN = 3;

/** What is asked of the model for one summary: within its time, on its tenant's account, counted. */
export class Session {
  readonly #parts: SessionParts;
  #calls = 0;
  #input = 0;
  #output = 0;

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  get calls(): number {
    return this.#calls;
  }

  /** As far as the server told. */
  get tokens(): { readonly input: number; readonly output: number } {
    return { input: this.#input, output: this.#output };
  }

  /** What the model writes; rejects with a `ModelFailure` or `BudgetSpent`. */
  async ask(asking: Asking): Promise<string> {
    const { model, budget, tenant, now, until, signal } = this.#parts;
    const withinMs = until - now();
    if (signal.aborted) throw new ModelFailure('stopped');
    if (withinMs <= 0) throw new ModelFailure('late');
    const reservation = await budget.reserve(tenant, expectedOf(asking));
    if (reservation === null) throw new BudgetSpent();
    this.#calls += 1;
    let used: Tokens | null = null;
    try {
      const { text, tokens } = await model.complete({ ...asking, withinMs, signal });
      used = tokens;
      return text;
    } catch (fault) {
      used = fault instanceof ModelFailure ? fault.tokens : null;
      throw fault;
    } finally {
      this.#count(used);
      await reservation.settle(used);
    }
  }

  #count(used: Tokens | null): void {
    this.#input += used?.input ?? 0;
    this.#output += used?.output ?? 0;
  }
}

function expectedOf({ system, user, settings }: Asking): Tokens {
  const characters = system.length + user.length;
  return { input: Math.ceil(characters / CHARACTERS_PER_TOKEN), output: settings.maxTokens };
}
