import { ChannelType, MessageType, Routes } from 'discord.js';
import type { APIChannel, APIMessage, REST } from 'discord.js';
import type { Address } from '../../ask/request.ts';
import { Unreadable, type ReadThread, type ThreadPort } from '../../conversation/asking.ts';
import type { Cleared } from '../../debate/gate.ts';
import { onDiscord as WHY } from '../../messages/threads.ts';
import { MOST_OF_THREAD, SOMEBODY, type Written } from '../../proposing/thread.ts';
import { applicationOf, givesWords } from './register.ts';
import { plainText } from './requests.ts';
import { isByPerson } from './spoken.ts';
import type { Sender } from './transport/deliver.ts';
import { CODES, readFault } from './transport/rest.ts';
import type { DiscordMessage } from './view/components.ts';
import { addressOfMessage } from './view/proposal.ts';

/** Why Discord refuses what is asked for to read a thread. */
const OBSTACLES: ReadonlyMap<unknown, string> = new Map([
  [CODES.missingAccess, WHY.unseen],
  [CODES.missingPermissions, WHY.unseen],
  [CODES.unknownChannel, WHY.gone],
  [CODES.unknownMessage, WHY.gone],
]);

const THREADS: ReadonlySet<ChannelType> = new Set([
  ChannelType.PublicThread,
  ChannelType.PrivateThread,
  ChannelType.AnnouncementThread,
]);

/** Reads a thread when somebody proposes it whole, and asks its people in the conversation with the bot. */
export class DiscordThreads implements ThreadPort<DiscordMessage> {
  readonly #rest: REST;
  readonly #sender: Sender;

  constructor(rest: REST, sender: Sender) {
    this.#rest = rest;
    this.#sender = sender;
  }

  async read({ workspace, channel }: Address, message: string): Promise<ReadThread> {
    if (workspace === null || channel === null) throw new Unreadable(WHY.elsewhere);
    if (!givesWords(await applicationOf(this.#rest))) throw new Unreadable(WHY.withoutWords);
    try {
      const { place, all, hasMore } = await this.#messages(channel, message);
      const [first] = all;
      if (first === undefined) throw new Unreadable(WHY.unseen);
      const messages = all.filter(isByPerson).map(writtenIn);
      const link = addressOfMessage(workspace, first.channel_id, first.id);
      return { place, link, messages, hasMore };
    } catch (error) {
      const why = OBSTACLES.get(readFault(error)?.code);
      if (why === undefined) throw error;
      throw new Unreadable(why, { cause: error });
    }
  }

  async write(
    { person }: Parameters<ThreadPort<DiscordMessage>['write']>[0],
    message: Cleared<DiscordMessage>,
    nonce: string,
  ): Promise<void> {
    const channel = await this.#sender.conversationWith(person);
    await this.#sender.post(channel, { message, shownTo: 'everyone', owner: null }, { nonce });
  }

  /** Those of a thread; else the message, and the answers to each other that it is among. */
  async #messages(channel: string, message: string): Promise<Messages> {
    const { type } = (await this.#rest.get(Routes.channel(channel))) as APIChannel;
    if (!THREADS.has(type)) {
      const upTo = await this.#page(channel, { before: String(BigInt(message) + 1n) });
      return linkedTo(message, [...upTo, ...(await this.#page(channel, { after: message }))]);
    }
    const latest = await this.#page(channel, {});
    const [first] = latest;
    const isWhole = first === undefined || latest.length < MOST_OF_THREAD.messages;
    const older = isWhole ? [] : await this.#page(channel, { before: first.id });
    // One that is opened on a message has the identifier of that message.
    return { place: channel, all: latest.map(opened), hasMore: older.length > 0 };
  }

  async #page(channel: string, where: Readonly<Record<string, string>>): Promise<APIMessage[]> {
    const query = new URLSearchParams({ limit: String(MOST_OF_THREAD.messages), ...where });
    const page = (await this.#rest.get(Routes.channelMessages(channel), { query })) as APIMessage[];
    // Discord gives the latest first.
    return page.toReversed();
  }
}

/** A thread that is opened on a message begins with one that only points to it. */
function opened(message: APIMessage): APIMessage {
  const isPointer = message.type === MessageType.ThreadStarterMessage;
  return (isPointer ? message.referenced_message : null) ?? message;
}

interface Messages {
  /** The same whichever of them are deleted, and from whichever of them they are read. */
  readonly place: string;
  readonly all: readonly APIMessage[];
  readonly hasMore: boolean;
}

/** The message, what it answers and what answers it, and so on, among those around it. */
function linkedTo(message: string, around: readonly APIMessage[]): Messages {
  // What is answered comes with the answer, however long ago it was; null where it was deleted.
  const answered = around.flatMap((each) => each.referenced_message ?? []);
  const known = new Map([...answered, ...around].map((each) => [each.id, each]));
  if (around.length > 0 && !known.has(message)) throw new Unreadable(WHY.gone);
  const found = new Set([message]);
  for (let before = 0; before < found.size;) {
    before = found.size;
    for (const { id, type, message_reference, referenced_message } of known.values()) {
      const isAnswer = type === MessageType.Reply && referenced_message !== null;
      const to = isAnswer ? message_reference?.message_id : undefined;
      if (to !== undefined && (found.has(id) || found.has(to))) found.add(id).add(to);
    }
  }
  const all = [...known.values()].filter(({ id }) => found.has(id));
  const inOrder = all.toSorted((a, b) => Date.parse(a.timestamp) - Date.parse(b.timestamp));
  const most = MOST_OF_THREAD.messages;
  const hasMore = all.length > most || all.length < found.size;
  return { place: openingOf(inOrder[0], message), all: inOrder.slice(0, most), hasMore };
}

/** What the first of them answers, where that was deleted; else the first. */
function openingOf(first: APIMessage | undefined, message: string): string {
  const { type, message_reference, id = message } = first ?? {};
  return (type === MessageType.Reply ? message_reference?.message_id : undefined) ?? id;
}

function writtenIn({ author, content, timestamp }: APIMessage): Written {
  const { id: person, global_name, username } = author;
  const name = global_name ?? username;
  return { person, name, text: plainText(content, SOMEBODY), atMs: Date.parse(timestamp) };
}
