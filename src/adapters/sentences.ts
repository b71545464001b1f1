import type { ShownSentence } from '../debate/reading.ts';
import { quotesOf, shownOf, summaryOn } from '../debate/reply.ts';
import type { SummarisedReply } from '../debate/reply.ts';
import { statementOf } from '../debate/attribution.ts';
import type { Point, Summary } from '../debate/summary.ts';
import { messages } from '../messages.ts';

/** A reply's summary as it is shown: a line that says what it is, then a point a line, if any. */
export interface ShownSummary {
  readonly line: string;
  /** Each thesis followed by the number of its quotation: « Thèse (voix). [1] Autre thèse (autre voix). [3] ». */
  readonly sentences: readonly string[];
}

/** After a thesis and its voice, which end so: the name of a voice may have brackets of its own. */
const REFERENCE = /(?<=\)\.) \[(\d+)\]/gu;

/** Null where nothing is to be said of a summary. */
export function summaryShown(reply: SummarisedReply): ShownSummary | null {
  const summary = summaryOn(reply);
  if (summary !== null) return told(summary, reply);
  const isMissing = reply.kind === 'quotes' && reply.summary === null;
  return isMissing ? { line: messages.noThesis(), sentences: [] } : null;
}

/** Whether quotations bear their numbers, for sentences to refer to. */
export function isNumbered(reply: SummarisedReply): boolean {
  return summaryOn(reply) !== null;
}

/** Reads back a line of a summary; one without references refers to nothing, which the gate refuses. */
export function readSentence(line: string): ShownSentence {
  const cites = [...line.matchAll(REFERENCE)].map(([, number = '']) => number);
  return { sentence: line.replace(REFERENCE, ''), cites };
}

function told(summary: Summary, reply: SummarisedReply): ShownSummary {
  const numbers = new Map(shownOf(reply).map(({ quote, number }) => [quote.passage, number]));
  const found = reply.kind === 'comparison' ? quotesOf(reply).length : reply.total;
  const { evidence, points, by } = summary;
  const referred = ({ evidence: each }: Point) =>
    each.map(({ passage }) => `${statementOf(passage) ?? ''} [${numbers.get(passage) ?? 0}]`);
  return {
    line: messages.summary(evidence.length, found, by),
    sentences: points.map((point) => referred(point).join(' ')),
  };
}
