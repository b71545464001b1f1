import { ModelFailure } from '../summary/language-model.ts';
import { parsed } from './json-values.ts';

/** The event after which a stream says no more; some servers leave the connection open behind it. */
const LAST_EVENT = /^data: ?\[DONE\]/mu;
const LAST_EVENT_CHARACTERS = 20;

/** A response that was longer than anything that was asked for. */
export class Endless extends ModelFailure {
  constructor() {
    super('unreadable');
  }
}

/**
 * A `fetch` for the client library that reads so much of a response and no more, and puts what servers
 * write in their own ways as the library knows it: faults that came with the status of a success, faults
 * outside of `error`, JSON under another content type or after a byte order mark.
 */
export function boundedFetch(mostCharacters: number): typeof fetch {
  return async (address, init) => {
    const response = await fetch(address, init);
    const { status, body } = understood(response.status, await textOf(response, mostCharacters));
    const headers = new Headers(response.headers);
    headers.set('content-type', 'application/json');
    headers.delete('content-length');
    return new Response(body === '' ? null : body, { status, headers });
  };
}

async function textOf({ body }: Response, mostCharacters: number): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  for await (const bytes of body ?? []) {
    const seen = text.length;
    text += decoder.decode(bytes as Uint8Array, { stream: true });
    if (text.length > mostCharacters) throw new Endless();
    if (LAST_EVENT.test(text.slice(Math.max(0, seen - LAST_EVENT_CHARACTERS)))) break;
  }
  return text;
}

function understood(status: number, text: string): { status: number; body: string } {
  const json = parsed(text);
  if (typeof json !== 'object' || json === null) return { status, body: text };
  const { error, choices } = json as { readonly error?: unknown; readonly choices?: unknown };
  const isFault = error !== undefined && error !== null && error !== false;
  if (status >= 300) return { status, body: isFault ? text : `{"error":${text}}` };
  const isAnswered = Array.isArray(choices) && choices.length > 0;
  return { status: isFault && !isAnswered ? statusOf(error) : status, body: text };
}

/** The status that a fault tells of itself, else that of a server that failed. */
function statusOf(error: unknown): number {
  const { code, status } = Object(error) as { readonly code?: unknown; readonly status?: unknown };
  const told = [code, status].map(Number).find((each) => each >= 400 && each < 600);
  return told === undefined ? 500 : Math.trunc(told);
}
