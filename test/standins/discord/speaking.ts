import {
  GatewayDispatchEvents,
  type APIMessage,
  type GatewayMessageCreateDispatchData,
} from 'discord-api-types/v10';
import { BOT } from './community.ts';
import { blankMessage } from './composing.ts';
import { pingsOf } from './mentions.ts';
import type { Message } from './messages.ts';
import { botPayload, memberPayload, userPayload } from './payloads.ts';
import type { Scene } from './scene.ts';

/** What a person writes in a channel. */
export function say(scene: Scene, text: string): Message {
  const { world, channel, person } = scene;
  const pings = pingsOf([text], undefined, { isInteraction: false, mayMentionEveryone: false });
  const mentionsBot = pings.users.includes(BOT);
  const payload: APIMessage = {
    ...blankMessage(world, channel),
    author: userPayload(person),
    content: text,
    mentions: mentionsBot ? [botPayload()] : [],
  };
  const message = world.messages.post({ payload, pings });
  world.gateway.dispatchMessage(GatewayDispatchEvents.MessageCreate, told(scene, payload));
  return message;
}

function told({ channel, person }: Scene, payload: APIMessage): GatewayMessageCreateDispatchData {
  const { kind: channel_type, guild } = channel;
  if (guild === undefined) return { ...payload, channel_type };
  const { roles, joined_at, deaf, mute, flags } = memberPayload(userPayload(person));
  const member = { roles, joined_at, deaf, mute, flags };
  return { ...payload, channel_type, guild_id: guild, member };
}
