import pLimit from 'p-limit';
import type { LimitFunction } from 'p-limit';
import type { Corpus } from '../debate/corpus.ts';
import { shownOf } from '../debate/reply.ts';
import type { SummarisedReply } from '../debate/reply.ts';
import type { Quote } from '../debate/quote.ts';
import type { CheckSentence, Summary, SummaryPart, Withheld } from '../debate/summary.ts';
import { Budget } from './budget.ts';
import type { TokenLedger } from './budget.ts';
import { fromKept, toKept } from './cache.ts';
import type { SummaryCache } from './cache.ts';
import { topicsOf } from './data.ts';
import type { LanguageModel } from './language-model.ts';
import { makeSummary } from './making.ts';
import type { SummaryRecord } from './making.ts';
import type { Prompts } from './prompt.ts';
import { keyOf, questionOf } from './question.ts';
import { Session } from './session.ts';
import type { Asking } from './session.ts';

/** How long a summary may take from its first request on: its correction and its judgement included. */
export const LONGEST_MAKING_MS = 20_000;
/** For each summary under way, how many may wait: the last of them waits as long as four take. */
const WAITING_PER_PLACE = 4;

export interface SummaryLimits {
  /** Summaries under way at once. */
  readonly concurrency: number;
  readonly tokensPerDay: number;
  /** Whether the model is asked, too, if each sentence follows from its passages. */
  readonly judges: boolean;
}

export interface SummariserParts {
  readonly model: LanguageModel;
  readonly prompts: Prompts;
  readonly cache: SummaryCache;
  readonly ledger: TokenLedger;
  readonly limits: SummaryLimits;
  /** The date where the debate is read, as `2026-11-22`: a budget is for a day. */
  readonly today: () => string;
  readonly now: () => number;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
  /** Told of every summary that was asked of the model; holds words of the model and of passages. */
  readonly record: (record: SummaryRecord) => void;
}

/** Summarises what a page of a reply shows, on the account of a tenant: what commands ask of a summariser. */
type Summarise = (reply: SummarisedReply, tenant: string) => Promise<SummaryPart>;

/** One summary to make. */
interface Wanted {
  readonly asking: Asking;
  readonly shown: readonly Quote[];
  readonly check: CheckSentence;
  readonly key: string;
  readonly tenant: string;
}

/**
 * Makes summaries of any corpus with one model. Queue, budget and what is under way belong to the
 * process: they outlive a change of the corpus.
 */
export function createSummariser(
  parts: SummariserParts,
): (corpus: Corpus, check: CheckSentence) => Summarise {
  const making = new Making(parts);
  const { model, prompts, limits } = parts;
  const versions = Object.values(prompts).map(({ version }) => version);
  return (corpus, check) => {
    const topicOf = topicsOf(corpus);
    const made = { model: model.name, corpus: corpus.hash, versions, judges: limits.judges };
    return async (reply, tenant) => {
      const shown = shownOf(reply).map(({ quote }) => quote);
      if (shown.length === 0) return withheld('nothing verified');
      const asking = questionOf(reply, shown, prompts, topicOf);
      return making.of({ asking, shown, check, key: keyOf(asking, shown, made), tenant });
    };
  };
}

class Making {
  readonly #parts: SummariserParts;
  readonly #budget: Budget;
  readonly #limit: LimitFunction;
  readonly #most: number;
  readonly #underWay = new Map<string, Promise<SummaryPart>>();

  constructor(parts: SummariserParts) {
    const { ledger, limits, today } = parts;
    this.#parts = parts;
    this.#budget = new Budget(ledger, limits.tokensPerDay, today);
    this.#limit = pLimit(limits.concurrency);
    this.#most = limits.concurrency * (1 + WAITING_PER_PLACE);
  }

  /** From the cache, with others who ask the same, or from the model. */
  async of(wanted: Wanted): Promise<SummaryPart> {
    const { key, shown, check } = wanted;
    const shared = this.#underWay.get(key);
    if (shared !== undefined) return this.#with(shared, wanted);
    const making = this.#parts.cache
      .get(key)
      .then((kept) => fromKept(kept, shown, check))
      .then((kept) => (kept === null ? this.#queued(wanted) : given(kept)))
      .finally(() => this.#underWay.delete(key));
    this.#underWay.set(key, making);
    return making;
  }

  /**
   * What somebody else is made, on one's own quotations. Another tenant's empty account is no reason
   * to withhold it from this one.
   */
  async #with(shared: Promise<SummaryPart>, wanted: Wanted): Promise<SummaryPart> {
    const part = await shared;
    if (part.kind !== 'given') {
      const isSpent = part.kind === 'withheld' && part.reason === 'budget spent';
      return isSpent ? this.#queued(wanted) : part;
    }
    const summary = fromKept(toKept(part.summary), wanted.shown, wanted.check);
    return summary === null ? withheld('nothing verified') : given(summary);
  }

  #queued(wanted: Wanted): Promise<SummaryPart> | SummaryPart {
    const { activeCount, pendingCount } = this.#limit;
    if (activeCount + pendingCount >= this.#most) return withheld('too many at once');
    return this.#limit(() => this.#made(wanted));
  }

  async #made({ asking, shown, check, key, tenant }: Wanted): Promise<SummaryPart> {
    const { model, prompts, limits, cache, now, signal, record } = this.#parts;
    const begun = now();
    const until = begun + LONGEST_MAKING_MS;
    const session = new Session({ model, budget: this.#budget, tenant, now, until, signal });
    const judge = limits.judges ? prompts.juge : null;
    const made = await makeSummary(asking, shown, check, {
      session,
      correction: prompts.reprise,
      judge,
    });
    const { calls, tokens } = session;
    record({ ...made, prompt: asking.prompt, calls, tokens, tookMs: now() - begun });
    if (made.summary === null) return withheld(made.withheld ?? 'nothing verified');
    await cache.set(key, toKept(made.summary));
    return given(made.summary);
  }
}

function given(summary: Summary): SummaryPart {
  return { kind: 'given', summary };
}

function withheld(reason: Withheld): SummaryPart {
  return { kind: 'withheld', reason };
}
