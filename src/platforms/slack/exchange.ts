import type { AckFn, RespondFn, webApi } from '@slack/bolt';
import type { Address, Dispatch, Extent } from '../../ask/request.ts';
import type { Composer } from '../../conversation/composer.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { ShownTo } from '../../conversation/buttons.ts';
import type { Exchange, Outgoing } from '../../conversation/exchange.ts';
import type { Cleared } from '../../debate/gate.ts';
import type { Corpus } from '../../debate/passage.ts';
import type { ReportFault } from '../../errors.ts';
import type { Log, Time } from '../../ports.ts';
import type { Work } from '../../running/work.ts';
import { post, respondWith, whisper } from './deliver.ts';
import { readFault } from './faults.ts';
import type { CommandNames, SlackMessage } from './view/blocks.ts';

export const PLATFORM = 'slack';
/** Every command and every form, known or not. */
export const ANY = /^/u;

type Message = Outgoing<SlackMessage>;

/** Where something was done, by whom, and what Slack takes an answer by. */
export interface Origin {
  readonly doing: string;
  readonly client: webApi.WebClient;
  readonly workspace: string | null | undefined;
  /** Null outside any channel. */
  readonly channel: string | null;
  readonly threadTs: string | null;
  readonly person: string;
  readonly respond?: RespondFn | undefined;
}

/** The channels that are sent the quotation of the day. */
export interface Subscribed {
  /** Those of a workspace, in no order that means anything. Rejects with a BotError `store`. */
  readonly within: (
    platform: string,
    workspace: string,
  ) => AsyncIterable<{ readonly place: { readonly channel: string } }>;
}

/** What those who listen have at hand. */
export interface ListenerParts {
  readonly conversation: Conversation<SlackMessage>;
  readonly composer: Composer<SlackMessage>;
  readonly dispatch: Dispatch;
  readonly corpus: Corpus;
  readonly names: CommandNames;
  /** Absent where nothing lasts. */
  readonly subscriptions?: Subscribed;
  readonly work: Work;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

/** What the ways to answer Slack have in common; each kind of request adds its own. */
export abstract class SlackExchange<Kind extends Origin> implements Exchange<SlackMessage> {
  readonly address: Address;
  readonly person: string;
  readonly doing: string;
  protected readonly parts: ListenerParts;
  protected readonly origin: Kind;

  constructor(parts: ListenerParts, origin: Kind) {
    const { workspace, channel, person, doing } = origin;
    this.parts = parts;
    this.origin = origin;
    this.address = { platform: PLATFORM, workspace: workspace ?? null, channel, person };
    this.person = person;
    this.doing = doing;
  }

  readonly mayManage = (extent: Extent): Promise<boolean | null> =>
    mayManage(this.parts, this.origin.client, this.address, extent);

  /** Slack wants nothing but the acknowledgement that every request is given. */
  hold(): Promise<ShownTo | null> {
    return Promise.resolve(null);
  }

  abstract reply(outgoing: Message, isToBeAmended: boolean): Promise<string | null>;

  abstract amend(outgoing: Message): Promise<void>;

  /**
   * By the response_url, else beside what stands in the channel, else in the direct conversation: whatever
   * of these is refused, the next may be open.
   */
  async whisper(message: Cleared<SlackMessage>): Promise<void> {
    let last: unknown = null;
    for (const way of this.#waysTo(message)) {
      try {
        await way();
        return;
      } catch (error) {
        if (readFault(error)?.outcome !== 'refused') throw error;
        last = error;
      }
    }
    throw last;
  }

  withdraw(): Promise<void> {
    return this.cannot('withdrawn');
  }

  openForm(): Promise<void> {
    return this.cannot('asked in a form');
  }

  protected cannot(done: string): Promise<never> {
    return Promise.reject(new TypeError(`nothing can be ${done} after a ${this.doing}`));
  }

