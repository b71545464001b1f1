import {
  ApplicationFlags,
  MessageReferenceType,
  MessageType,
  PermissionFlagsBits,
} from 'discord-api-types/v10';
import { objectIn, textIn, type Json } from '../json.ts';
import type { Reply } from '../serving.ts';
import { BOT, type Channel } from './community.ts';
import { channelPayload } from './payloads.ts';
import { NOBODY, together } from './mentions.ts';
import { composed, edit, post, revised, type Composition, type Message } from './messages.ts';
import {
  CLOSED_TO_MESSAGES,
  MISSING_ACCESS,
  MISSING_PERMISSIONS,
  NOT_THE_AUTHOR,
  Refusal,
  UNKNOWN_CHANNEL,
  UNKNOWN_MESSAGE,
} from './refusal.ts';
import { parameter, type Handler, type Request, type World } from './world.ts';

/** Discord speaks of « the past few minutes ». */
const NONCE_MS = 5 * 60_000;

export const MESSAGE_ROUTES = {
  'GET /channels/:channel': (request) => {
    return { status: 200, body: channelPayload(visibleChannel(request)) };
  },
  'GET /channels/:channel/messages': readMessages,
  'POST /channels/:channel/messages': postMessage,
  'PATCH /channels/:channel/messages/:message': (request) => {
    const { world, body } = request;
    const channel = visibleChannel(request);
    const message = world.messages.find(parameter(request, 'message'));
    // An ephemeral message exists only for those who hold its interaction's token.
    if (message?.channel !== channel.id || message.onlyFor !== undefined) {
      throw new Refusal(UNKNOWN_MESSAGE);
    }
    if (message.payload.author.id !== BOT) throw new Refusal(NOT_THE_AUTHOR);
    assertFiles(world, channel);
    const revision = revised({ world, channel, isInteraction: false }, message.payload, body);
    return { status: 200, body: edit(world, message, revision).payload };
  },
} satisfies Record<string, Handler>;

/** The channel, where the bot sees it. */
function visibleChannel(request: Request): Channel {
  const { channels, guilds } = request.world.community;
  const channel = channels.get(parameter(request, 'channel'));
  if (channel === undefined) throw new Refusal(UNKNOWN_CHANNEL);
  const isMember = channel.guild === undefined || guilds.get(channel.guild)?.hasBot === true;
  if (!isMember || !may(channel, PermissionFlagsBits.ViewChannel)) {
    throw new Refusal(MISSING_ACCESS);
  }
  return channel;
}

function writableChannel(request: Request): Channel {
  const { people } = request.world.community;
  const channel = visibleChannel(request);
  const { SendMessages, SendMessagesInThreads } = PermissionFlagsBits;
  const wanted = channel.parent === undefined ? SendMessages : SendMessagesInThreads;
  if (!may(channel, wanted)) throw new Refusal(MISSING_PERMISSIONS);
  const isClosed = channel.people.some((id) => people.get(id)?.acceptsDirectMessages === false);
  if (isClosed) throw new Refusal(CLOSED_TO_MESSAGES);
  return channel;
}

/** Files are a permission of their own, on servers. */
function assertFiles({ files }: World, channel: Channel): void {
  const isAllowed = channel.guild === undefined || may(channel, PermissionFlagsBits.AttachFiles);
  if (files.length > 0 && !isAllowed) throw new Refusal(MISSING_PERMISSIONS);
}

function may({ botPermissions }: Channel, permission: bigint): boolean {
  return (botPermissions & permission) !== 0n;
}

/** The latest first; without the words of others where the intent is not switched on. */
function readMessages(request: Request): Reply {
  const { world, query } = request;
  const channel = visibleChannel(request);
  if (!may(channel, PermissionFlagsBits.ReadMessageHistory)) return { status: 200, body: [] };
  const [before, after, limit] = ['before', 'after', 'limit'].map((each) => query.get(each));
  const all = world.messages.in(channel.id).filter(({ onlyFor, id }) => {
    const isWithin =
      BigInt(id) > BigInt(after ?? 0) && (before == null || BigInt(id) < BigInt(before));
    return isWithin && onlyFor === undefined;
  });
  const most = Number(limit ?? 50);
  const page = after == null ? all.slice(-most) : all.slice(0, most);
  const shown = page.map(({ payload }) => {
    return givesWords(world) || payload.author.id === BOT ? payload : { ...payload, content: '' };
  });
  return { status: 200, body: shown.toReversed() };
}

function givesWords({ community }: World): boolean {
  return community.flags === ApplicationFlags.GatewayMessageContentLimited;
}

function postMessage(request: Request): Reply {
  const { world, body } = request;
  const channel = writableChannel(request);
  assertFiles(world, channel);
  const { nonce } = body;
  const key = `${channel.id} ${String(nonce)}`;
  const isTold = typeof nonce === 'string' || typeof nonce === 'number';
  const isEnforced = isTold && body['enforce_nonce'] === true;
  const known = isEnforced ? withNonce(world, key) : undefined;
  if (known !== undefined) return { status: 200, body: known.payload };
  const composition = composed({ world, channel, isInteraction: false }, body);
  const message = post(world, channel, inReply(world, composition, body));
  if (isEnforced) world.nonces.set(key, { message: message.id, at: world.clock() });
  return { status: 200, body: { ...message.payload, ...(isTold && { nonce }) } };
}

function withNonce({ nonces, messages, clock }: World, key: string): Message | undefined {
  const known = nonces.get(key);
  return known && clock() - known.at <= NONCE_MS ? messages.find(known.message) : undefined;
}

/** A reply notifies the author it answers, unless `allowed_mentions` is there and does not say so. */
function inReply(world: World, composition: Composition, body: Json): Composition {
  const reference = objectIn(body, 'message_reference');
  const referenced = reference && world.messages.find(textIn(reference, 'message_id') ?? '');
  if (referenced === undefined) return composition;
  const { id: message_id, channel: channel_id, payload: referenced_message } = referenced;
  const isNotified = objectIn(body, 'allowed_mentions')?.['replied_user'] !== false;
  const author = isNotified ? { ...NOBODY, users: [referenced_message.author.id] } : NOBODY;
  const message_reference = { type: MessageReferenceType.Default, message_id, channel_id };
  const about = { message_reference, referenced_message };
  const payload = { ...composition.payload, type: MessageType.Reply, ...about };
  return { payload, pings: together(composition.pings, author) };
}
