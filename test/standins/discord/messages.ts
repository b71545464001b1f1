import {
  GatewayDispatchEvents,
  MessageFlags,
  MessageType,
  PermissionFlagsBits,
  type APIMessage,
} from 'discord-api-types/v10';
import { objectsIn, type Json } from '../json.ts';
import type { Posted } from '../world.ts';
import { BOT, type Channel } from './community.ts';
import { numbered, textsIn } from './controls.ts';
import { checkMessage, combined, flagsIn, hasFlag, isEmpty } from './limits.ts';
import { pingsOf, together, type Pings } from './mentions.ts';
import { botPayload, memberPayload, userPayload } from './payloads.ts';
import { EMPTY_MESSAGE, invalidForm, Refusal } from './refusal.ts';
import type { Scene } from './scene.ts';
import type { World } from './world.ts';

/** A message as it stands, and what became of it. */
export interface Message extends Posted {
  /** As the API gives it now. */
  readonly payload: APIMessage;
  /** Every earlier state, oldest first: what was shown cannot be withdrawn. */
  readonly earlier: readonly APIMessage[];
  /** Whom it notified, or could have, in any of its states. */
  readonly pings: Pings;
}

/** https://docs.discord.com/developers/resources/message#create-message: all others are ignored. */
const FLAGS_OF_MESSAGES =
  MessageFlags.SuppressEmbeds | MessageFlags.SuppressNotifications | MessageFlags.IsComponentsV2;
const FLAGS_OF_INTERACTIONS = FLAGS_OF_MESSAGES | MessageFlags.Ephemeral;

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
  const settable = to.isInteraction ? FLAGS_OF_INTERACTIONS : FLAGS_OF_MESSAGES;
  const flags = combined(flagsIn(body) & settable);
  checkMessage(body, hasFlag(flags, MessageFlags.IsComponentsV2));
  if (isEmpty(body)) throw new Refusal(EMPTY_MESSAGE);
  return withContent(to, { ...blankMessage(to.world, to.channel), flags }, body);
}

