import type { Json } from './json.ts';
import { SlackRefusal } from './refusal.ts';
import type { Channel, Workspace } from './workspace.ts';
import { addChannel } from './workspace.ts';
import type { World } from './world.ts';

export interface Call {
  readonly world: World;
  readonly workspace: Workspace;
  readonly args: Json;
}

/** One Web API method: who may call it, what it needs, and what it adds to `ok: true`. */
export interface Method {
  readonly token: 'bot' | 'app' | 'none';
  readonly scope?: string;
  readonly required?: readonly string[];
  /** Throws a SlackRefusal for `ok: false`. */
  readonly run: (call: Call) => Json;
}

/** An argument as text; the required ones are known to be there. */
export function argument({ args }: Call, name: string): string {
  const value = args[name];
  return typeof value === 'string' || typeof value === 'number' ? String(value) : '';
}

/** The channel or direct conversation an argument names; a person's id stands for theirs. */
export function channelArgument(call: Call, name: string): Channel {
  const id = argument(call, name);
  const channel = call.workspace.people.has(id)
    ? directConversation(call, id)
    : call.workspace.channels.get(id);
  if (channel === undefined) throw new SlackRefusal('channel_not_found');
  return channel;
}

export function directConversation({ workspace, world }: Call, user: string): Channel {
  const known = [...workspace.channels.values()];
  const existing = known.find(({ kind, creator }) => kind === 'im' && creator === user);
  if (existing !== undefined) return existing;
  const id = world.identifiers.next('D');
  return addChannel(workspace, { id, name: 'directmessage', kind: 'im', creator: user });
}
