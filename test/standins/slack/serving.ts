import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Fault } from './faults.ts';
import { jsonReply, write, type Reply } from './reply.ts';
import { carryOut, receive } from './web-api.ts';
import type { World } from './world.ts';

/** Answers one HTTP request to Slack: a Web API method, or else a response_url. */
export async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const body = Buffer.concat(chunks).toString();
  const { pathname } = new URL(request.url ?? '/', world.baseUrl);
  const [, method] = /^\/api\/([\w.]+)$/u.exec(pathname) ?? [];
  const fault = world.faults.strike(method ?? 'response_url');
  if (method === undefined) {
    respond(response, fault, () => answerResponse(world, pathname, body));
    return;
  }
  const call = receive(world, { method, headers: request.headers, body }, fault);
  respond(response, fault, () => carryOut(world, call));
}

function answerResponse({ responseUrls, changes }: World, path: string, body: string): Reply {
  const reply = responseUrls.answer(path, body);
  changes.announce();
  return reply;
}

function respond(response: ServerResponse, fault: Fault | undefined, work: () => Reply): void {
  if (fault === undefined) {
    write(response, work());
    return;
  }
  if ('moment' in fault && fault.moment === 'after the work') work();
  if (fault.kind === 'rate limited') {
    const headers = { 'retry-after': String(fault.retryAfterSeconds) };
    write(response, jsonReply(429, { ok: false, error: 'ratelimited' }, headers));
  }
  if (fault.kind === 'refused') write(response, jsonReply(200, { ok: false, error: fault.error }));
  if (fault.kind === 'broken') write(response, { status: fault.status, body: 'server error' });
  if (fault.kind === 'cut') response.destroy();
}
