import type { Corpus } from '../../debate/corpus.ts';
import { answerDocument } from '../../debate/document.ts';
import type { AnswerDocument, ExplanationOf } from '../../debate/document.ts';
import type { Reading } from '../../debate/reading.ts';
import { helpSections, messages, noticeText } from '../../messages.ts';
import type { Answer } from '../../request.ts';

/** The answer as one JSON document on one line. */
export function renderJson(answer: Answer, corpus: Corpus, explanationOf?: ExplanationOf): string {
  return JSON.stringify(answerDocument(answer, messageOf(answer), corpus, explanationOf));
}

/** Reads a printed document back. */
export function readJson(line: string): Reading {
  return readDocument(JSON.parse(line) as AnswerDocument);
}

/** Reads a document back: every quotation and work in it, in all the places it holds one. */
export function readDocument({ quotes, sides, summary, works, message }: AnswerDocument): Reading {
  const sentences = (summary?.points ?? []).map(({ sentence, refs }) => ({
    sentence,
    cites: refs,
  }));
  return {
    quotations: [],
    works: [],
    documents: [
      ...[...quotes, ...(sides ?? []).flatMap((side) => side.quotes)],
      ...(works ?? []).map(({ passages, voices, ...work }) => work),
    ],
    sentences,
    sides: (sides ?? []).map(({ author, quotes: said }) => ({
      author,
      refs: said.map(({ ref }) => ref),
    })),
    texts: message === null ? [] : [message],
  };
}

function messageOf({ reply }: Answer): string | null {
  if (reply.kind === 'notice') return noticeText(reply.notice);
  if (reply.kind === 'quotes' && reply.summary === null) return messages.noThesis();
  if (reply.kind !== 'help') return null;
  return helpSections(reply.sources, reply.passages)
    .map(({ title, lines }) => [title, ...lines].join('\n'))
    .join('\n\n');
}
