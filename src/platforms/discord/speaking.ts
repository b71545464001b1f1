import type { GatewayMessageCreateDispatchData } from 'discord.js';
import { MessageType } from 'discord.js';
import { complete } from './completing.ts';
import type { Letter } from './composer.ts';
import { addressOf, isFirst } from './desk.ts';
import type { Desk } from './desk.ts';
import { unlessRefused, persist } from './transport/faults.ts';
import { themeOf } from './proposals.ts';
import { authorManages } from './rights.ts';
import { readTyped } from './typed.ts';
import { messageIn } from './transport/written.ts';

/** A message that speaks to the bot: one that names it, or one in the conversation with it. */
export interface Spoken {
  readonly id: string;
  readonly guild: string | null;
  readonly channel: string;
  readonly person: string;
  /** Absent in the conversation with the bot. */
  readonly roles?: readonly string[];
  readonly text: string;
}

/**
 * Null for a message that asks the bot nothing: of a bot, of Discord itself, or that does not name it.
 * To answer one of its messages is not to ask it something, although Discord counts that as a mention.
 */
export function readSpoken(message: GatewayMessageCreateDispatchData, bot: string): Spoken | null {
  const { id, type, author, webhook_id, guild_id = null, channel_id: channel, content } = message;
  const isSaid = type === MessageType.Default || type === MessageType.Reply;
  if (!isSaid || author.bot === true || webhook_id !== undefined) return null;
  const isNamed = new RegExp(`<@!?${bot}>`, 'u').test(content);
  if (guild_id !== null && !isNamed) return null;
  const spoken = { id, guild: guild_id, channel, person: author.id, text: content };
  const roles = message.member?.roles;
  return roles === undefined ? spoken : { ...spoken, roles };
}

/** Answers below the message. */
export async function answerSpoken(desk: Desk, spoken: Spoken): Promise<void> {
  const { id, guild, channel, person, text, roles = null } = spoken;
  if (!(await isFirst(desk, id))) return;
  const { command, text: typed } = readTyped(text);
  const address = addressOf(guild, channel, person);
  const mayManage = async () => {
    if (guild === null) return true;
    return roles === null ? null : authorManages(desk.rest, guild, { id: person, roles });
  };
  const answer = await desk.dispatch({ address, command, input: { text: typed }, mayManage });
  const theme = await themeOf(answer.reply, desk.dispatch);
  const recipients = { shownTo: 'everyone', by: person, sharedBy: null, theme } as const;
  const { composer, courier, time, turns } = desk;
  const letter = composer.answer(answer, recipients);
  // The nonce makes a repetition harmless, whatever became of the first attempt.
  const reply = { nonce: id, repliesTo: id };
  const post = () => courier.post(channel, letter, reply);
  const posted = await persist(post, time, { mayRepeat: unlessRefused });
  const message = answer.complete === undefined ? null : messageIn(posted);
  if (message === null) return;
  const amend = (other: Letter) => courier.amendPost(channel, message, other);
  await complete(desk, { answer, recipients, turn: turns.takeFirst(message), amend });
}
