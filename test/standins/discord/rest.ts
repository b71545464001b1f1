import { isJson } from '../json.ts';
import { ACCOUNT_ROUTES } from './account-routes.ts';
import { COMMAND_ROUTES } from './command-routes.ts';
import { answer } from './interaction-routes.ts';
import { MESSAGE_ROUTES } from './message-routes.ts';
import { NOT_FOUND, Refusal, UNAUTHORIZED } from './refusal.ts';
import { CALLBACK, type RouteName } from './route-names.ts';
import { WEBHOOK_ROUTES } from './webhook-routes.ts';
import type { Handler, RecordedCall, Reply, World } from './world.ts';

const HANDLERS: Readonly<Record<RouteName, Handler>> = {
  ...ACCOUNT_ROUTES,
  ...COMMAND_ROUTES,
  ...MESSAGE_ROUTES,
  ...WEBHOOK_ROUTES,
  'POST /interactions/:interaction/:token/callback': answer,
};

/** Does what the call asks, and answers as Discord would. */
export function carryOut(world: World, call: RecordedCall): Reply {
  const reply = attempt(world, call);
  call.answer = { status: reply.status, body: reply.body };
  if (call.route === CALLBACK && reply.status >= 400) failInteraction(world, call);
  world.changes.announce();
  return reply;
}

/** A response that will not come again: the person reads that the application did not respond. */
export function failInteraction({ interactions }: World, call: RecordedCall): void {
  interactions.fail(call.parameters['token'] ?? '', JSON.stringify(call.answer?.body));
}

function attempt(
  world: World,
  { route, parameters, query, body, authorization }: RecordedCall,
): Reply {
  try {
    if (route === undefined) throw new Refusal(NOT_FOUND);
    const isOpen = /^\w+ \/(?:interactions|webhooks)\//u.test(route);
    if (!isOpen && authorization !== `Bot ${world.token}`) throw new Refusal(UNAUTHORIZED);
    const list = Array.isArray(body) ? body.filter(isJson) : [];
    const request = { world, parameters, query, body: isJson(body) ? body : {}, list };
    return HANDLERS[route](request);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    const { status, code, message } = error.complaint;
    const errors = error.errors === undefined ? {} : { errors: error.errors };
    return { status, body: { message, code, ...errors } };
  }
}
