import {
  MessageType,
  type APIEmbed,
  type APIMessage,
  type APIPoll,
  type APIRole,
  type GatewayMessageCreateDispatchData,
} from 'discord.js';
import type { Address } from '../../ask/request.ts';
import { stoodBefore, type Thread } from '../../conversation/threads.ts';
import { OF_THE_BOT } from '../../messages/proposals.ts';
import { UNQUOTED } from '../../debate/quote.ts';
import { plainText, threadOf } from './requests.ts';
import { hasButtons } from './view/buttons.ts';
import { textsIn, unescaped } from './view/components.ts';
import { addressOfMessage } from './view/proposal.ts';
import { readMessage } from './view/read.ts';

/** A message that speaks to the bot: one that names it, or one in the conversation with it. */
export interface Spoken {
  readonly id: string;
  readonly guild: string | null;
  readonly channel: string;
  readonly person: string;
  /** Null in the conversation with the bot. */
  readonly roles: readonly string[] | null;
  readonly text: string;
  /** The words of others that it passes on, where it has none of its own. */
  readonly passedOn: string;
  /** When the person changed it last, in milliseconds since 1970; null where nobody did. */
  readonly editedAtMs: number | null;
  /** Whether Discord keeps its words back, as it does where only the role of the bot is named. */
  readonly isHidden: boolean;
  readonly thread: Thread;
}

/** The bot itself, and the role that Discord made for it in each server. */
export interface Named {
  readonly bot: string;
  readonly roles: ReadonlyMap<string, string>;
}

/**
 * Null for a message that asks the bot nothing: of a program, of Discord itself, or that does not name it.
 * To answer one of its messages is not to ask it something, although Discord counts that as a mention.
 */
export function readSpoken(
  message: GatewayMessageCreateDispatchData,
  { bot, roles: ofBot }: Named,
): Spoken | null {
  const { id, author, guild_id: guild = null, channel_id: channel, content } = message;
  if (!isByPerson(message)) return null;
  const role = guild === null ? undefined : ofBot.get(guild);
  const namesRole = role !== undefined && rolesIn(message).includes(role);
  const isNamed = namesRole || new RegExp(`<@!?${bot}>`, 'u').test(content);
  if (guild !== null && !isNamed) return null;
  const roles = message.member?.roles ?? null;
  const text = plainText(content);
  const passedOn = text === '' ? wordsOf(message) : '';
  const isHidden = namesRole && content === '' && passedOn === '';
  const { edited_timestamp: edited, referenced_message } = message;
  const answersBot = referenced_message?.author.id === bot;
  const editedAtMs = edited === null ? null : Date.parse(edited);
  const person = author.id;
  const place = { guild, channel, person, type: message.channel_type };
  const { before, ...kept } = threadOf(place, [id]);
  const answered = answeredBy(message);
  const others = answersBot ? answered.map(stoodBefore) : before;
  const thread = { before: [...answered, ...others], ...kept };
  const told = { roles, text, passedOn, editedAtMs, isHidden, thread };
  return { id, guild, channel, person, ...told };
}

/** The message that it answers, and the one that asked for that. */
function answeredBy({ message_reference, referenced_message }: APIMessage): readonly string[] {
  const answered = [referenced_message?.message_reference, message_reference];
  return answered.flatMap((reference) => reference?.message_id ?? []);
}

function rolesIn({ mention_roles: named = [], content }: Partial<APIMessage>): readonly string[] {
  return [...named, ...[...(content ?? '').matchAll(/<@&(\d+)>/gu)].map(([, role = '']) => role)];
}

export function isByPerson({ type, author, ...message }: APIMessage): boolean {
  const isWritten = type === MessageType.Default || type === MessageType.Reply;
  const { webhook_id, application_id, interaction_metadata: answered } = message;
  const ofProgram = [webhook_id, application_id, answered].some((each) => each !== undefined);
  return isWritten && author.bot !== true && author.system !== true && !ofProgram;
}

/** The role that Discord made for the bot when it came to a server; null where it has none. */
export function ownRole(roles: readonly APIRole[], bot: string): string | null {
  return roles.find(({ tags }) => tags?.bot_id === bot)?.id ?? null;
}

/** What a message of a person proposes; a sentence for one of a program, null for one without words. */
export function proposedIn(message: APIMessage, { workspace, channel }: Address) {
  if (!isByPerson(message)) return OF_THE_BOT;
  const mots = plainText(message.content);
  if (mots === '') return null;
  const { author, id, timestamp } = message;
  const lien = addressOfMessage(workspace, channel ?? message.channel_id, id);
  const date = timestamp.slice(0, 10);
  return { mots, auteur: author.global_name ?? author.username, source: lien, date, lien };
}

/** As many characters of a message as are read: more than Discord shows of one. */
const MOST = 20_000;

/** Where the words of a message may be: of one that is passed on, Discord tells less. */
interface Worded {
  readonly content?: string;
  readonly embeds?: readonly APIEmbed[];
  readonly poll?: APIPoll;
  readonly components?: readonly unknown[];
  readonly message_snapshots?: readonly { readonly message: Worded }[];
}

/** All the words that are read in a message, or in those it passes on; in an answer of the bot, those that it quotes. */
export function wordsOf(message: Worded = {}): string {
  return [...new Set(wordsIn(message))].join('\n').slice(0, MOST).trim();
}

function wordsIn({ content = '', embeds, poll, components, message_snapshots }: Worded): string[] {
  if (components !== undefined && hasButtons(components)) return quotedIn(components);
  const texts = [
    content,
    ...(embeds ?? []).flatMap(embedded),
    ...(poll === undefined ? [] : polled(poll)),
    ...textsIn(components ?? []).map(unescaped),
  ];
  const own = texts.map((each) => plainText(each)).filter((each) => each !== '');
  return [...own, ...(message_snapshots ?? []).flatMap(({ message }) => wordsIn(message))];
}

/** What a card says: who publishes it, and where and when, is no part of that. */
function embedded({ title = '', description = '', fields = [] }: APIEmbed): readonly string[] {
  return [title, description, ...fields.flatMap(({ name, value }) => [name, value])];
}

function polled({ question, answers }: APIPoll): readonly string[] {
  return [question, ...answers.map((each) => each.poll_media)].map(({ text = '' }) => text);
}

function quotedIn(components: readonly unknown[]): string[] {
  const { quotations } = readMessage({ components } as Parameters<typeof readMessage>[0]);
  return quotations.map(({ words }) => words.replace(UNQUOTED, ''));
}
