import type { Tokens } from './language-model.ts';

/** Counts the tokens that each tenant used on each day. */
export interface TokenLedger {
  /** Adds to (or, below zero, takes from) a day's tokens; resolves to their new total. Never rejects. */
  readonly add: (tenant: string, day: string, tokens: number) => Promise<number>;
}

/** Tokens set aside before a request, so that no two requests spend the same. */
export interface Reservation {
  /** Counts what was used in place of what was set aside; null where nobody knows. */
  readonly settle: (used: Tokens | null) => Promise<void>;
}

/** What a tenant may spend in a day, on the calendar of the place where the debate is read. */
export class Budget {
  readonly #ledger: TokenLedger;
  readonly #perDay: number;
  readonly #today: () => string;

  constructor(ledger: TokenLedger, perDay: number, today: () => string) {
    this.#ledger = ledger;
    this.#perDay = perDay;
    this.#today = today;
  }

  /** Sets the most that a request can cost aside; null where the day's tokens don't suffice. */
  async reserve(tenant: string, expected: Required<Tokens>): Promise<Reservation | null> {
    const day = this.#today();
    const held = sumOf(expected, 0);
    const total = await this.#ledger.add(tenant, day, held);
    if (total > this.#perDay) {
      await this.#ledger.add(tenant, day, -held);
      return null;
    }
    const settle = async (used: Tokens | null): Promise<void> => {
      const spent = used === null ? held : sumOf(used, held);
      if (spent !== held) await this.#ledger.add(tenant, day, spent - held);
    };
    return { settle };
  }
}

/** A request that began before midnight is settled on the day before. */
const DAYS_KEPT = 2;

/** A ledger that lasts as long as the process. */
export function memoryLedger(): TokenLedger {
  const days = new Map<string, Map<string, number>>();
  return {
    add: (tenant, day, tokens) => {
      const totals = days.get(day) ?? new Map<string, number>();
      const total = (totals.get(tenant) ?? 0) + tokens;
      days.set(day, totals.set(tenant, total));
      for (const old of [...days.keys()].toSorted().slice(0, -DAYS_KEPT)) days.delete(old);
      return Promise.resolve(total);
    },
  };
}

/** Where a server counts one side only or none, what was set aside stands for it. */
function sumOf({ input, output }: Tokens, otherwise: number): number {
  return input === null || output === null ? otherwise : input + output;
}
