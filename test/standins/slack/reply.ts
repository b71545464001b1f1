import type { ServerResponse } from 'node:http';
import type { Json } from './json.ts';

/** An HTTP answer of the stand-in. */
export interface Reply {
  readonly status: number;
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export function jsonReply(
  status: number,
  body: Json,
  headers: Readonly<Record<string, string>> = {},
): Reply {
  const contentType = { 'content-type': 'application/json; charset=utf-8' };
  return { status, body: JSON.stringify(body), headers: { ...contentType, ...headers } };
}

export function write(response: ServerResponse, reply: Reply): void {
  response.writeHead(reply.status, { ...reply.headers });
  response.end(reply.body);
}
