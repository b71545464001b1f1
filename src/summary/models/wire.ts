import { Endless } from './faults.ts';
import { parsed } from './json-values.ts';

/** After these a stream says no more of the answer; some servers leave the connection open behind them. */
const LAST_EVENT = /^data: ?(?:\[DONE\]|\{[^\r\n]*"finish_reason" ?: ?"[^\r\n]*[\r\n])/mu;

/**
 * A `fetch` for the client library that reads so much of a response and no more, and puts what servers
 * write in their own ways as the library knows it: faults that came with the status of a success, faults
 * outside of `error`, JSON under another content type or after a byte order mark.
 */
export function boundedFetch(mostCharacters: number): typeof fetch {
  return async (address, init) => {
    const response = await fetchFrom(address, init);
    const { status, body } = understood(response.status, await textOf(response, mostCharacters));
    const headers = new Headers(response.headers);
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    return new Response(body === '' ? null : body, { status, headers });
  };
}

/** Theses and keys go to the server that is named, and nowhere else: it may send them elsewhere within itself, once. */
async function fetchFrom(
  address: Parameters<typeof fetch>[0],
  init: Parameters<typeof fetch>[1],
): Promise<Response> {
  const once = { ...init, redirect: 'manual' } as const;
  const response = await fetch(address, once);
  const location = response.headers.get('location');
  if (![307, 308].includes(response.status) || location === null) return response;
  const next = URL.canParse(location, response.url) ? new URL(location, response.url) : null;
  return next?.origin === new URL(response.url).origin ? fetch(next, once) : response;
}

async function textOf({ body }: Response, mostCharacters: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  // Where the line begins that is still being written.
  let line = 0;
  for await (const bytes of body ?? []) {
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length > mostCharacters) throw new Endless('unreadable');
    if (LAST_EVENT.test(text.slice(line))) break;
    line = text.lastIndexOf('\n') + 1;
  }
  return text;
}

function understood(status: number, text: string): { status: number; body: string } {
  const json = areEvents(text) ? faultAmong(eventsIn(text)) : parsed(text);
  if (typeof json !== 'object' || json === null) return { status, body: text };
  const { error, choices } = json as { readonly error?: unknown; readonly choices?: unknown };
  const isFault = error !== undefined && error !== null && error !== false;
  if (status >= 300) return { status, body: isFault ? text : `{"error":${text}}` };
  const isAnswered = Array.isArray(choices) && choices.length > 0;
  const isRefusal = isFault && !isAnswered;
  return isRefusal
    ? { status: statusOf(error), body: JSON.stringify(json) }
    : { status, body: text };
}

/** What an event says instead of an answer; vLLM writes a fault without wrapping it. */
function faultAmong(events: readonly unknown[]): object | null {
  for (const event of events) {
    const { choices, error, object } = Object(event) as Readonly<Record<string, unknown>>;
    if (Array.isArray(choices) && choices.length > 0) return null;
    if (error !== undefined && error !== null) return { error };
    if (object === 'error') return { error: event };
  }
  return null;
}

/** The status that a fault tells of itself, else that of a server that failed. */
function statusOf(error: unknown): number {
  const { code, status } = Object(error) as { readonly code?: unknown; readonly status?: unknown };
  const told = [code, status].map(Number).find((each) => each >= 400 && each < 600);
  return told === undefined ? 500 : Math.trunc(told);
}

/** Server-sent events, whether they were asked for or not: lines of fields, or of comments. */
export function areEvents(body: string): boolean {
  return /^\s*(?:(?:data|event|id|retry):|:)/u.test(body);
}

/**
 * The JSON of each event (https://html.spec.whatwg.org/multipage/server-sent-events.html). What is none,
 * such as a comment, a sign of life or the last word, is passed over; some servers leave out the blank
 * line between two events.
 */
export function eventsIn(body: string): readonly unknown[] {
  return body.split(/(?:\r\n|\r|\n){2,}/u).flatMap((event) => {
    const lines = event.split(/\r\n|\r|\n/u).filter((line) => line.startsWith('data:'));
    const data = lines.map((line) => line.slice('data:'.length));
    const whole = parsed(data.join('\n'));
    return (whole === undefined ? data.map(parsed) : [whole]).filter((each) => each !== undefined);
  });
}
