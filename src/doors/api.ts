import type { IncomingMessage, ServerResponse } from 'node:http';
import { Cleared, type Gate } from '../debate/gate.ts';
import { refusals } from '../messages/doors.ts';
import { queryIn } from '../running/health.ts';
import { bytesOfBody, LongBody } from '../running/work.ts';
import { ask, type Debated } from './asking.ts';
import { askedIn, DOOR_COMMANDS, isNumber, type DoorAsking } from './commands.ts';
import { openApiOf } from './openapi.ts';
import { verified } from './verifying.ts';

/** What is sent back over HTTP. */
export interface HttpAnswer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body: Cleared<object>;
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
  const describe = () =>
    Promise.resolve({ status: 200, body: ownWords(debated.gate, openApiOf(publicUrl), []) });
  return new Map<string, Endpoint>([
    ...commands.map((command): [string, Endpoint] => [
      `/api/${DOOR_COMMANDS[command].path}`,
      { methods: READING, answer: (request) => answerTo(command, request, debated) },
    ]),
    ['/api/verifier', { methods: ['POST'], answer: (request) => verifying(request, debated) }],
    ['/api/openapi.json', { methods: READING, answer: describe }],
  ]);
}

async function answerTo(
  command: DoorAsking,
  request: IncomingMessage,
  debated: Debated,
): Promise<HttpAnswer> {
  const { gate } = debated;
  const given = queryOf(request, command);
  if ('problem' in given) return errorAnswer(gate, 400, 'parameters', given.problem);
  const asked = askedIn(command, given.values);
  if ('problem' in asked) return errorAnswer(gate, 400, 'parameters', asked.problem);
  const { document, refusal } = await ask(asked, debated);
  if (refusal === null) return { status: 200, body: document };
  const { status, code } = refusal;
  return errorAnswer(gate, status, code, document.payload.message ?? '');
}

async function verifying(request: IncomingMessage, { corpus, gate }: Debated): Promise<HttpAnswer> {
  const text = await textIn(request, LONGEST_BODY_BYTES, gate);
  if (typeof text !== 'string') return text;
  return { status: 200, body: (await verified(text, corpus, gate)).document };
}

/** The body of a request; where it is too long, what is left of it is not read, and the answer still goes out. */
export async function textIn(
  request: IncomingMessage,
  longestBytes: number,
  gate: Gate,
): Promise<string | HttpAnswer> {
  try {
    const body = request.iterator({ destroyOnReturn: false });
    return (await bytesOfBody(body, longestBytes)).toString();
  } catch (fault) {
    if (!(fault instanceof LongBody)) return errorAnswer(gate, 400, 'body', refusals.aborted());
    const headers = { connection: 'close' };
    return errorAnswer(gate, 413, 'body', refusals.bodyTooLong(longestBytes), headers);
  }
}

/** The parameters of an address; numbers are read where numbers are meant. */
function queryOf(request: IncomingMessage, command: DoorAsking) {
  const query = queryIn(request);
  if (!isEncoded(query)) return { problem: refusals.badEncoding() };
  const values = new Map<string, string | number>();
  for (const [name, value] of new URLSearchParams(query)) {
    if (values.has(name)) return { problem: refusals.twice(name) };
    values.set(name, isNumber(command, name) && /^\d{1,9}$/u.test(value) ? Number(value) : value);
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
  gate: Gate,
  status: number,
  code: string,
  message: string,
  headers: Readonly<Record<string, string>> = {},
): HttpAnswer {
  return { status, headers, body: ownWords(gate, { error: { code, message } }, [message]) };
}

/** Names what quotes nothing: our own words, which are looked through for quotations. */
export function ownWords<Payload>(gate: Gate, payload: Payload, texts: readonly string[]) {
  const read = () => ({ quotations: [], works: [], documents: [], texts });
  return Cleared.by(gate, payload, read);
}