  #waysTo(message: Cleared<SlackMessage>): (() => Promise<unknown>)[] {
    const { client, respond, channel, threadTs, person } = this.origin;
    const ways: (() => Promise<unknown>)[] = [];
    if (respond !== undefined) {
      ways.push(() => respondWith(respond, message, { shownTo: 'asker', threadTs }));
    }
    if (channel !== null && !channel.startsWith('D')) {
      ways.push(() => whisper(client, { channel, threadTs, person }, message));
    }
    // A person's id stands for the direct conversation with them, which `chat:write` opens.
    ways.push(() => post(client, { channel: person }, message));
    return ways;
  }
}

/** Over HTTP a second acknowledgement throws, over a socket it is lost: so each is remembered. */
export class Acknowledgement<Payload> {
  readonly #ack: AckFn<Payload>;
  isGiven = false;

  constructor(ack: AckFn<Payload>) {
    this.#ack = ack;
  }

  readonly give = (payload?: Payload): Promise<void> => {
    this.isGiven = true;
    return this.#ack(payload);
  };

  async giveOnce(): Promise<void> {
    if (!this.isGiven) await this.give();
  }
}

/** For what is done in no channel. */
export function outsideChannels(
  doing: string,
  client: Origin['client'],
  workspace: string | undefined,
  person: string,
): Origin {
  return { doing, client, workspace, channel: null, threadTs: null, person };
}

/** Whatever becomes of the work, Slack gets its acknowledgement. */
export function acknowledged<Payload>(
  ack: AckFn<Payload>,
  work: (given: Acknowledgement<Payload>) => Promise<void>,
): () => Promise<void> {
  const given = new Acknowledgement(ack);
  return async () => {
    try {
      await work(given);
    } catch (fault) {
      await given.giveOnce().catch(() => undefined);
      throw fault;
    }
    await given.giveOnce();
  };
}

/** What a message is called in this process. */
export function nameOf(channel: string | null, ts: string): string {
  return `${channel ?? ''} ${ts}`;
}

/**
 * Whether a person may decide what is sent to a channel, or what is kept of the whole workspace: an
 * administrator both, whoever created the channel the first. Null when Slack does not say.
 */
export async function mayManage(
  parts: Pick<ListenerParts, 'log'>,
  client: webApi.WebClient,
  { channel, person }: Address,
  extent: Extent,
): Promise<boolean | null> {
  if (person === null) return null;
  const administers = await isAdministrator(parts, client, person);
  if (administers === true || extent === 'workspace' || channel === null) return administers;
  // Nobody but the person reads the direct conversation.
  if (channel.startsWith('D')) return true;
  const creator = await creatorOf(parts, client, channel);
  if (creator === person) return true;
  return creator === null || administers === null ? null : false;
}

/** Null when it cannot be known, which the scope `users:read` lets the bot do. */
export function isAdministrator(
  { log }: Pick<ListenerParts, 'log'>,
  client: webApi.WebClient,
  person: string,
): Promise<boolean | null> {
  return unlessUnknown(log, 'administrators cannot be recognised', async () => {
    const { user } = await client.users.info({ user: person });
    return user?.is_admin === true || user?.is_owner === true;
  });
}

/** Null when it cannot be known, which the scopes `channels:read` and `groups:read` let the bot do. */
function creatorOf(
  { log }: Pick<ListenerParts, 'log'>,
  client: webApi.WebClient,
  channel: string,
): Promise<string | null> {
  return unlessUnknown(log, 'the creator of a channel cannot be recognised', async () => {
    const { channel: found } = await client.conversations.info({ channel });
    return found?.creator ?? null;
  });
}

async function unlessUnknown<Answer>(
  log: Log,
  event: string,
  ask: () => Promise<Answer>,
): Promise<Answer | null> {
  try {
    return await ask();
  } catch (error) {
    log.warn({ code: readFault(error)?.code ?? 'unknown' }, event);
    return null;
  }
}
