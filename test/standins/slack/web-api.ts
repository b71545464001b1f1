import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';
import type { TransportFault } from '../faults.ts';
import { isJson, parsed, textIn, type Json } from '../json.ts';
import type { Reply, Served, Upload } from '../serving.ts';
import type { Fault } from './faults.ts';
import { METHODS, type Method } from './methods.ts';
import { SlackRefusal, type RecordedCall, type World } from './world.ts';
import type { Workspace } from './workspace.ts';

/** Arguments that the WebClient turns into JSON text, because a form holds nothing else. */
const STRUCTURED = ['blocks', 'view', 'prompts', 'attachments', 'metadata', 'loading_messages'];

/** Takes one HTTP request to Slack: a Web API method, or else a response_url. */
export function serve(
  world: World,
  { url, headers }: IncomingMessage,
  body: string,
  uploads: readonly Upload[],
): Served {
  const { pathname } = new URL(url ?? '/', world.baseUrl);
  const [, method] = /^\/api\/([\w.]+)$/u.exec(pathname) ?? [];
  const taken = world.files.receive(pathname, uploads);
  if (taken !== undefined) return { work: () => taken };
  const fault = world.faults.strike(method ?? 'response_url', '*');
  const spoken = fault && spokenBy(fault);
  if (method === undefined) {
    return { work: () => world.responseUrls.answer(pathname, body), fault: spoken };
  }
  const args = argumentsIn(headers, body);
  const [, bearer] = /^Bearer (.+)$/u.exec(headers.authorization ?? '') ?? [];
  const token = bearer ?? textIn(args, 'token');
  const call = { method, token, args, at: world.clock(), ...(fault && { fault }) };
  // Recorded before anything is done about it, so that one struck by a fault is seen too.
  world.calls.push(call);
  world.changes.announce();
  return { work: () => carryOut(world, call), fault: spoken };
}

function spokenBy(fault: Fault): TransportFault | Reply {
  if (fault.kind === 'refused') return { status: 200, body: { ok: false, error: fault.error } };
  if (fault.kind === 'answered') return { status: fault.status, body: fault.body };
  if (fault.kind === 'redirected') {
    return { status: fault.status, headers: { location: fault.location } };
  }
  if (fault.kind !== 'rate limited') return fault;
  const headers = { 'retry-after': String(fault.retryAfterSeconds) };
  return { status: 429, headers, body: { ok: false, error: 'ratelimited' } };
}

/** Does what the call asks, and answers as Slack would: HTTP 200 for everything. */
function carryOut(world: World, call: RecordedCall): Reply {
  const headers: Record<string, string> = {};
  try {
    const method = METHODS[call.method];
    if (method === undefined) throw new SlackRefusal('unknown_method');
    const workspace = authenticate(world, call, method);
    headers['x-oauth-scopes'] = [...workspace.scopes].join(',');
    headers['x-accepted-oauth-scopes'] = method.scope ?? '';
    call.answer = { ok: true, ...perform(world, call, method, workspace) };
  } catch (error) {
    if (!(error instanceof SlackRefusal)) throw error;
    call.answer = { ok: false, error: error.error, ...error.details };
  }
  world.changes.announce();
  return { status: 200, body: call.answer, headers };
}

function perform(world: World, { args }: RecordedCall, method: Method, workspace: Workspace): Json {
  const { scope, required = [] } = method;
  if (scope !== undefined && !workspace.scopes.has(scope)) {
    const provided = [...workspace.scopes].join(',');
    throw new SlackRefusal('missing_scope', { needed: scope, provided });
  }
  const missing = required.filter((name) => args[name] === undefined || args[name] === '');
  if (missing.length > 0) {
    const messages = missing.map((name) => `[ERROR] missing required field: ${name}`);
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
  }
  return method.run({ world, workspace, args });
}

/** The workspace the token belongs to; the app-level token belongs to none, so the first stands for it. */
function authenticate(world: World, { token, args }: RecordedCall, method: Method): Workspace {
  const [first] = world.workspaces;
  const { as = 'bot' } = method;
  if (as === 'nobody') return first;
  if (token === undefined) throw new SlackRefusal('not_authed');
  const isAppToken = token === world.appToken;
  // A token of an organisation is good in each of its workspaces: `team_id` says which.
  const owners = world.workspaces.filter(({ tokens }) => tokens.has(token));
  const owner = owners.find(({ teamId }) => teamId === args['team_id']) ?? owners[0];
  if (!isAppToken && owner === undefined) throw new SlackRefusal('invalid_auth');
  if (isAppToken !== (as === 'app')) throw new SlackRefusal('not_allowed_token_type');
  const state = owner?.tokens.get(token) ?? 'valid';
  if (state !== 'valid') throw new SlackRefusal(state);
  return owner ?? first;
}

function argumentsIn(headers: IncomingHttpHeaders, body: string): Json {
  if (headers['content-type']?.startsWith('application/json') === true) {
    const args = parsed(body);
    return isJson(args) ? args : {};
  }
  const form: Record<string, unknown> = Object.fromEntries(new URLSearchParams(body));
  for (const name of STRUCTURED) {
    const text = form[name];
    // Text that is not JSON stays as it is: the method says what is wrong with it.
    if (typeof text === 'string') form[name] = parsed(text) ?? text;
  }
  return form;
}
