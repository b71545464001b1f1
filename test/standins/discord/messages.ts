import {
  GatewayDispatchEvents,
  MessageFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits,
  type APIAttachment,
  type APIMessage,
} from 'discord-api-types/v10';
import type { Json } from '../json.ts';
import type { Upload } from '../serving.ts';
import type { Posted } from '../world.ts';
import { BOT, type Channel } from './community.ts';
import { numbered, textsIn } from './controls.ts';
import { combined, inspectedMessage } from './limits.ts';
import { pingsOf, together, type Pings } from './mentions.ts';
import { botPayload, MEMBER, userPayload } from './payloads.ts';
import { INVALID_FORM, Refusal } from './refusal.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

/** A message as it stands, and what became of it. */
export interface Message extends Posted {
  /** As the API gives it now. */
  readonly payload: APIMessage;
  readonly edits: number;
  /** Whom it notified, or could have, in any of its states. */
  readonly pings: Pings;
}

/** Where a message goes, and by which road: answers to interactions have rules of their own. */
export interface Destination {
  readonly world: World;
  readonly channel: Channel;
  readonly isInteraction: boolean;
}

/** What is to be shown, and whom it notifies. */
export interface Composition {
  readonly payload: APIMessage;
  readonly pings: Pings;
}

/** A new message of the bot from a request. Throws a Refusal where Discord would not take it. */
export function composed(to: Destination, body: Json): Composition {
  const { shown, pings } = shownBy(to, body, []);
  return { payload: { ...blankMessage(to.world, to.channel), ...shown }, pings };
}

/** The same message after an edit, as visible as before. */
export function revised(to: Destination, existing: APIMessage, body: Json): Composition {
  const { shown, pings } = shownBy(to, body, existing.attachments);
  const kept = (existing.flags ?? 0) & MessageFlags.Ephemeral;
  const flags = combined(MessageFlags.IsComponentsV2 | kept);
  const edited = { flags, edited_timestamp: timestamp(to.world) };
  return { payload: { ...existing, ...shown, ...edited }, pings };
}

function shownBy(
  { world, channel, isInteraction }: Destination,
  body: Json,
  before: readonly APIAttachment[],
) {
  const { components, flags, allowed_mentions, attachments: named } = inspectedMessage(body);
  // This bot lets go of what a message had whenever it changes it.
  const kept = named === undefined ? before : [];
  const attachments = [...kept, ...world.files.map((file) => attachmentOf(world, file))];
  const mayMentionEveryone = (channel.botPermissions & PermissionFlagsBits.MentionEveryone) !== 0n;
  const circumstances = { isInteraction, mayMentionEveryone };
  const pings = pingsOf(textsIn(components), allowed_mentions, circumstances);
  // https://docs.discord.com/developers/resources/message#create-message: all other flags are ignored.
  const settable = MessageFlags.IsComponentsV2 | (isInteraction ? MessageFlags.Ephemeral : 0);
  const shown = {
    flags: combined(flags & settable),
    attachments,
    components: numbered(components, (name) => urlAmong(attachments, name)),
  };
  return { shown: { ...shown, ...mentions(world, pings) }, pings };
}

function attachmentOf(world: World, { name: filename, bytes, type }: Upload): APIAttachment {
  const url = `http://${world.address}/attachments/${filename}`;
  return {
    id: world.snowflake(),
    filename,
    size: bytes.length,
    content_type: type,
    url,
    proxy_url: url,
  };
}

/** Throws a Refusal where nothing of this name came with the message. */
function urlAmong(attachments: readonly APIAttachment[], name: string): string {
  const found = attachments.find(({ filename }) => filename === name);
  if (found === undefined) throw new Refusal(INVALID_FORM);
  return found.url;
}

/** A message that says nothing yet, such as « is thinking… ». */
export function blankMessage(world: World, channel: Channel): APIMessage {
  return {
    id: world.snowflake(),
    channel_id: channel.id,
    type: MessageType.Default,
    author: botPayload(),
    content: '',
    timestamp: timestamp(world),
    edited_timestamp: null,
    tts: false,
    pinned: false,
    flags: combined(0),
    embeds: [],
    attachments: [],
    components: [],
    mentions: [],
    mention_roles: [],
    mention_everyone: false,
  };
}

