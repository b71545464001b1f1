import type { ShownSentence } from '../debate/reading.ts';
import { quotesOf, shownOf } from '../debate/reply.ts';
import type { SummarisedReply } from '../debate/reply.ts';
import { messages } from '../messages.ts';

/** A reply's summary as it is shown: a line that says what it is, then one sentence a line, if any. */
export interface ShownSummary {
  readonly line: string;
  /** Each followed by the numbers of its quotations: « Phrase. [1] [3] ». */
  readonly sentences: readonly string[];
}

const REFERENCES = /^(?<sentence>.+?)(?<references>(?: \[\d+\])+)$/su;

/** Null where nothing is to be said of a summary. */
export function summaryShown(reply: SummarisedReply): ShownSummary | null {
  const { summary } = reply;
  switch (summary?.kind) {
    case undefined:
    case 'offered':
      return null;
    case 'awaited':
      return { line: messages.awaitedSummary(), sentences: [] };
    case 'withheld':
      return { line: messages.withheldSummary(summary.reason), sentences: [] };
    case 'given': {
      const shown = shownOf(reply);
      const line = messages.summary(shown.length, foundBy(reply));
      const sentences = summary.summary.points.map(({ sentence, evidence }) => {
        const cited = new Set(evidence.map(({ passage }) => passage.id));
        const numbers = shown.filter(({ quote }) => cited.has(quote.passage.id));
        return `${sentence}${numbers.map(({ number }) => ` [${number}]`).join('')}`;
      });
      return { line, sentences };
    }
  }
}

/** Whether quotations bear their numbers, for sentences to refer to. */
export function isNumbered({ summary }: SummarisedReply): boolean {
  return summary !== undefined && summary.kind !== 'offered';
}

/** Reads back a line of a summary; one without references refers to nothing, which the gate refuses. */
export function readSentence(line: string): ShownSentence {
  const { sentence = line, references = '' } = REFERENCES.exec(line)?.groups ?? {};
  return { sentence, cites: references.match(/\d+/gu) ?? [] };
}

function foundBy(reply: SummarisedReply): number {
  return reply.kind === 'comparison' ? quotesOf(reply).length : reply.total;
}
