import type { Log } from './adapters/adapter.ts';
import type { Time } from './adapters/time.ts';
import type { TokenLedger } from './answer/budget.ts';
import type { SummaryCache } from './answer/cache.ts';
import type { LanguageModel } from './answer/language-model.ts';
import type { SummaryRecord } from './answer/making.ts';
import type { ModelConfig } from './config-model.ts';
import type { Corpus } from './debate/corpus.ts';
import type { Summaries } from './editions.ts';

/** What making summaries needs of the rest of the program. */
export interface SummariesParts {
  readonly cache: SummaryCache;
  readonly ledger: TokenLedger;
  /** The date where the debate is read, as `2026-11-22`. */
  readonly today: () => string;
  readonly time: Time;
  readonly log: Log;
  /** Given when the process stops. */
  readonly signal: AbortSignal;
}

/**
 * What summarises each corpus with the configured model, and checks what it says; undefined where no
 * model is configured. Rejects with a BotError where a prompt or a script is not whole.
 */
export async function openSummaries(
  config: ModelConfig,
  parts: SummariesParts,
): Promise<((corpus: Corpus) => Summaries) | undefined> {
  const model = await openModel(config, parts);
  if (model === null) return undefined;
  const { createSummariser } = await import('./answer/summarise.ts');
  const { openPrompts } = await import('./answer/prompt.ts');
  const { readPrompts } = await import('./files.ts');
  const { createCheck } = await import('./answer/check.ts');
  const { cache, ledger, today, time, log, signal } = parts;
  const summariser = createSummariser({
    ...{ model, cache, ledger, today, signal },
    prompts: openPrompts(readPrompts()),
    limits: config,
    now: time.now,
    record: recordIn(log, model.name),
  });
  return (corpus) => {
    const check = createCheck(corpus);
    return { check, summarise: summariser(corpus, check) };
  };
}

/** The script goes before the server: whoever names one wants no server asked. */
async function openModel(
  { script, server }: ModelConfig,
  { time, log }: SummariesParts,
): Promise<LanguageModel | null> {
  if (script !== null) {
    const { ScriptedModel, readScript } = await import('./models/scripted.ts');
    const { readText } = await import('./files.ts');
    return new ScriptedModel(readScript(script, readText(script)));
  }
  if (server === null) return null;
  const { OpenAiModel } = await import('./models/openai.ts');
  return new OpenAiModel(server, { time, log });
}

/** One line a summary: counts and names of rules, no word of what was asked, drafted or shown. */
function recordIn(log: Log, model: string): (record: SummaryRecord) => void {
  return ({ summary, withheld, proposals, ...fields }) => {
    const kept = summary?.points.length ?? 0;
    const drafts = proposals.map(({ proposed, refused }) => ({
      proposed,
      refused: countedRules(refused.flatMap(({ faults }) => faults)),
    }));
    const line = { model, ...fields, drafts, kept, ...(withheld === null ? {} : { withheld }) };
    log.info(line, kept > 0 ? 'a summary was made' : 'no summary was made');
  };
}

function countedRules(faults: readonly { readonly rule: string }[]): object {
  const byRule = Object.groupBy(faults, ({ rule }) => rule);
  return Object.fromEntries(
    Object.entries(byRule).map(([rule, each]) => [rule, each?.length ?? 0]),
  );
}
