import type { webApi } from '@slack/bolt';
import type { Address } from '../../ask/request.ts';
import { Unreadable, type ReadThread, type ThreadPort } from '../../conversation/asking.ts';
import type { Cleared } from '../../debate/gate.ts';
import { onSlack } from '../../messages/threads.ts';
import { MOST_OF_THREAD, SOMEBODY, type Written } from '../../proposing/thread.ts';
import { post } from './deliver.ts';
import { readFault } from './faults.ts';
import type { Accounts } from './installs/accounts.ts';
import { nameOf } from './requests.ts';
import { isByPerson, spokenIn } from './spoken.ts';
import type { SlackMessage } from './view/blocks.ts';

type Client = webApi.WebClient;

/** Reads a thread when somebody proposes it whole, and asks its people in the conversation with the bot. */
export class SlackThreads implements ThreadPort<SlackMessage> {
  readonly #accounts: Pick<Accounts, 'clientFor'>;

  constructor(accounts: Pick<Accounts, 'clientFor'>) {
    this.#accounts = accounts;
  }

  async read({ workspace, channel }: Address, opening: string): Promise<ReadThread> {
    const client = await this.#accounts.clientFor(workspace);
    const { messages, hasMore } = await repliesTo(client, channel ?? '', opening);
    const names = new Map<string, Promise<string | null>>();
    const named = (person: string) => {
      const name = names.get(person) ?? nameFor(client, person);
      names.set(person, name);
      return name;
    };
    const written = messages.filter(isByPerson).map(async (message): Promise<Written> => {
      const { user: person, ts } = message;
      const { text } = spokenIn(message, SOMEBODY);
      return { person, name: await named(person), text, atMs: Number(ts) * 1000 };
    });
    const next = messages.filter(isByPerson).find(({ ts }) => ts !== opening)?.ts ?? null;
    const link = await linkTo(client, channel ?? '', opening, next);
    const place = nameOf(channel, opening);
    return { place, link, messages: await Promise.all(written), hasMore };
  }

  async write(
    { workspace, person }: Parameters<ThreadPort<SlackMessage>['write']>[0],
    message: Cleared<SlackMessage>,
  ): Promise<void> {
    const client = await this.#accounts.clientFor(workspace);
    await post(client, { channel: person }, message);
  }
}

/** The address of the message that opens a thread; where that was deleted, of the next. */
async function linkTo(
  client: Client,
  channel: string,
  ts: string,
  next: string | null,
): Promise<string> {
  try {
    const { permalink = '' } = await client.chat.getPermalink({ channel, message_ts: ts });
    return permalink;
  } catch (error) {
    if (next === null || readFault(error)?.code !== 'message_not_found') throw error;
    return linkTo(client, channel, next, null);
  }
}

/** An app that is not of the workspace itself may be given fifteen at a time: the others are pages of their own. */
async function repliesTo(client: Client, channel: string, ts: string) {
  const limit = MOST_OF_THREAD.messages + 1;
  const messages: object[] = [];
  try {
    let cursor: string | undefined;
    do {
      const page = { channel, ts, limit, ...(cursor !== undefined && { cursor }) };
      const { messages: some = [], response_metadata } = await client.conversations.replies(page);
      messages.push(...some);
      cursor = response_metadata?.next_cursor;
    } while (cursor !== undefined && cursor !== '' && messages.length < limit);
  } catch (error) {
    const why = onSlack.get(readFault(error)?.code ?? '');
    if (why === undefined) throw error;
    throw new Unreadable(why, { cause: error });
  }
  // Each page begins with the message that opens the thread.
  const distinct = new Map(messages.map((each) => ['ts' in each ? each.ts : each, each]));
  const all = [...distinct.values()];
  return { messages: all.slice(0, limit - 1), hasMore: all.length >= limit };
}

/** The scope `users:read` lets the bot know it. */
async function nameFor(client: Client, user: string): Promise<string | null> {
  try {
    const { user: known } = await client.users.info({ user });
    const names = [known?.profile?.real_name, known?.real_name, known?.name];
    return names.find((name) => name !== undefined && name !== '') ?? null;
  } catch (error) {
    if (readFault(error)?.outcome !== 'refused') throw error;
    return null;
  }
}
