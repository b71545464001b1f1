import type { ListResourcesResult, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import { quoteDocument, sourceDocument } from '../debate/document.ts';
import { Cleared } from '../debate/gate.ts';
import type { Source } from '../debate/passage.ts';
import { Quote, workLine } from '../debate/quote.ts';
import { asking, messagesOfWorks } from '../messages/doors.ts';
import { read } from '../platforms/terminal/render.ts';
import type { Debated } from './asking.ts';

const PREFIX = 'debat://oeuvres/';
const JSON_TYPE = 'application/json';
/** How many works a list tells of at once. */
const LISTED = 50;

export const WORK_TEMPLATE = {
  uriTemplate: `${PREFIX}{id}`,
  name: 'oeuvre',
  title: asking.sources.title,
  description: messagesOfWorks.template(),
  mimeType: JSON_TYPE,
};

/** Some works of the debate, from a cursor on; null for a cursor that is none. */
export function listWorks(
  cursor: string | undefined,
  debated: Debated,
): ListResourcesResult | null {
  const { sources } = debated.corpus;
  // A cursor is the last work that was listed: it stands when others come before it.
  const from = cursor === undefined ? 0 : sources.findIndex(({ id }) => id === cursor) + 1;
  if (cursor !== undefined && from === 0) return null;
  const shown = sources.slice(from, from + LISTED);
  const last = shown.at(-1);
  const isMore = from + LISTED < sources.length && last !== undefined;
  const listed = { resources: shown.map(listedAs), ...(isMore && { nextCursor: last.id }) };
  return Cleared.by(debated.gate, listed, ({ resources }) =>
    read(resources.map(({ description }) => description).join('\n\n')),
  ).payload;
}

function listedAs(source: Source) {
  const { id, title, url } = source;
  const description = `${workLine(source)}\n${url ?? messagesOfWorks.unknownAddress()}`;
  return { uri: `${PREFIX}${id}`, name: id, title, description, mimeType: JSON_TYPE };
}

/** A work, passage by passage, in its order; null where there is none of that address. */
export function readWork(uri: string, { corpus, gate }: Debated): ReadResourceResult | null {
  const source = corpus.sources.find(({ id }) => uri === `${PREFIX}${id}`);
  if (source === undefined) return null;
  const passages = corpus.passages.filter((passage) => passage.source === source);
  const document = {
    version: 1,
    kind: 'work',
    work: sourceDocument(source),
    quotes: passages.map((passage) => quoteDocument(Quote.at(passage))),
    corpus: { hash: corpus.hash, sources: corpus.sources.length, passages: corpus.passages.length },
  };
  const { payload } = Cleared.by(gate, document, ({ work, quotes }) => ({
    ...{ quotations: [], works: [], texts: [] },
    documents: [work, ...quotes],
  }));
  return { contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(payload) }] };
}
