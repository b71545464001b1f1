import { createHash } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { parsed } from '../json.ts';
import type { RequestFault } from './faults.ts';
import { carryOut, failInteraction } from './rest.ts';
import { CALLBACK, findRoute } from './route-names.ts';
import type { RecordedCall, Reply, World } from './world.ts';

const PREFIX = '/api/v10';

type Headers = Readonly<Record<string, string>>;

/** Answers one HTTP request to Discord. */
export async function serve(
  world: World,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const call = receive(world, request, Buffer.concat(chunks).toString());
  world.calls.push(call);
  world.changes.announce();
  if (call.fault === undefined) write(response, carryOut(world, call), ordinaryHeaders(call));
  // Only faults of requests are ever planned for routes.
  else strike(world, call, call.fault as RequestFault, response);
}

function receive(world: World, request: IncomingMessage, body: string): RecordedCall {
  const { pathname, searchParams } = new URL(request.url ?? '/', world.urls.rest);
  const path = pathname.startsWith(`${PREFIX}/`) ? pathname.slice(PREFIX.length) : '';
  const found = findRoute(request.method ?? '', path);
  const fault = world.faults.strikeRequest(found?.name);
  return {
    route: found?.name,
    path,
    parameters: found?.parameters ?? {},
    query: searchParams,
    body: parsed(body),
    authorization: request.headers.authorization,
    at: world.clock(),
    ...(fault === undefined ? {} : { fault }),
  };
}

function strike(
  world: World,
  call: RecordedCall,
  fault: RequestFault,
  response: ServerResponse,
): void {
  if ('moment' in fault && fault.moment === 'after the work') carryOut(world, call);
  if (fault.kind === 'rate limited') writeRateLimit(call, fault, response);
  if (fault.kind === 'refused') writeRefusal(world, call, fault, response);
  if (fault.kind === 'broken') {
    write(response, { status: fault.status, body: { message: 'server error', code: 0 } });
  }
  if (fault.kind === 'cut') response.destroy();
  if (fault.kind === 'reset') response.socket?.resetAndDestroy();
}

function writeRefusal(
  world: World,
  call: RecordedCall,
  { complaint }: Extract<RequestFault, { kind: 'refused' }>,
  response: ServerResponse,
): void {
  const { status, code, message } = complaint;
  call.answer = { status, body: { message, code } };
  if (call.route === CALLBACK) failInteraction(world, call);
  world.changes.announce();
  write(response, call.answer);
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function writeRateLimit(
  call: RecordedCall,
  { retryAfterSeconds, scope, said }: Extract<RequestFault, { kind: 'rate limited' }>,
  response: ServerResponse,
): void {
  const isGlobal = scope === 'global';
  const subject = scope === 'shared' ? 'The resource is' : 'You are';
  const message = `${subject} being rate limited.`;
  const body = { message, retry_after: retryAfterSeconds, global: isGlobal };
  const headers = {
    // The header counts whole seconds, unlike the body.
    'retry-after': String(Math.ceil(retryAfterSeconds)),
    'x-ratelimit-scope': scope,
    ...(isGlobal ? { 'x-ratelimit-global': 'true' } : bucket(call, 0, retryAfterSeconds)),
  };
  const isInBody = said === 'twice' || said === 'in the body';
  const isInHeaders = said === 'twice' || said === 'in headers';
  write(response, { status: 429, body: isInBody ? body : {} }, isInHeaders ? headers : {});
}

/** A bucket that is never empty: this stand-in limits only where a test says so. */
function ordinaryHeaders(call: RecordedCall): Headers {
  return call.route === undefined || call.route === CALLBACK ? {} : bucket(call, 49, 1);
}

function bucket({ route }: RecordedCall, remaining: number, resetAfterSeconds: number): Headers {
  return {
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': String(resetAfterSeconds),
    'x-ratelimit-bucket': createHash('sha256')
      .update(route ?? '')
      .digest('hex')
      .slice(0, 32),
  };
}

function write(response: ServerResponse, { status, body }: Reply, headers: Headers = {}): void {
  const contentType = body === undefined ? {} : { 'content-type': 'application/json' };
  response.writeHead(status, { ...contentType, ...headers });
  response.end(body === undefined ? undefined : JSON.stringify(body));
}