function mentions({ community }: World, { everyone, users, roles }: Pings) {
  const people = users.filter((id) => id !== BOT);
  return {
    mention_everyone: everyone,
    mention_roles: [...roles],
    mentions: people.map((id) => userPayload(community.people.get(id) ?? { id, name: id })),
  };
}

/** As Discord writes times: microseconds, and an offset instead of a Z. */
function timestamp({ clock }: World): string {
  return new Date(clock()).toISOString().replace('Z', '000+00:00');
}

/** A new message, of the bot or of a person, which nobody is told of yet. */
export function keep(
  { messages }: World,
  { payload, pings }: Composition,
  onlyFor?: string,
): Message {
  const { id, channel_id: channel } = payload;
  const message = { id, channel, payload, pings, edits: 0, isDeleted: false };
  return messages.keep(onlyFor === undefined ? message : { ...message, onlyFor });
}

/** Shows a message, and tells the shards that listen to messages; nobody hears of private ones. */
export function post(
  world: World,
  channel: Channel,
  composition: Composition,
  onlyFor?: string,
): Message {
  const message = keep(world, composition, onlyFor);
  if (onlyFor === undefined) tell(world, channel, message.payload);
  return message;
}

export function edit(
  { messages }: World,
  message: Message,
  { payload, pings }: Composition,
): Message {
  const edits = message.edits + 1;
  return messages.keep({ ...message, payload, edits, pings: together(message.pings, pings) });
}

/**
 * Without what only the intent MessageContent gives. Its own messages, those that mention it and
 * those sent to it directly are spared:
 * https://docs.discord.com/developers/events/gateway#message-content-intent
 */
function tell(
  { gateway }: World,
  { guild: guild_id, kind: channel_type }: Channel,
  payload: APIMessage & { readonly member?: object },
  event: Told = GatewayDispatchEvents.MessageCreate,
): void {
  const isForIt = [payload.author, ...payload.mentions].some(({ id }) => id === BOT);
  const hidden = isForIt || guild_id === undefined ? {} : { content: '', components: [] };
  const told = { ...payload, ...hidden, guild_id, channel_type };
  gateway.dispatch(event, told, guild_id);
}

type Told = GatewayDispatchEvents.MessageCreate | GatewayDispatchEvents.MessageUpdate;

/** What a person writes in a channel; `more` is whatever else Discord tells of it. */
export function say({ world, channel, person }: Scene, text: string, more: object = {}): Message {
  const author = userPayload(person);
  const blank = { ...blankMessage(world, channel), author, ...more };
  const message = keep(world, worded(blank, text));
  tell(world, channel, { ...message.payload, ...memberOf(channel) });
  return message;
}

/** The same message in other words, or told again because something else of it changed. */
export function reword({ world, channel }: Scene, { id }: Message, text: string | null): Message {
  const message = world.messages.find(id);
  if (message === undefined) throw new Error('there is no such message');
  const edited = { ...message.payload, edited_timestamp: timestamp(world) };
  const said = text === null ? message : { ...message, ...worded(edited, text) };
  const kept = world.messages.keep({ ...said, edits: message.edits + 1 });
  const told = { ...kept.payload, ...memberOf(channel) };
  tell(world, channel, told, GatewayDispatchEvents.MessageUpdate);
  return kept;
}

function worded(blank: APIMessage, content: string): Composition {
  const pings = pingsOf([content], undefined, { isInteraction: false, mayMentionEveryone: false });
  const mentions = pings.users.includes(BOT) ? [botPayload()] : [];
  // People may name a role that cannot be notified.
  const mention_roles = [...content.matchAll(/<@&(\d+)>/gu)].map(([, role = '']) => role);
  return { payload: { ...blank, content, mentions, mention_roles }, pings };
}

function memberOf({ guild }: Channel) {
  return guild === undefined ? {} : { member: MEMBER };
}

/** What Discord tells besides of a message that answers this one, which comes whole but for what it answers itself. */
export function inAnswerTo({ id: message_id, channel: channel_id, payload }: Message) {
  const { referenced_message: _, ...referenced_message } = payload;
  const message_reference = { type: MessageReferenceType.Default, message_id, channel_id };
  return { type: MessageType.Reply, message_reference, referenced_message };
}
