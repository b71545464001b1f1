import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { Cleared } from '../debate/gate.ts';
import { refusals } from '../messages/doors.ts';
import { queryIn } from '../running/health.ts';
import { bytesOfBody, LongBody } from '../running/work.ts';
import { ask } from './asking.ts';
import { debatesFor, debateFor, debatesTold, keysFor, ownWords, type Debated } from './debated.ts';
import {
  askedIn,
  debateAmong,
  DOOR_COMMANDS,
  isNumber,
  parsed,
  type Problem,
  type DoorAsking,
} from './commands.ts';
import { openApiOf } from './openapi.ts';
import { verified } from './verifying.ts';

/** What is sent back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Cleared<object>;
  /** The state of the corpus that it is of; absent where it is of none. */
  readonly hash?: string;
}

/** An address, and what is answered there. */
export interface Endpoint {
  /** HEAD goes with GET. */
  readonly methods: readonly string[];
  /** Whether pages of origins that are not allowed are refused an answer, and not only kept from reading it. */
  readonly isGuarded?: boolean;
  /** Null where it was answered already. */
  readonly answer: (
    request: IncomingMessage,
    response: ServerResponse,
  ) => Promise<HttpAnswer | null>;
}

/** A text to verify, in bytes of UTF-8. */
const LONGEST_BODY_BYTES = 65_536;
const READING = ['GET', 'HEAD'];

/** The addresses of the API, all below `/api/`: one for each command, and its description. */
export function endpointsOf(
  debated: Debated,
  publicUrl: string | null,
): ReadonlyMap<string, Endpoint> {
  const commands = Object.keys(DOOR_COMMANDS) as DoorAsking[];
  const own = (body: () => Cleared<object>): Endpoint => {
    return { methods: READING, answer: () => Promise.resolve({ status: 200, body: body() }) };
  };
  return new Map<string, Endpoint>([
    ...commands.map((command): [string, Endpoint] => [
      `/api/${DOOR_COMMANDS[command].path}`,
      { methods: READING, answer: (request) => answerTo(command, request, debated) },
    ]),
    ['/api/verifier', { methods: ['POST'], answer: (request) => verifying(request, debated) }],
    ...(keysFor(debated) === null
      ? []
      : [['/api/debats', own(() => debatesTold(debated).document)] as const]),
    ['/api/openapi.json', own(() => ownWords(openApiOf(publicUrl, keysFor(debated)), []))],
  ]);
}

async function answerTo(
  command: DoorAsking,
  request: IncomingMessage,
  debated: Debated,
): Promise<HttpAnswer> {
  const given = queryOf(request, (name) => isNumber(command, name));
  if ('problem' in given) return errorAnswer(400, 'parameters', given.problem);
  const asked = askedIn(command, given.values, keysFor(debated));
  if ('problem' in asked) return errorAnswer(400, 'parameters', asked.problem);
  const debate = await debateFor(asked.options.debat, debated);
  if ('problem' in debate) return errorAnswer(400, 'parameters', debate.problem);
  const { document, refusal } = await ask(asked, debate, debated);
  if (refusal === null) {
    return { status: 200, body: document, hash: document.payload.corpus.hash };
  }
  const { status, code } = refusal;
  return errorAnswer(status, code, document.payload.message ?? '');
}

async function verifying(request: IncomingMessage, debated: Debated): Promise<HttpAnswer> {
  const among = await debatesNamed(request, debated);
  if ('problem' in among) return errorAnswer(400, 'parameters', among.problem);
  const text = await textIn(request, LONGEST_BODY_BYTES);
  if (typeof text !== 'string') return text;
  return { status: 200, body: (await verified(text, among)).document };
}

/** The debates in which a text is looked for: the one that the address names, else all. */
async function debatesNamed(request: IncomingMessage, debated: Debated) {
  const keys = keysFor(debated);
  if (keys === null) return debatesFor(undefined, debated);
  const given = queryOf(request, () => false);
  if ('problem' in given) return given;
  const read = parsed(z.strictObject({ debat: debateAmong(keys) }), given.values);
  return 'problem' in read ? read : debatesFor(read.values.debat, debated);
}

/** The body of a request; where it is too long, what is left of it is not read, and the answer still goes out. */
export async function textIn(
  request: IncomingMessage,
  longestBytes: number,
): Promise<string | HttpAnswer> {
  try {
    const body = request.iterator({ destroyOnReturn: false });
    return (await bytesOfBody(body, longestBytes)).toString();
  } catch (fault) {
    if (!(fault instanceof LongBody)) return errorAnswer(400, 'body', refusals.aborted());
    const headers = { connection: 'close' };
    return errorAnswer(413, 'body', refusals.bodyTooLong(longestBytes), headers);
  }
}

/** The parameters of an address; numbers are read where numbers are meant. */
function queryOf(
  request: IncomingMessage,
  isNumeric: (name: string) => boolean,
): { readonly values: Readonly<Record<string, string | number>> } | Problem {
  const query = queryIn(request);
  if (!isEncoded(query)) return { problem: refusals.badEncoding() };
  const values = new Map<string, string | number>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (values.has(name)) return { problem: refusals.twice(name) };
    values.set(name, isNumeric(name) && /^\d{1,9}$/u.test(value) ? Number(value) : value);
  }
  // A field that nobody filled in is sent all the same.
  return { values: Object.fromEntries([...values].filter(([, value]) => value !== '')) };
}

/** Browsers read what is not UTF-8 as if it were something else. */
function isEncoded(query: string): boolean {
  try {
    decodeURIComponent(query.replaceAll('+', ' '));
    return true;
  } catch {
    return false;
  }
}

export function errorAnswer(
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers, body: ownWords({ error: { code, message } }, [message]) };
}
