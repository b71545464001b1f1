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
/** How many passages of a work are read at once: an assistant takes in no more. */
const PASSAGES_A_PAGE = 200;
const ADDRESS = /^debat:\/\/oeuvres\/(?<id>[a-z0-9-]+)(?:\?page=(?<page>[1-9]\d{0,5}))?$/u;

export const WORK_TEMPLATE = {
  uriTemplate: `${PREFIX}{id}{?page}`,
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

/** A work, passage by passage, in its order; null where there is none of that address, or no such page of it. */
export function readWork(uri: string, { corpus, gate }: Debated): ReadResourceResult | null {
  const { id, page: number = '1' } = ADDRESS.exec(uri)?.groups ?? {};
  const source = corpus.sources.find((each) => each.id === id);
  const passages = corpus.passages.filter((passage) => passage.source === source);
  const page = Number(number);
  const pages = Math.max(1, Math.ceil(passages.length / PASSAGES_A_PAGE));
  if (source === undefined || page > pages) return null;
  const shown = passages.slice((page - 1) * PASSAGES_A_PAGE, page * PASSAGES_A_PAGE);
  const document = {
    ...{ version: 1, kind: 'work', work: sourceDocument(source), page, pages },
    quotes: shown.map((passage) => quoteDocument(Quote.at(passage))),
    corpus: { hash: corpus.hash, sources: corpus.sources.length, passages: corpus.passages.length },
  };
  const { payload } = Cleared.by(gate, document, ({ work, quotes }) => ({
    ...{ quotations: [], works: [], texts: [] },
    documents: [work, ...quotes],
  }));
  return { contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(payload) }] };
}
