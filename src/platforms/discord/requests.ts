import {
  ChannelType,
  InteractionContextType,
  InteractionType,
  MessageFlags,
  PermissionFlagsBits,
  Routes,
  type APIGuild,
  type APIInteraction,
  type APIMessageComponentInteraction,
  type REST,
} from 'discord.js';
import type { Address } from '../../ask/request.ts';
import type { Click } from '../../conversation/exchange.ts';
import type { Thread } from '../../conversation/threads.ts';
import type { InteractionRef } from './transport/deliver.ts';
import { PLATFORM } from './transport/rest.ts';
import { decodeAsked, quotedIn, readPressed, stateOf, type Recall } from './view/buttons.ts';
import { allIn } from './view/components.ts';

/** What every interaction has, and no more: older and simulated ones name the channel by its identifier alone. */
interface Interaction {
  readonly type: InteractionType;
  readonly id: string;
  readonly application_id: string;
  readonly token: string;
  readonly guild_id?: string;
  readonly context?: InteractionContextType;
  readonly channel?: { readonly id: string; readonly type?: ChannelType };
  readonly channel_id?: string;
  readonly member?: { readonly permissions?: string; readonly user?: { readonly id: string } };
  readonly user?: { readonly id: string };
}

/** Who did what where, and what Discord takes an answer by. */
export interface Asked {
  readonly interaction: InteractionRef;
  /** Discord waits three seconds from then. */
  readonly receivedAt: number;
  readonly doing: string;
  readonly person: string;
  readonly address: Address;
  readonly thread: Thread;
  /** Whether the person may manage the server, or talks with the bot alone; null where Discord does not say. */
  readonly managesServer: boolean | null;
}

/** In the same words for every kind of interaction. */
export function readAsked(given: APIInteraction, receivedAt: number): Asked {
  const interaction: Interaction = given;
  const { id, application_id: application, token, guild_id } = interaction;
  const { member, user, channel, channel_id = channel?.id } = interaction;
  const person = (member?.user ?? user)?.id ?? '';
  return {
    interaction: { id, application, token },
    receivedAt,
    doing: kindOf(given),
    person,
    address: addressOf(guild_id, channel_id, person),
    thread: threadOf(
      { guild: guild_id, channel: channel_id, person, type: channel?.type },
      messagesOf(given),
    ),
    managesServer: managesServer(interaction),
  };
}

function kindOf({ type, data }: APIInteraction): string {
  if (type === InteractionType.ApplicationCommand) return `command ${data.name}`;
  return KINDS.get(type) ?? 'interaction';
}

const KINDS: ReadonlyMap<InteractionType, string> = new Map([
  [InteractionType.ApplicationCommandAutocomplete, 'menu'],
  [InteractionType.MessageComponent, 'click'],
  [InteractionType.ModalSubmit, 'form'],
]);

export function addressOf(
  guild: string | null | undefined,
  channel: string | null | undefined,
  person: string,
): Address {
  return { platform: PLATFORM, workspace: guild ?? null, channel: channel ?? null, person };
}

/** The message that was clicked in, and the one that asked, which it answers. */
function messagesOf(interaction: APIInteraction): readonly string[] {
  if (interaction.type !== InteractionType.MessageComponent) return [];
  const { id, message_reference: question } = interaction.message;
  return question?.message_id === undefined ? [id] : [id, question.message_id];
}

interface Where {
  readonly guild: string | null | undefined;
  readonly channel: string | null | undefined;
  readonly person: string;
  readonly type: ChannelType | undefined;
}

const THREADS: ReadonlySet<ChannelType | undefined> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/**
 * What follows a question: in a thread, or in the conversation with the bot, whatever is said there; in a
 * channel, where several people ask at once, what the same person says. Who answers one of these `messages`,
 * or opens a thread on it, means what it asks or answers.
 */
export function threadOf(
  { guild, channel, person, type }: Where,
  messages: readonly string[],
): Thread {
  const isShared = THREADS.has(type);
  const isDirect = guild == null && type !== ChannelType.GroupDM;
  const place = channel ?? '';
  if (isShared) return { before: [place], shared: [...messages, place], own: [] };
  if (isDirect) return { before: [place], shared: [], own: [...messages, place] };
  const own = [`${place} ${person}`];
  return { before: own, shared: messages, own };
}

/** A click on a button; `recall` gives what a button has noted because it could not hold it. */
export function readClick(
  { id, data, message, member }: APIMessageComponentInteraction,
  recall: Recall,
): Click {
  const pressed = readPressed(data.custom_id);
  const others = (message.components ?? []).flatMap(allIn).map(({ custom_id }) => {
    return readPressed(String(custom_id));
  });
  return {
    action: pressed?.action ?? null,
    question: async () => {
      const text = await stateOf(pressed, recall);
      return text === null ? 'expired' : decodeAsked(text);
    },
    quoted: quotedIn(message),
    press: id,
    button: data.custom_id,
    message: message.id,
    isEphemeral: ((message.flags ?? 0) & MessageFlags.Ephemeral) !== 0,
    owner: others.find((each) => each?.action === 'remove')?.state ?? null,
    mayWithdraw: () => {
      return Promise.resolve(may(member?.permissions, PermissionFlagsBits.ManageMessages));
    },
  };
}

/** Emoji of a server, mentions of people, roles, channels and everybody, timestamps: no words of the person. */
const SIGN = /<(?:a?:\w+:\d+|(?:@[!&]?|#|t:|id:)[^<>]*)>|(?<!\w)@(?:everyone|here)(?!\w)/gu;
const PERSON = /<@!?\d+>/gu;
const COMMAND = /<\/(?<name>[^:<>]+):\d+>/gu;

/** The words of a message, with these in the place of a person: https://docs.discord.com/developers/reference#message-formatting */
export function plainText(content: string, person = ' '): string {
  const words = content.replace(COMMAND, '/$<name>').replace(PERSON, person);
  return words.replace(SIGN, ' ').trim();
}

function managesServer({ guild_id, context, member }: Interaction): boolean | null {
  if (guild_id === undefined) return context !== InteractionContextType.PrivateChannel;
  const permissions = member?.permissions;
  return permissions === undefined ? null : may(permissions, PermissionFlagsBits.ManageGuild);
}

/**
 * Whether the author of a message may manage the server. Discord tells the roles alone: what they allow is
 * asked for. Rejects as `rest` does.
 */
export async function authorManages(
  rest: REST,
  guild: string,
  { id, roles }: { readonly id: string; readonly roles: readonly string[] },
): Promise<boolean> {
  const { owner_id, roles: known } = (await rest.get(Routes.guild(guild))) as APIGuild;
  // The role of everyone has the identifier of the server.
  const own = known.filter((role) => role.id === guild || roles.includes(role.id));
  const manages = own.some((role) => may(role.permissions, PermissionFlagsBits.ManageGuild));
  return id === owner_id || manages;
}

/** Whether these permissions, as Discord writes them, have this one. */
function may(permissions: string | undefined, wanted: bigint): boolean {
  const { Administrator } = PermissionFlagsBits;
  // What is no number allows nothing; told as a fault, it would stand in the log.
  const allowed = /^\d{1,40}$/u.test(permissions ?? '') ? BigInt(permissions ?? 0) : 0n;
  return (allowed & (wanted | Administrator)) !== 0n;
}
