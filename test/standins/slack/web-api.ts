import type { IncomingHttpHeaders } from 'node:http';
import { CHAT_METHODS } from './chat-methods.ts';
import type { Fault } from './faults.ts';
import { isJson, parsed, textIn, type Json } from './json.ts';
import type { Call, Method } from './method.ts';
import { PLACE_METHODS } from './place-methods.ts';
import { SlackRefusal } from './refusal.ts';
import { jsonReply, type Reply } from './reply.ts';
import { VIEW_METHODS } from './view-methods.ts';
import type { RecordedCall, World } from './world.ts';
import type { Workspace } from './workspace.ts';

const METHODS = new Map<string, Method>([...CHAT_METHODS, ...VIEW_METHODS, ...PLACE_METHODS]);

/** Arguments that the WebClient turns into JSON text, because a form holds nothing else. */
const STRUCTURED = ['blocks', 'view', 'prompts', 'attachments', 'metadata', 'loading_messages'];

interface Request {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Records the call before anything is done about it, so that one struck by a fault is seen too. */
export function receive(world: World, request: Request, fault: Fault | undefined): RecordedCall {
  const args = argumentsOf(request);
  const [, bearer] = /^Bearer (.+)$/u.exec(request.headers.authorization ?? '') ?? [];
  const call: RecordedCall = {
    method: request.method,
    token: bearer ?? textIn(args, 'token'),
    args,
    at: world.clock(),
    ...(fault === undefined ? {} : { fault }),
  };
  world.calls.push(call);
  world.changes.announce();
  return call;
}

/** Does what the call asks, and answers as Slack would: HTTP 200 for everything. */
export function carryOut(world: World, call: RecordedCall): Reply {
  const headers: Record<string, string> = {};
  try {
    const method = METHODS.get(call.method);
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
  return jsonReply(200, call.answer, headers);
}

function perform(world: World, call: RecordedCall, method: Method, workspace: Workspace): Json {
  const { scope, required = [] } = method;
  if (scope !== undefined && !workspace.scopes.has(scope)) {
    const provided = [...workspace.scopes].join(',');
    throw new SlackRefusal('missing_scope', { needed: scope, provided });
  }
  const missing = required.filter((name) => [undefined, ''].includes(call.args[name] as string));
  if (missing.length > 0) {
    const messages = missing.map((name) => `[ERROR] missing required field: ${name}`);
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
  }
  const details: Call = { world, workspace, args: call.args };
  return method.run(details);
}

/** The workspace the token belongs to; the app-level token belongs to none, so the first stands for it. */
function authenticate(world: World, { token, args }: RecordedCall, method: Method): Workspace {
  const [first] = world.workspaces;
  if (first === undefined) throw new Error('the stand-in has no workspace');
  if (method.token === 'none') return first;
  if (token === undefined) throw new SlackRefusal('not_authed');
  const isAppToken = token === world.appToken;
  // A token of an organisation is good in each of its workspaces: `team_id` says which.
  const owners = world.workspaces.filter(({ tokens }) => tokens.has(token));
  const owner = owners.find(({ teamId }) => teamId === args['team_id']) ?? owners[0];
  if (!isAppToken && owner === undefined) throw new SlackRefusal('invalid_auth');
  if (isAppToken !== (method.token === 'app')) throw new SlackRefusal('not_allowed_token_type');
  const state = owner?.tokens.get(token);
  if (state !== undefined && state !== 'valid') throw new SlackRefusal(state);
  return owner ?? first;
}

function argumentsOf({ headers, body }: Request): Json {
  const contentType = headers['content-type'] ?? '';
  if (contentType.startsWith('application/json')) {
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
