import { isJson, type Json } from './json.ts';
import { argument, type Call, type Method } from './method.ts';
import { SlackRefusal } from './refusal.ts';
import { objectionsToView } from './view-limits.ts';
import type { ShownView } from './views.ts';

/** No scope: https://docs.slack.dev/reference/methods/views.open asks for none. */
const viewMethod = (required: readonly string[], run: Method['run']): Method => {
  return { token: 'bot', required, run };
};

export const VIEW_METHODS: readonly (readonly [string, Method])[] = [
  ['views.open', viewMethod(['trigger_id', 'view'], open)],
  ['views.push', viewMethod(['trigger_id', 'view'], open)],
  ['views.update', viewMethod(['view'], update)],
  ['views.publish', viewMethod(['user_id', 'view'], publish)],
];

function open(call: Call): Json {
  const view = viewArgument(call, 'modal');
  return answerWith(call.world.views.open(call.workspace, argument(call, 'trigger_id'), view));
}

function publish(call: Call): Json {
  const user = argument(call, 'user_id');
  const view = viewArgument(call, 'home');
  if (!call.workspace.people.has(user)) throw new SlackRefusal('not_enabled');
  refuseStale(call, call.world.views.homeOf(user));
  return answerWith(call.world.views.publish(call.workspace, user, view));
}

function update(call: Call): Json {
  const before = call.world.views.withId(argument(call, 'view_id'));
  if (before === undefined) throw new SlackRefusal('not_found');
  refuseStale(call, before);
  const view = viewArgument(call, before.output.type === 'home' ? 'home' : 'modal');
  return answerWith(call.world.views.update(before, view));
}

function viewArgument(call: Call, type: 'home' | 'modal'): Json {
  const { view } = call.args;
  if (!isJson(view)) throw new SlackRefusal('invalid_arguments');
  const objections = objectionsToView(view);
  const misplaced = view['type'] === type ? [] : [`unsupported type [json-pointer:/view/type]`];
  const messages = [...misplaced, ...objections].map((objection) => `[ERROR] ${objection}`);
  if (messages.length > 0) {
    throw new SlackRefusal('invalid_arguments', { response_metadata: { messages } });
  }
  return view;
}

function refuseStale(call: Call, before: ShownView | undefined): void {
  const hash = argument(call, 'hash');
  if (hash !== '' && before !== undefined && before.output.hash !== hash) {
    throw new SlackRefusal('hash_conflict');
  }
}

function answerWith(shown: ShownView): Json {
  return { view: shown.output };
}
