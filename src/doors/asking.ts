import { answerDocument, quoteDocument, type AnswerDocument } from '../debate/document.ts';
import { pairsOn, shownOf, summaryOn } from '../debate/paging.ts';
import type { Catalogue } from '../debate/catalogue.ts';
import { NO_DEBATE, type OpenDebate } from '../debate/debates.ts';
import type { Cleared } from '../debate/gate.ts';
import type { Notice } from '../debate/notice.ts';
import type { Reply } from '../debate/reply.ts';
import { answerOnFault, askedOf, type Answer, type Asked } from '../ask/request.ts';
import { cleared } from '../conversation/composer.ts';
import { messageOf, readDocument } from '../conversation/json.ts';
import { noticeText } from '../messages/messages.ts';
import { read, render } from '../platforms/terminal/render.ts';
import type { Debated } from './debated.ts';

/** A reply to a program, cleared by the gate. */
export interface Told {
  readonly document: Cleared<AnswerDocument>;
  /** The same as people read it, without colours; its lines are not broken. */
  readonly text: () => Cleared<string>;
  /** Null where the question was answered, if only by saying that nothing was found. */
  readonly refusal: Refusal | null;
}

/** Why a question was not answered. */
export interface Refusal {
  readonly code: Notice['code'];
  /** Of HTTP. */
  readonly status: number;
}

const NO_SUBJECT: Reply = { kind: 'notice', notice: { code: 'subject missing' } };
const PLAIN = { columns: Infinity, coloured: false };

/** Asks a debate what every platform asks. No model chooses theses for it; what the gate refuses becomes a fault. */
export async function ask(asked: Asked, debate: OpenDebate, debated: Debated): Promise<Told> {
  const { dispatch, asker, reportFault } = debated;
  const { hash } = debate.catalogue;
  const { command, options } = askedOf(debate, asked);
  const given = await dispatch({ address: asker, command, input: { options } });
  const { catalogue } = given.from ?? debate;
  // The corpus was read again meanwhile: an answer is of one state of it.
  if (catalogue.hash !== hash) return ask(asked, given.from ?? debate, debated);
  // Help says what people type: a subject without a letter that can be seen is none.
  const answer = given.reply.kind === 'help' ? { ...given, reply: NO_SUBJECT } : given;
  const isPaged = options.page !== undefined;
  const rendering = {
    render: (each: Answer) => documentOf(each, isPaged, catalogue),
    read: readDocument,
  };
  const { message, isRefused } = cleared(answer, rendering, reportFault);
  return {
    document: message,
    text: () => textOf(answer, debated),
    refusal: isRefused ? FAULT : refusalIn(answer.reply),
  };
}

/** What `--json` prints; of a page that was asked for, the quotations of that page alone. */
function documentOf(answer: Answer, isPaged: boolean, catalogue: Catalogue): AnswerDocument {
  const { reply } = answer;
  const isExchange = reply.kind === 'exchange';
  const told = isPaged && isExchange ? { ...reply, pairs: pairsOn(reply) } : reply;
  const document = answerDocument({ ...answer, reply: told }, messageOf(answer), catalogue);
  if (!isPaged || !('page' in reply) || isExchange) return document;
  const quotes = shownOf(reply).map(({ quote }) => quoteDocument(quote));
  return { ...document, quotes, summary: summaryOn(reply) === null ? null : document.summary };
}

function textOf(answer: Answer, { reportFault }: Debated): Cleared<string> {
  const closed = { ...answer, offers: [] };
  const rendering = { render: (each: Answer) => render(each, PLAIN), read };
  return cleared(closed, rendering, reportFault).message;
}

/** What is said of a fault, which is reported. */
export function faultText(fault: unknown, debated: Debated): string {
  return refusalOf(fault, debated).text;
}

/** The same, and what it is. */
export function refusalOf(fault: unknown, { reportFault }: Debated): Refusal & { text: string } {
  const { reply } = answerOnFault(fault, reportFault);
  if (reply.kind !== 'notice') throw new TypeError('a fault is told by a notice');
  const text = noticeText(reply.notice, NO_DEBATE.catalogue.examples);
  return { ...(refusalIn(reply) ?? FAULT), text };
}

const FAULT: Refusal = { code: 'fault', status: 500 };

/** What is wrong with the question itself; any other notice is an answer. */
const STATUSES: Readonly<Partial<Record<Notice['code'], number>>> = {
  'subject missing': 400,
  'subject too short': 400,
  'subject too long': 400,
  'subject without words': 400,
  'author missing': 400,
  'two authors needed': 400,
  'same author twice': 400,
  'only exclusions': 400,
  'not a date': 400,
  'dates reversed': 400,
  'not a page': 400,
  'no such page': 400,
  'passage gone': 404,
  'unknown debate': 400,
  'debate gone': 404,
  'debate unavailable': 500,
  'search down': 503,
  fault: 500,
};

function refusalIn(reply: Reply): Refusal | null {
  const { code } = reply.kind === 'notice' ? reply.notice : {};
  const status = code === undefined ? undefined : STATUSES[code];
  return code === undefined || status === undefined ? null : { code, status };
}
