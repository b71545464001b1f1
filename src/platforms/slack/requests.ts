import type { SlackPictures } from './pictures.ts';
import type { AckFn, RespondFn, webApi } from '@slack/bolt';
import type { Address, Debates, Dispatch, Extent } from '../../ask/request.ts';
import type { Composer } from '../../conversation/composer.ts';
import type { Consenting } from '../../conversation/consenting.ts';
import type { Conversation } from '../../conversation/conversation.ts';
import type { Proposing } from '../../conversation/proposing.ts';
import type { Hearing } from '../../conversation/hearing.ts';
import { stoodBefore, type Thread } from '../../conversation/threads.ts';
import type { ReportFault } from '../../errors.ts';
import type { Drafts, Proposals } from '../../proposing/proposal.ts';
import type { Consents } from '../../proposing/thread.ts';
import type { Contested, Feedback, Log, Time } from '../../ports.ts';
import type { Work } from '../../running/work.ts';
import { readFault } from './faults.ts';
import type { CommandNames, SlackMessage } from './view/blocks.ts';

export const PLATFORM = 'slack';
/** Every command and every form, known or not. */
export const ANY = /^/u;

/** Where something was done, by whom, and what Slack takes an answer by. */
export interface Origin {
  readonly doing: string;
  readonly client: webApi.WebClient;
  readonly workspace: string | null | undefined;
  /** Null outside any channel. */
  readonly channel: string | null;
  readonly threadTs: string | null;
  readonly person: string;
  /** Of the message that was written or clicked in, which may open a thread. */
  readonly ts?: string;
  readonly respond?: RespondFn | undefined;
}

/** What a message is called, and the thread that is opened on it. */
export function nameOf(channel: string | null, ts: string): string {
  return `${channel ?? ''} ${ts}`;
}

/** Tells a message that a person wrote from all others. */
export function messageId(channel: string, ts: string): string {
  return `${channel}:${ts}`;
}

/** Where the message of such a name is. */
export function placeNamed(name: string | null) {
  const [channel, ts] = (name ?? '').split(' ');
  return channel === undefined || ts === undefined ? null : { channel, ts };
}

/** A thread, which whoever is in the channel shares; in the direct conversation, outside threads, all that was asked there. */
export function threadOf({ workspace, channel, threadTs, ts }: Origin): Thread | undefined {
  if (channel === null) return undefined;
  const opened = threadTs ?? ts;
  const thread = opened === undefined ? [] : [nameOf(channel, opened)];
  if (!channel.startsWith('D')) return { before: thread, shared: thread, own: [] };
  const whole = `${workspace ?? ''} ${channel}`;
  const before =
    threadTs === null ? [whole] : [...thread, stoodBefore(messageId(channel, threadTs))];
  return { before, shared: [], own: [...thread, whole] };
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
  readonly hearing: Hearing<SlackMessage>;
  readonly proposing: Proposing<SlackMessage>;
  readonly composer: Composer<SlackMessage>;
  readonly dispatch: Dispatch;
  readonly debates: Debates;
  readonly names: CommandNames;
  /** Absent where nothing lasts. */
  readonly subscriptions?: Subscribed;
  readonly consenting: Consenting<SlackMessage>;
  readonly proposals?: Pick<Proposals, 'by' | 'all'>;
  readonly consents?: Consents;
  readonly drafts?: Drafts;
  readonly feedback: Feedback;
  /** Every passage that people contested, most often first; absent where nothing lasts. */
  readonly contested?: () => Promise<readonly Contested[]>;
  readonly work: Work;
  readonly pictures: SlackPictures;
  readonly reportFault: ReportFault;
  readonly log: Log;
  readonly time: Time;
}

/** Whoever did something, as every interaction tells it. */
interface Actor {
  readonly team: { readonly id: string } | null;
  readonly user: { readonly id: string; readonly team_id?: string };
}

export function actorIn({ team, user }: Actor): Pick<Origin, 'workspace' | 'person'> {
  return { workspace: team?.id ?? user.team_id, person: user.id };
}

/** For what is done in no channel. */
export function outsideChannels(doing: string, client: Origin['client'], actor: Actor): Origin {
  return { doing, client, ...actorIn(actor), channel: null, threadTs: null };
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
