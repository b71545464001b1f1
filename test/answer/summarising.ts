import { memoryLedger } from '../../src/answer/budget.ts';
import type { TokenLedger } from '../../src/answer/budget.ts';
import { ModelFailure } from '../../src/answer/language-model.ts';
import type { FailureKind, ModelRequest, Tokens } from '../../src/answer/language-model.ts';
import type { SummaryRecord } from '../../src/answer/making.ts';
import { openPrompts } from '../../src/answer/prompt.ts';
import { createSummariser } from '../../src/answer/summarise.ts';
import type { SummariserParts } from '../../src/answer/summarise.ts';
import { Quote } from '../../src/debate/quote.ts';
import type { QuotesReply } from '../../src/debate/reply.ts';
import type { CheckSentence, DraftSentence, SummaryPart } from '../../src/debate/summary.ts';
import { readPrompts } from '../../src/files.ts';
import { MemorySummaries } from '../../src/store/memory-summaries.ts';
import { corpusOf, passage } from '../fixtures/passages.ts';

export const TOKENS = { input: 700, output: 100 };
const prompts = openPrompts(readPrompts());

export const corpus = corpusOf(
  ['un', 'deux', 'trois'].map((anchor, order) =>
    passage({ anchor, order, text: `Le passage ${anchor} parle de nos pages.` }),
  ),
);

/** An awaiting answer about the passages of the corpus, the same for the same subject. */
export function replyOn(subject = 'pages', passages = corpus.passages): QuotesReply {
  return {
    kind: 'quotes',
    subject,
    filters: { speaker: null, since: null, until: null },
    total: passages.length,
    ranked: passages.map((each) => Quote.at(each)),
    page: 1,
    summary: { kind: 'awaited' },
  };
}

/** Refuses every sentence that says « faux »: the rules themselves have their own tests. */
export const check: CheckSentence = (sentence) =>
  sentence.includes('faux') ? [{ rule: 'says what is false', detail: 'faux' }] : [];

export function sentences(...texts: readonly string[]): DraftSentence[] {
  return texts.map((sentence, index) => ({ sentence, passages: [(index % 3) + 1] }));
}

/** What a model does when it is asked: writes a draft or a text, fails, or takes its time. */
type Turn =
  | readonly DraftSentence[]
  /** What it writes, or the kind of its failure. */
  | string
  | ((request: ModelRequest) => Promise<string> | string);

const FAILURES = {
  ...{ unreachable: null, late: null, 'rate limited': null, unauthorised: null },
  ...{ 'unknown model': null, 'bad request': null, 'server fault': null, refused: null },
  ...{ empty: null, cut: null, stopped: null },
} satisfies Record<FailureKind, null>;

function isFailure(turn: Turn): turn is FailureKind {
  return typeof turn === 'string' && turn in FAILURES;
}

/** A summariser whose model takes these turns, the last one for ever, and what was seen of it. */
export function bench(turns: readonly Turn[], given: Partial<SummariserParts> = {}) {
  const requests: ModelRequest[] = [];
  const records: SummaryRecord[] = [];
  const clock = { nowMs: 0 };
  const complete = async (request: ModelRequest) => {
    const turn = turns[Math.min(requests.length, turns.length - 1)] ?? '';
    requests.push(request);
    if (isFailure(turn)) throw new ModelFailure(turn, tokensOf(turn));
    if (typeof turn === 'function') return { text: await turn(request), tokens: TOKENS };
    const text = typeof turn === 'string' ? turn : JSON.stringify({ sentences: turn });
    return { text, tokens: TOKENS };
  };
  const summariser = createSummariser({
    model: { name: 'essai', complete },
    prompts,
    cache: new MemorySummaries(),
    ledger: memoryLedger(),
    limits: { concurrency: 2, tokensPerDay: 1_000_000, judges: false },
    today: () => '2026-11-22',
    now: () => clock.nowMs,
    signal: new AbortController().signal,
    record: (record) => {
      records.push(record);
    },
    ...given,
  });
  return { summariser, summarise: summariser(corpus, check), requests, records, clock };
}

function tokensOf(kind: FailureKind): Tokens | null {
  return kind === 'late' || kind === 'stopped' ? null : { input: 0, output: 0 };
}

/** A ledger that can be read. */
export function openLedger(): TokenLedger & { readonly totals: Map<string, number> } {
  const totals = new Map<string, number>();
  return {
    totals,
    add: (tenant, day, tokens) => {
      const key = `${tenant} ${day}`;
      totals.set(key, (totals.get(key) ?? 0) + tokens);
      return Promise.resolve(totals.get(key) ?? 0);
    },
  };
}

/** The sentences of a summary, or why there is none. */
export function outcomeOf(part: SummaryPart): readonly string[] | string {
  if (part.kind === 'given') return part.summary.points.map(({ sentence }) => sentence);
  return part.kind === 'withheld' ? part.reason : part.kind;
}
