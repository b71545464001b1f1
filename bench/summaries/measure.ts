import { read, render } from '../../src/adapters/console/render.ts';
import { memoryLedger } from '../../src/answer/budget.ts';
import type { LanguageModel } from '../../src/answer/language-model.ts';
import type { SummaryRecord } from '../../src/answer/making.ts';
import { openPrompts } from '../../src/answer/prompt.ts';
import type { Prompts } from '../../src/answer/prompt.ts';
import { createSummariser } from '../../src/answer/summarise.ts';
import { createDispatch } from '../../src/commands/dispatch.ts';
import type { Corpus } from '../../src/debate/corpus.ts';
import { Gate } from '../../src/debate/gate.ts';
import { PAGE_SIZE } from '../../src/debate/reply.ts';
import type { CheckSentence } from '../../src/debate/summary.ts';
import { readPrompts } from '../../src/files.ts';
import type { Answer, Dispatch } from '../../src/request.ts';
import { withBalance } from '../../src/retrieval/balance.ts';
import { createRetriever } from '../../src/retrieval/engine.ts';
import { citationsOf } from './citations.ts';
import type { Citations } from './citations.ts';

/** What was measured of one question. */
export interface Measured {
  readonly question: string;
  /** Null where the answer was no summary at all: the question is not one to measure. */
  readonly record: SummaryRecord | null;
  readonly kept: number;
  /** Quotations shown, and how many of them are in the corpus to the character. */
  readonly quotations: number;
  readonly exact: number;
  /** As ALCE defines them; null without a judge, or without a summary. */
  readonly citations: Citations | null;
}

export interface Measuring {
  readonly corpus: Corpus;
  readonly check: CheckSentence;
  readonly model: LanguageModel;
  /** Whether the model is also asked what follows from what, for precision and recall. */
  readonly isJudged: boolean;
  readonly now: () => number;
}

const ADDRESS = { platform: 'console', workspace: null, channel: null, person: null };
const LAYOUT = { columns: Infinity, coloured: false };
const UNLIMITED = { concurrency: 1, tokensPerDay: Number.MAX_SAFE_INTEGER, judges: false };

/** Asks every question, one after another, through the whole of the program but its platforms. */
export async function measureAll(
  questions: readonly string[],
  measuring: Measuring,
): Promise<readonly Measured[]> {
  const prompts = openPrompts(readPrompts());
  const records: SummaryRecord[] = [];
  const dispatch = dispatchOf(measuring, prompts, records);
  const gate = new Gate(measuring.corpus, measuring.check);
  const measured: Measured[] = [];
  for (const question of questions) {
    const before = records.length;
    const answer = await completed(question, dispatch);
    const record = records.length > before ? (records.at(-1) ?? null) : null;
    const points = record?.summary?.points ?? [];
    const citations =
      measuring.isJudged && points.length > 0
        ? await citationsOf(points, { ...measuring, judge: prompts.juge })
        : null;
    measured.push({
      question,
      record,
      kept: points.length,
      citations,
      ...exactnessOf(answer, gate),
    });
  }
  return measured;
}

function dispatchOf(
  { corpus, check, model, now }: Measuring,
  prompts: Prompts,
  records: SummaryRecord[],
): Dispatch {
  const summariser = createSummariser({
    ...{ model, prompts, now, limits: UNLIMITED, ledger: memoryLedger() },
    // Every question is asked of the model, even one that was asked before.
    cache: { get: () => Promise.resolve(null), set: () => Promise.resolve() },
    today: () => '2026-11-22',
    signal: new AbortController().signal,
    record: (record) => {
      records.push(record);
    },
  });
  const retriever = withBalance(createRetriever(corpus), PAGE_SIZE);
  const summarise = summariser(corpus, check);
  return createDispatch({ corpus, retriever, today: () => '2026-11-22', summarise }, (fault) => {
    throw fault;
  });
}

async function completed(question: string, dispatch: Dispatch): Promise<Answer> {
  const [, command = '', text = ''] = /^\/(\S+) (.*)$/u.exec(question) ?? [];
  const answer = await dispatch({ address: ADDRESS, command, input: { text } });
  return (await answer.complete?.()) ?? answer;
}

/** Reads the rendered answer, as a person would, and looks its quotations up in the corpus. */
function exactnessOf(answer: Answer, gate: Gate): { quotations: number; exact: number } {
  const { quotations } = read(render(answer, LAYOUT));
  const empty = { works: [], documents: [], texts: [] };
  const exact = quotations.filter(
    (quotation) => gate.misquotationsIn({ quotations: [quotation], ...empty }).length === 0,
  );
  return { quotations: quotations.length, exact: exact.length };
}