/** The same message after an edit: fields that are not mentioned stay as they are. */
export function revised(to: Destination, existing: APIMessage, body: Json): Composition {
  const wasComponentsV2 = hasFlag(existing.flags, MessageFlags.IsComponentsV2);
  const isWanted = hasFlag(flagsIn(body), MessageFlags.IsComponentsV2);
  const isComponentsV2 = wasComponentsV2 || isWanted;
  if (wasComponentsV2 && !isWanted && typeof body['flags'] === 'number') refuseRemoval();
  if (!wasComponentsV2 && isWanted) checkEmptied(existing, body);
  checkMessage(body, isComponentsV2);
  const revision = withContent(to, edited(to.world, existing, isComponentsV2), body);
  if (isEmpty({ ...revision.payload })) throw new Refusal(EMPTY_MESSAGE);
  return revision;
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

function edited(world: World, existing: APIMessage, isComponentsV2: boolean): APIMessage {
  const kept = (existing.flags ?? 0) & ~MessageFlags.Loading;
  const flags = combined(isComponentsV2 ? kept | MessageFlags.IsComponentsV2 : kept);
  return { ...existing, flags, edited_timestamp: timestamp(world) };
}

function withContent(to: Destination, message: APIMessage, body: Json): Composition {
  const { content = message.content, embeds = message.embeds } = body;
  const components =
    body['components'] === undefined ? message.components : numbered(objectsIn(body, 'components'));
  const shown = {
    ...message,
    content: typeof content === 'string' ? content.trim() : '',
    embeds: embeds ?? [],
    components: components ?? [],
  };
  const texts = [shown.content, ...textsIn(shown.components)];
  const pings = pingsOf(texts, body['allowed_mentions'], circumstances(to));
  // `checkMessage` has refused every component and embed that is not one.
  return { payload: { ...shown, ...mentions(to.world, pings) } as APIMessage, pings };
}

function circumstances({ channel, isInteraction }: Destination) {
  const mayMentionEveryone = (channel.botPermissions & PermissionFlagsBits.MentionEveryone) !== 0n;
  return { isInteraction, mayMentionEveryone };
}

function mentions({ community }: World, { everyone, users, roles }: Pings) {
  const people = users.filter((id) => id !== BOT);
  return {
    mention_everyone: everyone,
    mention_roles: [...roles],
    mentions: people.map((id) => userPayload(community.people.get(id) ?? { id, name: id })),
  };
}

/** Old content has to be emptied in the edit that brings IsComponentsV2. */
function checkEmptied(existing: APIMessage, body: Json): void {
  const left = [
    ...(existing.content !== '' && body['content'] === undefined ? ['content'] : []),
    ...(existing.embeds.length > 0 && body['embeds'] === undefined ? ['embeds'] : []),
  ];
  if (left.length === 0) return;
  const message = 'This field must be emptied when adding MessageFlags.IS_COMPONENTS_V2';
  const code = 'MESSAGE_CANNOT_USE_LEGACY_FIELDS_WITH_COMPONENTS_V2';
  throw invalidForm(
    Object.fromEntries(left.map((field) => [field, { _errors: [{ code, message }] }])),
  );
}

function refuseRemoval(): never {
  const message = 'MessageFlags.IS_COMPONENTS_V2 cannot be removed from a message';
  const code = 'MESSAGE_CANNOT_REMOVE_COMPONENTS_V2_FLAG';
  throw invalidForm({ flags: { _errors: [{ code, message }] } });
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
  const visibility = onlyFor === undefined ? {} : { onlyFor };
  return messages.keep({
    id,
    channel,
    payload,
    pings,
    ...visibility,
    earlier: [],
    isDeleted: false,
  });
}

/** Shows a message, and tells the shards that listen to messages; nobody hears of private ones. */
export function post(
  world: World,
  channel: Channel,
  composition: Composition,
  onlyFor?: string,
): Message {
  const message = keep(world, composition, onlyFor);
  announce(world, GatewayDispatchEvents.MessageCreate, channel, message);
  return message;
}

export function edit(
  world: World,
  channel: Channel,
  message: Message,
  { payload, pings }: Composition,
): Message {
  const earlier = [...message.earlier, message.payload];
  const next = { ...message, payload, earlier, pings: together(message.pings, pings) };
  announce(world, GatewayDispatchEvents.MessageUpdate, channel, next);
  return world.messages.keep(next);
}

export function remove(world: World, { guild }: Channel, message: Message): void {
  world.messages.delete(message);
  if (message.onlyFor !== undefined) return;
  const { id, channel: channel_id } = message;
  const gone = { id, channel_id, ...(guild && { guild_id: guild }) };
  world.gateway.dispatch(GatewayDispatchEvents.MessageDelete, gone, guild);
}

function announce(
  { gateway }: World,
  event: GatewayDispatchEvents.MessageCreate | GatewayDispatchEvents.MessageUpdate,
  { guild, kind }: Channel,
  { payload, onlyFor }: Message,
): void {
  if (onlyFor !== undefined) return;
  const where = guild === undefined ? {} : { guild_id: guild };
  gateway.dispatchMessage(event, { ...payload, ...where, channel_type: kind });
}

/** What a person writes in a channel. */
export function say({ world, channel, person }: Scene, text: string): Message {
  const pings = pingsOf([text], undefined, { isInteraction: false, mayMentionEveryone: false });
  const author = userPayload(person);
  const mentions = pings.users.includes(BOT) ? [botPayload()] : [];
  const payload = { ...blankMessage(world, channel), author, content: text, mentions };
  const message = keep(world, { payload, pings });
  const { guild, kind: channel_type } = channel;
  const { roles, joined_at, deaf, mute, flags } = memberPayload(author);
  const member = { roles, joined_at, deaf, mute, flags };
  world.gateway.dispatchMessage(GatewayDispatchEvents.MessageCreate, {
    ...payload,
    channel_type,
    ...(guild !== undefined && { guild_id: guild, member }),
  });
  return message;
}
