import { GatewayDispatchEvents, type APIMessage } from 'discord-api-types/v10';
import type { Channel } from './community.ts';
import type { Composition } from './composing.ts';
import type { Message } from './messages.ts';
import type { World } from './world.ts';

/** Shows a message, and tells the shards that listen to messages; nobody hears of private ones. */
export function post(
  world: World,
  channel: Channel,
  composition: Composition,
  onlyFor?: string,
): Message {
  const message = world.messages.post({
    ...composition,
    ...(onlyFor === undefined ? {} : { onlyFor }),
  });
  if (onlyFor === undefined) {
    announce(world, GatewayDispatchEvents.MessageCreate, channel, message.payload);
  }
  return message;
}

export function edit(
  world: World,
  channel: Channel,
  message: Message,
  { payload, pings }: Composition,
): Message {
  const edited = world.messages.edit(message, payload, pings);
  if (message.onlyFor === undefined) {
    announce(world, GatewayDispatchEvents.MessageUpdate, channel, payload);
  }
  return edited;
}

export function remove(world: World, channel: Channel, message: Message): void {
  world.messages.delete(message);
  if (message.onlyFor !== undefined) return;
  const { id, channel: channel_id } = message;
  const gone = { id, channel_id, ...(channel.guild && { guild_id: channel.guild }) };
  world.gateway.dispatch(GatewayDispatchEvents.MessageDelete, gone, channel.guild);
}

function announce(
  { gateway }: World,
  event: GatewayDispatchEvents.MessageCreate | GatewayDispatchEvents.MessageUpdate,
  { guild, kind }: Channel,
  message: APIMessage,
): void {
  const where = guild === undefined ? {} : { guild_id: guild };
  gateway.dispatchMessage(event, { ...message, ...where, channel_type: kind });
}
