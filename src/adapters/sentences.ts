import type { ShownSentence } from '../debate/reading.ts';
import { quotesOf, shownOf, summaryOn } from '../debate/reply.ts';
import type { SummarisedReply } from '../debate/reply.ts';
import { statementOf } from '../debate/attribution.ts';
import type { Point, Summary } from '../debate/summary.ts';
import { messages } from '../messages.ts';

/** A reply's summary as it is shown: a line that says what it is, then a point a line, if any. */
export interface ShownSummary {
  readonly line: string;
  /** The same line where so many theses are told. */
  readonly lineFor: (told: number) => string;
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
  const line = messages.noThesis();
  return isMissing ? { line, lineFor: () => line, sentences: [] } : null;
}

/** Whether quotations bear their numbers, for sentences to refer to. */
export function isNumbered(reply: SummarisedReply): boolean {
  return summaryOn(reply) !== null;
}

/** Whether a line refers to quotations as a point of a summary does, wherever it stands. */
export function refers(line: string): boolean {
  return line.search(REFERENCE) >= 0;
}

/** A claim that nothing in its message supports, which the gate refuses: a thesis without a quotation. */
export function unsupported(claim: string): ShownSentence {
  return { sentence: claim, cites: [] };
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
  const lineFor = (count: number) => messages.summary(count, found, by);
  return {
    ...{ line: lineFor(evidence.length), lineFor },
    sentences: points.map((point) => referred(point).join(' ')),
  };
}
