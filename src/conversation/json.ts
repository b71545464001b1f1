import * as v from 'valibot';
import { NO_DEBATE } from '../debate/debates.ts';
import { answerDocument, type AnswerDocument, type ExplanationOf } from '../debate/document.ts';
import type { Reading } from '../debate/reading.ts';
import { helpSections, messages, noticeText } from '../messages/messages.ts';
import type { Answer } from '../ask/request.ts';
import { unsupported } from './sentences.ts';

/** The answer as one JSON document on one line. */
export function renderJson(answer: Answer, explanationOf?: ExplanationOf): string {
  const { catalogue } = answer.from ?? NO_DEBATE;
  return JSON.stringify(answerDocument(answer, messageOf(answer), catalogue, explanationOf));
}

/** Reads a printed document back. */
export function readJson(line: string): Reading {
  return readDocument(JSON.parse(line) as AnswerDocument);
}

/** A summary, in which nothing but theses and their references has a place. */
const summaryShape = v.nullable(
  v.strictObject({
    points: v.array(v.strictObject({ sentence: v.string(), refs: v.array(v.string()) })),
    by: v.picklist(['corpus', 'model']),
  }),
);

/**
 * Reads a document back: every quotation and work in it, in all the places it holds one. A summary of
 * another shape, and a message beside quotations that is not ours, support nothing.
 */
export function readDocument(document: AnswerDocument): Reading {
  const { quotes, sides, works, arrows, message, debat } = document;
  const { success, output: summary } = v.safeParse(summaryShape, document.summary);
  const isOurs = message === null || quotes.length === 0 || message === messages.noThesis();
  const sentences = [
    ...(success ? (summary?.points ?? []) : []).map(({ sentence, refs }) => {
      return { sentence, cites: refs };
    }),
    ...(success ? [] : [unsupported(JSON.stringify(document.summary))]),
    ...(isOurs ? [] : [unsupported(message)]),
  ];
  return {
    quotations: [],
    works: [],
    documents: [
      ...[...quotes, ...(sides ?? []).flatMap((side) => side.quotes)],
      ...(works ?? []).map(({ passages, voices, ...work }) => work),
    ],
    facts: (works ?? []).map(({ id, passages, voices }) => ({ id, passages, voices })),
    sentences,
    arrows: (arrows ?? []).map(({ relation, from, to }) => ({ kind: relation, from, to })),
    sides: (sides ?? []).map(({ author, quotes: said }) => ({
      author,
      refs: said.map(({ ref }) => ref),
    })),
    debates: debat === undefined ? [] : [debat],
    texts: message === null ? [] : [message],
  };
}

/** The French notice or help that goes with an answer, when there is one. */
export function messageOf({ reply, from: { catalogue } = NO_DEBATE }: Answer): string | null {
  if (reply.kind === 'notice') return noticeText(reply.notice, catalogue.examples);
  if (reply.kind === 'quotes' && reply.summary === null) return messages.noThesis();
  if (reply.kind !== 'help') return null;
  return helpSections(catalogue)
    .map(({ title, lines }) => [title, ...lines].join('\n'))
    .join('\n\n');
}
