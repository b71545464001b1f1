import type { ListResourcesResult, ReadResourceResult } from '@modelcontextprotocol/sdk/types.js';
import { quoteDocument, sourceDocument } from '../debate/document.ts';
import { qualifiedRef } from '../debate/debates.ts';
import { Cleared } from '../debate/gate.ts';
import type { Source } from '../debate/passage.ts';
import { Quote, workLine } from '../debate/quote.ts';
import { asking, messagesOfWorks } from '../messages/doors.ts';
import { read } from '../platforms/terminal/render.ts';
import { debateFor, keysFor, type Debated } from './debated.ts';

const WORKS = 'oeuvres/';
const JSON_TYPE = 'application/json';
/** How many works a list tells of at once. */
const LISTED = 50;
/** How many passages of a work are read at once: an assistant takes in no more. */
const PASSAGES_A_PAGE = 200;
const ADDRESS =
  /^debat:\/\/(?:(?<key>[a-z0-9-]+)\/)?oeuvres\/(?<id>[a-z0-9-]+)(?:\?page=(?<page>[1-9]\d{0,5}))?$/u;

/** `debat://oeuvres/`, and of one of several debates `debat://climat/oeuvres/` */
function addressOf(key: string, work: string): string {
  return `debat://${key === '' ? '' : `${key}/`}${WORKS}${work}`;
}

/** How the addresses of works are made. */
export function workTemplate(debated: Debated) {
  return {
    uriTemplate: addressOf(keysFor(debated) === null ? '' : '{debat}', '{id}{?page}'),
    name: 'oeuvre',
    title: asking.sources.title,
    description: messagesOfWorks.template(),
    mimeType: JSON_TYPE,
  };
}

/** Of one of several debates, `climat/` where it begins and `climat/dupont-2011` further on; `dupont-2011` of the only one. */
const CURSOR = /^(?:(?<key>[a-z0-9-]+)\/)?(?<last>[a-z0-9-]*)$/u;

/**
 * Some works, from a cursor on, those of one debate at a time; null for a cursor that is none. Rejects with a
 * BotError where the debate cannot be opened.
 */
export async function listWorks(
  cursor: string | undefined,
  debated: Debated,
): Promise<ListResourcesResult | null> {
  const keys = keysFor(debated) ?? [''];
  const [first] = keys;
  if (first === undefined && cursor === undefined) return { resources: [] };
  const { key = '', last = null } =
    CURSOR.exec(cursor ?? `${first}/`.replace(/^\//u, ''))?.groups ?? {};
  const isCursor = last !== null && (last !== '' || key !== '' || cursor === undefined);
  const debate = isCursor && keys.includes(key) ? await debateFor(key, debated) : null;
  if (debate === null || 'problem' in debate) return null;
  const { sources } = debate.catalogue;
  // The last work that was listed stands when others come before it.
  const from = last === '' ? 0 : sources.findIndex(({ id }) => id === last) + 1;
  if (from === 0 && last !== '') return null;
  const shown = sources.slice(from, from + LISTED);
  const next = from + LISTED < sources.length ? shown.at(-1)?.id : null;
  const following = keys[keys.indexOf(key) + 1];
  const nextCursor = next == null ? following && `${following}/` : qualifiedRef(key, next);
  const resources = shown.map((source) => listedAs(source, key));
  const listed = { resources, ...(nextCursor !== undefined && { nextCursor }) };
  return Cleared.by(debate.gate, listed, ({ resources: told }) =>
    read(told.map(({ description }) => description).join('\n\n')),
  ).payload;
}

function listedAs(source: Source, key: string) {
  const { id, title, url } = source;
  const description = `${workLine(source)}\n${url ?? messagesOfWorks.unknownAddress()}`;
  return { uri: addressOf(key, id), name: id, title, description, mimeType: JSON_TYPE };
}

/**
 * A work, passage by passage, in its order; null where there is none of that address, or no such page of it. Rejects
 * with a BotError where its debate cannot be opened.
 */
export async function readWork(uri: string, debated: Debated): Promise<ReadResourceResult | null> {
  const { key = '', id, page: number = '1' } = ADDRESS.exec(uri)?.groups ?? {};
  const debate = id === undefined ? null : await debateFor(key, debated);
  if (debate === null || 'problem' in debate) return null;
  const { catalogue, holdings } = debate;
  const source = catalogue.sources.find((each) => each.id === id);
  const page = Number(number);
  if (source === undefined) return null;
  const { passages } = catalogue.entryOf(source) ?? { passages: 0 };
  const pages = Math.max(1, Math.ceil(passages / PASSAGES_A_PAGE));
  if (page > pages) return null;
  const shown = await holdings.inWork(source, (page - 1) * PASSAGES_A_PAGE, PASSAGES_A_PAGE);
  const { gate } = await debate.showing(shown.map((passage) => passage.id));
  await debate.catchUp();
  // It changed meanwhile: a page is of one state.
  if (debate.catalogue.hash !== catalogue.hash) return readWork(uri, debated);
  const document = {
    ...{ version: 1, kind: 'work', ...(key !== '' && { debat: key }) },
    ...{ work: sourceDocument(source), page, pages },
    quotes: shown.map((passage) => quoteDocument(Quote.at(passage))),
    corpus: catalogue.state,
  };
  const { payload } = Cleared.by(gate, document, ({ debat, work, quotes }) => ({
    ...{ quotations: [], works: [], texts: [], debates: debat === undefined ? [] : [debat] },
    documents: [work, ...quotes],
  }));
  return { contents: [{ uri, mimeType: JSON_TYPE, text: JSON.stringify(payload) }] };
}
