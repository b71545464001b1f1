import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { TransportFault } from '../faults.ts';
import { isJson, parsed } from '../json.ts';
import type { Reply, Served, Upload } from '../serving.ts';
import { ACCOUNT_ROUTES } from './account-routes.ts';
import type { RequestFault } from './faults.ts';
import { INTERACTION_ROUTES } from './interaction-routes.ts';
import { MESSAGE_ROUTES } from './message-routes.ts';
import { NOT_FOUND, Refusal, UNAUTHORIZED } from './refusal.ts';
import { CALLBACK, findRoute, type RouteName } from './route-names.ts';
import type { Handler, RecordedCall, World } from './world.ts';

const HANDLERS: Readonly<Record<RouteName, Handler>> = {
  ...ACCOUNT_ROUTES,
  ...INTERACTION_ROUTES,
  ...MESSAGE_ROUTES,
};

const PREFIX = '/api/v10';

/** Takes one HTTP request to Discord. */
export function serve(
  world: World,
  request: IncomingMessage,
  body: string,
  files: readonly Upload[],
): Served {
  const { pathname, searchParams } = new URL(request.url ?? '/', `http://${world.address}`);
  const path = pathname.startsWith(`${PREFIX}/`) ? pathname.slice(PREFIX.length) : '';
  const found = findRoute(request.method ?? '', path);
  // Only faults of requests are ever planned for routes.
  const fault = world.faults.strike(found?.name, '*') as RequestFault | undefined;
  const call: RecordedCall = {
    route: found?.name,
    path,
    parameters: found?.parameters ?? {},
    query: searchParams,
    body: parsed(body),
    files,
    authorization: request.headers.authorization,
    at: world.clock(),
    ...(fault && { fault }),
  };
  world.calls.push(call);
  world.changes.announce();
  return { work: () => carryOut(world, call), fault: fault && spokenBy(world, call, fault) };
}

/** Does what the call asks, and answers as Discord would. */
function carryOut(world: World, call: RecordedCall): Reply {
  const reply = attempt(world, call);
  settle(world, call, reply);
  // A bucket that is never empty: this stand-in limits only where a test says so.
  const isLimited = call.route !== undefined && call.route !== CALLBACK;
  return isLimited ? { ...reply, headers: bucket(call, 49, 1) } : reply;
}

function settle(world: World, call: RecordedCall, reply: Reply): void {
  call.answer = reply;
  if (call.route === CALLBACK && reply.status >= 400) {
    // A response that will not come again: the person reads that the application did not respond.
    world.interactions.fail(call.parameters['token'] ?? '', JSON.stringify(reply.body));
  }
  world.changes.announce();
}

function attempt(world: World, call: RecordedCall): Reply {
  const { route, parameters, query, body, files, authorization } = call;
  world.files = files;
  try {
    if (route === undefined) throw new Refusal(NOT_FOUND);
    const isOpen = /^\w+ \/(?:interactions|webhooks)\//u.test(route);
    const isKnown = authorization === `Bot ${world.options.token}`;
    if (!isOpen && !isKnown) throw new Refusal(UNAUTHORIZED);
    const list = Array.isArray(body) ? body.filter(isJson) : [];
    return HANDLERS[route]({ world, parameters, query, body: isJson(body) ? body : {}, list });
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error.complaint;
    return { status, body: { message, code, errors: error.errors } };
  }
}

function spokenBy(world: World, call: RecordedCall, fault: RequestFault): TransportFault | Reply {
  if (fault.kind === 'rate limited') return rateLimit(call, fault);
  if (fault.kind !== 'refused') return fault;
  const { status, code, message } = fault.complaint;
  const reply = { status, body: { message, code } };
  settle(world, call, reply);
  return reply;
}

/** https://docs.discord.com/developers/topics/rate-limits#exceeding-a-rate-limit */
function rateLimit(
  call: RecordedCall,
  { retryAfterSeconds, scope, said }: Extract<RequestFault, { kind: 'rate limited' }>,
): Reply {
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
  return {
    status: 429,
    body: said === 'twice' || said === 'in the body' ? body : {},
    headers: said === 'twice' || said === 'in headers' ? headers : {},
  };
}

function bucket({ route }: RecordedCall, remaining: number, afterSeconds: number) {
  return {
    'x-ratelimit-limit': '50',
    'x-ratelimit-remaining': String(remaining),
    'x-ratelimit-reset-after': String(afterSeconds),
    'x-ratelimit-bucket': createHash('sha256')
      .update(route ?? '')
      .digest('hex')
      .slice(0, 32),
  };
}
